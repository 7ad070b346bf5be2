import { useCallback, useReducer, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Undone } from "../../api/generated";
import { formatCount } from "../../i18n/format";
import { Banner, Button, notify, Page, type Step, Stepper, type StepState, useShortcut } from "../../ui";
import { newKey } from "./model/key";
import { reduce } from "./model/reducer";
import { type SendDraft, STEPS, type StepId } from "./model/draft";
import { PhonePane, type PhoneText } from "./parts/PhonePane";
import { SaveLine } from "./parts/SaveLine";
import { Stale } from "./saving/Stale";
import { StepFrame } from "./parts/StepFrame";
import { Totals } from "./parts/Totals";
import { type Opened, removeDraft, useAutosave } from "./saving/useAutosave";
import { Confirm, SendTrouble, useConfirmWords, usePress } from "./sending/Confirm";
import { SentPanel } from "./sending/SentPanel";
import { TestSend } from "./sending/TestSend";
import { type Sent, useSending } from "./sending/useSending";
import "./send.css";
import { CheckStep } from "./steps/CheckStep";
import { ContentStep } from "./steps/ContentStep";
import { ListStep } from "./steps/ListStep";
import { PreviewStep } from "./steps/PreviewStep";
import { WhenStep } from "./steps/WhenStep";
import { type SendModel, SendModelOf, useSend, useSendModel } from "./useSendModel";

interface WizardProps {
  opened: Opened;
  /** The engine has the draft under this id now; empty: it has become a task. */
  onStored: (draft: string) => void;
  onAnother: () => void;
}

/** From a text and a list to a task that sends: steps at the left, the handset at the right, figures at the foot. */
export function Wizard({ opened, onStored, onAnother }: WizardProps) {
  const [draft, dispatch] = useReducer(reduce, opened.draft);
  const model = useSendModel(draft, dispatch);
  const { state, autosave } = useAutosave(draft, opened, onStored);
  const [sent, setSent] = useState<Sent | null>(null);
  const { t } = useTranslation("wizard");

  const end = (done: Sent) => {
    setSent(done);
    const stored = autosave.end();
    if (stored) void removeDraft(stored.draft);
    onStored("");
  };
  const revive = useCallback(
    (undone: Undone) => {
      // The engine would answer the old key with the task that was taken back.
      dispatch({ do: "freshKey", key: newKey() });
      autosave.revive();
      setSent(null);
      const words = undone.sent === 0 ? t("sent.undone") : t("sent.undonePartly", { sent: formatCount(undone.sent), spared: formatCount(undone.spared) });
      notify({ tone: undone.sent === 0 ? "good" : "warn", title: words });
    },
    [autosave, t],
  );
  return (
    <SendModelOf value={model}>
      <Page
        title={t("title")}
        aside={sent === null && <SaveLine state={state} />}
        actions={sent === null && <TestSend />}
        notices={sent === null && model.isPractice && <Banner kind="sandbox">{t("mode.practice")}</Banner>}
        isFilling
      >
        {sent === null ? <Work onSent={end} /> : <SentPanel sent={sent} onUndone={revive} onAnother={onAnother} />}
      </Page>
      <Stale isStale={state.kind === "stale"} autosave={autosave} />
    </SendModelOf>
  );
}

/** The steps, until the task is made. */
function Work({ onSent }: { onSent: (sent: Sent) => void }) {
  const { t } = useTranslation("wizard");
  const { draft, dispatch, composed, lacks } = useSend();
  const [sample, setSample] = useState<PhoneText | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [hasMoved, setMoved] = useState(false);
  const sending = useSending(onSent);
  const press = usePress(sending, setAsking);
  const words = useConfirmWords();
  const isLast = draft.step === STEPS.at(-1);
  const go = (step: StepId) => {
    setMoved(true);
    dispatch({ do: "go", step });
  };
  const next = () => {
    setMoved(true);
    if (isLast) press();
    else dispatch({ do: "next" });
  };
  useShortcut(
    "Ctrl+Enter",
    (event) => {
      // Held down, the key must not run through all steps and send.
      if (!event.repeat && !isInDialog(event.target)) next();
    },
    { allowInInput: true },
  );
  const shown = draft.step === "preview" && sample !== null ? sample : composed;
  return (
    <div className="send-frame">
      <Stepper label={t("stepper")} steps={stepsOf(draft, lacks, t)} onGo={go} />
      <div className="send-content">
        <StepFrame key={draft.step} step={draft.step} takesFocus={hasMoved}>
          <Content step={draft.step} sample={sample} onSample={setSample} />
        </StepFrame>
        {isLast && sending.error && !isAsking && <SendTrouble sending={sending} />}
      </div>
      <PhonePane message={shown} sender={draft.signature} />
      <footer className="send-foot">
        <Totals />
        <span className="send-lacks" aria-live="polite">
          {lacks[draft.step].length > 0 && t("missing", { what: lacks[draft.step].map((lack) => t(`lack.${lack}`)).join(t("and")) })}
        </span>
        <div className="send-buttons">
          {draft.step !== STEPS[0] && <Button onPress={() => dispatch({ do: "back" })}>{t("back")}</Button>}
          {isLast ? (
            <Confirm sending={sending} isAsking={isAsking} onAsk={setAsking} />
          ) : (
            <Button tone="primary" onPress={next} aria-keyshortcuts="Control+Enter">
              {t("next")}
            </Button>
          )}
        </div>
      </footer>
      <span className="hy-hidden" aria-live="polite">
        {isLast && words}
      </span>
    </div>
  );
}

function Content({ step, sample, onSample }: { step: StepId; sample: PhoneText | null; onSample: (text: PhoneText) => void }) {
  switch (step) {
    case "content":
      return <ContentStep />;
    case "list":
      return <ListStep />;
    case "preview":
      return <PreviewStep shown={sample} onShow={onSample} />;
    case "when":
      return <WhenStep />;
    case "check":
      return <CheckStep />;
  }
}

function stepsOf(draft: SendDraft, lacks: SendModel["lacks"], t: ReturnType<typeof useTranslation<"wizard">>["t"]): Step<StepId>[] {
  const at = STEPS.indexOf(draft.step);
  return STEPS.map((id, place) => {
    const [lack] = lacks[id];
    const state: StepState = id === draft.step ? "current" : place > at ? "todo" : lack ? "error" : "done";
    return { id, title: t(`steps.${id}`), state, ...(lack && place < at && { detail: t(`lack.${lack}`) }) };
  });
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[role=dialog], [role=alertdialog]") !== null;
}
