import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, ConfirmDialog, Dialog, Drawer, notify, type ShortcutGroup, ShortcutList, ShortcutSheet, TextField, Timeline } from "../../ui";
import { Line, Section } from "./Section";

type Open = "dialog" | "confirm" | "typed" | "drawer" | "keys";

export function Overlays() {
  const { t } = useTranslation("kit");
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const groups: ShortcutGroup[] = [
    {
      title: t("gallery.overlay.keyGo"),
      shortcuts: [
        { keys: "Ctrl+K", label: t("gallery.overlay.keySearch") },
        { keys: "Alt+1", label: t("gallery.overlay.keyNav") },
      ],
    },
    {
      title: t("gallery.overlay.keyWork"),
      shortcuts: [
        { keys: "Ctrl+Enter", label: t("gallery.overlay.keyNext") },
        { keys: "Escape", label: t("gallery.overlay.keyBack") },
      ],
    },
  ];
  return (
    <Section id="overlays" title={t("gallery.section.overlays")}>
      <Line>
        <Button onPress={() => setOpen("dialog")}>{t("gallery.overlay.dialog")}</Button>
        <Button tone="danger" onPress={() => setOpen("confirm")}>
          {t("gallery.overlay.confirm")}
        </Button>
        <Button onPress={() => setOpen("typed")}>{t("gallery.overlay.typed")}</Button>
        <Button onPress={() => setOpen("drawer")}>{t("gallery.overlay.drawer")}</Button>
        <Button onPress={() => setOpen("keys")}>{t("gallery.overlay.keys")}</Button>
        <Button
          onPress={() => {
            notify({ tone: "good", title: t("gallery.overlay.toastTitle"), action: { label: t("gallery.overlay.toastUndo"), onPress: () => notify({ title: t("gallery.overlay.toastUndo") }) } });
            notify({ tone: "bad", title: t("gallery.overlay.toastBad"), detail: t("gallery.overlay.toastBadDetail") });
          }}
        >
          {t("gallery.overlay.toast")}
        </Button>
      </Line>
      <ShortcutList groups={groups} />
      <Dialog
        isOpen={open === "dialog"}
        onClose={close}
        title={t("gallery.overlay.dialogTitle")}
        footer={
          <>
            <Button onPress={close}>{t("cancel")}</Button>
            <Button tone="primary" onPress={close}>
              {t("gallery.button.rename")}
            </Button>
          </>
        }
      >
        <TextField label={t("gallery.field.name")} placeholder={t("gallery.field.namePlaceholder")} autoFocus />
      </Dialog>
      <ConfirmDialog isOpen={open === "confirm"} onClose={close} tone="danger" title={t("gallery.overlay.confirmTitle")} confirm={t("gallery.overlay.confirmButton")} onConfirm={close}>
        <p>{t("gallery.overlay.confirmWords")}</p>
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={open === "typed"}
        onClose={close}
        title={t("gallery.overlay.typedTitle")}
        confirm={t("gallery.overlay.typedButton")}
        typed={{ label: t("gallery.overlay.typedLabel"), expected: "98214" }}
        onConfirm={close}
      >
        <p>{t("gallery.overlay.typedWords")}</p>
      </ConfirmDialog>
      <Drawer isOpen={open === "drawer"} onClose={close} title={t("gallery.overlay.drawerTitle")} footer={<Button onPress={close}>{t("gallery.table.retry")}</Button>}>
        <Timeline label={t("gallery.flow.history")} entries={[{ id: "1", time: "2026-03-01 09:30", title: t("gallery.tone.good"), tone: "good" }]} />
      </Drawer>
      <ShortcutSheet isOpen={open === "keys"} onClose={close} title={t("gallery.overlay.keys")} groups={groups} />
    </Section>
  );
}
