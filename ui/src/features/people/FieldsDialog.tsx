import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContactField } from "../../api/generated";
import { useAsk, useCommand } from "../../api/query";
import { errorWords, formErrorWords, mistakeAt } from "../../i18n/errorWords";
import { Button, ConfirmDialog, Dialog, ErrorPanel, IconButton, notify, Select, Skeleton, TextField } from "../../ui";

const KINDS = ["text", "number", "date", "money"] as const satisfies readonly ContactField["kind"][];

/** The columns of the address book: more of them, other names and kinds, or one less. */
export function FieldsDialog({ total, onClose }: { total: number; onClose: () => void }) {
  const { t } = useTranslation("people");
  const answer = useAsk("contact_fields", {});
  const [edited, setEdited] = useState<ContactField>();
  const [removed, setRemoved] = useState<ContactField>();
  const fields = answer.data?.fields ?? [];
  return (
    <Dialog isOpen onClose={onClose} title={t("field.title")} footer={<Button onPress={onClose}>{t("close")}</Button>}>
      <div className="people-form">
        <p className="people-quiet">{t("field.lead")}</p>
        {answer.isPending && <Skeleton lines={3} />}
        {answer.error && <ErrorPanel {...errorWords(answer.error)} onRetry={() => void answer.refetch()} isRetrying={answer.isFetching} />}
        {answer.data && fields.length === 0 && <p>{t("field.none")}</p>}
        <ul className="people-fields">
          {fields.map((field) => (
            <li key={field.field}>
              {edited?.field === field.field ? (
                <FieldForm field={field} onDone={() => setEdited(undefined)} />
              ) : (
                <>
                  <span title={field.name}>{field.name}</span>
                  <span className="people-quiet">{t(`field.kinds.${field.kind}`)}</span>
                  <IconButton icon="edit" size="small" label={t("field.edit", { name: field.name })} onPress={() => setEdited(field)} />
                  <IconButton icon="trash" size="small" label={t("field.removeOf", { name: field.name })} onPress={() => setRemoved(field)} />
                </>
              )}
            </li>
          ))}
        </ul>
        {edited === undefined && <FieldForm key={fields.length} field={null} onDone={() => undefined} />}
      </div>
      {removed && <RemoveFieldDialog field={removed} total={total} onClose={() => setRemoved(undefined)} />}
    </Dialog>
  );
}

function FieldForm({ field, onDone }: { field: ContactField | null; onDone: () => void }) {
  const { t } = useTranslation("people");
  const [name, setName] = useState(field?.name ?? "");
  const [kind, setKind] = useState<ContactField["kind"]>(field?.kind ?? "text");
  const save = useCommand("save_field");
  const go = (event?: FormEvent) => {
    event?.preventDefault();
    if (name.trim() === "") return;
    save.mutate(
      { field: field?.field ?? null, name: name.trim(), kind },
      {
        onSuccess: () => {
          notify({ tone: "good", title: t("field.saved") });
          setName("");
          onDone();
        },
      },
    );
  };
  const wrongName = mistakeAt(save.error, "name");
  return (
    <form className="people-field-form" onSubmit={go} aria-label={field === null ? t("field.add") : t("field.edit", { name: field.name })}>
      <TextField label={t("field.name")} value={name} onChange={setName} maxLength={100} error={wrongName} autoFocus={field !== null} />
      <Select label={t("field.kind")} value={kind} onChange={setKind} options={KINDS.map((each) => ({ value: each, label: t(`field.kinds.${each}`) }))} />
      <Button type="submit" isPending={save.isPending} isDisabled={name.trim() === ""} {...(field === null && { icon: "plus" as const })}>
        {t(field === null ? "field.add" : "save")}
      </Button>
      {field !== null && <Button onPress={onDone}>{t("cancel")}</Button>}
      {save.error && wrongName === undefined && <ErrorPanel {...formErrorWords(save.error, ["name"])} />}
    </form>
  );
}

function RemoveFieldDialog({ field, total, onClose }: { field: ContactField; total: number; onClose: () => void }) {
  const { t } = useTranslation("people");
  const remove = useCommand("remove_field");
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      tone="danger"
      title={t("field.removeAsk", { name: field.name })}
      confirm={t("field.removeGo")}
      onConfirm={() => remove.mutate({ field: field.field }, { onSuccess: onClose })}
      isPending={remove.isPending}
      error={remove.error && <ErrorPanel {...errorWords(remove.error)} />}
    >
      <p>{t("field.removeBody", { count: total })}</p>
    </ConfirmDialog>
  );
}
