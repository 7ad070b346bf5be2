import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ChannelRow } from "../../api/generated";
import { useAsk, useCommand } from "../../api/query";
import { useGo } from "../../api/url";
import { useErrorWords } from "../../i18n/errorWords";
import { formatCount } from "../../i18n/format";
import { Banner, Button, Card, ConfirmDialog, ErrorPanel, notify, Page, Skeleton, StatFigure } from "../../ui";
import { ChannelFacts } from "./ChannelFacts";
import { ChannelForm } from "./ChannelForm";
import { LineTag, SandboxTag } from "./LineTag";
import { causeNext, causeWords } from "./lineWords";
import { TrialLine } from "./TrialLine";
import { useTrial } from "./useTrial";
import "./channels.css";

/** `/channels/$channel`: one account, live. */
export function ChannelScreen({ channel }: { channel: string }) {
  const { t } = useTranslation("channels");
  const answer = useAsk("channel", { channel }, { everyMs: 2_000 });
  const words = useErrorWords(answer.error);
  if (answer.data) return <Channel row={answer.data} />;
  return (
    <Page title={t("title")}>
      {words ? <ErrorPanel {...words} isLarge onRetry={() => void answer.refetch()} isRetrying={answer.isFetching} /> : <Skeleton lines={10} />}
    </Page>
  );
}

function Channel({ row }: { row: ChannelRow }) {
  const { t } = useTranslation("channels");
  const go = useGo();
  const [asked, setAsked] = useState<"pause" | "remove" | "edit" | null>(null);
  const pause = useCommand("pause_channel");
  const resume = useCommand("resume_channel");
  const remove = useCommand("remove_channel");
  const trial = useTrial();
  const refused = useErrorWords(pause.error ?? resume.error ?? remove.error);
  const of = { channel: row.channel };
  const name = row.form.name;
  const close = () => setAsked(null);
  const gone = () => {
    notify({ title: t("removed", { name }) });
    go("/channels");
  };
  const isDown = row.line.cause !== "" && row.line.cause !== "line.ok";
  return (
    <Page
      title={name}
      aside={<><LineTag line={row.line} /><SandboxTag channel={row} /></>}
      actions={
        <>
          <Button icon="trash" onPress={() => setAsked("remove")}>{t("actions.remove")}</Button>
          {row.state === "paused" ? (
            <Button icon="play" onPress={() => resume.mutate(of)} isPending={resume.isPending}>{t("actions.resume")}</Button>
          ) : (
            <Button icon="pause" onPress={() => setAsked("pause")}>{t("actions.pause")}</Button>
          )}
          <Button icon="check" onPress={() => trial.run({ ...of, form: row.form, secret: null })} isPending={trial.isRunning}>{t("actions.test")}</Button>
          <Button tone="primary" icon="edit" onPress={() => setAsked("edit")}>{t("actions.edit")}</Button>
        </>
      }
      notices={
        isDown && (
          <Banner kind="warn">
            <strong>{causeWords(row.line.cause)}</strong> {causeNext(row.line.cause)}
          </Banner>
        )
      }
    >
      {refused && <ErrorPanel {...refused} />}
      <TrialLine trial={trial} />
      <div className="hy-channel-figures">
        <StatFigure label={t("columns.submitted")} value={formatCount(row.today.submitted)} />
        <StatFigure label={t("columns.delivered")} value={formatCount(row.today.delivered)} />
        <StatFigure label={t("detail.failed")} value={formatCount(row.today.failed)} />
        <StatFigure label={t("columns.queued")} value={formatCount(row.queued)} />
      </div>
      <Card title={t("detail.settings")}>
        <ChannelFacts row={row} />
      </Card>
      <ConfirmDialog
        isOpen={asked === "pause"}
        onClose={close}
        title={t("pauseTitle", { name })}
        confirm={t("actions.pause")}
        onConfirm={() => pause.mutate(of, { onSettled: close })}
        isPending={pause.isPending}
      >
        {t("pauseWords", { queued: formatCount(row.queued) })}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asked === "remove"}
        onClose={close}
        tone="danger"
        title={t("removeTitle", { name })}
        confirm={t("actions.remove")}
        onConfirm={() => remove.mutate(of, { onSuccess: gone, onSettled: close })}
        isPending={remove.isPending}
        typed={{ label: t("form.name"), expected: name }}
      >
        {t("removeWords")}
      </ConfirmDialog>
      {asked === "edit" && <ChannelForm row={row} onClose={close} />}
    </Page>
  );
}
