import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../api/query";
import { errorWords } from "../../i18n/errorWords";
import { Checkbox, ConfirmDialog, ErrorPanel, notify, type Selection } from "../../ui";
import { gatherBlocks } from "./gather";
import type { Kind } from "./kinds";

export interface UnblockDialogProps {
  kind: Kind;
  search: string;
  selection: Selection;
  /** How many are chosen. */
  count: number;
  onDone: () => void;
  onClose: () => void;
}

/** Takes entries off a list. Who opted out must have agreed anew, which somebody has to say. */
export function UnblockDialog({ kind, search, selection, count, onDone, onClose }: UnblockDialogProps) {
  const { t } = useTranslation("people");
  const unblock = useCommand("unblock");
  const [hasAgreed, setAgreed] = useState(false);
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>(null);
  const go = async () => {
    setTried(true);
    if (kind === "opt_out" && !hasAgreed) return;
    setTrouble(null);
    setBusy(true);
    try {
      const removed = await unblock.mutateAsync({ blocks: await gatherBlocks(selection, kind, search) });
      notify({ tone: "good", title: t("blocks.removed", { count: removed.count }) });
      onDone();
      onClose();
    } catch (error) {
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      tone="danger"
      title={t(`blocks.removeTitle.${kind}`, { count })}
      confirm={t(`blocks.removeGo.${kind}`, { count })}
      onConfirm={() => void go()}
      isPending={isBusy}
      error={trouble !== null && <ErrorPanel {...errorWords(trouble)} />}
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
