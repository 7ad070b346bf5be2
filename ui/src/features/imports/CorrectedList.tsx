import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { CallError } from "../../api/call";
import { openFile, saveTarget } from "../../api/files";
import type { ImportRow } from "../../api/generated";
import { useAsk, useCommand } from "../../api/query";
import { language } from "../../i18n";
import { errorWords } from "../../i18n/errorWords";
import { Button, Dialog, ErrorPanel } from "../../ui";

const LOOK_EVERY_MS = 500;

/** The list as a file again, with what was repaired and why the rest could not be. */
export function CorrectedList({ row }: { row: ImportRow }) {
  const { t } = useTranslation(["people", "wizard"]);
  const start = useCommand("corrected_list");
  const [job, setJob] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const answer = useAsk("job", { job: job ?? "" }, { enabled: job !== null, everyMs: LOOK_EVERY_MS });
  const ended = job !== null && answer.data?.job === job && answer.data.state !== "running" ? answer.data : undefined;
  const opened = useRef<string | null>(null);
  useEffect(() => {
    if (!ended || opened.current === ended.job) return;
    opened.current = ended.job;
    setJob(null);
    if (ended.file) openFile(ended.file).catch(setTrouble);
    else if (ended.error) setTrouble(new CallError(ended.error, "corrected_list"));
  }, [ended]);

  const write = async () => {
    setTrouble(null);
    try {
      const target = await saveTarget(t("wizard:checkup.correctName", { name: row.file.replace(/\.[^.]+$/, "") }));
      if (target === null) return;
      setJob((await start.mutateAsync({ import: row.import, to: target.to, language: language() })).job);
    } catch (error) {
      setTrouble(error);
    }
  };
  return (
    <>
      <Button icon="download" onPress={() => void write()} isPending={job !== null || start.isPending}>
        {t(job === null ? "wizard:checkup.correct" : "wizard:checkup.correcting")}
      </Button>
      <Dialog isOpen={trouble !== null} onClose={() => setTrouble(null)} size="small" title={t("wizard:checkup.correct")} footer={<Button onPress={() => setTrouble(null)}>{t("people:close")}</Button>}>
        <ErrorPanel {...errorWords(trouble)} />
      </Dialog>
    </>
  );
}
