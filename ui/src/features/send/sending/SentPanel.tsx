import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Undone } from "../../../api/generated";
import { formatCount, formatTime } from "../../../i18n/format";
import { Banner, Button, Link, Progress } from "../../../ui";
import { Failure } from "../parts/Failure";
import { type Sent, useUndo } from "./useSending";

/** The minute in which nothing has left yet and everything can be taken back. */
export function SentPanel({ sent, onUndone, onAnother }: { sent: Sent; onUndone: (undone: Undone) => void; onAnother: () => void }) {
  const { t } = useTranslation("wizard");
  const { left, whole } = useCountdown(sent.undoUntil);
  const { take, isPending, error } = useUndo(onUndone);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const isOpen = left > 0;
  const later = sent.startsAt;
  const title = later !== null ? t("sent.titleLater", { time: formatTime(later.replace("T", " ")) }) : !isOpen ? t("sent.titleGone") : t(sent.isPractice ? "sent.titlePractice" : "sent.titleNow");
  return (
    <section className="send-sent" aria-labelledby="send-sent-title">
      {sent.isPractice && <Banner kind="sandbox">{t("mode.practice")}</Banner>}
      <h2 id="send-sent-title" ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <p>{t("list.people", { figure: formatCount(sent.people) })}</p>
      {isOpen && later === null && <Progress label={t("sent.remaining")} isLabelHidden value={left} max={whole} />}
      <p role="timer">{isOpen ? (later === null ? t("sent.countdown", { figure: formatCount(Math.ceil(left / 1_000)) }) : t("when.laterDetail")) : t("sent.gone")}</p>
      {error && <Failure error={error} onRetry={() => take(sent.task)} isRetrying={isPending} />}
      <div className="send-buttons">
        {isOpen && (
          <Button icon="undo" onPress={() => take(sent.task)} isPending={isPending}>
            {t("sent.undo")}
          </Button>
        )}
        <Button onPress={onAnother}>{t("sent.another")}</Button>
        <Link href={`/tasks/${sent.task}`}>{t("sent.toTask")}</Link>
      </div>
    </section>
  );
}

const TICK_MS = 250;

function useCountdown(until: number): { left: number; whole: number } {
  const [now, setNow] = useState(Date.now);
  const [whole] = useState(() => Math.max(1, until - Date.now()));
  const left = Math.max(0, until - now);
  const isOver = left === 0;
  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [isOver]);
  return { left, whole };
}
