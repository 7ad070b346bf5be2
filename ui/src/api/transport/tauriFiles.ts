import { invoke } from "@tauri-apps/api/core";
import { getCurrentWebview } from "@tauri-apps/api/webview";
import type { FileDoor, PickedFile } from "./transport";

/** Files by their path: the engine is on this computer and reads them itself. */
export const nativeFiles: FileDoor = {
  async pick(accept) {
    const path = await invoke<string | null>("pick_file", { endings: accept.map((ending) => ending.replace(/^\./, "")) });
    return path === null ? null : picked(path);
  },
  async bring(file, { onProgress }) {
    const path = await invoke<string>("bring_file", await file.arrayBuffer(), { headers: { "x-hongyan-name": encodeURIComponent(file.name) } });
    onProgress?.(1);
    return { file: path, name: file.name };
  },
  drop(target, drop) {
    const listening = getCurrentWebview().onDragDropEvent(({ payload }) => {
      if (payload.type === "leave") return drop.onOver(false);
      const over = isOver(target, payload.position);
      if (payload.type !== "drop") return drop.onOver(over);
      drop.onOver(false);
      if (over && payload.paths.length > 0) drop.onFiles(payload.paths.map(picked));
    });
    listening.catch(drop.onError);
    return () => void listening.then((stop) => stop(), () => undefined);
  },
  async saveTarget(name) {
    const path = await invoke<string | null>("save_target", { name });
    return path === null ? "cancelled" : { to: path };
  },
  open: (file) => invoke("reveal_file", { file: file.file }),
};

function picked(path: string): PickedFile {
  return { file: path, name: path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1) };
}

/** The window tells places in the screen's own dots. */
function isOver(target: HTMLElement, at: { x: number; y: number }): boolean {
  const box = target.getBoundingClientRect();
  const [x, y] = [at.x / window.devicePixelRatio, at.y / window.devicePixelRatio];
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}
