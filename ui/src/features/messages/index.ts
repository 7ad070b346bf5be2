export { messagesAddress, MESSAGE_FILTER, type MessageFilter, messagesOf } from "./filter";
export { MessageDetailPanel } from "./MessageDetailPanel";
export { MessagesScreen } from "./MessagesScreen";
export { MessagesTable } from "./MessagesTable";
export { MessageStateTag } from "./MessageStateTag";
export { useWholeNumbers } from "./whole";
export { WholeSwitch } from "./WholeSwitch";
export { ofTask, TaskMessages } from "./TaskMessages";
