import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, type ButtonTone } from "./Button";
import { Dialog } from "./Dialog";
import { TextField } from "./TextField";

export interface ConfirmDialogProps {
  isOpen: boolean;
  onClose: () => void;
  /** The question, with the count of people it touches. */
  title: ReactNode;
  /** What will happen, and what will not. */
  children?: ReactNode;
  /** The words of the button: a verb and the figures, never "OK". */
  confirm: string;
  cancel?: string | undefined;
  tone?: Extract<ButtonTone, "primary" | "danger" | "sandbox"> | undefined;
  onConfirm: () => void;
  isPending?: boolean | undefined;
  /** Wants the figure typed before it goes on, so that habit alone does not press the button. */
  typed?: { label: string; expected: string } | undefined;
  /** What went wrong at the last try. */
  error?: ReactNode;
}

/** Asks before what cannot be taken back. The way out has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, onClose, title, children, confirm, cancel, tone = "primary", onConfirm, isPending = false, error } = props;
  const { t } = useTranslation("kit");
  const [attempt, setAttempt] = useState("");
  const isUnlocked = props.typed === undefined || plain(attempt) === plain(props.typed.expected);
  const close = () => {
    setAttempt("");
    onClose();
  };
  const go = () => isUnlocked && !isPending && onConfirm();
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title={title}
      size="small"
      role="alertdialog"
      isBusy={isPending}
      footer={
        <>
          <Button onPress={close} isDisabled={isPending} autoFocus={props.typed === undefined}>
            {cancel ?? t("cancel")}
          </Button>
          <Button tone={tone} onPress={go} isDisabled={!isUnlocked} isPending={isPending}>
            {confirm}
          </Button>
        </>
      }
    >
      {children}
      {props.typed && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            go();
          }}
        >
          <TextField label={props.typed.label} value={attempt} onChange={setAttempt} autoComplete="off" autoFocus />
        </form>
      )}
      {error}
    </Dialog>
  );
}

/** Figures count, not how they are grouped or which width their digits have. */
function plain(text: string): string {
  return text.normalize("NFKC").replace(/[\s,，]/g, "");
}
