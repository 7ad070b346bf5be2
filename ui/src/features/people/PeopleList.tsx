import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContactField, GroupRow } from "../../api/generated";
import { Button, Empty, NOTHING, type Selection, selectedCount } from "../../ui";
import { type PEOPLE_STATE } from "./address";
import { AddToGroupDialog, RemovePeopleDialog } from "./BulkDialogs";
import { PeopleTable } from "./PeopleTable";
import { usePeople } from "./usePeople";

/** A search finds no more than this. */
const FOUND_MAX = 10_000;

export interface PeopleListProps {
  filter: typeof PEOPLE_STATE;
  groupName: string;
  groups: readonly GroupRow[];
  fields: readonly ContactField[];
  isWhole: boolean;
  onOpen: (person: string) => void;
  onClear: () => void;
  onImport: () => void;
}

/** The people that the filter shows, and what can be done with all or some of them. */
export function PeopleList({ filter, groupName, groups, fields, isWhole, onOpen, onClear, onImport }: PeopleListProps) {
  const { t } = useTranslation("people");
  const people = usePeople(filter, isWhole);
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const [asking, setAsking] = useState<"add" | "remove">();
  const bulk = { selection, filter, count: selectedCount(selection, people.total), onClose: () => setAsking(undefined), onDone: () => setSelection(NOTHING) };
  const ofGroup = filter.group !== "";
  return (
    <>
      {filter.search !== "" && people.total >= FOUND_MAX && <p className="people-quiet">{t("searchLimit")}</p>}
      <PeopleTable
        people={people}
        fields={fields}
        selection={selection}
        onSelect={setSelection}
        openKey={filter.person}
        onOpen={onOpen}
        bulk={
          <>
            <Button size="small" icon="plus" onPress={() => setAsking("add")}>
              {t("bulk.add")}
            </Button>
            <Button size="small" tone="danger" onPress={() => setAsking("remove")}>
              {t(ofGroup ? "bulk.remove" : "bulk.removeAll")}
            </Button>
          </>
        }
        empty={
          filter.search !== "" ? (
            <Empty title={t("noMatch")} action={<Button onPress={onClear}>{t("clear")}</Button>}>
              {t("noMatchNext")}
            </Empty>
          ) : (
            <Empty
              title={t(ofGroup ? "emptyGroup" : "empty")}
              action={
                <Button icon="upload" onPress={onImport}>
                  {t("import")}
                </Button>
              }
            >
              {t(ofGroup ? "emptyGroupNext" : "emptyNext")}
            </Empty>
          )
        }
      />
      {asking === "add" && <AddToGroupDialog {...bulk} groups={groups} />}
      {asking === "remove" && <RemovePeopleDialog {...bulk} groupName={groupName} />}
    </>
  );
}
