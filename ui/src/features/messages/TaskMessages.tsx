import { useTranslation } from "react-i18next";
import type { Carrier, MessagesOf, MessageState } from "../../api/generated";
import { useUrlState } from "../../api/url";
import { language } from "../../i18n";
import { Button, Empty, FilterBar, MasterDetail, Tag } from "../../ui";
import { MessageDetailPanel } from "./MessageDetailPanel";
import { MessagesTable } from "./MessagesTable";
import { CLASSES } from "./filter";
import { useWholeNumbers } from "./whole";
import { WholeSwitch } from "./WholeSwitch";

export interface TaskMessagesProps {
  task: string;
  /** Those of a stage; empty for all. */
  states: readonly MessageState[];
  /** Name of the stage. */
  stage: string | undefined;
  class: string;
  code: string;
  carrier: Carrier | undefined;
  onExport: (shown: MessagesOf) => void;
}

/** The question behind some of a task's messages, whichever world the task is of. */
export function ofTask({ task, states, class: name, code, carrier }: Pick<TaskMessagesProps, "task" | "states" | "class" | "code" | "carrier">, isWhole: boolean): MessagesOf {
  return {
    task,
    number: null,
    states: [...states],
    classes: name === "" ? [] : [name],
    code: code || null,
    carrier: carrier ?? null,
    channel: null,
    from: null,
    to: null,
    sandbox: null,
    before: null,
    limit: 100,
    whole: isWhole,
    language: language(),
  };
}

/** The people behind a stage of a task's funnel, or behind one cause. */
export function TaskMessages(props: TaskMessagesProps) {
  const { t } = useTranslation(["insights", "states"]);
  const [open, setOpen] = useUrlState({ message: "" });
  const [, setPart] = useUrlState({ stage: "", class: "", code: "", carrier: "" });
  const numbers = useWholeNumbers();
  const shown = ofTask(props, numbers.isWhole);
  const known = CLASSES.find((name) => name === props.class);
  const isNarrowed = props.stage !== undefined || props.class !== "" || props.code !== "" || props.carrier !== undefined;
  const clear = () => setPart({ stage: "", class: "", code: "", carrier: "" });
  const tag = (name: string, off: () => void) => (
    <Tag onRemove={off} removeLabel={t("messages.remove", { name })}>
      {name}
    </Tag>
  );
  return (
    <>
      <FilterBar
        label={t("messages.filters")}
        end={
          <>
            <WholeSwitch numbers={numbers} />
            <Button size="small" icon="download" onPress={() => props.onExport(shown)}>
              {t("messages.export")}
            </Button>
          </>
        }
      >
        {props.stage !== undefined && tag(props.stage, () => setPart({ stage: "" }))}
        {props.class !== "" && tag(known ? t(`states:class.${known}`) : props.class, () => setPart({ class: "" }))}
        {props.code !== "" && tag(t("messages.codeTag", { code: props.code }), () => setPart({ code: "" }))}
        {props.carrier !== undefined && tag(t(`states:carrier.${props.carrier}`), () => setPart({ carrier: "" }))}
      </FilterBar>
      <MasterDetail
        list={
          <MessagesTable
            label={t("messages.title")}
            request={shown}
            openKey={open.message}
            onOpen={({ message }) => setOpen({ message })}
            ofOneTask
            memory="hongyan.columns.task-messages"
            empty={
              isNarrowed ? (
                <Empty isSmall title={t("messages.noMatch")} action={<Button onPress={clear}>{t("messages.clear")}</Button>}>
                  {t("messages.noMatchNext")}
                </Empty>
              ) : (
                <Empty isSmall title={t("messages.empty")} />
              )
            }
          />
        }
        detail={{
          isOpen: open.message !== "",
          onClose: () => setOpen({ message: "" }),
          title: t("detail.title"),
          children: open.message !== "" && <MessageDetailPanel message={open.message} isWhole={numbers.isWhole} />,
        }}
      />
    </>
  );
}
