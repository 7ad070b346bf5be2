import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GroupRow } from "../../api/generated";
import { useAsk, useCommand } from "../../api/query";
import { errorWords } from "../../i18n/errorWords";
import { Button, ConfirmDialog, Dialog, ErrorPanel, notify, Progress, type Selection, Select } from "../../ui";
import type { PeopleFilter } from "./address";
import { gather, inBatches, Interrupted } from "./gather";

interface BulkProps {
  selection: Selection;
  /** How many are chosen. */
  count: number;
  filter: PeopleFilter;
  onClose: () => void;
  /** It is done: the choice can go. */
  onDone: () => void;
}

/** Runs a command for every chosen person, and tells how far it is. */
function useBulk({ selection, filter, count }: BulkProps) {
  const { t } = useTranslation("people");
  const [progress, setProgress] = useState<number>();
  const [trouble, setTrouble] = useState<unknown>(null);
  const run = async (work: (people: string[]) => Promise<{ count: number }>): Promise<number | null> => {
    setTrouble(null);
    setProgress(0);
    try {
      const people = await gather(selection, filter, () => undefined);
      return await inBatches(people, work, setProgress);
    } catch (error) {
      setTrouble(error);
      return null;
    } finally {
      setProgress(undefined);
    }
  };
  const isPending = progress !== undefined;
  const done = trouble instanceof Interrupted ? trouble.count : 0;
  const reason = trouble instanceof Interrupted ? trouble.reason : trouble;
  const report: ReactNode = (
    <>
      {isPending && <Progress label={t("bulk.working", { done: progress, total: count })} value={progress} max={count} />}
      {reason !== null && <ErrorPanel {...errorWords(reason)} {...(done > 0 && { kept: t("bulk.partly", { count: done }) })} />}
    </>
  );
  return { run, isPending, report };
}

/** Adds chosen people to another group. */
export function AddToGroupDialog(props: BulkProps & { groups: readonly GroupRow[] }) {
  const { filter, count, groups, onClose, onDone } = props;
  const { t } = useTranslation("people");
  const [group, setGroup] = useState<string | null>(null);
  const add = useCommand("add_to_group");
  const bulk = useBulk(props);
  const others = groups.filter((each) => each.group !== filter.group);
  const go = async () => {
    if (group === null) return;
    const added = await bulk.run((people) => add.mutateAsync({ group, people }));
    if (added === null) return;
    notify({ tone: "good", title: t("bulk.added", { count: added }) });
    onDone();
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="small"
      title={t("bulk.addTitle", { count })}
      isBusy={bulk.isPending}
      footer={
        <>
          <Button onPress={onClose} isDisabled={bulk.isPending}>
            {t("cancel")}
          </Button>
          <Button tone="primary" onPress={() => void go()} isDisabled={group === null} isPending={bulk.isPending}>
            {t("bulk.addGo", { count })}
          </Button>
        </>
      }
    >
      <div className="people-form">
        {others.length === 0 ? (
          <p>{t("bulk.noGroup")}</p>
        ) : (
          <Select label={t("bulk.group")} value={group} onChange={setGroup} options={others.map((each) => ({ value: each.group, label: each.name, detail: t("groups.people", { count: each.people }) }))} />
        )}
        {bulk.report}
      </div>
    </Dialog>
  );
}

/** Takes chosen people out of their group, or out of the address book where no group is chosen. */
export function RemovePeopleDialog(props: BulkProps & { groupName: string }) {
  const { filter, count, groupName, onClose, onDone } = props;
  const { t } = useTranslation("people");
  const settings = useAsk("settings", {}, { everyMs: false });
  const remove = useCommand("remove_people");
  const bulk = useBulk(props);
  const ofGroup = filter.group !== "";
  const from = settings.data?.type_count_from ?? 0;
  const go = async () => {
    const removed = await bulk.run((people) => remove.mutateAsync({ group: ofGroup ? filter.group : null, people }));
    if (removed === null) return;
    notify({ tone: "good", title: t(ofGroup ? "bulk.removed" : "bulk.deleted", { count: removed }) });
    onDone();
    onClose();
  };
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      tone="danger"
      title={ofGroup ? t("bulk.removeTitle", { count, name: groupName }) : t("bulk.deleteTitle", { count })}
      confirm={t(ofGroup ? "bulk.removeGo" : "bulk.deleteGo", { count })}
      onConfirm={() => void go()}
      isPending={bulk.isPending}
      typed={from > 0 && count >= from ? { label: t("bulk.typed", { count }), expected: String(count) } : undefined}
      error={bulk.report}
    >
      <p>{t(ofGroup ? "bulk.removeBody" : "bulk.deleteBody")}</p>
    </ConfirmDialog>
  );
}
