import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CallError } from "../../../api/call";
import { type PickedFile, useDrop } from "../../../api/files";
import type { Job } from "../../../api/generated";
import { formatCount } from "../../../i18n/format";
import { Banner, Button, Progress } from "../../../ui";
import { Failure } from "../parts/Failure";
import { useSend } from "../useSendModel";
import { CheckUp } from "./CheckUp";
import { ImportEnd } from "./ImportEnd";
import { Mapping } from "./Mapping";
import { Reading } from "./Reading";
import { SourcePicker } from "./SourcePicker";

/** Who gets it: a source, what its columns mean, and what is wrong in it. Files may be dropped anywhere on the step. */
export function ListStep() {
  const { t } = useTranslation("wizard");
  const { draft, dispatch } = useSend();
  const [isChoosing, setChoosing] = useState(false);
  const [trouble, setTrouble] = useState<CallError | null>(null);
  const [several, setSeveral] = useState<string | null>(null);
  const [ended, setEnded] = useState<Job | "gone" | null>(null);
  const { source, recipients } = draft;
  const isReading = source?.job != null;

  const take = (files: readonly PickedFile[]) => {
    const [first] = files;
    if (!first) return;
    setTrouble(null);
    setEnded(null);
    setSeveral(files.length > 1 ? first.name : null);
    dispatch({ do: "file", file: first.file, name: first.name });
  };
  const target = useRef<HTMLDivElement>(null);
  const { isOver, progress } = useDrop(target, { onFiles: take, onError: setTrouble, isDisabled: isReading });

  return (
    <div ref={target} className={isOver ? "send-list is-over" : "send-list"} data-tour="send-source">
      {isOver && <p className="send-drop-now">{t("list.dropNow")}</p>}
      {progress !== null && <Progress label={t("list.bringing", { percent: `${Math.round(progress * 100)}%` })} value={progress * 100} max={100} />}
      {trouble && <Failure error={trouble} />}
      {several !== null && <Banner onClose={() => setSeveral(null)}>{t("list.several", { name: several })}</Banner>}
      {ended && !isReading && <ImportEnd end={ended} />}
      {source && isReading && (
        <Reading
          key={source.job}
          source={source}
          onEnd={(job) => {
            setEnded(job ?? "gone");
            dispatch({ do: "job", job: null });
          }}
        />
      )}
      {source && !isReading && <Mapping source={source} onStart={() => setEnded(null)} />}
      {!source && recipients && !isChoosing && (
        <>
          <div className="send-chosen">
            <p>
              <strong>{recipients.kind === "failed" ? t("list.failedOf", { name: recipients.name }) : recipients.name}</strong>
              <span>{t("list.people", { figure: formatCount(recipients.people) })}</span>
            </p>
            <Button size="small" icon="refresh" onPress={() => setChoosing(true)}>
              {t("list.another")}
            </Button>
          </div>
          <CheckUp />
        </>
      )}
      {!source && (!recipients || isChoosing) && (
        <>
          {recipients && (
            <Button size="small" icon="undo" onPress={() => setChoosing(false)}>
              {t("list.keep", { name: recipients.name })}
            </Button>
          )}
          <SourcePicker
            onFile={take}
            onTrouble={setTrouble}
            onChosen={(chosen) => {
              setChoosing(false);
              dispatch({ do: "recipients", recipients: chosen });
            }}
          />
        </>
      )}
    </div>
  );
}
