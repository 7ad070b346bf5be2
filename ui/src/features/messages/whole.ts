import { useState } from "react";

/** Asked once per visit: the answer ends with the window or the browser's tab. */
const AGREED = "hongyan.whole";

export interface WholeNumbers {
  /** Whether numbers show whole on this screen. Every screen begins masked. */
  isWhole: boolean;
  /** Whether the question is open. */
  isAsking: boolean;
  /** Shows or masks; asks first where nobody has said yes in this visit. */
  set: (whole: boolean) => void;
  agree: () => void;
  refuse: () => void;
}

export function useWholeNumbers(): WholeNumbers {
  const [isWhole, setWhole] = useState(false);
  const [isAsking, setAsking] = useState(false);
  return {
    isWhole,
    isAsking,
    set: (whole) => {
      if (whole && sessionStorage.getItem(AGREED) === null) setAsking(true);
      else setWhole(whole);
    },
    agree: () => {
      sessionStorage.setItem(AGREED, "yes");
      setAsking(false);
      setWhole(true);
    },
    refuse: () => setAsking(false),
  };
}
