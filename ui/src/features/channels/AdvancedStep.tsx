import { useTranslation } from "react-i18next";
import type { CmppForm } from "../../api/generated";
import { Checkbox, NumberField, TextField } from "../../ui";
import { type StepParts, withCmpp, wrong } from "./fields";

type Of<T> = { [K in keyof CmppForm]: CmppForm[K] extends T ? K : never }[keyof CmppForm];
const TEXTS = [["service_id", "serviceId"], ["fee_terminal", "feeTerminal"], ["fee_type", "feeType"], ["fee_code", "feeCode"]] as const satisfies readonly (readonly [Of<string>, string])[];
const NUMBERS = [["fee_user_type", "feeUser", 0], ["heartbeat_seconds", "heartbeat", 1], ["response_seconds", "response", 1], ["login_seconds", "login", 1], ["sends_max", "sends", 1]] as const satisfies readonly (readonly [Of<number>, string, number])[];
const FLAGS = [["receipts", "receipts"], ["ascii_as_ucs2", "ucs2"], ["prefer_gb18030", "gb"], ["wide_header", "wide"], ["require_proof", "proof"]] as const satisfies readonly (readonly [Of<boolean>, string])[];

/** What the carrier's paper says about fees, codings and waits; right as it stands for most accounts. */
export function AdvancedStep({ form, set, mistakes }: StepParts) {
  const { t } = useTranslation("channels");
  const { cmpp } = form;
  const change = (field: keyof CmppForm, part: Partial<CmppForm>) => set(field, withCmpp(form, part));
  return (
    <div className="hy-channel-fields">
      {TEXTS.map(([field, word]) => (
        <TextField key={field} label={t(`form.${word}`)} value={cmpp[field]} onChange={(value) => change(field, { [field]: value })} error={wrong(mistakes, field)} />
      ))}
      <TextField label={t("form.msgSrc")} help={t("form.msgSrcHelp")} value={cmpp.msg_src ?? ""} onChange={(text) => change("msg_src", { msg_src: text === "" ? null : text })} error={wrong(mistakes, "msg_src")} />
      {NUMBERS.map(([field, word, least]) => (
        <NumberField key={field} label={t(`form.${word}`)} value={cmpp[field]} minValue={least} onChange={(value) => change(field, { [field]: value })} error={wrong(mistakes, field)} />
      ))}
      {FLAGS.map(([field, word]) => (
        <Checkbox key={field} isSelected={cmpp[field]} onChange={(value) => change(field, { [field]: value })}>{t(`form.${word}`)}</Checkbox>
      ))}
    </div>
  );
}
