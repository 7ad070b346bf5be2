import { useTranslation } from "react-i18next";
import { Checkbox, NumberField, Select, TextField } from "../../ui";
import { type StepParts, withCmpp, wrong } from "./fields";

const VERSIONS = ["2.0", "2.1", "3.0"].map((version) => ({ value: version, label: `CMPP ${version}` }));

/** Where the gateway is and who we are there. */
export function AccountStep({ form, set, mistakes, secret, onSecret, isKept }: StepParts & { secret: string; onSecret: (secret: string) => void; isKept: boolean }) {
  const { t } = useTranslation("channels");
  const { cmpp } = form;
  return (
    <div className="hy-channel-fields">
      <TextField label={t("form.name")} help={t("form.nameHelp")} value={form.name} onChange={(name) => set("name", { name })} error={wrong(mistakes, "name")} isRequired validationBehavior="aria" autoFocus />
      <TextField label={t("form.host")} help={t("form.hostHelp")} value={cmpp.host} onChange={(host) => set("host", withCmpp(form, { host: host.trim() }))} error={wrong(mistakes, "host")} isRequired validationBehavior="aria" spellCheck="false" />
      <NumberField label={t("form.port")} value={cmpp.port} minValue={1} maxValue={65_535} formatOptions={{ useGrouping: false }} onChange={(port) => set("port", withCmpp(form, { port }))} error={wrong(mistakes, "port")} />
      <TextField label={t("form.account")} value={cmpp.account} onChange={(account) => set("account", withCmpp(form, { account }))} error={wrong(mistakes, "account")} isRequired validationBehavior="aria" spellCheck="false" autoComplete="off" />
      <TextField
        label={t("form.secret")}
        type="password"
        autoComplete="new-password"
        help={isKept ? t("form.secretKeep") : t("form.secretHelp")}
        value={secret}
        onChange={onSecret}
        error={wrong(mistakes, "secret")}
      />
      <TextField label={t("form.service")} value={cmpp.service_code} onChange={(service_code) => set("service_code", withCmpp(form, { service_code }))} error={wrong(mistakes, "service_code")} isRequired validationBehavior="aria" inputMode="numeric" />
      <NumberField label={t("form.extension")} help={t("form.extensionHelp")} value={cmpp.extension_digits} minValue={0} maxValue={9} onChange={(extension_digits) => set("extension_digits", withCmpp(form, { extension_digits }))} error={wrong(mistakes, "extension_digits")} />
      <Select label={t("form.version")} options={VERSIONS} value={cmpp.version} onChange={(version) => set("version", withCmpp(form, { version }))} error={wrong(mistakes, "version")} />
      <Checkbox isSelected={cmpp.allow_lower_version} onChange={(allow_lower_version) => set("allow_lower_version", withCmpp(form, { allow_lower_version }))}>{t("form.lower")}</Checkbox>
    </div>
  );
}
