import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";

/** Puts a text on the clipboard and says that it did. */
export function CopyButton({ text, children, tone = "quiet" }: { text: string; children?: string | undefined; tone?: "quiet" | "secondary" | undefined }) {
  const { t } = useTranslation("kit");
  const [state, setState] = useState<"ready" | "copied" | "refused">("ready");
  useEffect(() => {
    if (state === "ready") return;
    const timer = setTimeout(() => setState("ready"), 2_000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setState("copied"),
      () => setState("refused"),
    );
  return (
    <Button size="small" tone={tone} icon={state === "copied" ? "check" : "copy"} onPress={() => void copy()}>
      <span aria-live="polite">{state === "copied" ? t("copied") : state === "refused" ? t("copyRefused") : (children ?? t("copy"))}</span>
    </Button>
  );
}
