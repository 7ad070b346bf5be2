import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useUrlState } from "../../api/url";
import { Empty, Page, SearchField } from "../../ui";
import { HELP_PAGES, type HelpPageId, matches, paragraphs } from "./pages";
import "./help.css";

/** `/help?page=`: short pages for clerks, found by any word on them. */
export function HelpScreen() {
  const { t } = useTranslation("help");
  const [url, setUrl] = useUrlState({ page: "" });
  const [search, setSearch] = useState("");
  const found = HELP_PAGES.filter((id) => matches({ title: t(`pages.${id}.title`), words: t(`pages.${id}.words`), body: t(`pages.${id}.body`) }, search.trim()));
  const open = found.find((id) => id === url.page) ?? found[0];
  return (
    <Page title={t("title")} lead={t("lead")}>
      <div className="hy-help">
        <nav aria-label={t("list")}>
          <SearchField label={t("search")} value={search} onChange={setSearch} />
          <ul>
            {found.map((id) => (
              <li key={id}>
                <button type="button" aria-current={id === open ? "page" : undefined} onClick={() => setUrl({ page: id })}>{t(`pages.${id}.title`)}</button>
              </li>
            ))}
          </ul>
          <p>{t("keys")}</p>
        </nav>
        {open ? <Article page={open} /> : <Empty title={t("none", { search: search.trim() })}>{t("noneWords")}</Empty>}
      </div>
    </Page>
  );
}

function Article({ page }: { page: HelpPageId }) {
  const { t } = useTranslation("help");
  return (
    <article aria-live="polite">
      <h2>{t(`pages.${page}.title`)}</h2>
      {paragraphs(t(`pages.${page}.body`)).map(({ steps, lines }) =>
        steps ? <ol key={lines[0]} aria-label={t("steps")}>{lines.map((line) => <li key={line}>{line}</li>)}</ol> : <p key={lines[0]}>{lines[0]}</p>,
      )}
    </article>
  );
}
