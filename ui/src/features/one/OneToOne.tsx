import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMode } from "../../api/mode";
import { Dialog, useShortcut } from "../../ui";
import { OneForm } from "./OneForm";

export interface OneToOneProps {
  isOpen: boolean;
  onClose: () => void;
  /** Whom to write to, when that is known. */
  number?: string | undefined;
}

/** One message to one person, from anywhere, in a quarter of a minute. */
export function OneToOne({ isOpen, onClose, number }: OneToOneProps) {
  const { t } = useTranslation("wizard");
  const isPractice = useMode().mode === "practice";
  const [isBusy, setBusy] = useState(false);
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("one.title")} isBusy={isBusy}>
      {/* Made anew each time: what was sent is gone, and the next message has a key of its own. */}
      {isOpen && <OneForm number={number ?? ""} isPractice={isPractice} onBusy={setBusy} onDone={onClose} />}
    </Dialog>
  );
}

/** The dialog with its shortcut, for the frame around all screens. */
export function useOneToOne(): { open: (number?: string) => void; dialog: ReactNode } {
  const [to, setTo] = useState<string | null>(null);
  useShortcut("Ctrl+Shift+N", () => setTo((old) => old ?? ""), { allowInInput: true });
  return { open: (number = "") => setTo(number), dialog: <OneToOne isOpen={to !== null} number={to ?? ""} onClose={() => setTo(null)} /> };
}
