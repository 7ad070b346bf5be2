import { useTranslation } from "react-i18next";
import { densityChoice, themeChoice } from "../../api/appearance";
import { LANGUAGE_NAMES, LANGUAGES, type Language, setLanguage } from "../../i18n";
import { DENSITIES, RadioGroup, THEMES } from "../../ui";

/** Language, theme and row height of this window. */
export function Look() {
  const { t, i18n } = useTranslation("system");
  const theme = themeChoice.use();
  const density = densityChoice.use();
  const language: Language = LANGUAGES.find((known) => known === i18n.language) ?? "zh-CN";
  return (
    <div className="hy-system">
      <RadioGroup label={t("look.language")} options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))} value={language} onChange={(next) => void setLanguage(next)} />
      <RadioGroup label={t("look.theme")} options={THEMES.map((value) => ({ value, label: t(`look.themes.${value}`) }))} value={theme} onChange={themeChoice.set} />
      <RadioGroup label={t("look.density")} options={DENSITIES.map((value) => ({ value, label: t(`look.densities.${value}`) }))} value={density} onChange={densityChoice.set} />
      <p className="hy-system-quiet">{t("look.here")}</p>
    </div>
  );
}
