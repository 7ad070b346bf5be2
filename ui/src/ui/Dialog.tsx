import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { IconButton } from "./Button";
import "./Dialog.css";

export interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
  /** Buttons, the one that goes on at the right. */
  footer?: ReactNode;
  size?: "small" | "normal" | "large" | undefined;
  /** An alert wants an answer: a click beside it does not close it. */
  role?: "dialog" | "alertdialog" | undefined;
  /** While work runs that closing would lose. */
  isBusy?: boolean | undefined;
}

/** A question or a small form over the screen. Escape closes; focus comes back to where it was. */
export function Dialog({ isOpen, onClose, title, children, footer, size = "normal", role = "dialog", isBusy = false }: DialogProps) {
  const { t } = useTranslation("kit");
  return (
    <ModalOverlay
      className="hy-scrim"
      isOpen={isOpen}
      onOpenChange={(open) => !open && !isBusy && onClose()}
      isDismissable={role === "dialog" && !isBusy}
      isKeyboardDismissDisabled={isBusy}
    >
      <Modal className={`hy-modal is-${size}`}>
        <AriaDialog role={role} className="hy-dialog">
          <header className="hy-dialog-head">
            <Heading slot="title">{title}</Heading>
            <IconButton icon="x" size="small" label={t("close")} onPress={onClose} isDisabled={isBusy} />
          </header>
          <div className="hy-dialog-body">{children}</div>
          {footer !== undefined && <footer className="hy-dialog-foot">{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
