export { PracticeScreen } from "./PracticeScreen";
