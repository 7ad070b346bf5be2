import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PersonView } from "../../api/generated";
import { useCommand } from "../../api/query";
import { errorWords } from "../../i18n/errorWords";
import { Button, ConfirmDialog, ErrorPanel, notify, TextField } from "../../ui";

/** What can be done about this person: another message, on the blacklist, off it. */
export function BlockActions({ person, onAgain }: { person: PersonView; onAgain: (number: string) => void }) {
  const { t } = useTranslation("insights");
  const [asking, setAsking] = useState<"block" | "unblock">();
  const blacklisted = person.blocks.filter((block) => block.kind === "blacklist");
  const isBlocked = person.blocks.length > 0;
  return (
    <>
      {blacklisted.length > 0 ? (
        <Button onPress={() => setAsking("unblock")}>{t("person.unblock")}</Button>
      ) : (
        <Button tone="danger" onPress={() => setAsking("block")}>
          {t("person.block")}
        </Button>
      )}
      <Button tone="primary" icon="send" isDisabled={isBlocked} onPress={() => onAgain(person.number)}>
        {t("person.again")}
      </Button>
      <BlockDialog person={person} isOpen={asking === "block"} onClose={() => setAsking(undefined)} />
      <UnblockDialog person={person} isOpen={asking === "unblock"} onClose={() => setAsking(undefined)} />
    </>
  );
}

interface AskProps {
  person: PersonView;
  isOpen: boolean;
  onClose: () => void;
}

function BlockDialog({ person, isOpen, onClose }: AskProps) {
  const { t } = useTranslation("insights");
  const [note, setNote] = useState("");
  const block = useCommand("block");
  const go = () =>
    block.mutate(
      { numbers: person.number, kind: "blacklist", note: note.trim() },
      {
        onSuccess: () => {
          notify({ tone: "good", title: t("person.blockAsk.done") });
          onClose();
        },
      },
    );
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      tone="danger"
      title={t("person.blockAsk.title", { number: person.shown })}
      confirm={t("person.blockAsk.confirm")}
      onConfirm={go}
      isPending={block.isPending}
      error={block.error && <ErrorPanel {...errorWords(block.error)} />}
    >
      <p>{t("person.blockAsk.body")}</p>
      <TextField label={t("person.blockAsk.note")} value={note} onChange={setNote} maxLength={200} />
    </ConfirmDialog>
  );
}

function UnblockDialog({ person, isOpen, onClose }: AskProps) {
  const { t } = useTranslation("insights");
  const unblock = useCommand("unblock");
  const blocks = person.blocks.filter((block) => block.kind === "blacklist").map(({ block }) => block);
  const go = () =>
    unblock.mutate(
      { blocks },
      {
        onSuccess: () => {
          notify({ tone: "good", title: t("person.unblockAsk.done") });
          onClose();
        },
      },
    );
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title={t("person.unblockAsk.title", { number: person.shown })}
      confirm={t("person.unblockAsk.confirm")}
      onConfirm={go}
      isPending={unblock.isPending}
      error={unblock.error && <ErrorPanel {...errorWords(unblock.error)} />}
    >
      <p>{t("person.unblockAsk.body")}</p>
      {person.blocks.some((block) => block.kind === "opt_out") && <p>{t("person.unblockAsk.optOut")}</p>}
    </ConfirmDialog>
  );
}
