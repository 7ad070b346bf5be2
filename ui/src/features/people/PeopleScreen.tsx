import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAsk } from "../../api/query";
import { useGo, useUrlState } from "../../api/url";
import { Button, FilterBar, IconButton, Menu, Page, RestedSearch, Skeleton } from "../../ui";
import { NEW_PERSON, PEOPLE_STATE } from "./address";
import { DuplicatesDialog } from "./DuplicatesDialog";
import { ExportButton } from "./ExportPeopleDialog";
import { FieldsDialog } from "./FieldsDialog";
import { GroupPane } from "./GroupPane";
import { PeopleList } from "./PeopleList";
import { PersonDrawer } from "./PersonDrawer";
import "./people.css";

export interface PeopleScreenProps {
  isWhole: boolean;
  /** The switch for whole numbers. */
  wholeSwitch: ReactNode;
  /** The dialog that brings a list in; `group` is where the person stood. */
  importDialog: (parts: { group: string; onClose: () => void; onGroup: (group: string) => void }) => ReactNode;
}

/** 通讯录: groups at the left, people at the right. */
export function PeopleScreen({ isWhole, wholeSwitch, importDialog }: PeopleScreenProps) {
  const { t } = useTranslation("people");
  const [state, setState] = useUrlState(PEOPLE_STATE);
  const go = useGo();
  const [tool, setTool] = useState<"duplicates" | "fields">();
  const fields = useAsk("contact_fields", {});
  const groups = useAsk("groups", {});
  const rows = groups.data?.groups ?? [];
  const group = rows.find((each) => each.group === state.group);
  const choose = (chosen: string) => setState({ group: chosen, search: "", person: "" });
  const everybody = useAsk("people", { group: null, search: "", after: null, offset: 0, limit: 1, whole: false });

  return (
    <Page
      title={t("title")}
      actions={
        <>
          <Menu
            label={t("more")}
            trigger={<IconButton icon="more" label={t("more")} tone="secondary" />}
            groups={[
              {
                actions: [
                  { id: "duplicates", label: t("duplicates"), icon: "people", onAction: () => setTool("duplicates") },
                  { id: "fields", label: t("fields"), icon: "columns", onAction: () => setTool("fields") },
                ],
              },
            ]}
          />
          {group && (
            <Button icon="send" onPress={() => go(`/send?group=${encodeURIComponent(group.group)}`)}>
              {t("send")}
            </Button>
          )}
          <Button icon="plus" onPress={() => setState({ person: NEW_PERSON }, { push: true })}>
            {t("add")}
          </Button>
          <Button tone="primary" icon="upload" onPress={() => setState({ import: "1" })}>
            {t("import")}
          </Button>
        </>
      }
      isFilling
    >
      <div className="people">
        <GroupPane chosen={state.group} onChoose={choose} />
        <div className="people-list">
          <FilterBar
            label={t("filters")}
            end={
              <>
                {wholeSwitch}
                <ExportButton filter={state} name={state.group === "" ? t("export.file") : (group?.name ?? t("imports.taskList"))} />
              </>
            }
          >
            <RestedSearch label={t("search")} value={state.search} onChange={(search) => setState({ search })} />
          </FilterBar>
          {fields.isPending ? (
            <Skeleton look="rows" lines={8} />
          ) : (
            <PeopleList
              // Another list begins at its top, with nobody chosen.
              key={`${state.group}\n${state.search}`}
              filter={state}
              groupName={group?.name ?? t("imports.taskList")}
              groups={rows}
              fields={fields.data?.fields ?? []}
              isWhole={isWhole}
              onOpen={(person) => setState({ person }, { push: state.person === "" })}
              onClear={() => setState({ search: "" })}
              onImport={() => setState({ import: "1" })}
            />
          )}
        </div>
        {state.person !== "" && groups.data && (
          <PersonDrawer
            key={state.person}
            person={state.person}
            group={state.group}
            groups={rows}
            fields={fields.data?.fields ?? []}
            isWhole={isWhole}
            onOpen={(person) => setState({ person })}
            onClose={() => setState({ person: "" })}
          />
        )}
      </div>
      {tool === "duplicates" && <DuplicatesDialog onClose={() => setTool(undefined)} />}
      {tool === "fields" && <FieldsDialog total={everybody.data?.total ?? 0} onClose={() => setTool(undefined)} />}
      {state.import !== "" && importDialog({ group: state.group, onClose: () => setState({ import: "" }), onGroup: (chosen) => setState({ group: chosen, search: "", import: "" }) })}
    </Page>
  );
}
