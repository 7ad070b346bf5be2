import { type KeyboardEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ConversationRow } from "../../api/generated";
import { errorWords } from "../../i18n/errorWords";
import { formatCount, formatPhone, formatTime } from "../../i18n/format";
import { Button, Empty, ErrorPanel, isComposing, Skeleton, StatusTag } from "../../ui";
import type { Filter } from "./address";
import type { useConversations } from "./useConversations";

export interface ConversationListProps {
  list: ReturnType<typeof useConversations>;
  filter: Filter;
  search: string;
  /** The person whose conversation is open. */
  open: string;
  onOpen: (person: string) => void;
  onClear: () => void;
}

/** Conversations one below the other. ↑ ↓ Home End walk, Enter opens. */
export function ConversationList({ list: { query, rows }, filter, search, open, onOpen, onClear }: ConversationListProps) {
  const { t } = useTranslation("inbox");
  const list = useRef<HTMLUListElement>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    if (isComposing(event.nativeEvent)) return;
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    const at = buttons.findIndex((button) => button === event.target);
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at < 0 || target === undefined) return;
    event.preventDefault();
    buttons[Math.min(Math.max(target, 0), buttons.length - 1)]?.focus();
  };
  const tabStop = rows.some((row) => row.person === open) ? open : rows[0]?.person;

  return (
    <div className="inbox-rows">
      {query.error && <ErrorPanel {...errorWords(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} isLarge={rows.length === 0} />}
      {query.isPending && <Skeleton look="rows" lines={6} />}
      <ul ref={list} onKeyDown={onKeyDown} title={t("listKeys")}>
        {rows.map((row) => (
          <li key={row.person}>
            <Row row={row} isOpen={row.person === open} isTabStop={row.person === tabStop} onOpen={() => onOpen(row.person)} />
          </li>
        ))}
      </ul>
      {query.data && rows.length === 0 && !query.hasNextPage && (
        <Empty
          isSmall
          title={search !== "" ? t("noMatch") : filter === "all" ? t("empty") : t(`emptyFilter.${filter}`)}
          action={
            search !== "" && (
              <Button size="small" onPress={onClear}>
                {t("clear")}
              </Button>
            )
          }
        >
          {t(search !== "" ? "noMatchNext" : filter === "all" ? "emptyNext" : "emptyFilterNext")}
        </Empty>
      )}
      {query.hasNextPage && (
        <Button size="small" onPress={() => void query.fetchNextPage()} isPending={query.isFetchingNextPage}>
          {t("more")}
        </Button>
      )}
    </div>
  );
}

function Row({ row, isOpen, isTabStop, onOpen }: { row: ConversationRow; isOpen: boolean; isTabStop: boolean; onOpen: () => void }) {
  const { t } = useTranslation("inbox");
  return (
    <button type="button" className={row.unread > 0 ? "inbox-row is-unread" : "inbox-row"} aria-current={isOpen ? "true" : undefined} tabIndex={isTabStop ? 0 : -1} onClick={onOpen}>
      <span className="inbox-row-head">
        <span className="inbox-name" title={row.name}>
          {row.name || formatPhone(row.number)}
        </span>
        <time>{formatTime(row.last_at, "short")}</time>
      </span>
      {row.name !== "" && <span className="inbox-quiet">{formatPhone(row.number)}</span>}
      <span className="inbox-last" title={row.last_text}>
        {row.last_text}
      </span>
      <span className="inbox-tags">
        {row.unread > 0 && (
          <span className="inbox-count" aria-label={t("unread", { count: row.unread })}>
            {formatCount(row.unread)}
          </span>
        )}
        {row.ask && (
          <StatusTag tone="warn" look="plain">
            {t("ask")}
          </StatusTag>
        )}
        {row.opted_out && (
          <StatusTag tone="idle" look="plain">
            {t("optedOut")}
          </StatusTag>
        )}
        {row.done && (
          <StatusTag tone="good" look="plain">
            {t("done")}
          </StatusTag>
        )}
      </span>
    </button>
  );
}
