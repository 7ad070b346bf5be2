import { useTranslation } from "react-i18next";
import { useErrorWords } from "../../i18n/errorWords";
import { formatCount } from "../../i18n/format";
import { ErrorPanel, Icon } from "../../ui";
import { causeNext, causeWords } from "./lineWords";
import type { TrialState } from "./useTrial";

/** How the trial of a login went, in words. */
export function TrialLine({ trial }: { trial: TrialState }) {
  const { t } = useTranslation("channels");
  const failed = useErrorWords(trial.error);
  const { result } = trial;
  if (failed) return <ErrorPanel {...failed} />;
  if (trial.isRunning) {
    return <p className="hy-trial" role="status"><Icon name="clock" />{t("trial.running", { address: trial.address })}</p>;
  }
  if (!result) return null;
  const ms = formatCount(result.took_ms);
  return (
    <div className={`hy-trial ${result.ok ? "is-good" : "is-bad"}`} role="status">
      <Icon name={result.ok ? "check" : "x"} />
      <div>
        <p>{result.ok ? t("trial.ok", { address: result.address, version: result.version ?? "", ms }) : t("trial.refused", { address: result.address, ms })}</p>
        {!result.ok && <p><strong>{causeWords(result.code)}</strong> {causeNext(result.code)}</p>}
        {!result.ok && result.detail !== "" && <p><code>{result.detail}</code></p>}
      </div>
    </div>
  );
}
