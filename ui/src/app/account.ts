import { createContext, useContext } from "react";
import type { Session, UserView } from "../api/generated";

/** Who works here, and through which face. */
export interface Account {
  user: UserView;
  face: Session["face"];
  version: string;
  logOut: () => void;
}

export const AccountOf = createContext<Account | null>(null);

export function useAccount(): Account {
  const account = useContext(AccountOf);
  if (account === null) throw new Error("nobody is logged in here");
  return account;
}
