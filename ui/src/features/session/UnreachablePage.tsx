import { useTranslation } from "react-i18next";
import { useErrorWords } from "../../i18n/errorWords";
import { Button, ErrorPanel } from "../../ui";
import { Doorway } from "./Doorway";

/** No engine behind the window. It is asked again by itself. */
export function UnreachablePage({ error, everyMs, onRetry, isRetrying }: { error: unknown; everyMs: number; onRetry: () => void; isRetrying: boolean }) {
  const { t } = useTranslation("shell");
  const words = useErrorWords(error);
  return (
    <Doorway title={t("session.unreachable")} lead={t("session.unreachableWords", { seconds: everyMs / 1_000 })}>
      <div className="doorway-card">
        {words && <ErrorPanel {...words} />}
        <ul className="doorway-hints">
          {(["restart", "start", "address"] as const).map((hint) => (
            <li key={hint}>{t(`session.unreachableHints.${hint}`)}</li>
          ))}
        </ul>
        <Button tone="primary" icon="refresh" onPress={onRetry} isPending={isRetrying}>
          {t("session.tryNow")}
        </Button>
      </div>
    </Doorway>
  );
}
