import type { Methods } from "../methods";

/** One way to the engine. The window and the browser have different ones; nothing above can tell. */
export interface Transport {
  call<M extends keyof Methods>(name: M, payload: Methods[M]["payload"]): Promise<Methods[M]["result"]>;
}
