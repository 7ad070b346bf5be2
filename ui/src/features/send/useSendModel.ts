import { createContext, type Dispatch, useContext, useEffect, useMemo, useRef } from "react";
import type { CallError } from "../../api/call";
import type { ChannelRow, CheckTask, Composed, PersonRow, Settings, TaskCheck } from "../../api/generated";
import { useMode } from "../../api/mode";
import { useAsk } from "../../api/query";
import { minuteNow, useMinute } from "./clock";
import type { Recipients, SendDraft, StepId } from "./model/draft";
import { STEPS } from "./model/draft";
import type { SendAction } from "./model/reducer";
import { specOf } from "./model/spec";
import { isCheckable, type Lack, lacksOf, type Surroundings } from "./model/steps";
import { useSettled } from "./useSettled";

/** A key shows its letter at once; the engine is asked when the fingers rest this long. */
const COMPOSE_AFTER_MS = 120;
/** The check reads the whole list: it waits for the end of a sentence rather than of a word. */
const CHECK_AFTER_MS = { typing: 800, choosing: 200 } as const;
/** Lines come up and go down while the last step stands open. */
const CHECK_AGAIN_MS = 15_000;
/** The engine's default, until the settings are here. */
const UNDO_SECONDS = 60;

export interface CheckState {
  data: TaskCheck | null;
  error: CallError | null;
  isStale: boolean;
  isWaiting: boolean;
  again: () => void;
}

/** Everything the steps share. */
export interface SendModel {
  draft: SendDraft;
  dispatch: Dispatch<SendAction>;
  isPractice: boolean;
  settings: Settings | undefined;
  /** Of this world, without removed ones; undefined while unknown. */
  channels: readonly ChannelRow[] | undefined;
  /** Of the first person in the list. */
  values: Record<string, string>;
  composed: Composed | null;
  isComposing: boolean;
  check: CheckState;
  around: Surroundings;
  lacks: Record<StepId, readonly Lack[]>;
}

const Shared = createContext<SendModel | null>(null);
export const SendModelOf = Shared.Provider;

export function useSend(): SendModel {
  const model = useContext(Shared);
  if (model === null) throw new Error("a step of the wizard stands outside of it");
  return model;
}

export function useSendModel(draft: SendDraft, dispatch: Dispatch<SendAction>): SendModel {
  const isPractice = useMode().mode === "practice";
  const settings = useAsk("settings", {}).data;
  const allChannels = useAsk("channels", {}).data?.channels;
  const channels = useMemo(() => allChannels?.filter((channel) => channel.form.sandbox === isPractice && channel.state !== "removed"), [allChannels, isPractice]);
  const first = useFirstPerson(draft.recipients, dispatch);
  const values = first?.fields ?? NO_VALUES;
  const { composed, isComposing } = useComposed(draft, values);
  const now = useMinute();
  const mistakes = composed === null ? 0 : composed.mistakes.filter((mistake) => mistake.field !== "signature" || draft.signature !== "").length;
  const check = useCheck(draft, { isPractice, mistakes, now, undoSeconds: settings?.undo_seconds ?? UNDO_SECONDS });
  const around: Surroundings = {
    mistakes,
    check: check.data,
    isCheckStale: check.isStale || check.error !== null,
    now,
    channels: channels?.map((channel) => channel.channel) ?? null,
    isPractice,
  };
  const lacks = lacksOfAll(draft, around);
  return { draft, dispatch, isPractice, settings, channels, values, composed, isComposing, check, around, lacks };
}

const NO_VALUES: Record<string, string> = {};

function lacksOfAll(draft: SendDraft, around: Surroundings): Record<StepId, readonly Lack[]> {
  const of = (step: StepId) => lacksOf(step, draft, around);
  return { content: of("content"), list: of("list"), preview: of("preview"), when: of("when"), check: of("check") };
}

/** The first person gives the text its values; a group that was chosen by name gives its columns, too. */
function useFirstPerson(recipients: Recipients | null, dispatch: Dispatch<SendAction>): PersonRow | undefined {
  const group = recipients?.kind === "group" ? recipients.group : null;
  const answer = useAsk("people", { group, search: "", after: null, offset: null, limit: 1, whole: false }, { enabled: group !== null });
  const first = group === null ? undefined : answer.data?.people[0];
  const wantsColumns = recipients !== null && recipients.columns.length === 0 && first !== undefined;
  useEffect(() => {
    if (!wantsColumns) return;
    const columns = Object.keys(first.fields);
    if (columns.length > 0) dispatch({ do: "columns", columns });
  }, [wantsColumns, first, dispatch]);
  return first;
}

function useComposed(draft: SendDraft, values: Record<string, string>): { composed: Composed | null; isComposing: boolean } {
  const request = { text: draft.text, signature: draft.signature.trim(), business: draft.business, values };
  const { settled, isSettled } = useSettled(request, COMPOSE_AFTER_MS);
  const isBlank = draft.text.trim() === "";
  const answer = useAsk("compose", settled, { enabled: settled.text.trim() !== "", keep: true });
  return { composed: isBlank ? null : (answer.data ?? null), isComposing: !isBlank && (!isSettled || answer.isPlaceholderData || answer.isPending) };
}

interface CheckParts {
  isPractice: boolean;
  mistakes: number;
  now: string;
  undoSeconds: number;
}

function useCheck(draft: SendDraft, { isPractice, mistakes, now, undoSeconds }: CheckParts): CheckState {
  const enabled = isCheckable(draft, { mistakes, now });
  const request: CheckTask = {
    // The name changes nothing that is checked.
    spec: specOf({ ...draft, name: "" }, { isPractice, undoSeconds, today: now.slice(0, 10) }),
    routes_of: draft.routesOf,
  };
  const { settled, isSettled } = useSettled(request, draft.step === "content" ? CHECK_AFTER_MS.typing : CHECK_AFTER_MS.choosing);
  const isLast = draft.step === STEPS.at(-1);
  const answer = useAsk("check_task", settled, { enabled: enabled && isSettled, keep: true, everyMs: isLast ? CHECK_AGAIN_MS : false });
  const { refetch } = answer;
  const people = draft.recipients?.people;
  const seen = useRef(people);
  useEffect(() => {
    // Repaired rows change the list behind the same question.
    if (seen.current !== people && enabled) void refetch();
    seen.current = people;
  }, [people, enabled, refetch]);
  return {
    data: enabled ? (answer.data ?? null) : null,
    error: enabled && isSettled ? answer.error : null,
    isStale: !isSettled || answer.isPlaceholderData,
    isWaiting: enabled && (!isSettled || answer.isPlaceholderData || answer.isLoading),
    again: () => void refetch(),
  };
}

/** The task as it would be made now. */
export function useSpec(): () => ReturnType<typeof specOf> {
  const { draft, isPractice, settings } = useSend();
  return () => specOf(draft, { isPractice, undoSeconds: settings?.undo_seconds ?? UNDO_SECONDS, today: minuteNow().slice(0, 10) });
}
