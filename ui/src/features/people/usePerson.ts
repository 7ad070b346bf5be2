import { useAsk } from "../../api/query";
import { language } from "../../i18n";

/** Everything about the person behind an id. The id is no number: who it is comes first. */
export function usePerson(id: string) {
  const named = useAsk("conversation", { person: id, before: null, whole: true }, { everyMs: false });
  const number = named.data?.number ?? "";
  const view = useAsk("person", { number, language: language() }, { enabled: number !== "", everyMs: false });
  const retry = () => void (named.error ? named.refetch() : view.refetch());
  return { view: view.data, error: named.error ?? view.error, isFetching: named.isFetching || view.isFetching, retry };
}
