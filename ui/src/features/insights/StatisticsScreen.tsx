import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { StatisticsOf } from "../../api/generated";
import { useMode } from "../../api/mode";
import { useAsk } from "../../api/query";
import { staleSince } from "../../api/stale";
import { useGo, useUrlState } from "../../api/url";
import { errorWords } from "../../i18n/errorWords";
import { formatTime } from "../../i18n/format";
import { Banner, Button, Empty, ErrorPanel, Page, Skeleton } from "../../ui";
import { Definitions } from "./Definitions";
import { drillOf } from "./figures";
import { dimensionOf, STATISTICS_FILTER, statisticsOf } from "./filter";
import { daysOf, periodBefore, today } from "./period";
import { StatisticsChart } from "./StatisticsChart";
import { StatisticsFilters } from "./StatisticsFilters";
import { StatisticsTable } from "./StatisticsTable";
import { Totals } from "./Totals";
import "./insights.css";

/** 统计: figures by one dimension over a period, against the period before; the way to the people behind them. */
export function StatisticsScreen({ actions }: { actions: (shown: StatisticsOf) => ReactNode }) {
  const { t } = useTranslation("insights");
  const [filter, setFilter] = useUrlState(STATISTICS_FILTER);
  const [isDefining, setDefining] = useState(false);
  const { mode } = useMode();
  const go = useGo();
  const of = statisticsOf(filter, mode, today());
  const isBackward = daysOf(of) < 1;
  const query = useAsk("statistics", of, { keep: true, enabled: !isBackward });
  const statistics = query.data;
  const since = staleSince(query);
  const by = dimensionOf(filter);
  const isEmpty = statistics !== undefined && statistics.total.people === 0;
  const clear = () => setFilter({ ...STATISTICS_FILTER, view: filter.view, by: filter.by });
  const drill = (place: number) => {
    const row = statistics?.rows[place];
    const address = row && drillOf(row, by, of);
    if (address !== undefined) go(address);
  };
  return (
    <Page
      title={t("stats.title")}
      lead={`${t("stats.range", { from: of.from, to: of.to })}${statistics && since === undefined ? ` · ${t("stats.asOf", { time: formatTime(statistics.as_of, "clock") })}` : ""}`}
      notices={since === undefined ? undefined : <Banner kind="offline">{t("stats.stale", { time: since })}</Banner>}
      actions={
        <>
          <Button tone="quiet" icon="help" onPress={() => setDefining(true)}>
            {t("stats.definitions")}
          </Button>
          {actions(of)}
        </>
      }
      filters={<StatisticsFilters filter={filter} onChange={setFilter} />}
    >
      {isBackward && <ErrorPanel cause={t("stats.badRange")} />}
      {!isBackward && query.error && <ErrorPanel {...errorWords(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} isLarge={statistics === undefined} />}
      {!isBackward && query.isPending && <Skeleton look="block" />}
      {!isBackward && isEmpty && (
        <Empty title={t("stats.empty")} action={<Button onPress={clear}>{t("stats.clear")}</Button>}>
          {t("stats.emptyNext")}
        </Empty>
      )}
      {!isBackward && statistics && !isEmpty && (
        <>
          <Totals statistics={statistics} before={t("stats.before", { ...periodBefore(of) })} />
          {filter.view === "table" ? <StatisticsTable statistics={statistics} of={of} /> : <StatisticsChart statistics={statistics} by={by} metric={filter.metric} onMetric={(metric) => setFilter({ metric })} onDrill={drill} />}
        </>
      )}
      {isDefining && <Definitions onClose={() => setDefining(false)} />}
    </Page>
  );
}
