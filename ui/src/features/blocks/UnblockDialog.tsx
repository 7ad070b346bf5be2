import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../api/query";
import { errorWords } from "../../i18n/errorWords";
import { Checkbox, ConfirmDialog, ErrorPanel, notify } from "../../ui";
import type { Kind } from "./kinds";

/** Takes entries off a list. Who opted out must have agreed anew, which somebody has to say. */
export function UnblockDialog({ kind, blocks, onDone, onClose }: { kind: Kind; blocks: readonly string[]; onDone: () => void; onClose: () => void }) {
  const { t } = useTranslation("people");
  const unblock = useCommand("unblock");
  const [hasAgreed, setAgreed] = useState(false);
  const [isTried, setTried] = useState(false);
  const count = blocks.length;
  const go = () => {
    setTried(true);
    if (kind === "opt_out" && !hasAgreed) return;
    unblock.mutate(
      { blocks: [...blocks] },
      {
        onSuccess: (removed) => {
          notify({ tone: "good", title: t("blocks.removed", { count: removed.count }) });
          onDone();
          onClose();
        },
      },
    );
  };
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      tone="danger"
      title={t(`blocks.removeTitle.${kind}`, { count })}
      confirm={t(`blocks.removeGo.${kind}`, { count })}
      onConfirm={go}
      isPending={unblock.isPending}
      error={unblock.error && <ErrorPanel {...errorWords(unblock.error)} />}
    >
      <p>{t(`blocks.removeBody.${kind}`)}</p>
      {kind === "opt_out" && (
        <Checkbox isSelected={hasAgreed} onChange={setAgreed} isInvalid={isTried && !hasAgreed}>
          {t("blocks.agreed")}
        </Checkbox>
      )}
    </ConfirmDialog>
  );
}
