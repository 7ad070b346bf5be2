export { BlocksScreen } from "./BlocksScreen";
