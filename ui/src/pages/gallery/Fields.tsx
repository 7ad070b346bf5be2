import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DateTime, NumberField, SearchField, TextArea, TextField } from "../../ui";
import { Grid, Section } from "./Section";

export function Fields() {
  const { t } = useTranslation("kit");
  const [speed, setSpeed] = useState(200);
  const [when, setWhen] = useState<string | null>("2026-03-01T09:30");
  const [day, setDay] = useState<string | null>(null);
  return (
    <Section id="fields" title={t("gallery.section.fields")}>
      <Grid>
        <TextField label={t("gallery.field.name")} placeholder={t("gallery.field.namePlaceholder")} help={t("gallery.field.nameHelp")} isRequired />
        <TextField label={t("gallery.field.bad")} defaultValue={t("gallery.field.badValue")} error={t("gallery.field.badError")} icon="phone" />
        <TextField label={t("gallery.field.off")} value={t("gallery.field.offValue")} isDisabled />
        <NumberField label={t("gallery.field.speed")} unit={t("gallery.field.speedUnit")} value={speed} onChange={setSpeed} minValue={1} maxValue={1000} />
        <DateTime label={t("gallery.field.when")} value={when} onChange={setWhen} />
        <DateTime label={t("gallery.field.day")} precision="day" value={day} onChange={setDay} />
        <TextArea label={t("gallery.field.text")} defaultValue={t("gallery.field.textValue")} counter={<span>{t("gallery.field.textCounter")}</span>} />
        <SearchField label={t("gallery.field.search")} keys="Ctrl+K" />
        <SearchField label={t("gallery.field.search")} defaultValue="138" />
      </Grid>
    </Section>
  );
}
