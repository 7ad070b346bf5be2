import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton, Kbd, KeyHint, Link, Menu, notify, Tag, Toolbar } from "../../ui";
import { Line, Section } from "./Section";

const TONES = ["primary", "secondary", "quiet", "danger", "sandbox"] as const;

export function Actions() {
  const { t } = useTranslation("kit");
  const [isPending, setIsPending] = useState(true);
  const say = (title: string) => () => void notify({ title });
  return (
    <Section id="actions" title={t("gallery.section.actions")}>
      <Line>
        {TONES.map((tone) => (
          <Button key={tone} tone={tone} {...(tone === "primary" && { icon: "plus" })} {...(tone === "sandbox" && { icon: "practice" })} onPress={say(t(`gallery.button.${tone}`))}>
            {t(`gallery.button.${tone}`)}
          </Button>
        ))}
      </Line>
      <Line>
        {TONES.map((tone) => (
          <Button key={tone} tone={tone} size="small" onPress={say(t(`gallery.button.${tone}`))}>
            {t("gallery.button.small")}
          </Button>
        ))}
        {TONES.map((tone) => (
          <Button key={tone} tone={tone} isDisabled>
            {t("gallery.button.disabled")}
          </Button>
        ))}
      </Line>
      <Line>
        <Button tone="primary" isPending={isPending} onPress={() => setIsPending(true)}>
          {t("gallery.button.pending")}
        </Button>
        <Button isPending={isPending} onPress={() => setIsPending(true)}>
          {t("gallery.button.pending")}
        </Button>
        <IconButton icon="edit" label={t("gallery.button.edit")} keys="F2" onPress={() => setIsPending(!isPending)} />
        <IconButton icon="bell" label={t("toasts")} badge="3" onPress={say(t("toasts"))} />
        <Link href="#tables">{t("gallery.button.link")}</Link>
        <Link icon="open" href="#figures">
          {t("gallery.button.link")}
        </Link>
        <Menu
          label={t("gallery.button.menu")}
          trigger={<Button trailing="chevron-down">{t("gallery.button.menu")}</Button>}
          groups={[
            {
              actions: [
                { id: "edit", label: t("gallery.button.edit"), icon: "edit", keys: "F2", onAction: say(t("gallery.button.edit")) },
                { id: "copy", label: t("gallery.button.copy"), icon: "copy", keys: "Ctrl+C", onAction: say(t("gallery.button.copy")) },
                { id: "export", label: t("gallery.button.export"), icon: "download", isDisabled: true, onAction: say(t("gallery.button.export")) },
              ],
            },
            { title: t("gallery.button.dangerGroup"), actions: [{ id: "delete", label: t("gallery.button.delete"), icon: "trash", isDanger: true, onAction: say(t("gallery.button.delete")) }] },
          ]}
        />
        <Toolbar label={t("gallery.button.menu")}>
          <IconButton icon="undo" label={t("gallery.overlay.toastUndo")} onPress={say(t("gallery.overlay.toastUndo"))} />
          <IconButton icon="copy" label={t("gallery.button.copy")} onPress={say(t("gallery.button.copy"))} />
          <IconButton icon="trash" label={t("gallery.button.delete")} isDisabled />
        </Toolbar>
        <Kbd keys="Ctrl+Enter" />
        <KeyHint keys="Ctrl+K">{t("gallery.button.palette")}</KeyHint>
        <Tag>{t("gallery.state.filter")}</Tag>
        <Tag icon="filter" onRemove={say(t("remove"))}>
          {t("gallery.state.filter")}
        </Tag>
      </Line>
    </Section>
  );
}
