import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FactRow } from "../../api/generated";
import { useAskPages, useCommand } from "../../api/query";
import { useErrorWords } from "../../i18n/errorWords";
import { formatCount, formatPhone, formatTime } from "../../i18n/format";
import { Button, type Column, ConfirmDialog, DataTable, Empty, ErrorPanel, FilterBar, NOTHING, type Selection, Switch } from "../../ui";
import { LearnDialog } from "./LearnDialog";

const PAGE = 100;

/** What was learned about single numbers: ported ones or dead ones. */
export function Facts({ kind }: { kind: "ported" | "dead" }) {
  const { t } = useTranslation(["channels", "states"]);
  const [whole, setWhole] = useState(false);
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const [asked, setAsked] = useState<"forget" | "learn" | null>(null);
  const first = { kind, after: null, limit: PAGE, whole };
  const answer = useAskPages("facts", first, (last) => (last.next === null ? null : { ...first, after: last.next }), { keep: true });
  const forget = useCommand("forget_facts");
  const failed = useErrorWords(answer.error);
  const refused = useErrorWords(forget.error);
  const pages = answer.data?.pages ?? [];
  const rows = pages.flatMap((page) => page.facts);
  const total = pages[0]?.total ?? 0;
  const chosen = [...selection.keys];
  const columns: Column<FactRow>[] = [
    { id: "number", title: t("channels:numbers.number_"), width: 160, cell: (row) => formatPhone(row.number) },
    kind === "ported"
      ? { id: "to", title: t("channels:numbers.ported"), width: 160, cell: (row) => (row.ported_to === null ? "" : t(`states:carrier.${row.ported_to}`)) }
      : { id: "dead", title: t("channels:numbers.dead"), width: 180, cell: (row) => formatTime(row.dead_since) },
    { id: "source", title: t("channels:numbers.source"), grow: 1, width: 200, cell: (row) => row.source },
    { id: "at", title: t("channels:numbers.at"), width: 180, cell: (row) => formatTime(row.at) },
  ];
  const learn = <Button icon="upload" onPress={() => setAsked("learn")}>{t("channels:numbers.learn")}</Button>;
  return (
    <>
      <FilterBar label={t("channels:numbers.facts")}>
        <span role="status">{t("channels:numbers.total", { count: total, shown: formatCount(total) })}</span>
        <Switch isSelected={whole} onChange={setWhole}>{t("channels:numbers.whole")}</Switch>
        {learn}
      </FilterBar>
      {refused && <ErrorPanel {...refused} />}
      <DataTable
        label={t("channels:numbers.facts")}
        columns={columns}
        rowKey={(row) => row.person}
        source={{ kind: "cursor", rows, hasMore: answer.hasNextPage, onEndReached: () => void answer.fetchNextPage(), total }}
        selection={selection}
        onSelect={setSelection}
        bulk={<Button icon="trash" size="small" isDisabled={selection.all || chosen.length === 0} onPress={() => setAsked("forget")}>{t("channels:numbers.forget")}</Button>}
        isLoading={answer.isPending}
        error={failed && pages.length === 0 ? <ErrorPanel {...failed} isLarge onRetry={() => void answer.refetch()} /> : undefined}
        empty={<Empty title={t(kind === "ported" ? "channels:numbers.portedEmpty" : "channels:numbers.deadEmpty")} action={learn}>{t("channels:numbers.factsEmptyWords")}</Empty>}
      />
      <ConfirmDialog
        isOpen={asked === "forget"}
        onClose={() => setAsked(null)}
        tone="danger"
        title={t("channels:numbers.forgetTitle", { count: chosen.length })}
        confirm={t("channels:numbers.forget")}
        isPending={forget.isPending}
        onConfirm={() => forget.mutate({ people: chosen }, { onSuccess: () => setSelection(NOTHING), onSettled: () => setAsked(null) })}
      >
        {t("channels:numbers.forgetWords")}
      </ConfirmDialog>
      {asked === "learn" && <LearnDialog onClose={() => setAsked(null)} />}
    </>
  );
}
