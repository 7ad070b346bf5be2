import { InboxScreen } from "../features/inbox";
import { MessageStateTag, useWholeNumbers, WholeSwitch } from "../features/messages";

/** 收件箱. */
export function InboxPage() {
  const numbers = useWholeNumbers();
  return <InboxScreen isWhole={numbers.isWhole} wholeSwitch={<WholeSwitch numbers={numbers} />} stateTag={(state) => <MessageStateTag state={state} />} />;
}
