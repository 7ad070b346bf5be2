import type { BlockRow } from "../../api/generated";

/** The two lists of those who get nothing. */
export const KINDS = ["blacklist", "opt_out"] as const satisfies readonly BlockRow["kind"][];
export type Kind = (typeof KINDS)[number];
