import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { DENSITIES, type Density, Page, SegmentedControl, type ShownTheme, THEMES } from "../../ui";
import { Actions } from "./Actions";
import { Choices } from "./Choices";
import { Fields } from "./Fields";
import { Figures } from "./Figures";
import { Flow } from "./Flow";
import "./Gallery.css";
import { Look } from "./Look";
import { Overlays } from "./Overlays";
import { Phones } from "./Phones";
import { States } from "./States";
import { Tables } from "./Tables";

const SHOWN_THEMES = THEMES.filter((theme) => theme !== "system");

/** All pieces of the screen in all their states: what screens are built from, and what pictures are compared with. */
export function Gallery() {
  const { t } = useTranslation("kit");
  const [theme, setTheme] = useAttribute<ShownTheme>("theme", SHOWN_THEMES);
  const [density, setDensity] = useAttribute<Density>("density", DENSITIES);
  return (
    <Page
      title={t("gallery.title")}
      lead={t("gallery.lead")}
      actions={
        <>
          <SegmentedControl
            label={t("gallery.density")}
            options={DENSITIES.map((value) => ({ value, label: t(`gallery.densities.${value}`) }))}
            value={density}
            onChange={setDensity}
          />
          <SegmentedControl
            label={t("gallery.theme")}
            options={SHOWN_THEMES.map((value) => ({ value, label: t(`gallery.themes.${value}`), icon: value === "light" ? "sun" : value === "dark" ? "moon" : "contrast" }))}
            value={theme}
            onChange={setTheme}
          />
        </>
      }
    >
      <Look />
      <Actions />
      <Fields />
      <Choices />
      <States />
      <Flow />
      <Overlays />
      <Figures />
      <Tables />
      <Phones />
    </Page>
  );
}

/** Tries out a value of the document without touching what the person has chosen: leaving puts it back. */
function useAttribute<V extends string>(name: "theme" | "density", values: readonly V[]): [V, (value: V) => void] {
  const [before] = useState(() => document.documentElement.dataset[name]);
  const [value, setValue] = useState<V | undefined>(() => values.find((each) => each === before) ?? values[0]);
  useEffect(() => {
    if (value !== undefined) document.documentElement.dataset[name] = value;
  }, [name, value]);
  useEffect(
    () => () => {
      if (before === undefined) delete document.documentElement.dataset[name];
      else document.documentElement.dataset[name] = before;
    },
    [name, before],
  );
  if (value === undefined) throw new Error(`no ${name} to choose from`);
  return [value, setValue];
}
