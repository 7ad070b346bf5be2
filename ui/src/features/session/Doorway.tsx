import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import logo from "../../../../assets/brand/hongyan.svg";
import { themeChoice } from "../../api/appearance";
import { LANGUAGES, LANGUAGE_NAMES, language, setLanguage } from "../../i18n";
import { SegmentedControl, THEMES } from "../../ui";
import "./Doorway.css";

/** What stands before the program: name, one card, and the two choices that a stranger needs. */
export function Doorway({ title, lead, children, isWide = false }: { title: string; lead?: ReactNode; children: ReactNode; isWide?: boolean }) {
  const { t } = useTranslation("shell");
  const theme = themeChoice.use();
  return (
    <div className="doorway">
      <header className="doorway-bar">
        <img src={logo} alt="" />
        <span className="doorway-name">{t("app.name")}</span>
        <SegmentedControl
          label={t("bar.theme")}
          isIconOnly
          value={theme}
          onChange={themeChoice.set}
          options={THEMES.map((value) => ({ value, label: t(`theme.${value}`), icon: THEME_ICONS[value] }))}
        />
        <SegmentedControl
          label={t("bar.language")}
          value={language()}
          onChange={(next) => void setLanguage(next)}
          options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value], lang: value }))}
        />
      </header>
      <main className="doorway-main">
        <div className={isWide ? "doorway-content is-wide" : "doorway-content"}>
          <h1>{title}</h1>
          {lead !== undefined && <p className="doorway-lead">{lead}</p>}
          {children}
        </div>
      </main>
      <footer className="doorway-motto">{t("app.motto")}</footer>
    </div>
  );
}

const THEME_ICONS = { system: "system", light: "sun", dark: "moon", contrast: "contrast" } as const;
