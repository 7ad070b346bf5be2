import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ContactField, PersonRow } from "../../api/generated";
import { errorWords } from "../../i18n/errorWords";
import { formatPhone, formatTime } from "../../i18n/format";
import { type Column, DataTable, ErrorPanel, type Selection, StatusTag } from "../../ui";
import type { usePeople } from "./usePeople";

/** Fields that show without being chosen; more would push the rest off the screen. */
const FIELDS_SHOWN = 4;

export interface PeopleTableProps {
  people: ReturnType<typeof usePeople>;
  fields: readonly ContactField[];
  selection: Selection;
  onSelect: (selection: Selection) => void;
  bulk: ReactNode;
  openKey: string;
  onOpen: (person: string) => void;
  empty: ReactNode;
}

export function PeopleTable({ people, fields, selection, onSelect, bulk, openKey, onOpen, empty }: PeopleTableProps) {
  const { t } = useTranslation(["people", "states"]);
  return (
    <DataTable
      label={t("people:table")}
      columns={columnsOf(t, fields)}
      source={people.source}
      rowKey={(row) => row.person}
      selection={selection}
      onSelect={onSelect}
      bulk={bulk}
      onOpen={(row) => onOpen(row.person)}
      openKey={openKey}
      isLoading={people.isPending}
      error={people.error ? <ErrorPanel {...errorWords(people.error)} onRetry={people.retry} isRetrying={people.isFetching} isLarge={people.total === 0} /> : undefined}
      empty={empty}
      memory="hongyan.columns.people"
    />
  );
}

function columnsOf(t: TFunction<["people", "states"]>, fields: readonly ContactField[]): Column<PersonRow>[] {
  return [
    { id: "number", title: t("people:columns.number"), width: 140, cell: (row) => formatPhone(row.number) },
    { id: "name", title: t("people:columns.name"), width: 140, grow: 2, cell: (row) => <span title={row.name}>{row.name || "–"}</span> },
    {
      id: "blocked",
      title: t("people:columns.blocked"),
      width: 110,
      cell: (row) =>
        row.blocked.length === 0 ? (
          "–"
        ) : (
          <StatusTag tone="idle" look="plain">
            {row.blocked.map((kind) => t(`states:block.${kind}`)).join(" · ")}
          </StatusTag>
        ),
    },
    ...fields.map((field, at) => ({
      id: `field:${field.name}`,
      title: field.name,
      width: 120,
      grow: 1,
      isNumeric: field.kind === "number" || field.kind === "money",
      isHidden: at >= FIELDS_SHOWN,
      cell: (row: PersonRow) => {
        const value = row.fields[field.name] ?? "";
        return <span title={value}>{value || "–"}</span>;
      },
    })),
    { id: "carrier", title: t("people:columns.carrier"), width: 80, cell: (row) => (row.carrier === null ? "–" : t(`states:carrierShort.${row.carrier}`)) },
    { id: "updated", title: t("people:columns.updated"), width: 130, isHidden: fields.length > FIELDS_SHOWN, cell: (row) => formatTime(row.updated_at, "short") },
  ];
}
