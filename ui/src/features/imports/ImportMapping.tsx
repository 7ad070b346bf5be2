import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PickedFile } from "../../api/files";
import type { InspectedList, ListLayout } from "../../api/generated";
import { useAsk, useCommand } from "../../api/query";
import { errorWords } from "../../i18n/errorWords";
import { formatCount, formatSize, formatTime } from "../../i18n/format";
import { Banner, Button, ErrorPanel, RadioGroup, Select, Skeleton, TextField } from "../../ui";
import { ColumnTable, FirstRows } from "./ColumnTable";

const HEADER_ROWS = 10;

export interface ImportMappingProps {
  source: PickedFile;
  layout: ListLayout;
  onLayout: (layout: ListLayout) => void;
  group: string;
  onAnother: () => void;
  onJob: (job: string) => void;
}

/** The list as it was read, before anything is stored, and where its people go. */
export function ImportMapping({ source, layout, onLayout, group, onAnother, onJob }: ImportMappingProps) {
  const { t } = useTranslation(["people", "wizard"]);
  const answer = useAsk("inspect_list", { file: source.file, layout }, { keep: true });
  const start = useCommand("import_list");
  const target = useTarget(group, source.name);
  const list = answer.data;
  const hasNumber = list?.columns.some((column) => column.role === "number") ?? false;
  const change = (part: Partial<ListLayout>) => onLayout({ ...layout, ...part });
  const begin = async () => {
    const into = target.wanted();
    if (into === null) return;
    const started = await start.mutateAsync({ file: source.file, layout, group: into, for_task: false }).catch(() => null); // the error shows below
    if (started) onJob(started.job);
  };

  return (
    <div className="import-steps">
      <h3>
        {t("wizard:mapping.title")} <span className="import-quiet">{list ? t("wizard:mapping.file", { name: source.name, size: formatSize(list.octets) }) : source.name}</span>
      </h3>
      {answer.isPending && <Skeleton lines={6} />}
      {answer.error && <ErrorPanel {...errorWords(answer.error)} onRetry={() => void answer.refetch()} isRetrying={answer.isFetching} />}
      {list && !answer.error && (
        <>
          {list.open_elsewhere && <Banner kind="warn">{t("wizard:mapping.openElsewhere")}</Banner>}
          {list.imported_before && <Banner>{t("wizard:mapping.before", { time: formatTime(list.imported_before.at) })}</Banner>}
          <div className="import-fields">
            {list.sheets.length > 1 && (
              <Select
                label={t("wizard:mapping.sheet")}
                value={list.sheets.find((sheet) => sheet.chosen)?.name ?? null}
                onChange={(sheet) => change({ sheet, columns: [] })}
                options={list.sheets.map((sheet) => ({ value: sheet.name, label: sheet.name, detail: sheet.rows === null ? undefined : t("wizard:mapping.sheetRows", { figure: formatCount(sheet.rows) }) }))}
              />
            )}
            <Select
              label={t("wizard:mapping.headerRow")}
              value={String(list.header_row ?? 0)}
              onChange={(row) => change({ header_row: Number(row) })}
              options={[{ value: "0", label: t("wizard:mapping.headerNone") }, ...Array.from({ length: HEADER_ROWS }, (_, at) => ({ value: String(at + 1), label: t("wizard:mapping.headerRowIs", { row: at + 1 }) }))]}
            />
          </div>
          <Encodings list={list} chosen={layout.encoding} onChoose={(encoding) => change({ encoding })} />
          <ColumnTable list={list} given={layout.columns} onChange={(columns) => change({ columns })} />
          {!hasNumber && <Banner kind="warn">{t("wizard:mapping.noNumber")}</Banner>}
          <FirstRows rows={list.rows} headers={list.columns.map((column) => column.header)} />
        </>
      )}
      <Target target={target} />
      {start.error && <ErrorPanel {...errorWords(start.error)} onRetry={() => void begin()} isRetrying={start.isPending} />}
      <div className="import-buttons">
        <Button onPress={onAnother}>{t("people:importing.again")}</Button>
        <Button tone="primary" onPress={() => void begin()} isPending={start.isPending} isDisabled={!hasNumber || answer.error !== null}>
          {t("wizard:mapping.import")}
        </Button>
      </div>
    </div>
  );
}

/** Which group gets the people: a new one named after the file, or one that is there. */
function useTarget(group: string, fileName: string) {
  const [kind, setKind] = useState<"new" | "old">(group === "" ? "new" : "old");
  const [name, setName] = useState(fileName.replace(/\.[^.]+$/, "").slice(0, 100));
  const [chosen, setChosen] = useState<string | null>(group === "" ? null : group);
  const [isTried, setTried] = useState(false);
  const into = kind === "new" ? name.trim() || null : chosen;
  const wanted = () => {
    setTried(true);
    return into;
  };
  return { kind, setKind, name, setName, chosen, setChosen, wanted, isMissing: isTried && into === null };
}

function Target({ target }: { target: ReturnType<typeof useTarget> }) {
  const { t } = useTranslation("people");
  const groups = useAsk("groups", {}).data?.groups ?? [];
  return (
    <div className="import-fields">
      <RadioGroup
        look="inline"
        label={t("importing.into")}
        value={target.kind}
        onChange={target.setKind}
        options={[
          { value: "new", label: t("importing.newGroup") },
          { value: "old", label: t("importing.oldGroup"), isDisabled: groups.length === 0 },
        ]}
      />
      {target.kind === "new" ? (
        <TextField label={t("importing.name")} value={target.name} onChange={target.setName} maxLength={100} error={target.isMissing ? t("importing.nameMissing") : undefined} />
      ) : (
        <Select
          label={t("importing.group")}
          value={target.chosen}
          onChange={target.setChosen}
          error={target.isMissing ? t("importing.groupMissing") : undefined}
          options={groups.map((group) => ({ value: group.group, label: group.name, detail: t("groups.people", { count: group.people }) }))}
        />
      )}
    </div>
  );
}

/** Side by side, when the bytes may mean two things: who can read decides. */
function Encodings({ list, chosen, onChoose }: { list: InspectedList; chosen: string | null; onChoose: (encoding: string) => void }) {
  const { t } = useTranslation("wizard");
  if (list.encodings.length < 2 || chosen !== null) return null;
  return (
    <section className="import-beside" aria-label={t("mapping.encodings")}>
      <h4>{t("mapping.encodings")}</h4>
      {list.encodings.map(({ encoding, rows }) => (
        <div key={encoding}>
          <FirstRows rows={rows} headers={[]} caption={encoding.toUpperCase()} />
          <Button size="small" onPress={() => onChoose(encoding)} aria-label={`${t("mapping.takeEncoding")} ${encoding.toUpperCase()}`}>
            {t("mapping.takeEncoding")}
          </Button>
        </div>
      ))}
    </section>
  );
}
