import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAsk, useCommand } from "../../api/query";
import { useErrorWords } from "../../i18n/errorWords";
import { practiceWords } from "../../i18n/practiceWords";
import { Button, ConfirmDialog, Empty, ErrorPanel, Page, Skeleton, StatusTag, Switch } from "../../ui";
import { Gateways } from "./Gateways";
import { HandsetWall } from "./HandsetWall";

import "./practice.css";

/** `/practice`: the simulated carriers, and what arrived on their virtual handsets. */
export function PracticeScreen() {
  const { t } = useTranslation("practice");
  const practice = useAsk("practice", {});
  const start = useCommand("start_practice");
  const stop = useCommand("stop_practice");

  const [isStopping, setStopping] = useState(false);
  const failed = useErrorWords(practice.error);
  const refused = useErrorWords(start.error ?? stop.error);
  const running = practice.data?.running ?? false;
  const begin = (trouble: boolean) => start.mutate({ sample: false, trouble, ...practiceWords() });

  const actions = practice.data && (
    running ? (
      <Button icon="stop" onPress={() => setStopping(true)} isPending={stop.isPending}>{t("stop")}</Button>
    ) : (
      <Button tone="primary" icon="play" onPress={() => begin(false)} isPending={start.isPending}>{t("start")}</Button>
    )
  );
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      aside={practice.data && <StatusTag tone={running ? "good" : "idle"} icon={running ? "play" : "stop"}>{t(running ? "states.running" : "states.stopped")}</StatusTag>}
      actions={actions}
    >
      {refused && <ErrorPanel {...refused} />}
      {practice.isPending && <Skeleton lines={6} />}
      {!practice.data && failed && <ErrorPanel {...failed} isLarge onRetry={() => void practice.refetch()} isRetrying={practice.isFetching} />}
      {practice.data && !running && <Empty title={t("empty")}>{t("emptyWords")}</Empty>}
      {practice.data && running && (
        <>
          <Switch isSelected={practice.data.trouble} onChange={begin} isDisabled={start.isPending} detail={t("troubleHelp")}>
            {t("trouble")}
          </Switch>
          <HandsetWall />
          <Gateways gateways={practice.data.gateways} />
        </>
      )}
      <ConfirmDialog
        isOpen={isStopping}
        onClose={() => setStopping(false)}
        title={t("stopTitle")}
        confirm={t("stop")}
        onConfirm={() => stop.mutate({}, { onSettled: () => setStopping(false) })}
        isPending={stop.isPending}
      >
        {t("stopWords")}
      </ConfirmDialog>
    </Page>
  );
}
