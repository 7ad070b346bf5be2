export { InboxScreen } from "./InboxScreen";
