import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Template } from "../../../api/generated";
import { useAsk } from "../../../api/query";
import { formatCount, formatTime } from "../../../i18n/format";
import { Empty, Link, notify, SearchField, Skeleton } from "../../../ui";
import { Failure } from "../parts/Failure";
import { useSettled } from "../useSettled";
import { useSend } from "../useSendModel";

const SEARCH_AFTER_MS = 200;

/** Templates to begin with: found by typing, taken by one press or by Enter in the search. */
export function TemplatePicker() {
  const { t } = useTranslation(["wizard", "states"]);
  const { draft, dispatch } = useSend();
  const [search, setSearch] = useState("");
  const { settled } = useSettled(search.trim(), SEARCH_AFTER_MS);
  const answer = useAsk("templates", { search: settled, business: null }, { keep: true });
  const templates = answer.data?.templates ?? [];

  const take = (template: Template) => {
    const before = draft;
    dispatch({ do: "template", template });
    if (before.text.trim() === "" || before.text === template.text) return;
    notify({
      title: t("wizard:content.replaced", { name: template.name }),
      action: {
        label: t("wizard:content.undo"),
        onPress: () => dispatch({ do: "template", template: { template: before.template, business: before.business, signature: before.signature, text: before.text } }),
      },
    });
  };

  return (
    <section className="send-templates" aria-label={t("wizard:content.templates")}>
      <SearchField
        label={t("wizard:content.search")}
        value={search}
        onChange={setSearch}
        onSubmit={() => {
          const [first] = templates;
          if (first && settled === search.trim()) take(first);
        }}
      />
      {answer.isPending && <Skeleton lines={3} />}
      {answer.error && <Failure error={answer.error} onRetry={() => void answer.refetch()} isRetrying={answer.isFetching} />}
      {answer.data && templates.length === 0 && settled === "" && (
        <Empty isSmall title={t("wizard:content.noTemplates")} action={<Link href="/templates">{t("wizard:content.newTemplate")}</Link>}>
          {t("wizard:content.noTemplatesWords")}
        </Empty>
      )}
      {answer.data && templates.length === 0 && settled !== "" && <p className="send-quiet">{t("wizard:content.noMatch")}</p>}
      <ul className="send-template-list">
        {templates.map((template) => (
          <li key={template.template}>
            <button type="button" className="send-template" aria-pressed={draft.template === template.template} onClick={() => take(template)}>
              <strong>{template.name}</strong>
              <span className="send-template-kind">
                {t(`states:business.${template.business}`)} · {t("wizard:content.segments", { figure: formatCount(template.segments) })}
              </span>
              <span className="send-template-text">{template.text}</span>
              <span className="send-template-used">{template.used_at === null ? t("wizard:content.neverUsed") : t("wizard:content.usedAt", { time: formatTime(template.used_at, "short") })}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
