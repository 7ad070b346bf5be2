import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useAsk } from "../../api/query";
import { errorWords } from "../../i18n/errorWords";
import { Card, Chart, type ChartData, Empty, ErrorPanel, Skeleton } from "../../ui";
import { speedLine } from "./speed";

const LIVE_MS = 1_000;

/** How fast a task goes, by the second while it runs. */
export function SpeedChart({ task, isRunning }: { task: string; isRunning: boolean }) {
  const { t } = useTranslation("tasks");
  const query = useAsk("task_speed", { task }, isRunning ? { everyMs: LIVE_MS } : {});
  const line = useMemo(() => query.data && speedLine(query.data), [query.data]);
  const data = useMemo<ChartData | undefined>(
    () =>
      line && {
        categoryTitle: t("speed.time"),
        categories: line.times,
        series: [
          { id: "submitted", name: t("speed.submitted"), values: line.submitted, hue: "info" },
          { id: "delivered", name: t("speed.delivered"), values: line.delivered, hue: "good" },
          { id: "failed", name: t("speed.failed"), values: line.failed, hue: "bad" },
        ],
      },
    [line, t],
  );
  return (
    <Card>
      {query.isPending && <Skeleton look="block" />}
      {query.error && <ErrorPanel {...errorWords(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />}
      {line && data && line.times.length === 0 && (
        <Empty isSmall title={t("speed.title")}>
          {t("speed.empty")}
        </Empty>
      )}
      {line && data && line.times.length > 0 && <Chart kind="line" height={220} title={`${t("speed.title")} · ${t(line.unit === "second" ? "speed.unit" : "speed.perMinute")}`} data={data} />}
    </Card>
  );
}
