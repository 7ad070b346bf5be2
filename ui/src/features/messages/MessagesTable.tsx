import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { MessageRow, MessagesOf } from "../../api/generated";
import { errorWords } from "../../i18n/errorWords";
import { Button, DataTable, Empty, ErrorPanel } from "../../ui";
import { messageColumns } from "./columns";
import { useMessages } from "./useMessages";
import "./messages.css";

export interface MessagesTableProps {
  label: string;
  request: MessagesOf;
  /** The message whose detail is open. */
  openKey: string;
  onOpen: (message: MessageRow) => void;
  ofOneTask?: boolean | undefined;
  /** When there is nothing and nothing more to search. */
  empty: ReactNode;
  memory?: string | undefined;
}

/** Messages, one row a person, as many as one scrolls to. */
export function MessagesTable({ label, request, openKey, onOpen, ofOneTask = false, empty, memory }: MessagesTableProps) {
  const { t } = useTranslation(["insights", "states"]);
  const { query, rows } = useMessages(request);
  // A search over millions pauses now and then; then a person says whether it shall go on.
  const isPaused = query.hasNextPage && !query.isFetchingNextPage && query.data?.pages.at(-1)?.messages.length === 0;
  const searchOn = (
    <Button size={rows.length > 0 ? "small" : "normal"} onPress={() => void query.fetchNextPage()}>
      {t("messages.searchOn")}
    </Button>
  );
  return (
    <>
      <DataTable
        label={label}
        columns={messageColumns(t, { ofOneTask })}
        source={{ kind: "cursor", rows, hasMore: query.hasNextPage, onEndReached: () => void query.fetchNextPage() }}
        rowKey={(row) => row.message}
        onOpen={onOpen}
        openKey={openKey}
        isLoading={query.isPending || query.isFetchingNextPage}
        error={query.error ? <ErrorPanel {...errorWords(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} isLarge={rows.length === 0} /> : undefined}
        empty={isPaused ? <Empty title={t("messages.searching")} isSmall action={searchOn} /> : empty}
        memory={memory}
      />
      {isPaused && rows.length > 0 && (
        <p className="messages-paused" role="status">
          {t("messages.searching")}
          {searchOn}
        </p>
      )}
    </>
  );
}
