import { useTranslation } from "react-i18next";
import { ConfirmDialog, Switch } from "../../ui";
import type { WholeNumbers } from "./whole";

/** Shows whole numbers, after asking once per visit. */
export function WholeSwitch({ numbers }: { numbers: WholeNumbers }) {
  const { t } = useTranslation("insights");
  return (
    <>
      <Switch isSelected={numbers.isWhole} onChange={numbers.set}>
        {t("messages.whole")}
      </Switch>
      <ConfirmDialog
        isOpen={numbers.isAsking}
        onClose={numbers.refuse}
        title={t("messages.wholeAsk.title")}
        confirm={t("messages.wholeAsk.confirm")}
        onConfirm={numbers.agree}
      >
        <p>{t("messages.wholeAsk.body")}</p>
      </ConfirmDialog>
    </>
  );
}
