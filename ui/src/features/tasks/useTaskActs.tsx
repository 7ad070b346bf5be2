import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TaskAction, TaskRow } from "../../api/generated";
import { useCommand } from "../../api/query";
import { useGo } from "../../api/url";
import { errorWords } from "../../i18n/errorWords";
import { formatTime } from "../../i18n/format";
import { notify } from "../../ui";
import { DoubtDialog } from "./DoubtDialog";
import { ResendDialog } from "./ResendDialog";
import { StartDialog, StopDialog } from "./StartStopDialogs";

/** What pages bring to a task's buttons: reports are made elsewhere. */
export interface Elsewhere {
  onReport: (task: TaskRow) => void;
}

export interface TaskActs {
  act: (action: TaskAction) => void;
  /** The action that is under way. */
  busy: TaskAction | undefined;
  /** Questions that an action asks first; stand somewhere in the screen. */
  dialogs: ReactNode;
  /** Opens the question about sending again, with one cause chosen. */
  resend: (classes: readonly string[]) => void;
}

/** Everything that can be done with one task. What touches people asks first, and names how many. */
export function useTaskActs(task: TaskRow, { onReport }: Elsewhere): TaskActs {
  const { t } = useTranslation("tasks");
  const [asking, setAsking] = useState<"start" | "stop" | "resend" | "resend_doubtful">();
  const [classes, setClasses] = useState<readonly string[]>();
  const go = useGo();
  const pause = useCommand("pause_task");
  const resume = useCommand("resume_task");
  const undo = useCommand("undo_task");
  const one = { task: task.task };
  const failed = (error: unknown) => {
    const { cause, next } = errorWords(error);
    notify({ tone: "bad", title: cause, detail: next });
  };
  const said = (title: string) => notify({ tone: "good", title });

  const act = (action: TaskAction) => {
    switch (action) {
      case "pause":
        return pause.mutate(one, { onSuccess: (now) => said(t("paused", { count: now.figures.queued })), onError: failed });
      case "resume":
        return resume.mutate(one, { onSuccess: () => said(t("resumed")), onError: failed });
      case "undo":
        return undo.mutate(one, { onSuccess: ({ sent, spared }) => said(sent > 0 ? t("undo.doneSome", { spared, sent }) : t("undo.done", { spared })), onError: failed });
      case "resend":
        setClasses(undefined);
        return setAsking(action);
      case "start":
      case "stop":
      case "resend_doubtful":
        return setAsking(action);
      case "copy":
        return go(`/send?copy=${task.task}`); // the wizard makes a draft of the task as it was written
      case "report":
        return onReport(task);
    }
  };

  const close = () => setAsking(undefined);
  return {
    act,
    busy: pause.isPending ? "pause" : resume.isPending ? "resume" : undo.isPending ? "undo" : undefined,
    resend: (chosen) => {
      setClasses(chosen);
      setAsking("resend");
    },
    dialogs: (
      <>
        {asking === "start" && <StartDialog task={task} onClose={close} onStarted={(at) => said(t("started", { at: formatTime(at) }))} />}
        {asking === "stop" && <StopDialog task={task} onClose={close} onStopped={(unsent) => said(t("stopAsk.done", { count: unsent }))} />}
        {asking === "resend" && (
          <ResendDialog
            task={task.task}
            chosen={classes}
            onClose={close}
            onResent={(made, count) => {
              said(t("resend.done", { count }));
              go(`/tasks/${made}`);
            }}
          />
        )}
        {asking === "resend_doubtful" && <DoubtDialog task={task} onClose={close} onResent={(count) => said(t("doubt.done", { count }))} />}
      </>
    ),
  };
}
