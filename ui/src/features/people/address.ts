/** What of the address book stands in the address: the group, the search, the open person, the import. */
export const PEOPLE_STATE = { group: "", search: "", person: "", import: "" };

/** In place of a person's id: somebody who is about to be added. */
export const NEW_PERSON = "new";

export interface PeopleFilter {
  /** Empty: the whole address book. */
  group: string;
  search: string;
}
