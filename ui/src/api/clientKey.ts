/** A key under which the engine makes something once: asked again with it, it answers with what is there. */
export function newClientKey(): string {
  // Not randomUUID: a page without TLS from another computer has none.
  const octets = crypto.getRandomValues(new Uint8Array(16));
  return [...octets].map((octet) => octet.toString(16).padStart(2, "0")).join("");
}
