export { DraftList } from "./DraftList";
