/** A key that no other request has: the same one twice is one message. */
export function newKey(): string {
  // Pages without TLS on another computer have no randomUUID.
  const octets = crypto.getRandomValues(new Uint8Array(16));
  return [...octets].map((octet) => octet.toString(16).padStart(2, "0")).join("");
}
