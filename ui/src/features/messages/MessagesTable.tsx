import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { MessageRow, MessagesOf } from "../../api/generated";
import { errorWords } from "../../i18n/errorWords";
import { Button, DataTable, Empty, ErrorPanel } from "../../ui";
import { messageColumns } from "./columns";
import { useMessages } from "./useMessages";

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
  const isSearching = query.hasNextPage && rows.length === 0;
  return (
    <DataTable
      label={label}
      columns={messageColumns(t, { ofOneTask })}
      source={{ kind: "cursor", rows, hasMore: query.hasNextPage, onEndReached: () => void query.fetchNextPage() }}
      rowKey={(row) => row.message}
      onOpen={onOpen}
      openKey={openKey}
      isLoading={query.isPending || query.isFetchingNextPage}
      error={query.error ? <ErrorPanel {...errorWords(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} isLarge={rows.length === 0} /> : undefined}
      empty={
        isSearching ? (
          <Empty
            title={t("messages.searching")}
            isSmall
            action={
              <Button onPress={() => void query.fetchNextPage()} isPending={query.isFetchingNextPage}>
                {t("messages.searchOn")}
              </Button>
            }
          />
        ) : (
          empty
        )
      }
      memory={memory}
    />
  );
}
