import { ImportDialog } from "../features/imports";
import { useWholeNumbers, WholeSwitch } from "../features/messages";
import { PeopleScreen } from "../features/people";

/** 通讯录, with the dialog that brings lists in. */
export function PeoplePage() {
  const numbers = useWholeNumbers();
  return <PeopleScreen isWhole={numbers.isWhole} wholeSwitch={<WholeSwitch numbers={numbers} />} importDialog={(parts) => <ImportDialog {...parts} />} />;
}
