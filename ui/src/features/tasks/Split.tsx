import { useTranslation } from "react-i18next";
import type { CarrierFigures, TaskDetail } from "../../api/generated";
import { formatCount, formatPercent } from "../../i18n/format";
import { Card, Link } from "../../ui";

const CARRIERS = ["CMCC", "CUCC", "CTCC", "CBN", "OTHER"] as const;

interface Line {
  key: string;
  name: string;
  figures: CarrierFigures;
  href: string;
}

/** The same figures by carrier and by channel, with the way to the people behind each. */
export function Split({ task }: { task: TaskDetail }) {
  const { t } = useTranslation(["tasks", "states"]);
  const carriers = CARRIERS.flatMap((carrier): Line[] => {
    const figures = task.figures.carriers[carrier];
    return figures ? [{ key: carrier, name: t(`states:carrier.${carrier}`), figures, href: `/messages?task=${task.task}&carrier=${carrier}` }] : [];
  });
  const channels = task.channels.map((channel): Line => ({ key: channel.channel, name: channel.name, figures: channel.figures, href: `/messages?task=${task.task}&channel=${channel.channel}` }));
  return (
    <Card title={t("split.title")}>
      {carriers.length + channels.length === 0 ? (
        <p className="quiet">{t("split.empty")}</p>
      ) : (
        <>
          <SplitTable caption={t("split.carriers")} lines={carriers} />
          <SplitTable caption={t("split.channels")} lines={channels} />
        </>
      )}
    </Card>
  );
}

function SplitTable({ caption, lines }: { caption: string; lines: readonly Line[] }) {
  const { t } = useTranslation("tasks");
  if (lines.length === 0) return null;
  return (
    <table className="plain-table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t("split.name")}</th>
          <th scope="col" className="is-numeric">{t("split.submitted")}</th>
          <th scope="col" className="is-numeric">{t("split.delivered")}</th>
          <th scope="col" className="is-numeric">{t("split.failed")}</th>
          <th scope="col" className="is-numeric">{t("split.share")}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ key, name, figures, href }) => (
          <tr key={key}>
            <th scope="row">
              <Link href={href} isQuiet>
                {name}
              </Link>
            </th>
            <td className="is-numeric">{formatCount(figures.submitted)}</td>
            <td className="is-numeric">{formatCount(figures.delivered)}</td>
            <td className="is-numeric">{formatCount(figures.failed)}</td>
            <td className="is-numeric">{figures.submitted > 0 ? formatPercent(figures.delivered / figures.submitted) : "–"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
