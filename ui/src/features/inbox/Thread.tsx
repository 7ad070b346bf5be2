import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../../api/call";
import type { Conversation, MessageState } from "../../api/generated";
import { useAskPages, useCommand } from "../../api/query";
import { useGo } from "../../api/url";
import { errorWords } from "../../i18n/errorWords";
import { formatPhone } from "../../i18n/format";
import { Banner, Button, Empty, ErrorPanel, IconButton, Link, Skeleton, StatusTag } from "../../ui";
import { AnswerBox } from "./AnswerBox";
import { Entry } from "./Entry";

export interface ThreadProps {
  person: string;
  isWhole: boolean;
  isDone: boolean;
  stateTag: (state: MessageState) => ReactNode;
  onClose: () => void;
}

/** One conversation: what was said both ways, and the answer. */
export function Thread({ person, isWhole, isDone, stateTag, onClose }: ThreadProps) {
  const { t } = useTranslation("inbox");
  const request = { person, before: null, whole: isWhole };
  const query = useAskPages("conversation", request, (last) => (last.next === null ? null : { ...request, before: last.next }), { keep: true });
  const mark = useCommand("mark_conversation");
  const newest = query.data?.pages[0];
  const items = [...(query.data?.pages ?? [])].reverse().flatMap((page) => page.items);
  const last = newest?.items.findLast((item) => item.kind === "reply")?.id;
  const read = useRef<string | undefined>(undefined);
  const end = useRef<HTMLOListElement>(null);

  const { mutate } = mark;
  // A reply on the screen was read; one that arrives while it is open, too.
  useEffect(() => {
    if (last === undefined || read.current === last) return;
    read.current = last;
    mutate({ person, mark: "read" });
    if (end.current) end.current.scrollTop = end.current.scrollHeight;
  }, [last, person, mutate]);

  return (
    <section className="inbox-thread" aria-label={newest ? newest.name || formatPhone(newest.number) : t("title")}>
      {newest && <Head talk={newest} isDone={isDone} isPending={mark.isPending} onMark={(how) => mark.mutate({ person, mark: how }, { onSuccess: () => how === "unread" && onClose() })} onClose={onClose} />}
      {mark.error && <ErrorPanel {...errorWords(mark.error)} />}
      {query.isPending && <Skeleton lines={8} />}
      {query.error && query.error.code === "not_found" ? (
        <Empty title={t("gone")} action={<Button onPress={onClose}>{t("back")}</Button>} />
      ) : (
        query.error && <ErrorPanel {...errorWords(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} isLarge={items.length === 0} />
      )}
      {newest && (
        <>
          {newest.sandbox && <Banner kind="sandbox">{t("practiceTalk")}</Banner>}
          <ol className="inbox-items" ref={end} tabIndex={0} aria-live="polite">
            {query.hasNextPage && (
              <li className="inbox-older">
                <Button size="small" onPress={() => void query.fetchNextPage()} isPending={query.isFetchingNextPage}>
                  {t("older")}
                </Button>
              </li>
            )}
            {items.map((item) => (
              <Entry key={`${item.kind}${item.id}`} item={item} stateTag={stateTag} />
            ))}
          </ol>
          <AnswerBox talk={newest} />
        </>
      )}
    </section>
  );
}

function Head({ talk, isDone, isPending, onMark, onClose }: { talk: Conversation; isDone: boolean; isPending: boolean; onMark: (mark: "done" | "open" | "unread") => void; onClose: () => void }) {
  const { t } = useTranslation("inbox");
  return (
    <header className="inbox-head">
      <IconButton className="inbox-back" icon="chevron-left" label={t("back")} onPress={onClose} />
      <div className="inbox-who">
        <h2 title={talk.name}>{talk.name || t("noName")}</h2>
        <span className="inbox-quiet">{formatPhone(talk.number)}</span>
        {talk.opted_out && <StatusTag tone="idle">{t("optedOut")}</StatusTag>}
        {talk.blacklisted && <StatusTag tone="idle">{t("blacklisted")}</StatusTag>}
        <PersonLink person={talk.person} />
      </div>
      <Button size="small" onPress={() => onMark("unread")} isDisabled={isPending}>
        {t("mark.unread")}
      </Button>
      <Button size="small" icon={isDone ? "undo" : "check"} onPress={() => onMark(isDone ? "open" : "done")} isDisabled={isPending}>
        {t(isDone ? "mark.open" : "mark.done")}
      </Button>
    </header>
  );
}

/** The record of a number stands under the whole number, which is asked for when somebody goes there. */
function PersonLink({ person }: { person: string }) {
  const { t } = useTranslation("inbox");
  const go = useGo();
  const [trouble, setTrouble] = useState<unknown>(null);
  const open = () => {
    call("conversation", { person, before: null, whole: true }).then(({ number }) => go(`/person/${encodeURIComponent(number)}`), setTrouble);
  };
  return (
    <>
      <Link onPress={open}>{t("person")}</Link>
      {trouble !== null && <ErrorPanel {...errorWords(trouble)} />}
    </>
  );
}
