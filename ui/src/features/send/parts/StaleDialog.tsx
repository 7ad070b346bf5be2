import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button, Dialog } from "../../../ui";

/** Two windows changed one draft: nothing is thrown away before a person has said which. */
export function StaleDialog({ isOpen, isBusy, error, onMine, onOther }: { isOpen: boolean; isBusy: boolean; error: ReactNode; onMine: () => void; onOther: () => void }) {
  const { t } = useTranslation("wizard");
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onMine}
      role="alertdialog"
      size="small"
      isBusy={isBusy}
      title={t("stale.title")}
      footer={
        <>
          <Button onPress={onOther} isDisabled={isBusy}>
            {t("stale.other")}
          </Button>
          <Button tone="primary" onPress={onMine} isPending={isBusy} autoFocus>
            {t("stale.mine")}
          </Button>
        </>
      }
    >
      <p>{t("stale.words")}</p>
      <ul className="send-choices">
        <li>
          <strong>{t("stale.mine")}</strong><span>{t("stale.mineDetail")}</span>
        </li>
        <li>
          <strong>{t("stale.other")}</strong><span>{t("stale.otherDetail")}</span>
        </li>
      </ul>
      {error}
    </Dialog>
  );
}
