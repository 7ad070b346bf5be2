import {
  Text,
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "./Button";
import { Icon, type IconName } from "./Icon";
import "./Toast.css";
import "./tone.css";
import type { Tone } from "./tone";

export interface ToastWords {
  tone?: Tone | undefined;
  title: string;
  detail?: string | undefined;
  /** One way on, such as taking back what was just done. */
  action?: { label: string; onPress: () => void } | undefined;
}

const ICONS: Record<Tone, IconName> = { info: "info", good: "done", warn: "warn", bad: "error", idle: "info" };
const SHOWN_MS = 6_000;

const queue = new ToastQueue<ToastWords>({ maxVisibleToasts: 4 });

/** Says what happened, at the bottom right. Trouble stays until it is closed; the rest goes after six seconds. */
export function notify(words: ToastWords): () => void {
  const isLasting = words.tone === "bad" || words.tone === "warn";
  const key = queue.add(words, isLasting ? {} : { timeout: SHOWN_MS });
  return () => queue.close(key);
}

/** Where toasts show. Stands once, at the end of the frame. */
export function Toasts() {
  const { t } = useTranslation("kit");
  return (
    <ToastRegion queue={queue} aria-label={t("toasts")} className="hy-toasts">
      {({ toast }) => {
        const { tone = "info", title, detail, action } = toast.content;
        return (
          <AriaToast toast={toast} className={`hy-toast is-${tone}`}>
            <Icon name={ICONS[tone]} size={20} />
            <ToastContent className="hy-toast-words">
              <Text slot="title">{title}</Text>
              {detail && <Text slot="description">{detail}</Text>}
            </ToastContent>
            {action && (
              <Button
                size="small"
                onPress={() => {
                  action.onPress();
                  queue.close(toast.key);
                }}
              >
                {action.label}
              </Button>
            )}
            <IconButton slot="close" icon="x" size="small" label={t("close")} />
          </AriaToast>
        );
      }}
    </ToastRegion>
  );
}
