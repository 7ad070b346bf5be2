import { useTranslation } from "react-i18next";
import type { ChannelForm } from "../../api/generated";
import { formatMoney } from "../../i18n/format";
import { Button } from "../../ui";
import { TrialLine } from "./TrialLine";
import type { TrialState } from "./useTrial";

/** What will be saved, and whether the gateway lets us in with it. */
export function TestStep({ form, trial, onTry }: { form: ChannelForm; trial: TrialState; onTry: () => void }) {
  const { t } = useTranslation(["channels", "states"]);
  const carriers = form.carriers.map((carrier) => t(`states:carrierShort.${carrier}`)).join(" · ") || t("channels:all");
  return (
    <div className="hy-channel-fields">
      <p>{t("channels:form.testFirst")}</p>
      <dl className="hy-facts" aria-label={t("channels:form.summary")}>
        <div><dt>{t("channels:form.name")}</dt><dd>{form.name}</dd></div>
        <div><dt>{t("channels:detail.address")}</dt><dd><code>{`${form.cmpp.host}:${form.cmpp.port}`}</code></dd></div>
        <div><dt>{t("channels:detail.account")}</dt><dd><code>{form.cmpp.account}</code></dd></div>
        <div><dt>{t("channels:columns.carriers")}</dt><dd>{carriers}</dd></div>
        <div><dt>{t("channels:columns.price")}</dt><dd>{formatMoney(form.price)}</dd></div>
      </dl>
      <div className="hy-channel-try">
        <Button icon="check" onPress={onTry} isPending={trial.isRunning}>{t("channels:form.test")}</Button>
        <span>{t("channels:trial.note")}</span>
      </div>
      <TrialLine trial={trial} />
    </div>
  );
}
