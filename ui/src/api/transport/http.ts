import type { Tag } from "../generated";
import { httpFiles } from "./httpFiles";
import { csrf } from "./session";
import type { Listener, Transport } from "./transport";

/** The engine beats every two seconds; after three that are missing the connection is dead, whatever the socket says. */
const SILENCE_MS = 7_000;

/** A browser: the engine is behind the address that the page came from. */
export const http: Transport = {
  face: "browser",
  files: httpFiles,
  async call(name, request, signal) {
    const response = await fetch(`/rpc/${encodeURIComponent(name)}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...csrf() },
      body: JSON.stringify(request),
      credentials: "same-origin",
      signal,
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw answer;
    return answer;
  },
  listen(listener) {
    const source = new EventSource("/events");
    let silence: ReturnType<typeof setTimeout> | undefined;
    const end = () => {
      clearTimeout(silence);
      source.close();
    };
    const lost = () => {
      end();
      listener.onLost();
    };
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(lost, SILENCE_MS);
    };
    source.onopen = () => {
      heard();
      listener.onOpen();
    };
    // The browser would try again by itself, but for ever at one pace and without telling.
    source.onerror = lost;
    source.onmessage = ({ data }) => {
      heard();
      tell(listener, data);
    };
    source.addEventListener("beat", () => {
      heard();
      listener.onBeat();
    });
    heard();
    return end;
  },
};

function tell(listener: Listener, data: unknown) {
  const tags = tagsOf(data);
  if (tags.length > 0) listener.onChange(tags);
  else listener.onBeat();
}

function tagsOf(data: unknown): readonly Tag[] {
  try {
    const change: unknown = JSON.parse(String(data));
    if (typeof change === "object" && change !== null && "tags" in change && Array.isArray(change.tags)) return change.tags;
  } catch {
    // What is no change at all counts as a sign of life.
  }
  return [];
}
