import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../../api/call";
import type { Template } from "../../api/generated";
import { useAsk } from "../../api/query";
import { useGo } from "../../api/url";
import { formErrorWords, mistakeAt } from "../../i18n/errorWords";
import { Banner, Button, ErrorPanel, Link, notify, Page, Select, TextField, useShortcut } from "../../ui";
import { BUSINESSES, type Form } from "./model";
import { RemoveTemplateDialog } from "./RemoveTemplateDialog";
import { StaleDialog } from "./StaleDialog";
import { TemplatePreview } from "./TemplatePreview";
import { TemplateText } from "./TemplateText";
import { useComposed } from "./useComposed";
import { useTemplateForm } from "./useTemplateForm";
import { VersionsDialog } from "./VersionsDialog";

const NONE = "";
const SHOWN = ["name", "text", "signature", "note", "business"];

export interface TemplateEditorProps {
  /** null for a new one. */
  template: Template | null;
  start: Form;
  onSaved: (template: string) => void;
  onBack: () => void;
}

/** A template with what it costs and how it looks; what was typed is kept until it is saved or discarded. */
export function TemplateEditor({ template, start, onSaved, onBack }: TemplateEditorProps) {
  const { t } = useTranslation(["content", "states"]);
  const go = useGo();
  const [asking, setAsking] = useState<"versions" | "remove">();
  const [trouble, setTrouble] = useState<unknown>(null);
  const editor = useTemplateForm(template, start, (saved) => {
    notify({ tone: "good", title: t("content:editor.saved", { name: saved.name }) });
    onSaved(saved.template);
  });
  const { form, change, error, theirs } = editor;
  const signatures = useAsk("signatures", {}, { everyMs: false }).data?.signatures ?? [];
  const otherSignature = (signatures.find((each) => each.preferred) ?? signatures[0])?.name ?? t("content:editor.sampleSignature");
  const { composed, isCounting } = useComposed(form, otherSignature);
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (!editor.isPending) void editor.submit();
  };
  useShortcut("Ctrl+S", () => submit(), { allowInInput: true });
  const takeTheirs = async () => {
    setTrouble(null);
    try {
      const { templates } = await call("templates", { search: "", business: null });
      const now = templates.find((each) => each.template === template?.template);
      if (now) editor.takeTheirs(now);
      else onBack();
    } catch (reason) {
      setTrouble(reason);
    }
  };
  const options = signatures.map((each) => ({ value: each.name, label: `【${each.name}】` }));
  const isOld = form.signature !== "" && !signatures.some((each) => each.name === form.signature);

  return (
    <Page
      title={template?.name ?? t("content:editor.add")}
      lead={
        <Link icon="chevron-left" onPress={onBack}>
          {t("content:editor.back")}
        </Link>
      }
      notices={
        editor.isDirty && (
          <Banner
            action={
              <Button size="small" icon="undo" onPress={editor.forget}>
                {t("content:editor.discard")}
              </Button>
            }
          >
            {t(editor.isRestored ? "content:editor.restored" : "content:editor.unsaved")}
          </Banner>
        )
      }
      actions={
        <>
          {template && (
            <>
              <Button icon="trash" onPress={() => setAsking("remove")}>
                {t("content:remove")}
              </Button>
              <Button icon="clock" onPress={() => setAsking("versions")}>
                {t("content:editor.versions")}
              </Button>
              <Button icon="send" isDisabled={editor.isDirty} onPress={() => go(`/send?template=${encodeURIComponent(template.template)}`)}>
                {t("content:editor.send")}
              </Button>
            </>
          )}
          <Button tone="primary" icon="save" onPress={() => submit()} isPending={editor.isPending} isDisabled={!editor.isDirty} aria-keyshortcuts="Control+S">
            {t("content:save")}
          </Button>
        </>
      }
    >
      <div className="template-editor">
        <form className="template-form" onSubmit={submit}>
          {error && <ErrorPanel {...formErrorWords(error, SHOWN)} />}
          <TextField label={t("content:editor.name")} placeholder={t("content:editor.namePlaceholder")} value={form.name} onChange={(name) => change({ name })} error={mistakeAt(error, "name")} autoFocus={template === null} isRequired />
          <div className="template-fields">
            <Select label={t("content:business")} value={form.business} onChange={(business) => change({ business })} options={BUSINESSES.map((value) => ({ value, label: t(`states:business.${value}`) }))} />
            <Select
              label={t("content:editor.signature")}
              help={t("content:editor.signatureHelp")}
              error={mistakeAt(error, "signature")}
              value={form.signature}
              onChange={(signature) => change({ signature })}
              options={[{ value: NONE, label: t("content:editor.later") }, ...options, ...(isOld ? [{ value: form.signature, label: `【${form.signature}】` }] : [])]}
            />
          </div>
          <TemplateText text={form.text} onChange={(text) => change({ text })} composed={composed} isCounting={isCounting} error={mistakeAt(error, "text")} />
          <TextField label={t("content:note")} value={form.note} onChange={(note) => change({ note })} error={mistakeAt(error, "note")} />
          <button type="submit" hidden />
        </form>
        <TemplatePreview composed={composed} />
      </div>
      {theirs && (
        <StaleDialog
          theirs={theirs}
          mine={form.text}
          isBusy={editor.isPending}
          error={(editor.staleError ?? trouble) !== null && <ErrorPanel {...formErrorWords(editor.staleError ?? trouble, [])} />}
          onMine={() => void editor.keepMine()}
          onCopy={() => void editor.keepCopy(t("content:stale.copyName", { name: form.name }))}
          onTheirs={() => void takeTheirs()}
          onClose={editor.leave}
        />
      )}
      {template && asking === "versions" && (
        <VersionsDialog
          template={template.template}
          onRestore={({ name, business, signature, text }) => {
            change({ name, business, signature, text });
            setAsking(undefined);
            notify({ tone: "info", title: t("content:versions.restored") });
          }}
          onClose={() => setAsking(undefined)}
        />
      )}
      {template && asking === "remove" && <RemoveTemplateDialog template={template} onRemoved={onBack} onClose={() => setAsking(undefined)} />}
    </Page>
  );
}
