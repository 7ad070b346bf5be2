import { useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PickedFile } from "../../../api/files";
import { useCommand } from "../../../api/query";
import { formatCount } from "../../../i18n/format";
import { Button, TextArea } from "../../../ui";
import { Failure } from "../parts/Failure";

/** A hundred thousand numbers with names; more belongs into a file. */
const CHARS_MAX = 4_000_000;

/** Numbers with anything between them. What counts as one is decided by the engine; the count here is a first look. */
export function Paste({ onFile }: { onFile: (files: readonly PickedFile[]) => void }) {
  const { t } = useTranslation("wizard");
  const [text, setText] = useState("");
  const paste = useCommand("paste_list");
  const looked = useDeferredValue(text);
  const found = useMemo(() => looked.match(/(?<!\d)1\d{10}(?!\d)/g)?.length ?? 0, [looked]);
  const isTooLong = text.length > CHARS_MAX;
  const take = async () => {
    const pasted = await paste.mutateAsync({ text }).catch(() => null); // the error shows below
    if (!pasted || pasted.numbers === 0) return;
    setText("");
    onFile([{ file: pasted.file, name: t("list.nameOfPaste") }]);
  };
  return (
    <section className="send-paste" aria-label={t("list.paste")}>
      <TextArea
        label={t("list.paste")}
        rows={3}
        value={text}
        onChange={setText}
        help={t("list.pasteHelp")}
        error={isTooLong ? t("list.pasteTooLong", { figure: formatCount(CHARS_MAX) }) : paste.data?.numbers === 0 && text !== "" ? t("list.pasteNothing") : undefined}
        counter={text !== "" && <span aria-live="polite">{t("list.pasteFound", { figure: formatCount(found) })}</span>}
      />
      {paste.error && <Failure error={paste.error} onRetry={() => void take()} isRetrying={paste.isPending} />}
      {text !== "" && (
        <div className="send-buttons">
          <Button onPress={() => setText("")}>{t("list.pasteClear")}</Button>
          <Button tone="primary" onPress={() => void take()} isPending={paste.isPending} isDisabled={isTooLong}>
            {t("list.pasteTake")}
          </Button>
        </div>
      )}
    </section>
  );
}
