import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { MessageRow } from "../../api/generated";
import { useAsk } from "../../api/query";
import { useGo } from "../../api/url";
import { language } from "../../i18n";
import { errorWords } from "../../i18n/errorWords";
import { Empty, ErrorPanel, Page, Skeleton } from "../../ui";
import { BlockActions } from "./BlockActions";
import { NOBODY, personAddress } from "./number";
import { PersonFacts } from "./PersonFacts";
import { BlockedNotice, PersonMessages, PersonReplies, Verdict } from "./PersonHistory";
import { PersonSearch } from "./PersonSearch";
import "./person.css";

/** 一号通查: everything about one number, and what can be done about it. */
export function PersonScreen({ stateTag, onAgain }: { stateTag: (message: MessageRow) => ReactNode; onAgain: (number: string) => void }) {
  const { t } = useTranslation("insights");
  const { number: given = NOBODY } = useParams({ strict: false }) as { number?: string };
  const number = given === NOBODY ? "" : given;
  const go = useGo();
  const query = useAsk("person", { number, language: language() }, { enabled: number !== "" });
  const isNoNumber = query.error?.code === "number_invalid";
  const person = query.data;
  return (
    <Page title={t("person.title")} lead={t("person.lead")} actions={person && <BlockActions person={person} onAgain={onAgain} />} notices={person && person.blocks.length > 0 ? <BlockedNotice person={person} /> : undefined}>
      <PersonSearch number={number} error={isNoNumber ? t("person.invalid", { number }) : undefined} onFind={(found) => go(personAddress(found))} />
      {number === "" && <Empty title={t("person.start")}>{t("person.startNext")}</Empty>}
      {number !== "" && query.isPending && <Skeleton look="block" />}
      {query.error && !isNoNumber && <ErrorPanel {...errorWords(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} isLarge={person === undefined} />}
      {person && !isNoNumber && (
        <>
          <div role="status">
            <Verdict person={person} />
          </div>
          <PersonFacts person={person} />
          <div className="person-columns">
            <PersonMessages person={person} stateTag={stateTag} />
            <PersonReplies person={person} />
          </div>
        </>
      )}
    </Page>
  );
}
