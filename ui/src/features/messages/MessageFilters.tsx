import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMode } from "../../api/mode";
import { useAsk } from "../../api/query";
import { Button, DateTime, FilterBar, type Option, Select, Tag } from "../../ui";
import { CARRIERS, CLASSES, isFiltered, type MessageFilter, WORLDS, worldOf } from "./filter";
import { MESSAGE_STATES } from "./look";
import { NumberSearch } from "./NumberSearch";

export interface MessageFiltersProps {
  filter: MessageFilter;
  onChange: (change: Partial<MessageFilter>) => void;
  onClear: () => void;
  end?: ReactNode;
}

/** Which messages show. What cannot be chosen here, such as a task or a code, came with a link and can be taken off. */
export function MessageFilters({ filter, onChange, onClear, end }: MessageFiltersProps) {
  const { t } = useTranslation(["insights", "states"]);
  const { mode } = useMode();
  const channels = useAsk("channels", {}, { everyMs: false });
  const task = useAsk("task", { task: filter.task }, { enabled: filter.task !== "", everyMs: false });
  const any = { value: "", label: t("messages.any") };
  const chosen = (value: string, options: readonly Option[]) => (options.some((option) => option.value === value) ? options : [...options, { value, label: value }]);

  const states = [any, ...MESSAGE_STATES.map((state) => ({ value: state, label: t(`states:message.${state}`) }))];
  const several = filter.state.includes(",") ? [{ value: filter.state, label: MESSAGE_STATES.filter((state) => filter.state.split(",").includes(state)).map((state) => t(`states:message.${state}`)).join("、") }] : [];
  const lines = (channels.data?.channels ?? []).map((channel) => ({ value: channel.channel, label: channel.form.name }));

  return (
    <FilterBar label={t("messages.filters")} end={end}>
      <NumberSearch label={t("messages.number")} placeholder={t("messages.numberHint")} value={filter.number} onChange={(number) => onChange({ number })} />
      <Select isLabelHidden isSmall label={t("messages.state")} options={[...states, ...several]} value={filter.state} onChange={(state) => onChange({ state })} />
      <Select isLabelHidden isSmall label={t("messages.class")} options={chosen(filter.class, [any, ...CLASSES.map((name) => ({ value: name, label: t(`states:class.${name}`) }))])} value={filter.class} onChange={(name) => onChange({ class: name })} />
      <Select isLabelHidden isSmall label={t("messages.carrier")} options={[any, ...CARRIERS.map((carrier) => ({ value: carrier, label: t(`states:carrier.${carrier}`) }))]} value={filter.carrier} onChange={(carrier) => onChange({ carrier })} />
      <Select isLabelHidden isSmall label={t("messages.channel")} options={chosen(filter.channel, [any, ...lines])} value={filter.channel} onChange={(channel) => onChange({ channel })} />
      <DateTime isLabelHidden precision="day" label={t("messages.from")} value={filter.from || null} {...(filter.to && { max: filter.to })} onChange={(from) => onChange({ from: from ?? "" })} />
      <DateTime isLabelHidden precision="day" label={t("messages.to")} value={filter.to || null} {...(filter.from && { min: filter.from })} onChange={(to) => onChange({ to: to ?? "" })} />
      <Select
        isLabelHidden
        isSmall
        label={t("messages.world")}
        options={WORLDS.map((world) => ({ value: world, label: t(`messages.${world === "all" ? "both" : world}`) }))}
        value={worldOf(filter, mode)}
        onChange={(world) => onChange({ world })}
      />
      {filter.task !== "" && (
        <Tag onRemove={() => onChange({ task: "" })} removeLabel={t("messages.remove", { name: t("messages.task") })}>
          {t("messages.taskTag", { name: task.data?.name ?? filter.task })}
        </Tag>
      )}
      {filter.code !== "" && (
        <Tag onRemove={() => onChange({ code: "" })} removeLabel={t("messages.remove", { name: filter.code })}>
          {t("messages.codeTag", { code: filter.code })}
        </Tag>
      )}
      {isFiltered(filter) && (
        <Button size="small" tone="quiet" icon="x" onPress={onClear}>
          {t("messages.clear")}
        </Button>
      )}
    </FilterBar>
  );
}
