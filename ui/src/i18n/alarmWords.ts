import { i18n } from ".";
import type { Alarm } from "../api/generated";

/** What an alarm says in the language on the screen. */
export function alarmWords(alarm: Alarm): string {
  const key = i18n.exists(`states:alarm.${alarm.code}`) ? alarm.code : "unknown";
  const cause = alarm.params.cause;
  const params = { ...alarm.params, code: alarm.code, ...(cause !== undefined && i18n.exists(`states:cause.${cause}`) && { cause: String(i18n.t(`states:cause.${cause}` as never)) }) };
  return String(i18n.t(`states:alarm.${key}` as never, params));
}
