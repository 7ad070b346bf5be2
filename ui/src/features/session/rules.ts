/** What the engine asks of a password; it decides, this only tells it while a person types. */
export const PASSWORD_MIN = 10;
/** From this length on the kinds of characters do not matter. */
export const PASSWORD_LONG = 16;
const KINDS_MIN = 3;
/** Limits of the other fields. */
export const LOGIN_MAX = 32;
export const NAME_MAX = 64;
/** A shorter name stands in too many words. */
const NAME_LOOKED_FOR = 3;

export interface Rule {
  id: "length" | "kinds" | "login";
  met: boolean;
}

/** How far a password is, rule by rule. */
export function rulesOf(password: string, login: string, name: string): Rule[] {
  const length = [...password].length;
  return [
    { id: "length", met: length >= PASSWORD_MIN },
    { id: "kinds", met: length >= PASSWORD_LONG || kindsOf(password) >= KINDS_MIN },
    { id: "login", met: length > 0 && !holds(password, login) && !([...name.trim()].length >= NAME_LOOKED_FOR && holds(password, name)) },
  ];
}

function kindsOf(password: string): number {
  const kinds = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u];
  return kinds.filter((kind) => kind.test(password)).length;
}

function holds(password: string, word: string): boolean {
  const part = word.trim().toLowerCase();
  return part !== "" && password.toLowerCase().includes(part);
}
