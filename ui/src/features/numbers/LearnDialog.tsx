import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../api/query";
import { mistakeWords, useErrorWords } from "../../i18n/errorWords";
import { formatCount } from "../../i18n/format";
import { Button, Dialog, ErrorPanel, notify, TextArea } from "../../ui";

/** Bad lines told at once; the rest are of the same kind. */
const MISTAKES_MAX = 5;

/** Takes records of numbers from pasted lines. */
export function LearnDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("channels");
  const [table, setTable] = useState("");
  const learn = useCommand("learn_facts");
  const failed = useErrorWords(learn.error);
  const mistakes = learn.error?.view.mistakes.slice(0, MISTAKES_MAX) ?? [];
  const send = () =>
    learn.mutate({ table }, {
      onSuccess: ({ ported, dead }) => {
        notify({ title: t("numbers.learned", { ported: formatCount(ported), dead: formatCount(dead) }), tone: "good" });
        onClose();
      },
    });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("numbers.learn")}
      isBusy={learn.isPending}
      footer={
        <>
          <Button onPress={onClose}>{t("form.cancel")}</Button>
          <Button tone="primary" onPress={send} isDisabled={table.trim() === ""} isPending={learn.isPending}>{t("numbers.learnGo")}</Button>
        </>
      }
    >
      <TextArea label={t("numbers.learnField")} help={t("numbers.learnHelp")} value={table} onChange={setTable} rows={10} autoFocus spellCheck="false" />
      {failed && <ErrorPanel {...failed} />}
      {mistakes.length > 0 && (
        <ul>
          {mistakes.map((mistake) => <li key={`${mistake.line} ${mistake.code}`}>{`${mistake.line ?? ""} · ${mistakeWords(mistake)}`}</li>)}
        </ul>
      )}
    </Dialog>
  );
}
