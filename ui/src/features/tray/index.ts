export { Tray } from "./Tray";
export { taskProgress, useWork } from "./work";
