import { MessageStateTag } from "../features/messages";
import { PersonScreen } from "../features/person";

export function PersonPage() {
  return <PersonScreen stateTag={({ state }) => <MessageStateTag state={state} />} />;
}
