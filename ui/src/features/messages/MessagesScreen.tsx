import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { MessagesOf } from "../../api/generated";
import { useMode } from "../../api/mode";
import { useGo, useUrlState } from "../../api/url";
import { language } from "../../i18n";
import { Button, Empty, MasterDetail, Page } from "../../ui";
import { isFiltered, MESSAGE_FILTER, messagesOf } from "./filter";
import { MessageDetailPanel } from "./MessageDetailPanel";
import { MessageFilters } from "./MessageFilters";
import { MessagesTable } from "./MessagesTable";
import { useWholeNumbers } from "./whole";
import { WholeSwitch } from "./WholeSwitch";

/** 发送明细: who got what, and why not. `actions` is told what is shown, so that an export holds exactly that. */
export function MessagesScreen({ actions }: { actions: (shown: MessagesOf) => ReactNode }) {
  const { t } = useTranslation("insights");
  const [filter, setFilter] = useUrlState(MESSAGE_FILTER);
  const { mode } = useMode();
  const numbers = useWholeNumbers();
  const go = useGo();
  const shown = messagesOf(filter, { mode, whole: numbers.isWhole, language: language() });
  const clear = () => setFilter(MESSAGE_FILTER);
  return (
    <Page
      title={t("messages.title")}
      lead={t("messages.lead")}
      actions={actions(shown)}
      filters={<MessageFilters filter={filter} onChange={setFilter} onClear={clear} end={<WholeSwitch numbers={numbers} />} />}
      isFilling
    >
      <MasterDetail
        list={
          <MessagesTable
            label={t("messages.title")}
            request={shown}
            openKey={filter.message}
            onOpen={({ message }) => setFilter({ message }, { push: filter.message === "" })}
            memory="hongyan.columns.messages"
            empty={
              isFiltered(filter) ? (
                <Empty title={t("messages.noMatch")} action={<Button onPress={clear}>{t("messages.clear")}</Button>}>
                  {t("messages.noMatchNext")}
                </Empty>
              ) : (
                <Empty title={t("messages.empty")} action={<Button onPress={() => go("/send")}>{t("messages.createTask")}</Button>}>
                  {t("messages.emptyNext")}
                </Empty>
              )
            }
          />
        }
        detail={{
          isOpen: filter.message !== "",
          onClose: () => setFilter({ message: "" }),
          title: t("detail.title"),
          children: filter.message !== "" && <MessageDetailPanel message={filter.message} isWhole={numbers.isWhole} />,
        }}
      />
    </Page>
  );
}
