import { useTranslation } from "react-i18next";
import type { Exclusion, TaskDetail } from "../../api/generated";
import { formatCount } from "../../i18n/format";
import { Card, Link } from "../../ui";

/** Who gets nothing, by reason. */
export function Excluded({ task }: { task: TaskDetail }) {
  const { t } = useTranslation(["tasks", "states"]);
  const reasons = (Object.entries(task.figures.excluded) as [Exclusion, number][]).filter(([, people]) => people > 0).toSorted(([, one], [, other]) => other - one);
  if (reasons.length === 0) return null;
  return (
    <Card title={t("excluded.title")}>
      <table className="plain-table">
        <tbody>
          {reasons.map(([reason, people]) => (
            <tr key={reason}>
              <th scope="row">
                <Link href={`/messages?task=${task.task}&state=excluded&class=${reason}`} isQuiet>
                  {t(`states:exclusion.${reason}`)}
                </Link>
              </th>
              <td className="is-numeric">{formatCount(people)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
