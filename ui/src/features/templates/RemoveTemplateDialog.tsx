import { useTranslation } from "react-i18next";
import type { Template } from "../../api/generated";
import { useCommand } from "../../api/query";
import { errorWords } from "../../i18n/errorWords";
import { ConfirmDialog, ErrorPanel, notify } from "../../ui";

/** Takes a template away; what was sent with it stays. */
export function RemoveTemplateDialog({ template, onRemoved, onClose }: { template: Template; onRemoved: () => void; onClose: () => void }) {
  const { t } = useTranslation("content");
  const remove = useCommand("remove_template");
  const words = { name: template.name };
  const go = () =>
    remove.mutate(
      { template: template.template },
      {
        onSuccess: () => {
          notify({ tone: "good", title: t("removing.done", words) });
          onClose();
          onRemoved();
        },
      },
    );
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      tone="danger"
      title={t("removing.title", words)}
      confirm={t("removing.go")}
      onConfirm={go}
      isPending={remove.isPending}
      error={remove.error && <ErrorPanel {...errorWords(remove.error)} />}
    >
      <p>{t("removing.body")}</p>
    </ConfirmDialog>
  );
}
