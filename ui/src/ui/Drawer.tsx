import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useIsWide } from "./appearance";
import { IconButton } from "./Button";
import "./Drawer.css";
import { useShortcut } from "./shortcut";

export interface DrawerProps {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  /** Right of the title: a few icon buttons. */
  actions?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  /** 420 or 640 px. */
  size?: "normal" | "large" | undefined;
  /** Stands beside the content on screens of 1600 px and more; needs a flex row around it, such as MasterDetail. */
  isDocking?: boolean | undefined;
}

/** Detail at the right: over the list on small screens, beside it on wide ones. */
export function Drawer({ isOpen, onClose, title, size = "normal", isDocking = false, ...parts }: DrawerProps) {
  const isDocked = useIsWide() && isDocking;
  useShortcut("Escape", onClose, { isDisabled: !isDocked || !isOpen });
  const name = typeof title === "string" ? { "aria-label": title } : {};
  if (isDocked) {
    return isOpen ? (
      <aside className={`hy-drawer is-docked is-${size}`} {...name}>
        <DrawerContent title={<h2>{title}</h2>} onClose={onClose} {...parts} />
      </aside>
    ) : null;
  }
  return (
    <ModalOverlay className="hy-scrim hy-drawer-scrim" isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable>
      <Modal className={`hy-drawer is-floating is-${size}`}>
        <AriaDialog className="hy-drawer-dialog">
          <DrawerContent title={<Heading slot="title">{title}</Heading>} onClose={onClose} {...parts} />
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

type ContentProps = Pick<DrawerProps, "title" | "onClose" | "actions" | "children" | "footer">;

function DrawerContent({ title, onClose, actions, children, footer }: ContentProps) {
  const { t } = useTranslation("kit");
  return (
    <>
      <header className="hy-drawer-head">
        {title}
        {actions}
        <IconButton icon="x" size="small" label={t("close")} keys="Esc" onPress={onClose} />
      </header>
      <div className="hy-drawer-body">{children}</div>
      {footer !== undefined && <footer className="hy-drawer-foot">{footer}</footer>}
    </>
  );
}
