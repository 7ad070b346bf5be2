export { HomeScreen } from "./HomeScreen";
