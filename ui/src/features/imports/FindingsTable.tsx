import { useTranslation } from "react-i18next";
import type { Finding, ImportRow } from "../../api/generated";
import { useAskPages, useCommand } from "../../api/query";
import { errorWords } from "../../i18n/errorWords";
import { formatCount, formatPhone } from "../../i18n/format";
import { Button, type Column, DataTable, Empty, ErrorPanel, notify } from "../../ui";
import { cellOf } from "./layout";
import { faultWords, suggestionWords, type Words } from "./words";

const PAGE = 100;

/** Cells that a person should look at, with the repair one press away. */
export function FindingsTable({ row, reason, mayMend, onClear }: { row: ImportRow; reason: string; mayMend: boolean; onClear: () => void }) {
  const { t } = useTranslation(["people", "wizard"]);
  const request = { import: row.import, reason: reason === "" ? null : reason, after: 0, limit: PAGE };
  const query = useAskPages("import_findings", request, (last) => (last.more ? { ...request, after: last.findings.at(-1)?.seq ?? 0 } : null), { everyMs: false });
  const mend = useCommand("mend_findings");
  const rows = query.data?.pages.flatMap((page) => page.findings) ?? [];
  const rest = query.data?.pages.at(-1)?.rest ?? 0;
  const take = (finding: Finding) =>
    mend.mutate({ import: row.import, seqs: [finding.seq] }, { onSuccess: ({ people }) => notify({ tone: "good", title: t("wizard:checkup.mendedToast", { figure: formatCount(people) }) }) });
  const columns: Column<Finding>[] = [
    { id: "cell", title: t("wizard:checkup.cell"), width: 130, cell: (finding) => placeWords(t, finding.cell) },
    {
      id: "value",
      title: t("wizard:checkup.value"),
      width: 160,
      grow: 1,
      cell: (finding) => (
        <span className="import-raw" title={finding.value}>
          {finding.value}
        </span>
      ),
    },
    { id: "reason", title: t("wizard:checkup.reason"), width: 180, grow: 1, cell: (finding) => faultWords(t, finding.reason) },
    {
      id: "suggestion",
      title: t("wizard:checkup.suggestion"),
      width: 220,
      grow: 1,
      cell: (finding) =>
        finding.fixed === null || !mayMend ? (
          suggestionWords(t, finding.suggestion)
        ) : (
          <Button size="small" onPress={() => take(finding)} isDisabled={mend.isPending}>
            {t("wizard:checkup.mend", { number: formatPhone(finding.fixed) })}
          </Button>
        ),
    },
  ];
  return (
    <div className="import-findings">
      {mend.error && <ErrorPanel {...errorWords(mend.error)} />}
      <DataTable
        label={t("people:imports.findings")}
        columns={columns}
        rowKey={(finding) => String(finding.seq)}
        source={{ kind: "cursor", rows, hasMore: query.hasNextPage, onEndReached: () => void query.fetchNextPage() }}
        isLoading={query.isPending || query.isFetchingNextPage}
        error={query.error ? <ErrorPanel {...errorWords(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} isLarge={rows.length === 0} /> : undefined}
        empty={
          reason === "" ? (
            <Empty title={t("people:imports.clean")}>{t("people:imports.cleanNext")}</Empty>
          ) : (
            <Empty title={t("people:imports.noneOfReason")} action={<Button onPress={onClear}>{t("people:imports.anyReason")}</Button>} />
          )
        }
      />
      {rest > 0 && <p className="import-quiet">{t("wizard:checkup.rest", { figure: formatCount(rest) })}</p>}
    </div>
  );
}

function placeWords(t: Words, cell: string): string {
  const place = cellOf(cell);
  return place === null ? cell : t("wizard:checkup.cellWords", place);
}
