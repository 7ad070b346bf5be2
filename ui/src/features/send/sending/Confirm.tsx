import { useTranslation } from "react-i18next";
import { formatCount, formatMoney } from "../../../i18n/format";
import { Button, ConfirmDialog } from "../../../ui";
import { Failure } from "../parts/Failure";
import { useSend } from "../useSendModel";
import type { Sending } from "./useSending";

/** Whether everything is there to press the button. */
export function useIsReady(): boolean {
  const { lacks, check } = useSend();
  return Object.values(lacks).every((each) => each.length === 0) && check.data !== null && !check.isWaiting;
}

/** The words of the button: what it does, to how many, for how much. Practice never reads like sending. */
export function useConfirmWords(): string {
  const { t } = useTranslation("wizard");
  const { draft, check, isPractice } = useSend();
  if (!check.data) return isPractice ? t("confirm.unreadyPractice") : t("confirm.unready");
  const figures = { figure: formatCount(check.data.messages), money: formatMoney(check.data.cost) };
  if (isPractice) return t(draft.startAt === null ? "confirm.practice" : "confirm.practiceLater", figures);
  return t(draft.startAt === null ? "confirm.real" : "confirm.realLater", figures);
}

/** The one button that sends. Above the figure of the settings it asks for the count to be typed. */
export function Confirm({ sending, isAsking, onAsk }: { sending: Sending; isAsking: boolean; onAsk: (asks: boolean) => void }) {
  const { t } = useTranslation("wizard");
  const { check, isPractice } = useSend();
  const words = useConfirmWords();
  const isReady = useIsReady();
  const press = usePress(sending, onAsk);
  const figure = formatCount(check.data?.messages ?? 0);
  return (
    <>
      <span data-tour="send-confirm">
        <Button tone={isPractice ? "sandbox" : "primary"} icon={isPractice ? "practice" : "send"} onPress={press} isDisabled={!isReady} isPending={sending.isPending}>
          {words}
        </Button>
      </span>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => onAsk(false)}
        title={t(isPractice ? "confirm.typePracticeTitle" : "confirm.typeTitle", { figure })}
        confirm={words}
        tone={isPractice ? "sandbox" : "primary"}
        typed={{ label: t("confirm.typeLabel", { figure }), expected: String(check.data?.messages ?? "") }}
        isPending={sending.isPending}
        onConfirm={() => void sending.send()}
        error={sending.error && <SendTrouble sending={sending} />}
      >
        <p>{t("confirm.typeWords")}</p>
      </ConfirmDialog>
    </>
  );
}

/** What pressing the button does, by mouse or by key. */
export function usePress(sending: Sending, onAsk: (asks: boolean) => void): () => void {
  const { check, settings } = useSend();
  const isReady = useIsReady();
  return () => {
    if (!isReady || !check.data || sending.isPending) return;
    // Until the settings are known, more care rather than less.
    if (settings === undefined || check.data.messages >= settings.type_count_from) onAsk(true);
    else void sending.send();
  };
}

/** Why it was not sent, or that nobody knows. */
export function SendTrouble({ sending }: { sending: Sending }) {
  const { t } = useTranslation("wizard");
  if (!sending.error) return null;
  return <Failure error={sending.error} hint={sending.error.isSilence ? t("confirm.doubtful") : undefined} onRetry={() => void sending.send()} isRetrying={sending.isPending} />;
}
