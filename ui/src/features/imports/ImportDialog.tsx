import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { CallError } from "../../api/call";
import { LIST_ENDINGS, type PickedFile, pickFile, useDrop } from "../../api/files";
import type { ListLayout } from "../../api/generated";
import { errorWords } from "../../i18n/errorWords";
import { Button, Dialog, ErrorPanel, Icon, Progress } from "../../ui";
import { ImportJob } from "./ImportJob";
import { ImportMapping } from "./ImportMapping";
import { NO_LAYOUT } from "./layout";
import "./imports.css";

export interface ImportDialogProps {
  /** The group that is on the screen; empty for none. */
  group: string;
  onClose: () => void;
  /** Leads to the group that got the people. */
  onGroup: (group: string) => void;
}

/** Brings a list into a group: choose, look how it was read, import, see what came of it. */
export function ImportDialog({ group, onClose, onGroup }: ImportDialogProps) {
  const { t } = useTranslation("people");
  const [source, setSource] = useState<PickedFile | null>(null);
  const [layout, setLayout] = useState<ListLayout>(NO_LAYOUT);
  const [job, setJob] = useState<string | null>(null);
  const take = (file: PickedFile | null) => {
    setJob(null);
    setLayout(NO_LAYOUT);
    setSource(file);
  };
  return (
    <Dialog isOpen onClose={onClose} size="large" title={t("importing.title")}>
      {source === null && <FilePicker onFile={take} />}
      {source !== null && job === null && <ImportMapping source={source} layout={layout} onLayout={setLayout} group={group} onAnother={() => take(null)} onJob={setJob} />}
      {source !== null && job !== null && <ImportJob job={job} name={source.name} onAgain={() => setJob(null)} onAnother={() => take(null)} onGroup={onGroup} onClose={onClose} />}
    </Dialog>
  );
}

function FilePicker({ onFile }: { onFile: (file: PickedFile) => void }) {
  const { t } = useTranslation(["people", "wizard"]);
  const [sent, setSent] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<CallError | null>(null);
  const target = useRef<HTMLDivElement>(null);
  const take = (file: PickedFile | null | undefined) => file && onFile(file);
  const { isOver, progress } = useDrop(target, { onFiles: ([first]) => take(first), onError: setTrouble });
  const pick = async () => {
    setTrouble(null);
    setSent(0);
    try {
      take(await pickFile({ accept: LIST_ENDINGS, onProgress: setSent }));
    } catch (error) {
      if (error instanceof CallError) setTrouble(error);
    } finally {
      setSent(null);
    }
  };
  const share = progress ?? sent;
  return (
    <div ref={target} className={isOver ? "import-drop is-over" : "import-drop"}>
      <Icon name="upload" size={24} />
      <p>{isOver ? t("wizard:list.dropNow") : t("people:importing.drop")}</p>
      <p className="import-quiet">{t("wizard:list.dropHint")}</p>
      <Button tone="primary" icon="upload" onPress={() => void pick()} isPending={sent !== null}>
        {t("wizard:list.pick")}
      </Button>
      {share !== null && share > 0 && <Progress label={t("wizard:list.bringing", { percent: `${Math.round(share * 100)}%` })} value={share * 100} max={100} />}
      {trouble && <ErrorPanel {...errorWords(trouble)} />}
    </div>
  );
}
