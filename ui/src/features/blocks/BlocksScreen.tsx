import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BlockRow } from "../../api/generated";
import { useAskPages } from "../../api/query";
import { useUrlState } from "../../api/url";
import { errorWords } from "../../i18n/errorWords";
import { formatPhone, formatTime } from "../../i18n/format";
import { Button, type Column, DataTable, Empty, ErrorPanel, FilterBar, NOTHING, Page, RestedSearch, type Selection, selectedCount, Tabs } from "../../ui";
import { AddBlocksDialog } from "./AddBlocksDialog";
import { type Kind, KINDS } from "./kinds";
import { UnblockDialog } from "./UnblockDialog";
import { scopeWords, sourceWords } from "./words";
import "./blocks.css";

const PAGE = 100;
/** 黑名单与退订: who gets nothing, why and since when. */
export function BlocksScreen({ isWhole, wholeSwitch }: { isWhole: boolean; wholeSwitch: ReactNode }) {
  const { t } = useTranslation("people");
  const [state, setState] = useUrlState({ tab: "blacklist", search: "" });
  const [isAdding, setAdding] = useState(false);
  const kind = KINDS.find((known) => known === state.tab) ?? "blacklist";
  return (
    <Page
      title={t("blocks.title")}
      lead={t("blocks.lead")}
      actions={
        <Button tone="primary" icon="plus" onPress={() => setAdding(true)}>
          {t(`blocks.add.${kind}`)}
        </Button>
      }
      isFilling
    >
      <div className="blocks">
        <Tabs label={t("blocks.tabs")} items={KINDS.map((id) => ({ id, label: t(`blocks.${id}`) }))} value={kind} onChange={(tab) => setState({ tab })}>
          <FilterBar label={t("blocks.filters")} end={wholeSwitch}>
            <RestedSearch label={t("blocks.search")} value={state.search} onChange={(search) => setState({ search })} />
          </FilterBar>
          <BlocksTable key={`${kind}\n${state.search}`} kind={kind} search={state.search} isWhole={isWhole} onAdd={() => setAdding(true)} onClear={() => setState({ search: "" })} />
        </Tabs>
      </div>
      {isAdding && <AddBlocksDialog kind={kind} onClose={() => setAdding(false)} />}
    </Page>
  );
}

interface TableProps {
  kind: Kind;
  search: string;
  isWhole: boolean;
  onAdd: () => void;
  onClear: () => void;
}

function BlocksTable({ kind, search, isWhole, onAdd, onClear }: TableProps) {
  const { t } = useTranslation("people");
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const [isRemoving, setRemoving] = useState(false);
  const request = { kind, search, after: null, limit: PAGE, whole: isWhole };
  const query = useAskPages("blocks", request, (last) => (last.next === null ? null : { ...request, after: last.next }), { keep: true });
  const rows = query.data?.pages.flatMap((page) => page.blocks) ?? [];
  const total = query.data?.pages[0]?.total ?? rows.length;
  const columns: Column<BlockRow>[] = [
    { id: "number", title: t("blocks.columns.number"), width: 150, cell: (row) => formatPhone(row.number) },
    { id: "source", title: t("blocks.columns.source"), width: 120, cell: (row) => sourceWords(t, row.source) },
    { id: "scope", title: t("blocks.columns.scope"), width: 120, cell: (row) => scopeWords(t, row.scope) },
    { id: "note", title: t("blocks.columns.note"), width: 200, grow: 2, cell: (row) => <span title={row.note}>{row.note || "–"}</span> },
    { id: "at", title: t("blocks.columns.at"), width: 140, cell: (row) => formatTime(row.at) },
    { id: "by", title: t("blocks.columns.by"), width: 110, cell: (row) => <span title={row.by}>{row.by || t("blocks.system")}</span> },
  ];
  return (
    <>
      <DataTable
        label={t(`blocks.${kind}`)}
        columns={columns}
        rowKey={(row) => row.block}
        source={{ kind: "cursor", rows, hasMore: query.hasNextPage, onEndReached: () => void query.fetchNextPage(), total }}
        selection={selection}
        onSelect={setSelection}
        bulk={
          <Button size="small" tone="danger" onPress={() => setRemoving(true)}>
            {t("blocks.remove")}
          </Button>
        }
        isLoading={query.isPending || query.isFetchingNextPage}
        error={query.error ? <ErrorPanel {...errorWords(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} isLarge={rows.length === 0} /> : undefined}
        empty={
          search === "" ? (
            <Empty title={t(`blocks.empty.${kind}`)} action={<Button onPress={onAdd}>{t(`blocks.add.${kind}`)}</Button>}>
              {t(`blocks.emptyNext.${kind}`)}
            </Empty>
          ) : (
            <Empty title={t("blocks.noMatch")} action={<Button onPress={onClear}>{t("clear")}</Button>}>
              {t("blocks.noMatchNext")}
            </Empty>
          )
        }
        memory="hongyan.columns.blocks"
      />
      {isRemoving && <UnblockDialog kind={kind} selection={selection} count={selectedCount(selection, total)} search={search} onDone={() => setSelection(NOTHING)} onClose={() => setRemoving(false)} />}
    </>
  );
}
