import { useTranslation } from "react-i18next";
import type { MessageDetail } from "../../api/generated";
import { formatTime } from "../../i18n/format";
import { Timeline } from "../../ui";

type Attempt = MessageDetail["attempts"][number];

/** Every try of every part: what the carrier answered, and what its receipt said. */
export function Attempts({ attempts }: { attempts: readonly Attempt[] }) {
  const { t } = useTranslation("insights");
  if (attempts.length === 0) return <p className="quiet">{t("detail.noAttempts")}</p>;
  const hasParts = attempts.some((attempt) => attempt.part > 1);
  return (
    <Timeline
      label={t("detail.attempts")}
      entries={attempts.map((attempt) => ({
        id: `${attempt.try_no}-${attempt.part}`,
        time: formatTime(attempt.answered_at, "second"),
        tone: toneOf(attempt),
        title: [t("detail.try", { try: attempt.try_no }), hasParts && t("detail.part", { part: attempt.part }), attempt.result === 0 ? t("detail.accepted") : t("detail.refused", { result: attempt.result })]
          .filter((part) => part !== false)
          .join(" · "),
        detail: attempt.result === 0 && <ReceiptLine attempt={attempt} />,
      }))}
    />
  );
}

function ReceiptLine({ attempt }: { attempt: Attempt }) {
  const { t } = useTranslation("insights");
  return (
    <>
      {attempt.receipt === null ? t("detail.noReceipt") : `${t("detail.receipt")} ${attempt.receipt} · ${formatTime(attempt.receipt_at, "second")}`}
      {attempt.carrier_id !== null && <> · {`${t("detail.carrierId")} ${attempt.carrier_id}`}</>}
    </>
  );
}

function toneOf(attempt: Attempt) {
  if (attempt.result !== 0) return "bad";
  if (attempt.receipt === null) return "info";
  return attempt.receipt === "DELIVRD" ? "good" : "warn";
}
