export { Bell } from "./Bell";
