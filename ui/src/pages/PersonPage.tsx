import { useState } from "react";
import { MessageStateTag } from "../features/messages";
import { OneToOne } from "../features/one";
import { PersonScreen } from "../features/person";

/** 一号通查, from where one more message can be written. */
export function PersonPage() {
  const [number, setNumber] = useState<string>();
  return (
    <>
      <PersonScreen stateTag={({ state }) => <MessageStateTag state={state} />} onAgain={setNumber} />
      <OneToOne isOpen={number !== undefined} number={number} onClose={() => setNumber(undefined)} />
    </>
  );
}
