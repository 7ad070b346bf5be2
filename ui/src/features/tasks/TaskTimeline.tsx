import { useTranslation } from "react-i18next";
import type { TaskEvent } from "../../api/generated";
import { useAsk } from "../../api/query";
import { errorWords } from "../../i18n/errorWords";
import { formatTime } from "../../i18n/format";
import { Card, Empty, ErrorPanel, Skeleton, Timeline } from "../../ui";
import { EVENT_LOOK, isEventKind, isNobody, newestFirst } from "./events";
import { faultOf } from "./failure";

/** Everything that happened to a task, and who did it; the newest first. */
export function TaskTimeline({ task }: { task: string }) {
  const { t } = useTranslation("tasks");
  const query = useAsk("task_timeline", { task });
  const words = useEventWords();
  if (query.data === undefined) {
    return query.error ? <ErrorPanel {...errorWords(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} isLarge /> : <Skeleton lines={6} />;
  }
  const events = newestFirst(query.data.events);
  if (events.length === 0) return <Empty isSmall title={t("event.empty")} />;
  return (
    <Card>
      {query.error && <ErrorPanel {...errorWords(query.error)} onRetry={() => void query.refetch()} />}
      <Timeline
        label={t("event.title")}
        entries={events.map((event, at) => ({
          id: String(events.length - at),
          time: formatTime(event.at, "second"),
          actor: isNobody(event.by) ? t(event.by === "engine" ? "event.by.engine" : "event.by.local") : event.by,
          ...words(event),
        }))}
      />
    </Card>
  );
}

/** An event in words. A kind from a newer engine is named as it is, rather than left out. */
function useEventWords() {
  const { t } = useTranslation("tasks");
  return (event: TaskEvent) => {
    const { kind, detail } = event;
    if (!isEventKind(kind)) return { title: t("event.other", { kind }), detail };
    const look = EVENT_LOOK[kind];
    switch (kind) {
      case "created":
        return { ...look, title: detail === "" ? t("event.created") : t("event.createdAgain", { detail }) };
      case "recovered":
      case "resent":
        return { ...look, title: t(`event.${kind}`, { detail }) };
      case "faulted":
        return { ...look, title: t("event.faulted"), ...(detail !== "" && { detail: t(`fault.${faultOf(detail)}`, { code: detail }) }) };
      default:
        return { ...look, title: t(`event.${kind}`) };
    }
  };
}
