import { useTranslation } from "react-i18next";
import type { Finding, ImportDone } from "../../../api/generated";
import { useAskPages, useCommand } from "../../../api/query";
import { formatCount, formatPhone } from "../../../i18n/format";
import { Button, type Column, DataTable, notify } from "../../../ui";
import { Failure } from "../parts/Failure";
import { cellOf } from "../model/columns";
import { useSend } from "../useSendModel";
import { faultWords, suggestionWords } from "../words";

const PAGE = 100;

/** Rows of the list that a person should look at, with the repair one press away. */
export function Findings({ done, reason }: { done: ImportDone; reason: string | null }) {
  const { t } = useTranslation(["wizard"]);
  const { dispatch } = useSend();
  const request = { import: done.import, reason, after: 0, limit: PAGE };
  const answer = useAskPages("import_findings", request, (last) => (last.more ? { ...request, after: last.findings.at(-1)?.seq ?? 0 } : null), { everyMs: false });
  const mend = useCommand("mend_findings");
  const rows = answer.data?.pages.flatMap((page) => page.findings) ?? [];
  const mendable = rows.filter((row) => row.fixed !== null);
  const rest = answer.data?.pages.at(-1)?.rest ?? 0;

  const take = async (findings: readonly Finding[]) => {
    const mended = await mend.mutateAsync({ import: done.import, seqs: findings.map((finding) => finding.seq) }).catch(() => null); // the error shows below
    if (!mended) return;
    dispatch({ do: "mended", people: mended.people });
    notify({ tone: "good", title: t("wizard:checkup.mendedToast", { figure: formatCount(mended.people) }) });
  };

  const columns: Column<Finding>[] = [
    { id: "cell", title: t("wizard:checkup.cell"), width: 120, cell: (row) => cellWords(t, row.cell) },
    { id: "value", title: t("wizard:checkup.value"), width: 140, grow: 1, cell: (row) => <span className="send-raw">{row.value}</span> },
    { id: "reason", title: t("wizard:checkup.reason"), width: 150, grow: 1, cell: (row) => faultWords(t, row.reason) },
    {
      id: "suggestion",
      title: t("wizard:checkup.suggestion"),
      width: 200,
      cell: (row) =>
        row.fixed === null ? (
          suggestionWords(t, row.suggestion)
        ) : (
          <Button size="small" onPress={() => void take([row])} isDisabled={mend.isPending}>
            {t("wizard:checkup.mend", { number: formatPhone(row.fixed) })}
          </Button>
        ),
    },
  ];

  if (answer.data && rows.length === 0 && rest === 0) return <p className="send-quiet">{reason === null ? t("wizard:checkup.nothing") : t("wizard:checkup.none")}</p>;
  return (
    <div className="send-findings">
      {mendable.length > 1 && (
        <Button size="small" onPress={() => void take(mendable)} isPending={mend.isPending}>
          {t("wizard:checkup.mendAll", { figure: formatCount(mendable.length) })}
        </Button>
      )}
      {mend.error && <Failure error={mend.error} />}
      <div className="send-findings-table">
        <DataTable
          label={t("wizard:checkup.table")}
          columns={columns}
          rowKey={(row) => String(row.seq)}
          source={{ kind: "cursor", rows, hasMore: answer.hasNextPage, onEndReached: () => void answer.fetchNextPage() }}
          isLoading={answer.isFetching}
          error={answer.error ? <Failure error={answer.error} onRetry={() => void answer.refetch()} isRetrying={answer.isFetching} /> : undefined}
        />
      </div>
      {rest > 0 && <p className="send-quiet">{t("wizard:checkup.rest", { figure: formatCount(rest) })}</p>}
    </div>
  );
}

function cellWords(t: ReturnType<typeof useTranslation<["wizard"]>>["t"], cell: string): string {
  const { column, row } = cellOf(cell);
  return column === "" ? cell : t("wizard:checkup.cellWords", { column, row });
}
