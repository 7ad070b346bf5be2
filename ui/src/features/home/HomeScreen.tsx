import { useTranslation } from "react-i18next";
import { useMode } from "../../api/mode";
import { useAsk } from "../../api/query";
import { staleSince } from "../../api/stale";
import { useGo } from "../../api/url";
import { errorWords } from "../../i18n/errorWords";
import { formatTime } from "../../i18n/format";
import { Banner, Button, ErrorPanel, Page, Skeleton } from "../../ui";
import { Alarms } from "./Alarms";
import { ChannelLights } from "./ChannelLights";
import { Figures } from "./Figures";
import { TaskCards, type TaskCardsProps } from "./TaskCards";
import { Todo } from "./Todo";
import "./home.css";

/** 工作台: how today goes, what is under way, what waits for a person. */
export function HomeScreen(parts: Omit<TaskCardsProps, "home">) {
  const { t } = useTranslation("home");
  const { mode } = useMode();
  const query = useAsk("home", { sandbox: mode === "practice" }, { keep: true });
  const go = useGo();
  const home = query.data;
  const since = staleSince(query);
  return (
    <Page
      title={t("title")}
      lead={home && since === undefined ? t("asOf", { time: formatTime(home.as_of, "clock") }) : undefined}
      notices={since === undefined ? undefined : <Banner kind="offline">{t("stale", { time: home ? formatTime(home.as_of, "clock") : since })}</Banner>}
      actions={
        <Button tone="primary" icon="plus" onPress={() => go("/send")}>
          {t("create")}
        </Button>
      }
    >
      {home === undefined && (query.error ? <ErrorPanel {...errorWords(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} isLarge /> : <Skeleton lines={8} />)}
      {home && (
        <>
          <Figures home={home} />
          <div className="home-columns">
            <div className="home-column">
              <TaskCards home={home} {...parts} />
            </div>
            <div className="home-column">
              <Todo todo={home.todo} />
              <Alarms alarms={home.alarms} />
              <ChannelLights channels={home.channels} />
            </div>
          </div>
        </>
      )}
    </Page>
  );
}
