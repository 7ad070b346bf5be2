import { useRef, useState } from "react";
import { type CallError, call, failure } from "../../api/call";
import type { Trial, TryChannel } from "../../api/generated";

export interface TrialState {
  isRunning: boolean;
  /** Where it goes, while it runs. */
  address: string;
  result: Trial | null;
  error: CallError | null;
  run: (of: TryChannel) => void;
  /** Other settings: what was tried says nothing about them. */
  forget: () => void;
}

/** Tries a login; only the answer to the last press counts. */
export function useTrial(): TrialState {
  const [state, setState] = useState<Omit<TrialState, "run" | "forget">>({ isRunning: false, address: "", result: null, error: null });
  const last = useRef(0);
  const run = (of: TryChannel) => {
    const mine = ++last.current;
    const address = `${of.form.cmpp.host}:${of.form.cmpp.port}`;
    const end = (result: Trial | null, error: CallError | null) => {
      if (mine === last.current) setState({ isRunning: false, address, result, error });
    };
    setState({ isRunning: true, address, result: null, error: null });
    call("try_channel", of).then((result) => end(result, null), (error: unknown) => end(null, failure(error, "try_channel")));
  };
  const forget = () => {
    last.current += 1;
    setState({ isRunning: false, address: "", result: null, error: null });
  };
  return { ...state, run, forget };
}
