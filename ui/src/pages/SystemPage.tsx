import { SystemScreen } from "../features/system";

export function SystemPage() {
  return <SystemScreen />;
}
