import { HelpScreen } from "../features/help";

export function HelpPage() {
  return <HelpScreen />;
}
