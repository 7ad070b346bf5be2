import { i18n } from ".";
import type { Alarm } from "../api/generated";
import { formatCount, formatSize } from "./format";

/** What an alarm says in the language on the screen. */
export function alarmWords(alarm: Alarm): string {
  const key = i18n.exists(`states:alarm.${alarm.code}`) ? alarm.code : "unknown";
  const values = Object.fromEntries(Object.entries(alarm.params).map(([name, value]) => [name, valueWords(name, value)]));
  return String(i18n.t(`states:alarm.${key}` as never, { ...values, code: alarm.code }));
}

/** Codes and figures among the values, in words. */
function valueWords(name: string, value: string): string {
  switch (name) {
    case "cause":
      return wordAt(`states:cause.${value}`, wordAt("states:line.back_off", value));
    case "fault":
      return wordAt(`errors:code.${value}.cause`, value);
    case "class":
      return wordAt(`states:class.${value}`, value);
    case "octets":
      return formatSize(Number(value));
    case "count":
      return formatCount(Number(value));
    default:
      return value;
  }
}

function wordAt(key: string, otherwise: string): string {
  return i18n.exists(key) ? String(i18n.t(key as never)) : otherwise;
}
