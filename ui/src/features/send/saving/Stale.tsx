import { useState } from "react";
import { CallError, call } from "../../../api/call";
import { newKey } from "../model/key";
import { readBody } from "../model/reading";
import { Failure } from "../parts/Failure";
import { StaleDialog } from "../parts/StaleDialog";
import { useSend } from "../useSendModel";
import type { Autosave } from "./autosave";

/** Another window saved the same draft: a person chooses. */
export function Stale({ isStale, autosave }: { isStale: boolean; autosave: Autosave }) {
  const { dispatch } = useSend();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (failed) {
      if (failed instanceof CallError) setError(failed);
    } finally {
      setBusy(false);
    }
  };
  const keepMine = () =>
    run(async () => {
      const key = newKey();
      dispatch({ do: "freshKey", key });
      await autosave.keepAsCopy(key);
    });
  const takeOther = () =>
    run(async () => {
      const id = autosave.id;
      if (id === null) return;
      const other = await call("draft", { draft: id });
      const draft = readBody(other.body, newKey());
      autosave.take(draft, { draft: other.draft, version: other.version });
      dispatch({ do: "replace", draft });
    });
  return <StaleDialog isOpen={isStale} isBusy={isBusy} error={error && <Failure error={error} />} onMine={() => void keepMine()} onOther={() => void takeOther()} />;
}
