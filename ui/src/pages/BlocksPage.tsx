import { BlocksScreen } from "../features/blocks";
import { useWholeNumbers, WholeSwitch } from "../features/messages";

/** 黑名单与退订. */
export function BlocksPage() {
  const numbers = useWholeNumbers();
  return <BlocksScreen isWhole={numbers.isWhole} wholeSwitch={<WholeSwitch numbers={numbers} />} />;
}
