import { NumbersScreen } from "../features/numbers";

export function NumbersPage() {
  return <NumbersScreen />;
}
