import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SegmentRow } from "../../api/generated";
import { useAsk } from "../../api/query";
import { useErrorWords } from "../../i18n/errorWords";
import { type Column, DataTable, Empty, ErrorPanel, FilterBar, SearchField } from "../../ui";
import { knownKind } from "./kinds";

/** The table of first digits that the program ships with. */
export function Segments() {
  const { t } = useTranslation(["channels", "states"]);
  const [search, setSearch] = useState("");
  const answer = useAsk("segments", {}, { everyMs: false });
  const failed = useErrorWords(answer.error);
  const digits = search.replace(/\D/g, "");
  const rows = useMemo(() => (answer.data?.segments ?? []).filter((row) => row.prefix.startsWith(digits) || digits.startsWith(row.prefix)), [answer.data, digits]);
  const columns: Column<SegmentRow>[] = [
    { id: "prefix", title: t("channels:numbers.prefix"), width: 140, cell: (row) => <code>{row.prefix}</code> },
    { id: "carrier", title: t("channels:numbers.carrier"), width: 180, cell: (row) => t(`states:carrier.${row.carrier}`) },
    { id: "kind", title: t("channels:numbers.kind"), grow: 1, width: 200, cell: (row) => t(`channels:numbers.kinds.${knownKind(row.kind)}`) },
  ];
  return (
    <>
      <FilterBar label={t("channels:numbers.find")}><SearchField label={t("channels:numbers.find")} value={search} onChange={setSearch} /></FilterBar>
      <DataTable
        label={t("channels:numbers.segmentsList")}
        columns={columns}
        rowKey={(row) => row.prefix}
        source={{ kind: "cursor", rows }}
        isLoading={answer.isPending}
        error={failed ? <ErrorPanel {...failed} isLarge onRetry={() => void answer.refetch()} /> : undefined}
        empty={<Empty isSmall title={t("channels:numbers.segmentsNone", { search: digits })} />}
      />
    </>
  );
}
