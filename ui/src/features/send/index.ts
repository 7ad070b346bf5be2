export { type Entry, SendScreen } from "./SendScreen";
