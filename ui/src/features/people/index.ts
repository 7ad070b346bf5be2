export { PeopleScreen } from "./PeopleScreen";
