import { useTranslation } from "react-i18next";
import type { Template } from "../../api/generated";
import { useAsk } from "../../api/query";
import { errorWords } from "../../i18n/errorWords";
import { formatCount, formatTime } from "../../i18n/format";
import { Button, Card, type Column, DataTable, Empty, ErrorPanel, FilterBar, Page, RestedSearch, Select } from "../../ui";
import { BUSINESSES, EXAMPLES, NEW_TEMPLATE, type TEMPLATE_STATE } from "./model";

type State = typeof TEMPLATE_STATE;

/** Templates that the filter shows; without any, examples to begin with. */
export function TemplateList({ state, onChange }: { state: { [field in keyof State]: string }; onChange: (change: Partial<State>, how?: { push?: boolean }) => void }) {
  const { t } = useTranslation(["content", "states"]);
  const business = BUSINESSES.find((known) => known === state.business) ?? null;
  const query = useAsk("templates", { search: state.search, business }, { keep: true });
  const rows = query.data?.templates ?? [];
  const isFiltered = state.search !== "" || business !== null;
  const begin = (example = "") => onChange({ template: NEW_TEMPLATE, example }, { push: true });
  const columns: Column<Template>[] = [
    { id: "name", title: t("content:templates.columns.name"), width: 180, grow: 1, cell: (row) => <span title={row.name}>{row.name}</span> },
    { id: "text", title: t("content:templates.columns.text"), width: 240, grow: 3, cell: (row) => <span title={row.text}>{row.text}</span> },
    { id: "business", title: t("content:templates.columns.business"), width: 90, cell: (row) => t(`states:business.${row.business}`) },
    { id: "signature", title: t("content:templates.columns.signature"), width: 120, cell: (row) => <span title={row.signature}>{row.signature === "" ? t("content:templates.later") : `【${row.signature}】`}</span> },
    { id: "variables", title: t("content:templates.columns.variables"), width: 140, isHidden: true, cell: (row) => <span title={row.variables.join(" ")}>{row.variables.join(" ") || "–"}</span> },
    { id: "segments", title: t("content:templates.columns.segments"), width: 80, isNumeric: true, cell: (row) => formatCount(row.segments) },
    { id: "used", title: t("content:templates.columns.used"), width: 120, cell: (row) => (row.used_at === null ? t("content:templates.never") : formatTime(row.used_at, "short")) },
    { id: "updated", title: t("content:templates.columns.updated"), width: 120, cell: (row) => formatTime(row.updated_at, "short") },
  ];
  return (
    <Page
      title={t("content:templates.title")}
      lead={t("content:templates.lead")}
      actions={
        <Button tone="primary" icon="plus" onPress={() => begin()}>
          {t("content:templates.add")}
        </Button>
      }
      filters={
        <FilterBar label={t("content:templates.filters")}>
          <RestedSearch label={t("content:templates.search")} value={state.search} onChange={(search) => onChange({ search })} />
          <Select
            isLabelHidden
            isSmall
            label={t("content:business")}
            value={business ?? ""}
            onChange={(chosen) => onChange({ business: chosen })}
            options={[{ value: "", label: t("content:templates.any") }, ...BUSINESSES.map((value) => ({ value, label: t(`states:business.${value}`) }))]}
          />
        </FilterBar>
      }
      isFilling
    >
      {query.data && rows.length === 0 && !isFiltered && !query.error ? (
        <Examples onUse={begin} />
      ) : (
        <DataTable
          label={t("content:templates.table")}
          columns={columns}
          rowKey={(row) => row.template}
          source={{ kind: "cursor", rows }}
          onOpen={(row) => onChange({ template: row.template, example: "" }, { push: true })}
          isLoading={query.isPending}
          error={query.error ? <ErrorPanel {...errorWords(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} isLarge={rows.length === 0} /> : undefined}
          empty={
            <Empty title={t("content:templates.noMatch")} action={<Button onPress={() => onChange({ search: "", business: "" })}>{t("content:templates.clear")}</Button>}>
              {t("content:templates.noMatchNext")}
            </Empty>
          }
          memory="hongyan.columns.templates"
        />
      )}
    </Page>
  );
}

function Examples({ onUse }: { onUse: (example: string) => void }) {
  const { t } = useTranslation("content");
  return (
    <>
      <Empty title={t("templates.empty")}>{t("templates.emptyNext")}</Empty>
      <section className="template-examples" aria-label={t("templates.examples")}>
        {EXAMPLES.map((example) => (
          <Card
            key={example}
            title={`${t(`templates.example.${example}.kind`)} · ${t(`templates.example.${example}.name`)}`}
            footer={
              <Button size="small" onPress={() => onUse(example)} aria-label={`${t("templates.useExample")} ${t(`templates.example.${example}.name`)}`}>
                {t("templates.useExample")}
              </Button>
            }
          >
            <p className="template-text">{t(`templates.example.${example}.text`)}</p>
          </Card>
        ))}
      </section>
    </>
  );
}
