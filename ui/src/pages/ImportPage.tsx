import { ImportScreen } from "../features/imports";

/** One import with the rows to check. */
export function ImportPage() {
  return <ImportScreen />;
}
