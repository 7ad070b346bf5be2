import { useTranslation } from "react-i18next";
import { call } from "../../api/call";
import type { MessageDetail } from "../../api/generated";
import { useAsk } from "../../api/query";
import { useGo } from "../../api/url";
import { language } from "../../i18n";
import { errorWords } from "../../i18n/errorWords";
import { formatMoney, formatPhone, formatTime } from "../../i18n/format";
import { Button, ErrorPanel, Facts, Link, notify, Skeleton } from "../../ui";
import { Attempts } from "./Attempts";
import { MessageStateTag } from "./MessageStateTag";
import { SegmentedText } from "./SegmentedText";
import { WhyList } from "./WhyList";
import "./messages.css";

/** Everything about one message: what it said, where it stands and why, what was tried. */
export function MessageDetailPanel({ message, isWhole }: { message: string; isWhole: boolean }) {
  const query = useAsk("message", { message, whole: isWhole, language: language() }, { keep: true });
  if (query.data === undefined || query.data.message !== message) {
    return query.error ? <ErrorPanel {...errorWords(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} /> : <Skeleton lines={8} />;
  }
  return <Content detail={query.data} />;
}

function Content({ detail }: { detail: MessageDetail }) {
  const { t } = useTranslation(["insights", "states"]);
  const go = useGo();
  // The address of a person needs the whole number, which this screen may not have.
  const openPerson = () =>
    call("message", { message: detail.message, whole: true, language: language() }).then(
      ({ number }) => go(`/person/${encodeURIComponent(number)}`),
      (error: unknown) => notify({ tone: "bad", title: errorWords(error).cause, detail: errorWords(error).next }),
    );
  return (
    <div className="message-detail">
      <MessageStateTag state={detail.state} look="soft" />
      <p className="quiet">{t(`states:messageHint.${detail.state}`)}</p>
      {(detail.cause !== "" || detail.action !== "") && (
        <section className="message-cause">
          {detail.cause !== "" && <p>{detail.cause}</p>}
          {detail.action !== "" && <p className="quiet">{t("detail.action", { action: detail.action })}</p>}
        </section>
      )}
      <section>
        <h3>{t("detail.text")}</h3>
        <SegmentedText text={detail.text} seams={detail.seams} />
      </section>
      <Facts
        label={t("detail.title")}
        facts={[
          { name: t("detail.number"), value: formatPhone(detail.number) },
          { name: t("detail.task"), value: <Link href={`/tasks/${detail.task}`}>{detail.task_name}</Link> },
          { name: t("detail.carrier"), value: t(`states:carrier.${detail.carrier}`) },
          { name: t("detail.channel"), value: detail.channel || "–" },
          { name: t("detail.submitted"), value: formatTime(detail.submitted_at, "second") },
          { name: t("detail.ended"), value: formatTime(detail.ended_at, "second") },
          { name: t("detail.price"), value: `${formatMoney(detail.price)} · ${t("detail.segments", { count: detail.segments })}` },
          detail.code !== "" && { name: t("detail.code"), value: detail.code },
          detail.mark !== "none" && { name: t("detail.mark"), value: t(`messages.mark.${detail.mark}`) },
        ]}
      />
      <Button size="small" icon="person" onPress={() => void openPerson()}>
        {t("detail.person")}
      </Button>
      <section>
        <h3>{t("detail.attempts")}</h3>
        <Attempts attempts={detail.attempts} />
      </section>
      <section>
        <h3>{t("detail.why")}</h3>
        <WhyList why={detail.why} />
      </section>
    </div>
  );
}
