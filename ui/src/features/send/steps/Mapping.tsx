import { useTranslation } from "react-i18next";
import type { InspectedList } from "../../../api/generated";
import { useAsk, useCommand } from "../../../api/query";
import { formatCount, formatSize, formatTime } from "../../../i18n/format";
import { Banner, Button, Select, Skeleton } from "../../../ui";
import { chooseGroup } from "../group";
import { Failure } from "../parts/Failure";
import type { Source } from "../model/draft";
import { useSend } from "../useSendModel";
import { Columns } from "./Columns";
import { Encodings } from "./Encodings";
import { FirstRows } from "./FirstRows";

/** Rows that a header is looked for in. */
const HEADER_ROWS = 10;
const HINTED = ["file_locked", "file_not_found", "file_too_large"] as const;

/** The list as the program reads it, before anything is stored: sheet, header, what each column means. */
export function Mapping({ source, onStart }: { source: Source; onStart: () => void }) {
  const { t } = useTranslation("wizard");
  const { dispatch } = useSend();
  const answer = useAsk("inspect_list", { file: source.file, layout: source.layout }, { keep: true });
  const list = answer.data;
  const start = useCommand("import_list");
  const begin = async () => {
    onStart();
    const started = await start.mutateAsync({ file: source.file, layout: source.layout, group: null, for_task: true }).catch(() => null); // the error shows below
    if (started) dispatch({ do: "job", job: started.job });
  };
  const hint = HINTED.find((code) => code === answer.error?.code);
  const again = () => void answer.refetch();
  const hasNumber = list?.columns.some((column) => column.role === "number") ?? false;

  return (
    <section className="send-mapping" aria-label={t("mapping.title")} data-tour="send-mapping">
      <h3>
        {t("mapping.title")}
        <span className="send-quiet">{list ? t("mapping.file", { name: source.name, size: formatSize(list.octets) }) : source.name}</span>
      </h3>
      {answer.isPending && <Skeleton lines={6} />}
      {answer.error && <Failure error={answer.error} onRetry={again} isRetrying={answer.isFetching} hint={hint && t(`mapping.hint.${hint}`)} />}
      {list && !answer.error && (
        <>
          <Notices list={list} onAgain={again} />
          <div className="send-fields">
            {list.sheets.length > 1 && (
              <Select
                label={t("mapping.sheet")}
                value={list.sheets.find((sheet) => sheet.chosen)?.name ?? null}
                onChange={(sheet) => dispatch({ do: "layout", layout: { sheet } })}
                options={list.sheets.map((sheet) => ({ value: sheet.name, label: sheet.name, detail: sheet.rows === null ? undefined : t("mapping.sheetRows", { figure: formatCount(sheet.rows) }) }))}
              />
            )}
            <HeaderRow list={list} />
          </div>
          <Encodings list={list} />
          <Columns list={list} />
          {!hasNumber && <Banner kind="warn">{t("mapping.noNumber")}</Banner>}
          <FirstRows list={list} />
        </>
      )}
      {start.error && <Failure error={start.error} onRetry={() => void begin()} isRetrying={start.isPending} />}
      <div className="send-buttons">
        <Button onPress={() => dispatch({ do: "forgetFile" })}>{t("mapping.cancel")}</Button>
        <Button tone="primary" onPress={() => void begin()} isPending={start.isPending} isDisabled={!hasNumber || answer.error !== null}>
          {importWords(list, t)}
        </Button>
      </div>
    </section>
  );
}

function importWords(list: InspectedList | undefined, t: ReturnType<typeof useTranslation<"wizard">>["t"]): string {
  const rows = list?.sheets.find((sheet) => sheet.chosen)?.rows ?? null;
  return rows === null ? t("mapping.import") : t("mapping.importRows", { figure: formatCount(rows) });
}

function HeaderRow({ list }: { list: InspectedList }) {
  const { t } = useTranslation("wizard");
  const { dispatch } = useSend();
  const rows = Array.from({ length: HEADER_ROWS }, (_, at) => at + 1);
  return (
    <Select
      label={t("mapping.headerRow")}
      value={String(list.header_row ?? 0)}
      onChange={(row) => dispatch({ do: "layout", layout: { header_row: Number(row) } })}
      options={[{ value: "0", label: t("mapping.headerNone") }, ...rows.map((row) => ({ value: String(row), label: t("mapping.headerRowIs", { row }) }))]}
    />
  );
}

function Notices({ list, onAgain }: { list: InspectedList; onAgain: () => void }) {
  const { t } = useTranslation("wizard");
  const { dispatch } = useSend();
  const before = list.imported_before;
  const group = before?.group ?? null;
  return (
    <>
      {list.open_elsewhere && (
        <Banner
          kind="warn"
          action={
            <Button size="small" icon="refresh" onPress={onAgain}>
              {t("mapping.again")}
            </Button>
          }
        >
          {t("mapping.openElsewhere")}
        </Banner>
      )}
      {before && (
        <Banner
          action={
            group !== null && (
              <Button size="small" onPress={() => void chooseGroup(group, before.file).then((recipients) => dispatch({ do: "recipients", recipients }), onAgain)}>
                {t("mapping.useBefore")}
              </Button>
            )
          }
        >
          {t("mapping.before", { time: formatTime(before.at) })}
        </Banner>
      )}
    </>
  );
}
