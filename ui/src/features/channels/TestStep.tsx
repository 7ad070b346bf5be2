import { useTranslation } from "react-i18next";
import type { ChannelForm } from "../../api/generated";
import { formatPrice } from "../../i18n/format";
import { Button, Facts } from "../../ui";
import { TrialLine } from "./TrialLine";
import type { TrialState } from "./useTrial";

/** What will be saved, and whether the gateway lets us in with it. */
export function TestStep({ form, trial, onTry }: { form: ChannelForm; trial: TrialState; onTry: () => void }) {
  const { t } = useTranslation(["channels", "states"]);
  const carriers = form.carriers.map((carrier) => t(`states:carrierShort.${carrier}`)).join(" · ") || t("channels:all");
  return (
    <div className="hy-channel-fields">
      <p>{t("channels:form.testFirst")}</p>
      <Facts
        label={t("channels:form.summary")}
        facts={[
        { name: t("channels:form.name"), value: form.name },
        { name: t("channels:detail.address"), value: <code>{`${form.cmpp.host}:${form.cmpp.port}`}</code> },
        { name: t("channels:detail.account"), value: <code>{form.cmpp.account}</code> },
        { name: t("channels:columns.carriers"), value: carriers },
        { name: t("channels:columns.price"), value: formatPrice(form.price) },
      ]}
      />
      <div className="hy-channel-try">
        <Button icon="check" onPress={onTry} isPending={trial.isRunning}>{t("channels:form.test")}</Button>
        <span>{t("channels:trial.note")}</span>
      </div>
      <TrialLine trial={trial} />
    </div>
  );
}
