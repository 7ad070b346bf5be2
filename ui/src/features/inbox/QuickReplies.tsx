import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAsk } from "../../api/query";
import { errorWords } from "../../i18n/errorWords";
import { Button, Dialog, Empty, ErrorPanel, RestedSearch, Skeleton } from "../../ui";

/** Templates to begin an answer with. */
export function QuickReplies({ onPick }: { onPick: (text: string) => void }) {
  const { t } = useTranslation("inbox");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" icon="template" onPress={() => setOpen(true)}>
        {t("answer.templates")}
      </Button>
      {isOpen && (
        <Dialog isOpen onClose={() => setOpen(false)} title={t("answer.templates")}>
          <Choices
            onPick={(text) => {
              setOpen(false);
              onPick(text);
            }}
          />
        </Dialog>
      )}
    </>
  );
}

function Choices({ onPick }: { onPick: (text: string) => void }) {
  const { t } = useTranslation("inbox");
  const [search, setSearch] = useState("");
  const answer = useAsk("templates", { search, business: null }, { keep: true });
  const templates = answer.data?.templates ?? [];
  return (
    <div className="inbox-templates">
      <RestedSearch label={t("answer.templatesSearch")} value={search} onChange={setSearch} />
      {answer.isPending && <Skeleton lines={4} />}
      {answer.error && <ErrorPanel {...errorWords(answer.error)} onRetry={() => void answer.refetch()} isRetrying={answer.isFetching} />}
      {answer.data && templates.length === 0 && <Empty isSmall title={t("answer.noTemplates")} />}
      <ul>
        {templates.map((template) => (
          <li key={template.template}>
            <button type="button" className="inbox-template" onClick={() => onPick(template.text)}>
              <strong>{template.name}</strong>
              <span title={template.text}>{template.text}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
