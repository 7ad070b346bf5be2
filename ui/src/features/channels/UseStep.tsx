import { useTranslation } from "react-i18next";
import type { Business, Carrier } from "../../api/generated";
import { CheckboxGroup, NumberField, TextField } from "../../ui";
import { type StepParts, withCmpp, wrong } from "./fields";

const CARRIERS: readonly Carrier[] = ["CMCC", "CUCC", "CTCC", "CBN"];
const BUSINESS: readonly Business[] = ["verification", "emergency", "notice", "marketing"];

/** Whose numbers it takes, for what, at which price and how fast. */
export function UseStep({ form, set, mistakes }: StepParts) {
  const { t } = useTranslation(["channels", "states"]);
  const { cmpp } = form;
  const empty = (value: number) => (Number.isNaN(value) ? null : value);
  return (
    <div className="hy-channel-fields">
      <CheckboxGroup isInline label={t("channels:form.carriers")} help={t("channels:form.carriersHelp")} options={CARRIERS.map((value) => ({ value, label: t(`states:carrier.${value}`) }))} value={form.carriers} onChange={(carriers) => set("carriers", { carriers })} error={wrong(mistakes, "carriers")} />
      <CheckboxGroup isInline label={t("channels:form.business")} help={t("channels:form.businessHelp")} options={BUSINESS.map((value) => ({ value, label: t(`states:business.${value}`) }))} value={form.business_types} onChange={(business_types) => set("business_types", { business_types })} error={wrong(mistakes, "business_types")} />
      <TextField label={t("channels:form.price")} value={form.price} onChange={(price) => set("price", { price: price.trim() })} error={wrong(mistakes, "price")} inputMode="decimal" />
      <NumberField label={t("channels:form.window")} help={t("channels:form.windowHelp")} value={cmpp.window} minValue={1} onChange={(window) => set("window", withCmpp(form, { window }))} error={wrong(mistakes, "window")} />
      <NumberField label={t("channels:form.connections")} value={cmpp.connections} minValue={1} onChange={(connections) => set("connections", withCmpp(form, { connections }))} error={wrong(mistakes, "connections")} />
      <NumberField label={t("channels:form.speed")} help={t("channels:form.speedHelp")} value={cmpp.speed_per_second ?? Number.NaN} minValue={1} onChange={(speed) => set("speed_per_second", withCmpp(form, { speed_per_second: empty(speed) }))} error={wrong(mistakes, "speed_per_second")} />
      <NumberField label={t("channels:form.rank")} help={t("channels:form.rankHelp")} value={form.rank} minValue={0} onChange={(rank) => set("rank", { rank })} error={wrong(mistakes, "rank")} />
      <NumberField label={t("channels:form.weight")} help={t("channels:form.weightHelp")} value={form.weight} minValue={1} onChange={(weight) => set("weight", { weight })} error={wrong(mistakes, "weight")} />
    </div>
  );
}
