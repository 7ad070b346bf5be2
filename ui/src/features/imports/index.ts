export { ImportDialog } from "./ImportDialog";
export { ImportScreen } from "./ImportScreen";
export { ImportsScreen } from "./ImportsScreen";
