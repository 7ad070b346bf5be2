import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportRow } from "../../api/generated";
import { useAsk } from "../../api/query";
import { useGo, usePathPart, useUrlState } from "../../api/url";
import { errorWords } from "../../i18n/errorWords";
import { formatCount, formatSize, formatTime } from "../../i18n/format";
import { Button, Empty, ErrorPanel, Facts, FilterBar, Link, Page, Select, Skeleton } from "../../ui";
import { CorrectedList } from "./CorrectedList";
import { FindingsTable } from "./FindingsTable";
import { MendDialog } from "./MendDialog";
import { FAULTS, faultWords } from "./words";
import "./imports.css";

/** One import: what came of it, and the rows that a person should look at. */
export function ImportScreen() {
  const { t } = useTranslation("people");
  const id = usePathPart("import");
  const go = useGo();
  // Imports are numbered: the one before the next number is this one.
  const next = /^\d+$/.test(id) ? String(BigInt(id) + 1n) : null;
  const answer = useAsk("imports", { before: next, limit: 1 }, { enabled: next !== null, everyMs: false });
  const row = answer.data?.imports.find((each) => each.import === id);
  if (row) return <Known row={row} />;
  return (
    <Page title={t("imports.result")}>
      {next !== null && answer.isPending && <Skeleton lines={6} />}
      {answer.error && <ErrorPanel {...errorWords(answer.error)} isLarge onRetry={() => void answer.refetch()} isRetrying={answer.isFetching} />}
      {(next === null || answer.data) && (
        <Empty title={t("imports.missing")} action={<Button onPress={() => go("/imports")}>{t("imports.back")}</Button>}>
          {t("imports.missingNext")}
        </Empty>
      )}
    </Page>
  );
}

function Known({ row }: { row: ImportRow }) {
  const { t } = useTranslation(["people", "wizard"]);
  const [{ reason }, setState] = useUrlState({ reason: "" });
  const [isMending, setMending] = useState(false);
  const isKept = row.group_name !== "";
  return (
    <Page
      title={row.file}
      lead={<Link href="/imports">{t("people:imports.back")}</Link>}
      actions={
        <>
          <CorrectedList row={row} />
          <Button tone="primary" isDisabled={!isKept} onPress={() => setMending(true)}>
            {t("people:imports.mendEvery")}
          </Button>
        </>
      }
      filters={
        <FilterBar label={t("people:imports.findings")}>
          <Select
            isLabelHidden
            isSmall
            label={t("people:imports.reason")}
            value={reason}
            onChange={(chosen) => setState({ reason: chosen })}
            options={[{ value: "", label: t("people:imports.anyReason") }, ...FAULTS.map((code) => ({ value: code, label: faultWords(t, code) }))]}
          />
        </FilterBar>
      }
      isFilling
    >
      <Facts
        label={t("people:imports.facts")}
        facts={[
          { name: t("people:imports.at"), value: formatTime(row.at) },
          { name: t("people:imports.by"), value: row.by || "–" },
          { name: t("people:imports.group"), value: isKept ? <Link href={`/people?group=${encodeURIComponent(row.group)}`}>{row.group_name}</Link> : t("people:imports.gone") },
          { name: t("people:imports.rows"), value: formatCount(row.rows) },
          { name: t("people:imports.people"), value: formatCount(row.people) },
          { name: t("people:imports.added"), value: formatCount(row.added) },
          { name: t("people:imports.duplicates"), value: formatCount(row.duplicates) },
          { name: t("people:imports.failed"), value: formatCount(row.rows_failed) },
          { name: t("people:imports.size"), value: formatSize(row.octets) },
        ]}
      />
      <FindingsTable row={row} reason={reason} mayMend={isKept} onClear={() => setState({ reason: "" })} />
      {isMending && <MendDialog row={row} onClose={() => setMending(false)} />}
    </Page>
  );
}
