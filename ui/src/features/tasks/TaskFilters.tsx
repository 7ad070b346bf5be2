import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMode } from "../../api/mode";
import { Button, FilterBar, SearchField, Select } from "../../ui";
import { isFiltered, type TaskFilter, WORLDS, worldOf } from "./filter";
import { TASK_STATES } from "./look";

/** Typing pauses this long before it is searched for. */
const PAUSE_MS = 250;

export function TaskFilters({ filter, onChange, onClear }: { filter: TaskFilter; onChange: (change: Partial<TaskFilter>) => void; onClear: () => void }) {
  const { t } = useTranslation(["tasks", "states"]);
  const { mode } = useMode();
  const [typed, setTyped] = useState(filter.search);
  useEffect(() => setTyped(filter.search), [filter.search]);
  useEffect(() => {
    if (typed === filter.search) return;
    const timer = setTimeout(() => onChange({ search: typed }), PAUSE_MS);
    return () => clearTimeout(timer);
  });
  return (
    <FilterBar label={t("list.filters")}>
      <SearchField label={t("list.search")} value={typed} onChange={setTyped} onSubmit={(search) => onChange({ search })} />
      <Select
        isLabelHidden
        isSmall
        label={t("list.state")}
        options={[{ value: "", label: t("list.anyState") }, { value: "open", label: t("list.open") }, ...TASK_STATES.map((state) => ({ value: state, label: t(`states:task.${state}`) }))]}
        value={filter.state}
        onChange={(state) => onChange({ state })}
      />
      <Select
        isLabelHidden
        isSmall
        label={t("list.world")}
        options={WORLDS.map((world) => ({ value: world, label: t(`list.${world === "all" ? "bothWorlds" : world}`) }))}
        value={worldOf(filter.world, mode)}
        onChange={(world) => onChange({ world })}
      />
      {isFiltered(filter) && (
        <Button size="small" tone="quiet" icon="x" onPress={onClear}>
          {t("list.clear")}
        </Button>
      )}
    </FilterBar>
  );
}
