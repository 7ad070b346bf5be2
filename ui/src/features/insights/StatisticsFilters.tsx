import { useTranslation } from "react-i18next";
import { useMode } from "../../api/mode";
import { useAsk } from "../../api/query";
import { DateTime, FilterBar, SegmentedControl, Select } from "../../ui";
import { BUSINESSES, CARRIERS, DIMENSIONS, dimensionOf, isPractice, periodIn, presetOf, type StatisticsFilter, WORLDS } from "./filter";
import { PRESETS, today } from "./period";

export function StatisticsFilters({ filter, onChange }: { filter: StatisticsFilter; onChange: (change: Partial<StatisticsFilter>) => void }) {
  const { t } = useTranslation(["insights", "states"]);
  const { mode } = useMode();
  const channels = useAsk("channels", {}, { everyMs: false });
  const any = { value: "", label: t("stats.any") };
  const preset = presetOf(filter);
  const period = periodIn(filter, today());
  const lines = (channels.data?.channels ?? []).map((channel) => ({ value: channel.channel, label: channel.form.name }));
  const unknown = filter.channel !== "" && !lines.some((line) => line.value === filter.channel) ? [{ value: filter.channel, label: filter.channel }] : [];
  return (
    <FilterBar
      label={t("stats.filters")}
      end={
        <SegmentedControl
          label={t("stats.view")}
          options={[
            { value: "chart", label: t("stats.chart"), icon: "chart" },
            { value: "table", label: t("stats.table"), icon: "table" },
          ]}
          value={filter.view === "table" ? "table" : "chart"}
          onChange={(view) => onChange({ view })}
        />
      }
    >
      <Select isLabelHidden isSmall label={t("stats.by")} options={DIMENSIONS.map((by) => ({ value: by, label: t(`stats.dimension.${by}`) }))} value={dimensionOf(filter)} onChange={(by) => onChange({ by })} />
      <Select
        isLabelHidden
        isSmall
        label={t("stats.period")}
        options={[...PRESETS, "custom" as const].map((name) => ({ value: name, label: t(`stats.preset.${name}`) }))}
        value={preset}
        onChange={(name) => onChange(name === "custom" ? { preset: name, ...period } : { preset: name, from: "", to: "" })}
      />
      {preset === "custom" && (
        <>
          <DateTime isLabelHidden precision="day" label={t("messages.from")} value={period.from} onChange={(from) => onChange({ from: from ?? "" })} />
          <DateTime isLabelHidden precision="day" label={t("messages.to")} value={period.to} onChange={(to) => onChange({ to: to ?? "" })} />
        </>
      )}
      <Select isLabelHidden isSmall label={t("messages.carrier")} options={[any, ...CARRIERS.map((carrier) => ({ value: carrier, label: t(`states:carrier.${carrier}`) }))]} value={filter.carrier} onChange={(carrier) => onChange({ carrier })} />
      <Select isLabelHidden isSmall label={t("messages.channel")} options={[any, ...lines, ...unknown]} value={filter.channel} onChange={(channel) => onChange({ channel })} />
      <Select isLabelHidden isSmall label={t("stats.dimension.business")} options={[any, ...BUSINESSES.map((business) => ({ value: business, label: t(`states:business.${business}`) }))]} value={filter.business} onChange={(business) => onChange({ business })} />
      <Select isLabelHidden isSmall label={t("stats.world")} options={WORLDS.map((world) => ({ value: world, label: t(`messages.${world}`) }))} value={isPractice(filter, mode) ? "practice" : "real"} onChange={(world) => onChange({ world })} />
    </FilterBar>
  );
}
