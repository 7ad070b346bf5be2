import { useTranslation } from "react-i18next";
import type { SignatureRow } from "../../api/generated";
import { useCommand } from "../../api/query";
import { errorWords } from "../../i18n/errorWords";
import { ConfirmDialog, ErrorPanel, notify } from "../../ui";

/** Takes a signature away; texts that have it stay. */
export function RemoveSignatureDialog({ signature, onClose }: { signature: SignatureRow; onClose: () => void }) {
  const { t } = useTranslation("content");
  const remove = useCommand("remove_signature");
  const words = { name: signature.name };
  const go = () =>
    remove.mutate(
      { signature: signature.signature },
      {
        onSuccess: () => {
          notify({ tone: "good", title: t("signatures.removed", words) });
          onClose();
        },
      },
    );
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      tone="danger"
      title={t("signatures.removeTitle", words)}
      confirm={t("signatures.removeGo")}
      onConfirm={go}
      isPending={remove.isPending}
      error={remove.error && <ErrorPanel {...errorWords(remove.error)} />}
    >
      <p>{t("signatures.removeBody")}</p>
    </ConfirmDialog>
  );
}
