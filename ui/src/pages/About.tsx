import { useEffect, useState } from "react";
import logo from "../../../assets/brand/hongyan.svg";
import { CallError, call } from "../api/call";
import type { ErrorCode } from "../api/methods";
import { errorWords } from "../i18n/errors";
import { LANGUAGE_NAMES, LANGUAGES, type Language, useWords } from "../i18n/i18n";
import { Choice } from "../ui/Choice";
import { THEMES, type Theme } from "../ui/theme";
import "./About.css";

type Engine = { state: "starting" } | { state: "ready"; version: string } | { state: "failed"; code: ErrorCode };

/** The first screen: which product this is and which engine answers behind it. */
export function About({
  onLanguage,
  theme,
  onTheme,
  call: ask = call,
}: {
  onLanguage: (language: Language) => void;
  theme: Theme;
  onTheme: (theme: Theme) => void;
  call?: typeof call;
}) {
  const { language, t } = useWords();
  const [attempt, setAttempt] = useState(0);
  const engine = useEngine(ask, attempt);
  return (
    <div className="about">
      <header className="about-bar">
        <img src={logo} alt="" />
        <strong>{t("app.name")}</strong>
        <Choice
          label={t("settings.theme")}
          options={THEMES.map((value) => ({ value, label: t(`theme.${value}`) }))}
          value={theme}
          onChange={onTheme}
        />
        <Choice
          label={t("settings.language")}
          options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value], lang: value }))}
          value={language}
          onChange={onLanguage}
        />
      </header>
      <main className="about-main">
        <img src={logo} alt="" />
        <h1>{t("app.name")}</h1>
        <p className="about-kind">{t("app.kind")}</p>
        <p className="about-motto">{t("app.motto")}</p>
        <EngineCard engine={engine} onRetry={() => setAttempt(attempt + 1)} />
      </main>
    </div>
  );
}

function useEngine(ask: typeof call, attempt: number): Engine {
  const [engine, setEngine] = useState<Engine>({ state: "starting" });
  useEffect(() => {
    let wanted = true;
    const show = (next: Engine) => wanted && setEngine(next);
    show({ state: "starting" });
    ask("about", {}).then(
      ({ version }) => show({ state: "ready", version }),
      (error: unknown) => show({ state: "failed", code: error instanceof CallError ? error.code : "engine_unreachable" }),
    );
    return () => {
      wanted = false;
    };
  }, [ask, attempt]);
  return engine;
}

function EngineCard({ engine, onRetry }: { engine: Engine; onRetry: () => void }) {
  const { language, t } = useWords();
  return (
    <section className="engine" aria-label={t("engine.title")} aria-live="polite" aria-busy={engine.state === "starting"}>
      {engine.state === "starting" && <h2>{t("engine.starting")}</h2>}
      {engine.state === "ready" && (
        <>
          <h2 className="is-good">
            <Mark path="M3.5 8.5l3 3 6-7" />
            {t("engine.ready")}
          </h2>
          <dl>
            <dt>{t("engine.version")}</dt>
            <dd id="engine-version">{engine.version}</dd>
          </dl>
          <hr />
          <p>{t("engine.commandLine")}</p>
        </>
      )}
      {engine.state === "failed" && (
        <>
          <h2 className="is-bad">
            <Mark path="M4 4l8 8M12 4l-8 8" />
            {t("engine.failed")}
          </h2>
          <p>{errorWords[language][engine.code].cause}</p>
          <p>{errorWords[language][engine.code].next}</p>
          <button type="button" className="primary" onClick={onRetry}>
            {t("engine.retry")}
          </button>
        </>
      )}
    </section>
  );
}

function Mark({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
