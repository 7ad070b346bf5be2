import { useTranslation } from "react-i18next";
import { useAsk } from "../../api/query";
import { useUrlState } from "../../api/url";
import { errorWords } from "../../i18n/errorWords";
import { Button, Empty, ErrorPanel, Page, Skeleton } from "../../ui";
import { EMPTY_FORM, EXAMPLES, type Form, NEW_TEMPLATE, TEMPLATE_STATE } from "./model";
import { TemplateEditor } from "./TemplateEditor";
import { TemplateList } from "./TemplateList";
import "./templates.css";

/** 短信模板: the list, or the one that the address names. */
export function TemplatesScreen() {
  const { t } = useTranslation("content");
  const [state, setState] = useUrlState(TEMPLATE_STATE);
  const isNew = state.template === NEW_TEMPLATE;
  const isOpen = state.template !== "" && !isNew;
  const all = useAsk("templates", { search: "", business: null }, { enabled: isOpen });
  const back = () => setState({ template: "", example: "" });
  const open = (template: string) => setState({ template, example: "" });
  const example = EXAMPLES.find((known) => known === state.example);
  const start: Form = example ? { ...EMPTY_FORM, name: t(`templates.example.${example}.name`), text: t(`templates.example.${example}.text`) } : EMPTY_FORM;

  if (isNew) return <TemplateEditor key={`${NEW_TEMPLATE}${state.example}`} template={null} start={start} onSaved={open} onBack={back} />;
  if (!isOpen) return <TemplateList state={state} onChange={setState} />;
  const found = all.data?.templates.find((each) => each.template === state.template);
  if (found) return <TemplateEditor key={found.template} template={found} start={EMPTY_FORM} onSaved={open} onBack={back} />;
  return (
    <Page title={t("templates.title")}>
      {all.isPending && <Skeleton look="block" />}
      {all.error && <ErrorPanel {...errorWords(all.error)} isLarge onRetry={() => void all.refetch()} isRetrying={all.isFetching} />}
      {all.data && (
        <Empty title={t("editor.missing")} action={<Button onPress={back}>{t("editor.back")}</Button>}>
          {t("editor.missingNext")}
        </Empty>
      )}
    </Page>
  );
}
