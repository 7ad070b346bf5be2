import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { CallError } from "../../../api/call";
import { openFile, saveTarget } from "../../../api/files";
import type { ImportDone } from "../../../api/generated";
import { useAsk, useCommand } from "../../../api/query";
import { language } from "../../../i18n";
import { Button } from "../../../ui";
import { Failure } from "../parts/Failure";

const LOOK_EVERY_MS = 500;

/** The list as a file again, with what was repaired and why the rest could not be. */
export function CorrectedList({ done }: { done: ImportDone }) {
  const { t } = useTranslation("wizard");
  const start = useCommand("corrected_list");
  const [job, setJob] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const answer = useAsk("job", { job: job ?? "" }, { enabled: job !== null, everyMs: LOOK_EVERY_MS });
  const ended = job !== null && answer.data?.state !== "running" ? answer.data : undefined;
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
      const target = await saveTarget(t("checkup.correctName", { name: done.group_name }));
      if (target === null) return;
      const started = await start.mutateAsync({ import: done.import, to: target.to, language: language() });
      setJob(started.job);
    } catch (error) {
      setTrouble(error);
    }
  };
  return (
    <>
      <Button size="small" icon="download" onPress={() => void write()} isPending={job !== null || start.isPending}>
        {job === null ? t("checkup.correct") : t("checkup.correcting")}
      </Button>
      {trouble !== null && <Failure error={trouble} />}
    </>
  );
}
