import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContactField, PersonView } from "../../api/generated";
import { formErrorWords, mistakeAt } from "../../i18n/errorWords";
import { formatPhone, formatTime } from "../../i18n/format";
import { Button, CheckboxGroup, ConfirmDialog, Drawer, ErrorPanel, Facts, Link, notify, StatusTag, TextField } from "../../ui";
import { ConflictDialog } from "./ConflictDialog";
import type { PersonDrawerProps } from "./PersonDrawer";
import { formOf, usePersonForm } from "./usePersonForm";

/** The form of a person, with what else is known beside it. What was typed is never lost without a question. */
export function PersonEditor({ person, view, group, groups, fields, isWhole, onOpen, onClose }: PersonDrawerProps & { view: PersonView | null }) {
  const { t } = useTranslation("people");
  const isNew = view === null;
  const [start] = useState(() => formOf(view, groups, group, isWhole));
  const [isLeaving, setLeaving] = useState(false);
  const saved = (name: string) => {
    notify({ tone: "good", title: t(isNew ? "person.added" : "person.saved", { name }) });
    onClose();
  };
  const editor = usePersonForm(isNew ? null : person, start, groups, saved);
  const { form, change, error } = editor;
  const leave = () => {
    editor.forget();
    onClose();
  };
  const names = fieldNames(fields, form.fields);
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    void editor.submit();
  };
  const shown = ["number", "name", ...names.map((name) => `fields.${name}`)];

  return (
    <>
      <Drawer
        isOpen
        isDocking
        onClose={() => (editor.isDirty ? setLeaving(true) : onClose())}
        title={isNew ? t("person.add") : view.name || t("noName")}
        footer={
          <Button tone="primary" onPress={() => submit()} isPending={editor.isPending}>
            {t("save")}
          </Button>
        }
      >
        {view && <About view={view} />}
        <form className="people-form" onSubmit={submit}>
          <TextField
            label={t("person.number")}
            help={t(isNew || form.number !== view.shown ? "person.numberHelp" : "person.numberKept")}
            value={form.number}
            onChange={(number) => change({ number })}
            error={mistakeAt(error, "number")}
            inputMode="tel"
            autoFocus={isNew}
            isRequired
          />
          <TextField label={t("person.name")} value={form.name} onChange={(name) => change({ name })} error={mistakeAt(error, "name")} />
          {names.length > 0 && <h3>{t("person.fields")}</h3>}
          {names.map((name) => (
            <TextField
              key={name}
              label={name}
              help={hintOf(fields, name, (kind) => t(`person.kind.${kind}`))}
              value={form.fields[name] ?? ""}
              onChange={(value) => change({ fields: { ...form.fields, [name]: value } })}
              error={mistakeAt(error, `fields.${name}`)}
            />
          ))}
          {groups.length === 0 ? (
            <p className="people-quiet">{t("person.noGroups")}</p>
          ) : (
            <div className="people-group-choice">
              <CheckboxGroup label={t("person.groups")} options={groups.map((each) => ({ value: each.group, label: each.name }))} value={form.groups} onChange={(chosen) => change({ groups: chosen })} />
            </div>
          )}
          {error && <ErrorPanel {...formErrorWords(error, shown)} />}
          <button type="submit" hidden />
        </form>
      </Drawer>
      {editor.conflict && (
        <ConflictDialog
          there={editor.conflict}
          yours={form}
          dropped={isNew ? null : view.shown}
          onOpen={() => {
            const { person: other } = editor.conflict ?? { person: "" };
            editor.leaveConflict();
            onOpen(other);
          }}
          onMerge={(result) => void editor.join(result)}
          onClose={editor.leaveConflict}
          isPending={editor.isPending}
          error={editor.joinTrouble}
        />
      )}
      <ConfirmDialog isOpen={isLeaving} onClose={() => setLeaving(false)} tone="danger" title={t("person.unsaved")} confirm={t("person.unsavedGo")} cancel={t("person.unsavedStay")} onConfirm={leave}>
        <p>{t("person.unsavedBody")}</p>
      </ConfirmDialog>
    </>
  );
}

/** The columns of the address book, and what this person has beside them. */
function fieldNames(fields: readonly ContactField[], values: Readonly<Record<string, string>>): string[] {
  return [...new Set([...fields.map((field) => field.name), ...Object.keys(values)])];
}

function hintOf(fields: readonly ContactField[], name: string, words: (kind: ContactField["kind"]) => string): string | undefined {
  const kind = fields.find((field) => field.name === name)?.kind;
  return kind === undefined || kind === "text" ? undefined : words(kind);
}

function About({ view }: { view: PersonView }) {
  const { t } = useTranslation(["people", "states"]);
  const [last] = view.messages;
  return (
    <div className="people-about">
      <div className="people-tags">
        {view.blocks.map((block) => (
          <StatusTag key={block.block} tone="idle">
            {t(`states:block.${block.kind}`)}
          </StatusTag>
        ))}
      </div>
      <Facts
        label={t("people:person.status")}
        facts={[
          { name: t("people:columns.carrier"), value: view.carrier === null ? "–" : t(`states:carrier.${view.carrier}`) },
          { name: t("people:person.status"), value: t("people:person.sent", { sent: view.sent, delivered: view.delivered }) },
          { name: t("people:person.lastMessage"), value: last ? `${formatTime(last.submitted_at ?? last.ended_at, "short")} ${t(`states:message.${last.state}`)}` : t("people:person.never") },
        ]}
      />
      <Link href={`/person/${encodeURIComponent(view.number)}`} aria-label={`${t("people:person.all")} ${formatPhone(view.shown)}`}>
        {t("people:person.all")}
      </Link>
    </div>
  );
}
