import { PracticeScreen } from "../features/practice";

export function PracticePage() {
  return <PracticeScreen />;
}
