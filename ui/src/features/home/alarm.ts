import type { Alarm, FailureClass } from "../../api/generated";
import { i18n } from "../../i18n";
import { formatSize } from "../../i18n/format";

const CLASSES: readonly FailureClass[] = ["NUM", "TERM", "BLOCK", "TEXT", "RATE", "ROUTE", "UNK"];

/** An alarm in words; values that are codes become words, too. */
export function alarmWords({ code, params }: Pick<Alarm, "code" | "params">): string {
  const name = CLASSES.find((known) => known === params.class);
  const values = {
    ...params,
    cause: causeWords(params.cause ?? ""),
    ...(params.octets !== undefined && { free: formatSize(Number(params.octets)) }),
    ...(name && { class: i18n.t(`states:class.${name}`) }),
    ...(params.fault !== undefined && { fault: faultWords(params.fault) }),
  };
  return String(i18n.t(`home:alarms.code.${code}` as never, values)); // which values a code takes stands beside the codes
}

/** Why a line is down; while it only connects there is no cause yet. */
function causeWords(cause: string): string {
  const key = `states:cause.${cause}`;
  return cause !== "" && i18n.exists(key) ? String(i18n.t(key as never)) : i18n.t("home:alarms.noCause");
}

/** Faults of the store have the words of its errors. */
function faultWords(fault: string): string {
  const key = `errors:code.${fault}.cause`;
  return i18n.exists(key) ? String(i18n.t(key as never)) : fault;
}
