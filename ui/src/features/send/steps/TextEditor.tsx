import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Mistake } from "../../../api/generated";
import { mistakeWords } from "../../../i18n/errorWords";
import { formatCount } from "../../../i18n/format";
import { Button, TextArea } from "../../../ui";
import { inserted, placeOf, renamed, unknownVariables, variablesOf } from "../model/template";
import { useSend } from "../useSendModel";
import { placeIn } from "../words";

/** The text with what the list offers to put into it, what it costs, and what is wrong in it. */
export function TextEditor() {
  const { t } = useTranslation("wizard");
  const { draft, dispatch, composed, lacks } = useSend();
  const area = useRef<HTMLTextAreaElement>(null);
  const columns = draft.recipients?.columns ?? [];
  const mistakes = composed?.mistakes.filter((mistake) => mistake.field !== "signature") ?? [];

  const select = (from: number, to: number) => {
    area.current?.focus();
    area.current?.setSelectionRange(from, to);
  };
  const insert = (name: string) => {
    const at = area.current;
    const next = inserted(draft.text, name, at?.selectionStart ?? draft.text.length, at?.selectionEnd ?? draft.text.length);
    dispatch({ do: "text", text: next.text });
    // After the new text is in the field; before, the cursor would be put at its end.
    requestAnimationFrame(() => select(next.cursor, next.cursor));
  };
  const goTo = (mistake: Mistake) => {
    const place = placeIn(mistake);
    if (!place) return select(0, 0);
    const at = placeOf(draft.text, place.line, place.character);
    select(at, Math.min(at + 1, draft.text.length));
  };

  return (
    <div className="send-editor" data-tour="send-text">
      <TextArea
        label={t("content.text")}
        rows={5}
        value={draft.text}
        onChange={(text) => dispatch({ do: "text", text })}
        placeholder={t("content.placeholder")}
        help={t("content.textHelp")}
        error={lacks.content.includes("textTooLong") ? t("lack.textTooLong") : undefined}
        areaRef={area}
        counter={<Counter />}
      />
      <div className="send-variables" role="group" aria-label={t("content.insert")}>
        <span className="send-quiet">{columns.length > 0 ? t("content.insert") : t("content.insertNone")}</span>
        {columns.map((column) => (
          <Button key={column} size="small" icon="plus" onPress={() => insert(column)}>
            {column}
          </Button>
        ))}
      </div>
      {mistakes.length > 0 && (
        <ul className="send-mistakes" aria-label={t("content.mistakes")}>
          {mistakes.map((mistake, at) => (
            <li key={at}>
              <span>{mistakeWords(mistake)}</span>
              {placeIn(mistake) && (
                <Button size="small" tone="quiet" onPress={() => goTo(mistake)}>
                  {t("content.goThere")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {draft.recipients && <Unknown columns={columns} onSelect={select} />}
    </div>
  );
}

function Counter() {
  const { t } = useTranslation("wizard");
  const { composed, isComposing, draft } = useSend();
  if (composed === null) return <span>{isComposing ? t("content.composing") : ""}</span>;
  return (
    <span className={isComposing ? "send-counter is-stale" : "send-counter"} aria-live="polite">
      <span>{t("content.count", { units: formatCount(composed.units) })}</span>
      <strong>{t("content.segmentsOf", { figure: formatCount(composed.segments) })}</strong>
      {composed.variables.length > 0 && draft.recipients && <span>{t("content.onePerson")}</span>}
      {composed.opt_out_words !== null && <span>{t("content.optOut", { words: composed.opt_out_words })}</span>}
    </span>
  );
}

/** Variables that no row can fill: each with the columns it may have meant. */
function Unknown({ columns, onSelect }: { columns: readonly string[]; onSelect: (from: number, to: number) => void }) {
  const { t } = useTranslation("wizard");
  const { draft, dispatch } = useSend();
  const giveDefault = (name: string) => {
    const variable = variablesOf(draft.text).find((each) => each.name === name && each.fallback === null);
    const end = variable ? draft.text.indexOf("}", variable.at) : -1;
    if (end < 0) return;
    dispatch({ do: "text", text: `${draft.text.slice(0, end)}|${draft.text.slice(end)}` });
    requestAnimationFrame(() => onSelect(end + 1, end + 1));
  };
  return unknownVariables(draft.text, columns).map((name) => (
    <div key={name} className="send-unknown" role="alert">
      <p>{t("content.unknownVariable", { name })}</p>
      {columns.map((column) => (
        <Button key={column} size="small" onPress={() => dispatch({ do: "text", text: renamed(draft.text, name, column) })}>
          {t("content.useColumn", { column })}
        </Button>
      ))}
      <Button size="small" tone="quiet" onPress={() => giveDefault(name)}>
        {t("content.giveDefault")}
      </Button>
    </div>
  ));
}
