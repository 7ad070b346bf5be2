import { invoke } from "@tauri-apps/api/core";
import type { Transport } from "./transport";

/** The desktop window: the engine is in the same process. */
export const tauri: Transport = {
  call: (name, payload) => invoke("call", { name, payload }),
};
