import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { MessageRow, PersonView } from "../../api/generated";
import { formatTime } from "../../i18n/format";
import { Banner, Card, Empty, Link, StatusTag, Timeline } from "../../ui";
import { VERDICT_TONE, verdictOf } from "./verdict";

/** The answer in one line: what became of the newest message. */
export function Verdict({ person }: { person: PersonView }) {
  const { t } = useTranslation(["insights", "states"]);
  const last = verdictOf(person.messages);
  if (last === undefined) return null;
  const { verdict, message } = last;
  const cause = message.cause || t(`states:message.${message.state}`);
  const words = {
    delivered: () => t("person.verdict.delivered", { at: formatTime(message.ended_at) }),
    waiting: () => t("person.verdict.waiting"),
    failed: () => t("person.verdict.failed", { cause }),
    excluded: () => t("person.verdict.excluded", { cause }),
    doubt: () => t("person.verdict.doubt"),
    other: () => t("person.verdict.other", { state: cause }),
  }[verdict];
  return <StatusTag tone={VERDICT_TONE[verdict]}>{words()}</StatusTag>;
}

/** Every message that is remembered, newest first, each with its cause in words. */
export function PersonMessages({ person, stateTag }: { person: PersonView; stateTag: (message: MessageRow) => ReactNode }) {
  const { t } = useTranslation("insights");
  return (
    <Card title={t("person.messages")} footer={t("person.counts", { sent: person.sent, delivered: person.delivered })}>
      {person.messages.length === 0 ? (
        <Empty isSmall title={t("person.none")}>
          {t("person.noneNext")}
        </Empty>
      ) : (
        <ul className="person-messages">
          {person.messages.map((message) => (
            <li key={message.message}>
              <span className="person-line">
                {stateTag(message)}
                <Link href={`/tasks/${message.task}`}>{message.task_name}</Link>
                <time className="quiet">{formatTime(message.submitted_at ?? message.ended_at)}</time>
              </span>
              {message.cause !== "" && <span>{message.cause}</span>}
              {message.action !== "" && <span className="quiet">{t("detail.action", { action: message.action })}</span>}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

export function PersonReplies({ person }: { person: PersonView }) {
  const { t } = useTranslation("insights");
  return (
    <Card title={t("person.replies")}>
      {person.replies.length === 0 ? (
        <p className="quiet">{t("person.noReplies")}</p>
      ) : (
        <Timeline
          label={t("person.replies")}
          entries={person.replies.map((reply) => ({
            id: reply.reply,
            time: formatTime(reply.at),
            title: reply.text,
            tone: reply.opt_out === "no" ? "info" : "warn",
            icon: "chat",
            detail: [reply.opt_out !== "no" && t(`person.optOut.${reply.opt_out}`), !reply.complete && t("person.incomplete")].filter((part) => part !== false).join(" · "),
          }))}
        />
      )}
    </Card>
  );
}

export function BlockedNotice({ person }: { person: PersonView }) {
  const { t } = useTranslation("insights");
  return person.blocks.length > 0 ? <Banner kind="warn">{t("person.againBlocked")}</Banner> : null;
}
