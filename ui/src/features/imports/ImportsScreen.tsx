import { useTranslation } from "react-i18next";
import type { ImportRow } from "../../api/generated";
import { useAskPages } from "../../api/query";
import { useGo } from "../../api/url";
import { errorWords } from "../../i18n/errorWords";
import { formatCount, formatSize, formatTime } from "../../i18n/format";
import { Button, type Column, DataTable, Empty, ErrorPanel, Link, Page } from "../../ui";

const PAGE = 100;

/** 导入记录: every list that came in, latest first. */
export function ImportsScreen() {
  const { t } = useTranslation("people");
  const go = useGo();
  const query = useAskPages("imports", { before: null, limit: PAGE }, (last) => (last.more ? { before: last.imports.at(-1)?.import ?? null, limit: PAGE } : null), { keep: true });
  const rows = query.data?.pages.flatMap((page) => page.imports) ?? [];
  const toImport = () => go("/people?import=1");
  const addressOf = (row: ImportRow) => `/imports/${encodeURIComponent(row.import)}`;
  const columns: Column<ImportRow>[] = [
    {
      id: "file",
      title: t("imports.file"),
      width: 200,
      grow: 2,
      cell: (row) => (
        <Link href={addressOf(row)} isQuiet>
          <span title={row.file}>{row.file}</span>
        </Link>
      ),
    },
    { id: "at", title: t("imports.at"), width: 130, cell: (row) => formatTime(row.at, "short") },
    { id: "group", title: t("imports.group"), width: 140, grow: 1, cell: (row) => <span title={row.group_name}>{row.group_name || t("imports.gone")}</span> },
    { id: "rows", title: t("imports.rows"), width: 90, isNumeric: true, cell: (row) => formatCount(row.rows) },
    { id: "people", title: t("imports.people"), width: 90, isNumeric: true, cell: (row) => formatCount(row.people) },
    { id: "added", title: t("imports.added"), width: 90, isNumeric: true, cell: (row) => formatCount(row.added) },
    { id: "duplicates", title: t("imports.duplicates"), width: 90, isNumeric: true, cell: (row) => formatCount(row.duplicates) },
    { id: "failed", title: t("imports.failed"), width: 90, isNumeric: true, cell: (row) => formatCount(row.rows_failed) },
    { id: "size", title: t("imports.size"), width: 90, isNumeric: true, isHidden: true, cell: (row) => formatSize(row.octets) },
    { id: "by", title: t("imports.by"), width: 100, cell: (row) => <span title={row.by}>{row.by || "–"}</span> },
  ];
  return (
    <Page
      title={t("imports.title")}
      lead={t("imports.lead")}
      actions={
        <Button tone="primary" icon="upload" onPress={toImport}>
          {t("import")}
        </Button>
      }
      isFilling
    >
      <DataTable
        label={t("imports.table")}
        columns={columns}
        rowKey={(row) => row.import}
        source={{ kind: "cursor", rows, hasMore: query.hasNextPage, onEndReached: () => void query.fetchNextPage() }}
        onOpen={(row) => go(addressOf(row))}
        rowTone={(row) => (row.rows_failed > 0 ? "warn" : undefined)}
        isLoading={query.isPending || query.isFetchingNextPage}
        error={query.error ? <ErrorPanel {...errorWords(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} isLarge={rows.length === 0} /> : undefined}
        empty={
          <Empty
            title={t("imports.empty")}
            action={
              <Button icon="upload" onPress={toImport}>
                {t("import")}
              </Button>
            }
          >
            {t("imports.emptyNext")}
          </Empty>
        }
        memory="hongyan.columns.imports"
      />
    </Page>
  );
}
