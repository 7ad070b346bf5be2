export { SystemScreen } from "./SystemScreen";
