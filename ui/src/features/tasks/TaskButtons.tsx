import { useTranslation } from "react-i18next";
import type { TaskAction, TaskRow } from "../../api/generated";
import { Button, type IconName, IconButton, Menu, Toolbar } from "../../ui";
import { arrange, type ButtonAction } from "./actions";
import type { TaskActs } from "./useTaskActs";

const ICONS: Record<ButtonAction, IconName> = { start: "send", pause: "pause", resume: "play", stop: "stop", resend: "refresh", resend_doubtful: "help", copy: "copy", report: "download" };

/** The buttons of a task: only those that may be pressed now. */
export function TaskButtons({ may, acts }: { may: readonly TaskAction[]; acts: TaskActs }) {
  const { t } = useTranslation("tasks");
  const { primary, beside, more } = arrange(may);
  return (
    <Toolbar label={t("list.columns.actions")}>
      {more.length > 0 && <MoreMenu label={t("act.more")} actions={more} onAct={acts.act} />}
      {beside.map((action) => (
        <Button key={action} icon={ICONS[action]} tone={action === "stop" ? "danger" : "secondary"} isPending={acts.busy === action} onPress={() => acts.act(action)}>
          {t(`act.${action}`)}
        </Button>
      ))}
      {primary && (
        <Button tone="primary" icon={ICONS[primary]} isPending={acts.busy === primary} onPress={() => acts.act(primary)}>
          {t(`act.${primary}`)}
        </Button>
      )}
    </Toolbar>
  );
}

/** The same for a row: behind one small button. */
export function RowMenu({ task, may, acts, onOpen }: { task: TaskRow; may: readonly TaskAction[]; acts: TaskActs; onOpen: () => void }) {
  const { t } = useTranslation("tasks");
  const { primary, beside, more } = arrange(may);
  const actions = [primary, ...beside, ...more].filter((action) => action !== undefined);
  const first = [{ id: "open", label: t("list.openTask"), icon: "open" as const, onAction: onOpen }];
  const undo = may.includes("undo") ? [{ id: "undo", label: t("undo.button"), icon: "undo" as const, onAction: () => acts.act("undo") }] : [];
  return <MoreMenu label={t("list.more", { name: task.name })} actions={actions} onAct={acts.act} first={[...first, ...undo]} isSmall />;
}

interface MoreProps {
  label: string;
  actions: readonly ButtonAction[];
  onAct: (action: ButtonAction) => void;
  first?: readonly { id: string; label: string; icon: IconName; onAction: () => void }[];
  isSmall?: boolean;
}

function MoreMenu({ label, actions, onAct, first = [], isSmall = false }: MoreProps) {
  const { t } = useTranslation("tasks");
  const own = actions.map((action) => ({ id: action, label: t(`act.${action}`), icon: ICONS[action], isDanger: action === "stop", onAction: () => onAct(action) }));
  return <Menu label={label} trigger={<IconButton icon="more" label={label} size={isSmall ? "small" : "normal"} />} groups={[...(first.length > 0 ? [{ actions: first }] : []), { actions: own }]} />;
}
