import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { CallError } from "../../api/call";
import type { SignatureRow } from "../../api/generated";
import { useCommand } from "../../api/query";
import { formErrorWords, mistakeAt } from "../../i18n/errorWords";
import { Banner, Button, Checkbox, Dialog, ErrorPanel, notify, TextField } from "../../ui";

/** In place of an id: a signature that is about to be added. */
export const NEW_SIGNATURE = "new";

/** A signature: its name as filed, a note, whether it is the one to begin with. */
export function SignatureDialog({ signature, isFirst, onClose }: { signature: SignatureRow | null; isFirst: boolean; onClose: () => void }) {
  const { t } = useTranslation("content");
  const [name, setName] = useState(signature?.name ?? "");
  const [note, setNote] = useState(signature?.note ?? "");
  const [isPreferred, setPreferred] = useState(signature?.preferred ?? isFirst);
  const [version, setVersion] = useState(signature?.version ?? null);
  const save = useCommand("save_signature");
  const stale = save.error?.code === "stale" ? save.error : null;
  const go = async (event?: FormEvent) => {
    event?.preventDefault();
    if (save.isPending) return;
    try {
      const saved = await save.mutateAsync({ signature: signature?.signature ?? null, version, name: name.trim(), note: note.trim(), preferred: isPreferred });
      notify({ tone: "good", title: t("signatures.saved", { name: saved.name }) });
      onClose();
    } catch (error) {
      // The next press is made with this knowledge, and with what somebody else saved told above the form.
      if (error instanceof CallError && error.code === "stale") setVersion(Number(error.view.params.version ?? version));
    }
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="small"
      title={t(signature === null ? "signatures.add" : "signatures.edit")}
      isBusy={save.isPending}
      footer={
        <>
          <Button onPress={onClose} isDisabled={save.isPending}>
            {t("cancel")}
          </Button>
          <Button tone="primary" onPress={() => void go()} isPending={save.isPending}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form className="signature-form" onSubmit={(event) => void go(event)}>
        {stale && <Banner kind="warn">{t("signatures.stale", { name: stale.view.params.name ?? "" })}</Banner>}
        <TextField label={t("signatures.name")} help={t("signatures.nameHelp")} value={name} onChange={setName} error={mistakeAt(save.error, "name")} autoFocus isRequired />
        <TextField label={t("note")} help={t("signatures.noteHelp")} value={note} onChange={setNote} error={mistakeAt(save.error, "note")} />
        <Checkbox isSelected={isPreferred} onChange={setPreferred} detail={t("signatures.preferredHelp")} isDisabled={signature?.preferred ?? isFirst}>
          {t("signatures.preferred")}
        </Checkbox>
        {save.error && stale === null && <ErrorPanel {...formErrorWords(save.error, ["name", "note"])} />}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
