import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GroupRow } from "../../api/generated";
import { useCommand } from "../../api/query";
import { errorWords } from "../../i18n/errorWords";
import { Button, ConfirmDialog, Dialog, ErrorPanel, notify, TextField } from "../../ui";

/** Names a group: a new one, or one that is there. */
export function GroupNameDialog({ group, onClose, onDone }: { group: GroupRow | null; onClose: () => void; onDone?: (group: GroupRow) => void }) {
  const { t } = useTranslation("people");
  const [name, setName] = useState(group?.name ?? "");
  const make = useCommand("make_group");
  const rename = useCommand("rename_group");
  const isPending = make.isPending || rename.isPending;
  const error = make.error ?? rename.error;

  const go = async (event?: FormEvent) => {
    event?.preventDefault();
    const wanted = name.trim();
    if (wanted === "" || isPending) return;
    const done = await (group === null ? make.mutateAsync({ name: wanted }) : rename.mutateAsync({ group: group.group, name: wanted })).catch(() => null); // the error shows below
    if (!done) return;
    notify({ tone: "good", title: t(group === null ? "groups.created" : "groups.renamed", { name: done.name }) });
    onDone?.(done);
    onClose();
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="small"
      title={t(group === null ? "groups.add" : "groups.rename")}
      isBusy={isPending}
      footer={
        <>
          <Button onPress={onClose} isDisabled={isPending}>
            {t("cancel")}
          </Button>
          <Button tone="primary" onPress={() => void go()} isPending={isPending} isDisabled={name.trim() === ""}>
            {t(group === null ? "groups.create" : "save")}
          </Button>
        </>
      }
    >
      <form className="people-form" onSubmit={(event) => void go(event)}>
        <TextField label={t("groups.name")} help={t("groups.nameHelp")} value={name} onChange={setName} maxLength={100} autoFocus isRequired />
        {error && <ErrorPanel {...errorWords(error)} />}
      </form>
    </Dialog>
  );
}

/** Takes a group away, not its people. */
export function RemoveGroupDialog({ group, onClose, onDone }: { group: GroupRow; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation("people");
  const remove = useCommand("remove_group");
  const words = { name: group.name, count: group.people };
  const go = () =>
    remove.mutate(
      { group: group.group },
      {
        onSuccess: () => {
          notify({ tone: "good", title: t("groups.removed", words) });
          onDone();
          onClose();
        },
      },
    );
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      tone="danger"
      title={t("groups.removeAsk", words)}
      confirm={t("groups.removeGo", words)}
      onConfirm={go}
      isPending={remove.isPending}
      error={remove.error && <ErrorPanel {...errorWords(remove.error)} />}
    >
      <p>{t("groups.removeBody", words)}</p>
    </ConfirmDialog>
  );
}
