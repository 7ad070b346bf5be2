import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Checkbox, CheckboxGroup, ComboBox, FilterBar, Button, RadioGroup, SearchField, SegmentedControl, Select, Switch } from "../../ui";
import { Grid, Line, Section } from "./Section";

const PROVINCES = ["beijing", "shanghai", "sichuan", "xinjiang"] as const;
const RANGES = ["day", "week", "month"] as const;
const CARRIERS = ["mobile", "unicom", "telecom"] as const;

export function Choices() {
  const { t } = useTranslation("kit");
  const [province, setProvince] = useState<(typeof PROVINCES)[number] | null>("sichuan");
  const [filter, setFilter] = useState<(typeof PROVINCES)[number]>("beijing");
  const [signature, setSignature] = useState<"one" | "two" | "three" | null>(null);
  const [carriers, setCarriers] = useState<(typeof CARRIERS)[number][]>(["mobile", "telecom"]);
  const [kind, setKind] = useState<"sms" | "card">("sms");
  const [range, setRange] = useState<(typeof RANGES)[number]>("week");
  const provinces = PROVINCES.map((value) => ({ value, label: t(`gallery.field.provinces.${value}`), search: value }));
  const kinds = [
    { value: "sms", label: t("gallery.field.kinds.sms"), detail: t("gallery.field.kinds.smsDetail"), icon: "sms" },
    { value: "card", label: t("gallery.field.kinds.card"), detail: t("gallery.field.kinds.cardDetail"), icon: "card" },
  ] as const;
  return (
    <Section id="choices" title={t("gallery.section.choices")}>
      <FilterBar
        label={t("gallery.section.choices")}
        end={
          <Button icon="download" size="small">
            {t("gallery.button.export")}
          </Button>
        }
      >
        <SearchField label={t("gallery.field.search")} />
        <Select label={t("gallery.field.province")} isLabelHidden options={provinces} value={filter} onChange={setFilter} />
        <SegmentedControl label={t("gallery.field.range")} options={RANGES.map((value) => ({ value, label: t(`gallery.field.ranges.${value}`) }))} value={range} onChange={setRange} />
      </FilterBar>
      <Grid>
        <Select label={t("gallery.field.province")} options={provinces} value={province} onChange={setProvince} />
        <Select
          label={t("gallery.field.signature")}
          placeholder={t("gallery.field.choose")}
          options={[
            { value: "one", label: t("gallery.field.signatures.one") },
            { value: "two", label: t("gallery.field.signatures.two"), detail: t("gallery.field.signatures.twoDetail"), isDisabled: true },
            { value: "three", label: t("gallery.field.signatures.three") },
          ]}
          value={signature}
          onChange={setSignature}
          isRequired
        />
        <ComboBox label={t("gallery.field.province")} options={provinces} value={province} onChange={setProvince} />
        <CheckboxGroup
          label={t("gallery.field.carriers")}
          isInline
          options={CARRIERS.map((value) => ({ value, label: t(`gallery.field.carrier.${value}`) }))}
          value={carriers}
          onChange={setCarriers}
        />
        <RadioGroup label={t("gallery.field.kind")} options={kinds} value={kind} onChange={setKind} />
        <Line>
          <Switch defaultSelected detail={t("gallery.field.nightDetail")}>
            {t("gallery.field.night")}
          </Switch>
          <Switch>{t("gallery.field.night")}</Switch>
          <Switch isDisabled>{t("gallery.button.disabled")}</Switch>
        </Line>
        <Line>
          <Checkbox defaultSelected detail={t("gallery.field.agreeDetail")}>
            {t("gallery.field.agree")}
          </Checkbox>
          <Checkbox isIndeterminate>{t("gallery.field.some")}</Checkbox>
          <Checkbox isDisabled>{t("gallery.button.disabled")}</Checkbox>
        </Line>
      </Grid>
      <RadioGroup label={t("gallery.field.kind")} look="cards" options={kinds} value={kind} onChange={setKind} />
    </Section>
  );
}
