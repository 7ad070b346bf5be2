import { useTranslation } from "react-i18next";
import { DraftList } from "../features/drafts";
import { Page } from "../ui";

/** `/drafts`: what was begun and not sent. */
export function DraftsPage() {
  const { t } = useTranslation("wizard");
  return (
    <Page title={t("drafts.title")} lead={t("drafts.lead")} isFilling>
      <DraftList />
    </Page>
  );
}
