/** A key that no other draft or message has. */
export function newKey(): string {
  // Pages without TLS on another computer have no randomUUID.
  const octets = crypto.getRandomValues(new Uint8Array(16));
  return [...octets].map((octet) => octet.toString(16).padStart(2, "0")).join("");
}
