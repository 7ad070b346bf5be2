import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CallError } from "../../api/call";
import type { Settings } from "../../api/generated";
import { useAsk, useCommand } from "../../api/query";
import { mistakeWords, useErrorWords } from "../../i18n/errorWords";
import { Button, Checkbox, ErrorPanel, NumberField, notify, Skeleton, TextField } from "../../ui";

/** What new tasks begin with, and what the program tells by itself. */
export function Sending() {
  const answer = useAsk("settings", {});
  const failed = useErrorWords(answer.error);
  if (answer.data) return <SendingForm saved={answer.data} />;
  return failed ? <ErrorPanel {...failed} onRetry={() => void answer.refetch()} /> : <Skeleton lines={8} />;
}

function SendingForm({ saved }: { saved: Settings }) {
  const { t } = useTranslation("system");
  // Only what was touched is kept here: the rest follows the engine.
  const [touched, setTouched] = useState<Partial<Settings>>({});
  const save = useCommand("save_settings");
  const failed = useErrorWords(save.error);
  const form = { ...saved, ...touched };
  const set = (part: Partial<Settings>) => setTouched({ ...touched, ...part });
  const isChanged = Object.keys(touched).length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(form, {
      onSuccess: () => {
        setTouched({});
        notify({ title: t("sending.saved"), tone: "good" });
      },
    });
  };
  const wrong = (field: keyof Settings) => mistakeOf(save.error, field);
  return (
    <form className="hy-system" onSubmit={submit}>
      <TextField label={t("sending.organisation")} help={t("sending.organisationHelp")} value={form.organisation} onChange={(organisation) => set({ organisation })} error={wrong("organisation")} />
      <NumberField label={t("sending.undo")} help={t("sending.undoHelp")} value={form.undo_seconds} minValue={0} onChange={(undo_seconds) => set({ undo_seconds })} error={wrong("undo_seconds")} />
      <NumberField label={t("sending.typeCount")} help={t("sending.typeCountHelp")} value={form.type_count_from} minValue={1} onChange={(type_count_from) => set({ type_count_from })} error={wrong("type_count_from")} />
      <TextField label={t("sending.testNumber")} help={t("sending.testNumberHelp")} value={form.test_number} inputMode="tel" onChange={(test_number) => set({ test_number })} error={wrong("test_number")} />
      <NumberField label={t("sending.keepFiles")} help={t("sending.keepFilesHelp")} value={form.keep_files_days} minValue={1} onChange={(keep_files_days) => set({ keep_files_days })} error={wrong("keep_files_days")} />
      <Checkbox isSelected={form.close_to_tray} onChange={(close_to_tray) => set({ close_to_tray })}>{t("sending.tray")}</Checkbox>
      <Checkbox isSelected={form.notify} onChange={(notify) => set({ notify })}>{t("sending.notify")}</Checkbox>
      {failed && <ErrorPanel {...failed} />}
      <div className="hy-system-save">
        <Button tone="primary" type="submit" isDisabled={!isChanged} isPending={save.isPending}>{t("sending.save")}</Button>
        {isChanged && <span role="status">{t("sending.changed")}</span>}
      </div>
    </form>
  );
}

function mistakeOf(error: CallError | null, field: string): string | undefined {
  const words = error?.view.mistakes.filter((mistake) => mistake.field === field).map(mistakeWords) ?? [];
  return words.length === 0 ? undefined : words.join(" ");
}
