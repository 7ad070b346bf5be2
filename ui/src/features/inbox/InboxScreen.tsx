import { type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { MessageState } from "../../api/generated";
import { useUrlState } from "../../api/url";
import { formatCount } from "../../i18n/format";
import { Empty, Page, RestedSearch } from "../../ui";
import { type Filter, FILTERS, filterOf, INBOX_STATE } from "./address";
import { ConversationList } from "./ConversationList";
import { Thread } from "./Thread";
import { useConversations } from "./useConversations";
import "./inbox.css";

export interface InboxScreenProps {
  isWhole: boolean;
  wholeSwitch: ReactNode;
  stateTag: (state: MessageState) => ReactNode;
}

/** 收件箱: which conversations, the conversations, and the one that is open. */
export function InboxScreen({ isWhole, wholeSwitch, stateTag }: InboxScreenProps) {
  const { t } = useTranslation("inbox");
  const [state, setState] = useUrlState(INBOX_STATE);
  const filter = filterOf(state.filter);
  const list = useConversations(filter, state.search, isWhole);
  const counts: Partial<Record<Filter, number>> = { unread: list.unread, ask: list.ask };
  return (
    <Page title={t("title")} actions={wholeSwitch} isFilling>
      <div className={state.person === "" ? "inbox" : "inbox has-open"}>
        <nav className="inbox-filters" aria-label={t("filters")}>
          {FILTERS.map((each) => {
            const count = counts[each] ?? 0;
            return (
              <button key={each} type="button" className="inbox-filter" aria-current={each === filter ? "true" : undefined} onClick={() => setState({ filter: each })}>
                <span>{t(`filter.${each}`)}</span>
                {count > 0 && <span className="inbox-count">{formatCount(count)}</span>}
              </button>
            );
          })}
        </nav>
        <section className="inbox-list" aria-label={t("list")}>
          <RestedSearch label={t("search")} value={state.search} onChange={(search) => setState({ search })} />
          <ConversationList list={list} filter={filter} search={state.search} open={state.person} onOpen={(person) => setState({ person }, { push: state.person === "" })} onClear={() => setState({ search: "" })} />
        </section>
        {state.person === "" ? (
          <div className="inbox-thread is-empty">
            <Empty title={t("pick")}>{t("pickNext")}</Empty>
          </div>
        ) : (
          <Thread key={state.person} person={state.person} isWhole={isWhole} isDone={list.rows.find((row) => row.person === state.person)?.done ?? false} stateTag={stateTag} onClose={() => setState({ person: "" })} />
        )}
      </div>
    </Page>
  );
}
