import { type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ConversationItem, MessageState } from "../../api/generated";
import { useCommand } from "../../api/query";
import { errorWords } from "../../i18n/errorWords";
import { formatTime } from "../../i18n/format";
import { Button, ErrorPanel, Link, notify, StatusTag } from "../../ui";

/** One thing that was said, by us at the right, by the person at the left. */
export function Entry({ item, stateTag }: { item: ConversationItem; stateTag: (state: MessageState) => ReactNode }) {
  const { t } = useTranslation(["inbox", "states"]);
  return (
    <li className={`inbox-item is-${item.kind}`}>
      <span className="inbox-item-head">
        <span className="hy-hidden">{t(item.kind === "sent" ? "inbox:you" : "inbox:them")}</span>
        <time>{formatTime(item.at, "short")}</time>
        {item.state !== null && stateTag(item.state)}
        {item.sandbox && <StatusTag tone="warn" icon="practice" look="plain">{t("inbox:sandbox")}</StatusTag>}
        {item.opt_out === "yes" && (
          <StatusTag tone="idle" look="plain">
            {t("states:optOut.yes")}
          </StatusTag>
        )}
      </span>
      <p className="inbox-text">{item.text}</p>
      {!item.complete && <p className="inbox-quiet">{t("inbox:partial")}</p>}
      {item.task !== null && (
        <Link href={`/tasks/${encodeURIComponent(item.task)}`} isQuiet>
          {t("inbox:task", { name: item.task_name ?? item.task })}
        </Link>
      )}
      {item.opt_out === "ask" && <Decision reply={item.id} />}
    </li>
  );
}

/** A reply that may be an opt-out: a person says whether it is. */
function Decision({ reply }: { reply: string }) {
  const { t } = useTranslation("inbox");
  const decide = useCommand("decide_opt_out");
  const say = (isOptOut: boolean) => decide.mutate({ reply, opt_out: isOptOut }, { onSuccess: () => notify({ tone: "good", title: t(isOptOut ? "decide.doneYes" : "decide.doneNo") }) });
  return (
    <div className="inbox-decide" role="group" aria-label={t("decide.title")}>
      <strong>{t("decide.title")}</strong>
      <p>{t("decide.body")}</p>
      <p className="inbox-quiet">{t("decide.bodyNext")}</p>
      {decide.error && <ErrorPanel {...errorWords(decide.error)} />}
      <div className="inbox-buttons">
        <Button size="small" onPress={() => say(true)} isPending={decide.isPending}>
          {t("decide.yes")}
        </Button>
        <Button size="small" onPress={() => say(false)} isDisabled={decide.isPending}>
          {t("decide.no")}
        </Button>
      </div>
    </div>
  );
}
