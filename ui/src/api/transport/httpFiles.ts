import { csrf } from "./session";
import type { FileDoor, PickedFile, Transfer } from "./transport";

/** Files travel: up to the engine before it reads them, down from it after it wrote them. */
export const httpFiles: FileDoor = {
  async pick(accept, transfer) {
    const file = await choose(accept);
    return file === null ? null : upload(file, transfer);
  },
  bring: upload,
  drop(target, drop) {
    // Elements inside the target fire enter and leave of their own, so they are counted.
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth += 1;
      drop.onOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) drop.onOver(false);
    };
    const over = (event: DragEvent) => hasFiles(event) && event.preventDefault();
    const dropped = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      drop.onOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      void Promise.all(files.map((file) => upload(file, { onProgress: drop.onProgress }))).then(drop.onFiles, drop.onError);
    };
    const handlers = { dragenter: enter, dragleave: leave, dragover: over, drop: dropped };
    for (const [name, handler] of Object.entries(handlers)) target.addEventListener(name, handler as EventListener);
    return () => {
      for (const [name, handler] of Object.entries(handlers)) target.removeEventListener(name, handler as EventListener);
    };
  },
  saveTarget: async () => ({ to: null }),
  async open(file) {
    const link = document.createElement("a");
    link.href = `/files/${encodeURIComponent(file.file)}`;
    link.download = file.name;
    link.click();
  },
};

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}

/** The browser's own dialog. */
function choose(accept: readonly string[]): Promise<File | null> {
  return new Promise((chosen) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = accept.join(",");
    input.onchange = () => chosen(input.files?.[0] ?? null);
    input.oncancel = () => chosen(null);
    input.click();
  });
}

/** `fetch` cannot tell how far it is, so the older way is used. */
function upload(file: File, { onProgress, signal }: Transfer): Promise<PickedFile> {
  return new Promise((arrived, failed) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/upload?name=${encodeURIComponent(file.name)}`);
    for (const [name, value] of Object.entries(csrf())) request.setRequestHeader(name, value);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total === 0 ? 1 : loaded / total);
    request.onload = () => {
      const answer: unknown = request.response;
      if (request.status === 200 && isUpload(answer)) arrived({ file: answer.file, name: file.name });
      else failed(answer);
    };
    request.onerror = () => failed(new TypeError("the upload broke off"));
    request.onabort = () => failed(new DOMException("the upload was taken back", "AbortError"));
    signal?.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

function isUpload(answer: unknown): answer is { file: string } {
  return typeof answer === "object" && answer !== null && "file" in answer && typeof answer.file === "string";
}
