import { useTranslation } from "react-i18next";
import { ShortcutSheet } from "../ui";
import { useAccount } from "./account";
import { KEYS } from "./shortcuts";

/** All keys in one view. */
export function KeySheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation("shell");
  const { face } = useAccount();
  const row = (keys: string, label: string) => ({ keys, label });
  return (
    <ShortcutSheet
      isOpen={isOpen}
      onClose={onClose}
      title={t("shortcuts.title")}
      groups={[
        {
          title: t("shortcuts.everywhere"),
          shortcuts: [
            row(KEYS.palette, t("shortcuts.palette")),
            row(KEYS.newTask[face], t("shortcuts.newTask")),
            row(KEYS.newOne[face], t("shortcuts.newOne")),
            row("Alt+1…9", t("shortcuts.place")),
            row(KEYS.fold, t("shortcuts.fold")),
            row("Esc", t("shortcuts.back")),
            row(KEYS.sheet, t("shortcuts.sheet")),
          ],
        },
        {
          title: t("shortcuts.lists"),
          shortcuts: [
            row("ArrowUp ArrowDown", t("shortcuts.rows")),
            row("Enter", t("shortcuts.open")),
            row("Space", t("shortcuts.mark")),
            row("F2", t("shortcuts.edit")),
          ],
        },
        { title: t("shortcuts.forms"), shortcuts: [row("Ctrl+Enter", t("shortcuts.next"))] },
      ]}
    />
  );
}
