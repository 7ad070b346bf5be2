import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FailureGroup, TaskRow } from "../../api/generated";
import { useCommand } from "../../api/query";
import { errorWords } from "../../i18n/errorWords";
import { ConfirmDialog, ErrorPanel, notify, Progress } from "../../ui";
import { GATHERED_MAX, gatherNumbers } from "./gather";

export interface NumbersDialogProps {
  task: TaskRow;
  group: FailureGroup;
  /** On the blacklist, or remembered as dead numbers. */
  remedy: "block" | "dead";
  onClose: () => void;
}

/** Cleans up after failures, so that the next task does not pay for them again. */
export function NumbersDialog({ task, group, remedy, onClose }: NumbersDialogProps) {
  const { t } = useTranslation("tasks");
  const block = useCommand("block");
  const learn = useCommand("learn_facts");
  const [gathered, setGathered] = useState<number>();
  const [error, setError] = useState<unknown>();
  const count = Math.min(group.people, GATHERED_MAX);
  const words = `failures.${remedy}Ask` as const;

  const go = async () => {
    setError(undefined);
    setGathered(0);
    try {
      const numbers = await gatherNumbers(task.task, group, setGathered);
      if (remedy === "block") {
        const note = t("failures.blockAsk.note", { name: task.name, cause: group.cause });
        const { added, known } = await block.mutateAsync({ numbers: numbers.join("\n"), kind: "blacklist", note });
        notify({ tone: "good", title: t("failures.blockAsk.done", { added, known }) });
      } else {
        const { dead } = await learn.mutateAsync({ table: numbers.map((number) => `${number},dead`).join("\n") });
        notify({ tone: "good", title: t("failures.deadAsk.done", { count: dead }) });
      }
      onClose();
    } catch (reason) {
      setError(reason);
    } finally {
      setGathered(undefined);
    }
  };

  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      tone="danger"
      title={t(`${words}.title`, { count })}
      confirm={t(`${words}.confirm`, { count })}
      isPending={gathered !== undefined}
      onConfirm={() => void go()}
      error={error !== undefined && <ErrorPanel {...errorWords(error)} />}
    >
      <p>{group.cause}</p>
      <p>{t(`${words}.body`)}</p>
      {group.people > GATHERED_MAX && <p>{t("failures.limited", { max: GATHERED_MAX })}</p>}
      {gathered !== undefined && <Progress label={t("failures.gathering", { done: gathered, all: count })} value={gathered} max={count} />}
    </ConfirmDialog>
  );
}
