import { useTranslation } from "react-i18next";
import type { FailureGroup } from "../../api/generated";
import { Button, StatusTag, Tag } from "../../ui";
import { type Remedy, remediesOf } from "./failure";

/** One cause: how many people, why, what to do, and the buttons that do it. */
export function FailureLine({ group, canResend, onView, onRemedy }: { group: FailureGroup; canResend: boolean; onView: () => void; onRemedy: (remedy: Remedy) => void }) {
  const { t } = useTranslation(["tasks", "states"]);
  const remedies = remediesOf(group).filter((remedy) => remedy !== "resend" || canResend);
  return (
    <li className="failure">
      <div className="failure-words">
        <p>
          <strong>{t("failures.people", { count: group.people })}</strong> {group.cause}
        </p>
        {group.action !== "" && <p className="quiet">{group.action}</p>}
        <p className="failure-tags">
          <Tag>{t(`states:carrierShort.${group.carrier}`)}</Tag>
          {group.code !== "" && <Tag>{t("failures.code", { code: group.code })}</Tag>}
          {group.low_confidence && (
            <StatusTag tone="warn" look="plain">
              {t("failures.low")}
            </StatusTag>
          )}
        </p>
      </div>
      <div className="failure-ways">
        <Button size="small" tone="quiet" onPress={onView}>
          {t("failures.view")}
        </Button>
        {remedies.map((remedy) => (
          <Button key={remedy} size="small" tone={remedy === "block" || remedy === "dead" ? "danger" : "secondary"} onPress={() => onRemedy(remedy)}>
            {remedy === "resend" ? t("failures.resend", { count: group.people }) : t(`failures.${remedy}`)}
          </Button>
        ))}
      </div>
    </li>
  );
}
