import { Channel, invoke } from "@tauri-apps/api/core";
import type { Tag } from "../generated";
import type { Transport } from "./transport";
import { nativeFiles } from "./tauriFiles";

/** The desktop window: the engine is in the same process. */
export const tauri: Transport = {
  face: "desktop",
  files: nativeFiles,
  call: (name, request) => invoke("call", { name, request }),
  listen(listener) {
    let wanted = true;
    const events = new Channel<{ tags: Tag[] }>();
    events.onmessage = ({ tags }) => {
      if (!wanted) return;
      listener.onBeat();
      if (tags.length > 0) listener.onChange(tags);
    };
    invoke("listen", { events }).then(
      () => wanted && listener.onOpen(),
      () => wanted && listener.onLost(),
    );
    return () => {
      wanted = false;
    };
  },
};
