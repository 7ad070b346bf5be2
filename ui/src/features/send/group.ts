import { call } from "../../api/call";
import type { Recipients } from "./model/draft";

/** A group as recipients, counted as it is now. */
export async function chooseGroup(group: string, name: string): Promise<Recipients> {
  const { total, people } = await call("people", { group, search: "", after: null, offset: null, limit: 1, whole: false });
  return { kind: "group", group, name, people: total, columns: Object.keys(people[0]?.fields ?? {}), imported: null };
}
