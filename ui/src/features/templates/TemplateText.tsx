import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Composed } from "../../api/generated";
import { useAsk } from "../../api/query";
import { mistakeWords } from "../../i18n/errorWords";
import { Button, TextArea } from "../../ui";
import { inserted } from "./model";

export interface TemplateTextProps {
  text: string;
  onChange: (text: string) => void;
  composed: Composed | null;
  isCounting: boolean;
  /** What the engine said when the template was saved. */
  error: string | undefined;
}

/** The text, with variables to put into it, what it costs, and what is wrong in it. */
export function TemplateText({ text, onChange, composed, isCounting, error }: TemplateTextProps) {
  const { t } = useTranslation("content");
  const area = useRef<HTMLTextAreaElement>(null);
  const fields = useAsk("contact_fields", {}, { everyMs: false }).data?.fields ?? [];
  const mistakes = composed?.mistakes.filter((mistake) => mistake.field !== "signature") ?? [];
  const insert = (name: string) => {
    const next = inserted(text, name, area.current?.selectionStart ?? text.length, area.current?.selectionEnd ?? text.length);
    onChange(next.text);
    // After the new text is in the field; before, the cursor would be put at its end.
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(next.cursor, next.cursor);
    });
  };
  return (
    <>
      <TextArea
        label={t("editor.text")}
        rows={6}
        value={text}
        onChange={onChange}
        help={t("editor.textHelp")}
        error={mistakes.length === 0 ? error : undefined}
        areaRef={area}
        isRequired
        counter={
          <span className="template-counter" aria-live="polite">
            {isCounting && <span>{t("editor.counting")}</span>}
            {composed && !isCounting && (
              <>
                <span>{t("editor.count", { units: composed.units })}</span>
                <strong>{t("editor.segments", { count: composed.segments })}</strong>
                {composed.variables.length > 0 && <span>{t("editor.asNames")}</span>}
                {composed.opt_out_words !== null && <span>{t("editor.optOut", { words: composed.opt_out_words })}</span>}
              </>
            )}
          </span>
        }
      />
      <div className="template-variables" role="group" aria-label={t("editor.insert")}>
        <span className="template-quiet">{t(fields.length > 0 ? "editor.insert" : "editor.noFields")}</span>
        {fields.map((field) => (
          <Button key={field.field} size="small" icon="plus" onPress={() => insert(field.name)}>
            {field.name}
          </Button>
        ))}
      </div>
      {mistakes.length > 0 && (
        <ul className="template-mistakes" aria-label={t("editor.mistakes")}>
          {mistakes.map((mistake, at) => (
            <li key={at}>{mistakeWords(mistake)}</li>
          ))}
        </ul>
      )}
    </>
  );
}
