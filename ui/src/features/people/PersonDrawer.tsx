import { useTranslation } from "react-i18next";
import type { ContactField, GroupRow } from "../../api/generated";
import { errorWords } from "../../i18n/errorWords";
import { Drawer, Empty, ErrorPanel, Skeleton } from "../../ui";
import { NEW_PERSON } from "./address";
import { PersonEditor } from "./PersonEditor";
import { usePerson } from "./usePerson";

export interface PersonDrawerProps {
  /** An id, or {@link NEW_PERSON}. */
  person: string;
  /** Where a new person goes unless told otherwise. */
  group: string;
  groups: readonly GroupRow[];
  fields: readonly ContactField[];
  isWhole: boolean;
  onOpen: (person: string) => void;
  onClose: () => void;
}

/** One person: who that is, and what can be changed. */
export function PersonDrawer(props: PersonDrawerProps) {
  return props.person === NEW_PERSON ? <PersonEditor {...props} view={null} /> : <Known {...props} />;
}

function Known(props: PersonDrawerProps) {
  const { t } = useTranslation("people");
  const { view, error, isFetching, retry } = usePerson(props.person);
  if (view) return <PersonEditor {...props} view={view} />;
  return (
    <Drawer isOpen isDocking onClose={props.onClose} title={t("person.edit")}>
      {error === null && <Skeleton lines={6} />}
      {error?.code === "not_found" && <Empty title={t("person.gone")}>{t("person.goneNext")}</Empty>}
      {error !== null && error.code !== "not_found" && <ErrorPanel {...errorWords(error)} onRetry={retry} isRetrying={isFetching} />}
    </Drawer>
  );
}
