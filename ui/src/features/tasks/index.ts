export { type Part, statesOfPart } from "./part";
export { progressOf } from "./funnel";
export { TaskScreen } from "./TaskScreen";
export { TasksScreen } from "./TasksScreen";
export { TaskStateTag } from "./TaskStateTag";
