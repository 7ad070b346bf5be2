export type { Command } from "./entries";
export { Palette } from "./Palette";
