import { useTranslation } from "react-i18next";
import type { TaskState } from "../../api/generated";
import { StatusTag } from "../../ui";
import { TASK_LOOK } from "./look";

/** Where a task stands: hue, sign and word. */
export function TaskStateTag({ state, look = "soft" }: { state: TaskState; look?: "soft" | "plain" | undefined }) {
  const { t } = useTranslation("states");
  const { tone, icon } = TASK_LOOK[state];
  return (
    <StatusTag tone={tone} icon={icon} look={look}>
      {t(`task.${state}`)}
    </StatusTag>
  );
}
