/** A mobile number as typed by a person, in its 11 digits; null when it is none. */
export function mobileNumber(typed: string): string | null {
  const digits = typed.normalize("NFKC").replace(/[\s\-()]/g, "").replace(/^(\+|00)?86(?=1\d{10}$)/, "");
  return /^1\d{10}$/.test(digits) ? digits : null;
}
