import type { Carrier, Reason } from "../../api/generated";
import { CARRIERS } from "./filter";

/** Why a message went the way it went, as the engine's policy says it. */
export const WHY_CODES = ["ported_to", "learned", "prefix", "unlisted", "ported_away", "guess", "chosen", "no_such_channel", "unfit", "only", "better", "waits", "sandbox", "no_route", "quiet_until"] as const;
export const LACKS = ["carrier", "business", "kind", "org", "sandbox", "real"] as const;
export const AHEADS = ["fresh", "reach", "health", "rank", "price", "weight"] as const;
export const LINES = ["online", "connecting", "backing_off", "paused", "refused"] as const;

type Code = (typeof WHY_CODES)[number];
type Words = "why.other" | `why.${Code}`;
type Part = `why.lack.${(typeof LACKS)[number]}` | `why.ahead.${(typeof AHEADS)[number]}` | `why.line.${(typeof LINES)[number]}`;

export interface WhyWords {
  words: (key: Words | Part, params?: Record<string, string>) => string;
  carrier: (carrier: Carrier) => string;
}

/** A reason in words. Parameters that are codes themselves become words, too; an unknown code says no more than that. */
export function whyInWords(reason: Reason, { words, carrier }: WhyWords): string {
  const code = WHY_CODES.find((known) => known === reason.code);
  if (code === undefined) return words("why.other");
  const params: Record<string, string> = { ...reason.params };
  const named = CARRIERS.find((known) => known === params.carrier);
  if (named) params.carrier = carrier(named);
  const lack = LACKS.find((known) => known === params.lack);
  if (lack) params.lack = words(`why.lack.${lack}`);
  const ahead = AHEADS.find((known) => known === params.ahead);
  if (ahead) params.ahead = words(`why.ahead.${ahead}`);
  const line = LINES.find((known) => known === params.line);
  if (line) params.line = words(`why.line.${line}`);
  return words(`why.${code}`, params);
}
