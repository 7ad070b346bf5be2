import { useTranslation } from "react-i18next";
import type { CheckFinding, TaskCheck } from "../../../api/generated";
import { formatCount, formatMoney, formatTime } from "../../../i18n/format";
import { Banner, Button, Checkbox, Empty, Link, Skeleton, StatusTag, type Tone } from "../../../ui";
import { Failure } from "../parts/Failure";
import { fixOf } from "../model/fixes";
import { findingKey, wantsTick } from "../model/steps";
import { useSend } from "../useSendModel";
import { findingWords } from "../words";
import { CarrierTable } from "./CarrierTable";

const TONES: Record<CheckFinding["severity"], Tone> = { block: "bad", warn: "warn", note: "info" };
const WEIGHT: Record<CheckFinding["severity"], number> = { block: 0, warn: 1, note: 2 };

/** Everything that was found before the first message leaves: what stops it, what a person has to have read, what is good to know. */
export function CheckStep() {
  const { check } = useSend();
  return (
    <div data-tour="send-check" aria-busy={check.isWaiting}>
      {check.error && <Failure error={check.error} onRetry={check.again} />}
      {!check.error && check.data === null && (check.isWaiting ? <Skeleton lines={6} /> : <Missing />)}
      {!check.error && check.data && <Found data={check.data} />}
    </div>
  );
}

function Found({ data }: { data: TaskCheck }) {
  const { t } = useTranslation(["wizard", "states"]);
  const { check } = useSend();
  const findings = [...data.findings].sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]);
  const excluded = Object.entries(data.excluded).filter(([, count]) => count > 0);
  return (
    <div className="send-findings-list">
      <p className="send-summary">
        <strong>{t("wizard:check.summary", { figure: formatCount(data.messages), segments: formatCount(data.segments), cost: formatMoney(data.cost) })}</strong>
        <span>{t("wizard:check.at", { time: formatTime(data.starts_at, "short") })}</span>
        <Button size="small" icon="refresh" onPress={check.again} isPending={check.isWaiting}>
          {t("wizard:check.again")}
        </Button>
      </p>
      {findings.length === 0 && <Banner>{t("wizard:check.clean")}</Banner>}
      <ul className="send-check-list">
        {findings.map((finding) => (
          <FindingRow key={findingKey(finding)} finding={finding} />
        ))}
      </ul>
      {excluded.length > 0 && (
        <p>
          {t("wizard:check.excluded")}{" "}
          {excluded.map(([reason, count]) => (
            <span key={reason} className="send-share">
              {exclusionWords(t, reason)} {formatCount(count)}
            </span>
          ))}
        </p>
      )}
      <CarrierTable check={data} />
    </div>
  );
}

const EXCLUSIONS = ["duplicate", "bad_number", "unreachable_kind", "blacklisted", "opted_out", "dead_number", "missing_variable", "unfit_value", "text_too_long", "no_route", "over_cap"] as const;

function exclusionWords(t: ReturnType<typeof useTranslation<["wizard", "states"]>>["t"], reason: string): string {
  const known = EXCLUSIONS.find((each) => each === reason);
  return known === undefined ? reason : t(`states:exclusion.${known}`);
}

function FindingRow({ finding }: { finding: CheckFinding }) {
  const { t } = useTranslation(["wizard", "states", "errors"]);
  const { draft, dispatch, isPractice } = useSend();
  const key = findingKey(finding);
  const fix = fixOf(finding.code, isPractice);
  const words = findingWords(t, finding);
  return (
    <li className={`send-finding is-${finding.severity}`}>
      <StatusTag tone={TONES[finding.severity]}>{t(`wizard:check.severity.${finding.severity}`)}</StatusTag>
      <p>{words}</p>
      <span className="send-finding-ways">
        {fix?.kind === "step" && (
          <Button size="small" onPress={() => dispatch({ do: "go", step: fix.step })}>
            {t(`wizard:check.fix.${fix.words}`)}
          </Button>
        )}
        {fix?.kind === "place" && <Link href={fix.href}>{t(`wizard:check.fix.${fix.words}`)}</Link>}
        {wantsTick(finding, isPractice) && (
          <Checkbox isSelected={draft.ticked.includes(key)} onChange={(isTicked) => dispatch({ do: "tick", key, isTicked })} aria-label={`${t("wizard:check.tick")}${words}`}>
            {t("wizard:check.tick")}
          </Checkbox>
        )}
      </span>
    </li>
  );
}

/** What the earlier steps still want, each with the way there. */
function Missing() {
  const { t } = useTranslation("wizard");
  const { lacks, dispatch } = useSend();
  return (
    <Empty isSmall title={t("check.notYet")}>
      <ul className="send-check-list">
        {(["content", "list", "when"] as const).flatMap((step) =>
          lacks[step].map((lack) => (
            <li key={lack} className="send-finding">
              <p>{t(`lack.${lack}`)}</p>
              <Button size="small" onPress={() => dispatch({ do: "go", step })}>
                {t(`steps.${step}`)}
              </Button>
            </li>
          )),
        )}
      </ul>
    </Empty>
  );
}
