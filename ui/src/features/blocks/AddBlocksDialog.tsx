import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Blocked } from "../../api/generated";
import { useCommand } from "../../api/query";
import { formErrorWords, mistakeAt } from "../../i18n/errorWords";
import { Button, Dialog, ErrorPanel, TextArea, TextField } from "../../ui";
import type { Kind } from "./kinds";

/** The engine names this many bad ones. */
const BAD_SHOWN = 100;

/** Takes pasted numbers; what is none is told one by one. */
export function AddBlocksDialog({ kind, onClose }: { kind: Kind; onClose: () => void }) {
  const { t } = useTranslation("people");
  const [numbers, setNumbers] = useState("");
  const [note, setNote] = useState("");
  const [isTried, setTried] = useState(false);
  const [done, setDone] = useState<Blocked | null>(null);
  const block = useCommand("block");
  const isMissing = numbers.trim() === "";
  const go = () => {
    setTried(true);
    if (isMissing) return;
    block.mutate(
      { numbers, kind, note: note.trim() },
      {
        onSuccess: (result) => {
          setDone(result);
          setNumbers("");
          setTried(false);
        },
      },
    );
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(`blocks.add.${kind}`)}
      isBusy={block.isPending}
      footer={
        done ? (
          <>
            <Button onPress={() => setDone(null)}>{t("blocks.again")}</Button>
            <Button tone="primary" onPress={onClose}>
              {t("close")}
            </Button>
          </>
        ) : (
          <>
            <Button onPress={onClose} isDisabled={block.isPending}>
              {t("cancel")}
            </Button>
            <Button tone="primary" onPress={go} isPending={block.isPending}>
              {t("blocks.go")}
            </Button>
          </>
        )
      }
    >
      {done ? (
        <Result done={done} />
      ) : (
        <div className="blocks-form">
          <TextArea
            label={t("blocks.numbers")}
            help={t("blocks.numbersHelp")}
            rows={6}
            value={numbers}
            onChange={setNumbers}
            error={isTried && isMissing ? t("blocks.missing") : mistakeAt(block.error, "numbers")}
            autoFocus
            isRequired
          />
          <TextField label={t("blocks.note")} help={t("blocks.noteHelp")} value={note} onChange={setNote} maxLength={500} error={mistakeAt(block.error, "note")} />
          <p className="blocks-quiet">{t(`blocks.effect.${kind}`)}</p>
          {block.error && <ErrorPanel {...formErrorWords(block.error, ["numbers", "note"])} />}
        </div>
      )}
    </Dialog>
  );
}

function Result({ done }: { done: Blocked }) {
  const { t } = useTranslation("people");
  return (
    <div className="blocks-form">
      <p role="status">
        <strong>{t("blocks.result", { added: done.added, known: done.known })}</strong>
      </p>
      {done.bad.length > 0 && (
        <>
          <p>{t("blocks.bad", { count: done.bad.length })}</p>
          <ul className="blocks-bad" tabIndex={0}>
            {done.bad.map((text, at) => (
              <li key={at}>
                <code title={text}>{text}</code> <span className="blocks-quiet">{t("blocks.badReason")}</span>
              </li>
            ))}
          </ul>
          {done.bad.length >= BAD_SHOWN && <p className="blocks-quiet">{t("blocks.badMore")}</p>}
        </>
      )}
    </div>
  );
}
