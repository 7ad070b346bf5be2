import { useTranslation } from "react-i18next";
import { Dialog, Facts } from "../../ui";
import { COLUMNS } from "./figures";

/** What each figure means. */
export function Definitions({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("insights");
  return (
    <Dialog isOpen onClose={onClose} title={t("stats.definitions")}>
      <Facts facts={COLUMNS.map((column) => ({ name: t(`stats.columns.${column}`), value: t(`stats.definition.${column}`), isWide: true }))} />
    </Dialog>
  );
}
