import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatTime } from "../../i18n/format";
import { Button, Dialog } from "../../ui";
import type { Theirs } from "./useTemplateForm";

export interface StaleDialogProps {
  theirs: Theirs;
  mine: string;
  isBusy: boolean;
  error: ReactNode;
  onMine: () => void;
  onCopy: () => void;
  onTheirs: () => void;
  onClose: () => void;
}

/** Two people changed one template: both texts side by side, and nothing is thrown away before somebody has said which. */
export function StaleDialog({ theirs, mine, isBusy, error, onMine, onCopy, onTheirs, onClose }: StaleDialogProps) {
  const { t } = useTranslation("content");
  return (
    <Dialog
      isOpen
      onClose={onClose}
      role="alertdialog"
      isBusy={isBusy}
      title={t("stale.title")}
      footer={
        <>
          <Button onPress={onTheirs} isDisabled={isBusy}>
            {t("stale.takeTheirs")}
          </Button>
          <Button onPress={onMine} isDisabled={isBusy}>
            {t("stale.keepMine")}
          </Button>
          <Button tone="primary" onPress={onCopy} isPending={isBusy} autoFocus>
            {t("stale.copy")}
          </Button>
        </>
      }
    >
      <div className="template-form">
        <p>{t("stale.words", { name: theirs.by || t("stale.someone"), version: theirs.version, time: formatTime(theirs.at) })}</p>
        <div className="template-beside">
          <Side title={t("stale.theirs")} text={theirs.text} />
          <Side title={t("stale.mine")} text={mine} />
        </div>
        <ul className="template-ways">
          {(["takeTheirs", "keepMine", "copy"] as const).map((way) => (
            <li key={way}>
              <strong>{t(`stale.${way}`)}</strong> {t(`stale.${way}Detail`)}
            </li>
          ))}
        </ul>
        {error}
      </div>
    </Dialog>
  );
}

function Side({ title, text }: { title: string; text: string }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <p className="template-text">{text}</p>
    </section>
  );
}
