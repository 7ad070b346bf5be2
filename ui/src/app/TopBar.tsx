import { Button as AriaButton } from "react-aria-components";
import { useTranslation } from "react-i18next";
import logo from "../../../assets/brand/hongyan.svg";
import { densityChoice, themeChoice } from "../api/appearance";
import { type EngineState, useEngineState } from "../api/live";
import { type Mode, useMode } from "../api/mode";
import { useAsk } from "../api/query";
import { useGo } from "../api/url";
import { Bell } from "../features/notifications";
import { tour, useTour } from "../features/tour";
import { LANGUAGES, LANGUAGE_NAMES, language, setLanguage } from "../i18n";
import { DENSITIES, Icon, IconButton, type IconName, Kbd, Link, Menu, notify, SegmentedControl, THEMES, Tooltip, TooltipTrigger } from "../ui";
import { useAccount } from "./account";
import { navigation, useOverlays } from "./frameState";
import { KEYS } from "./keys";
import "./TopBar.css";

export function TopBar() {
  const { t } = useTranslation("shell");
  const settings = useAsk("settings", {});
  const overlays = useOverlays();
  const organisation = settings.data?.organisation ?? "";
  return (
    <header className="bar" aria-label={t("bar.label")}>
      <FoldButton />
      <Link href="/" isQuiet>
        <img className="bar-logo" src={logo} alt={t("app.name")} />
        <span className="bar-name">{organisation === "" ? t("app.name") : organisation}</span>
      </Link>
      <ModeSwitch />
      <AriaButton className="bar-search" onPress={() => overlays.open("palette")}>
        <Icon name="search" />
        <span className="bar-search-words">{t("bar.search")}</span>
        <span aria-hidden="true">
          <Kbd keys="Ctrl+K" />
        </span>
      </AriaButton>
      <div className="bar-end">
        <EngineLight />
        <Bell />
        <LookMenu />
        <PersonMenu />
      </div>
    </header>
  );
}

function FoldButton() {
  const { t } = useTranslation("shell");
  const isFolded = navigation.use() === "folded";
  return (
    <IconButton
      icon="sidebar"
      label={t(isFolded ? "nav.unfold" : "nav.fold")}
      keys={KEYS.fold}
      className="bar-fold"
      onPress={() => navigation.set(isFolded ? "open" : "folded")}
    />
  );
}

/** Which world the work is in. Changing it is said out loud: it decides who gets what is sent. */
function ModeSwitch() {
  const { t } = useTranslation("shell");
  const { mode, setMode } = useMode();
  const change = (next: Mode) => {
    setMode(next);
    announceMode(next, (key) => t(`mode.${key}`));
  };
  return (
    <div className="bar-mode">
      <SegmentedControl
        label={t("mode.label")}
        value={mode}
        onChange={change}
        options={[
          { value: "practice", label: t("mode.practice"), icon: "practice" },
          { value: "real", label: t("mode.real"), icon: "send" },
        ]}
      />
    </div>
  );
}

export function announceMode(mode: Mode, say: (key: "nowReal" | "nowRealDetail" | "nowPractice" | "nowPracticeDetail") => string): void {
  if (mode === "real") notify({ tone: "warn", title: say("nowReal"), detail: say("nowRealDetail") });
  else notify({ tone: "info", title: say("nowPractice"), detail: say("nowPracticeDetail") });
}

const LIGHTS: Record<EngineState, { icon: IconName; className: string }> = {
  live: { icon: "online", className: "bar-light is-good" },
  reconnecting: { icon: "refresh", className: "bar-light is-warn" },
  offline: { icon: "offline", className: "bar-light is-bad" },
};

function EngineLight() {
  const { t } = useTranslation("shell");
  const state = useEngineState();
  const light = LIGHTS[state];
  return (
    <TooltipTrigger>
      <AriaButton className={light.className} aria-label={t(`bar.engine.${state}`)}>
        <Icon name={light.icon} size={20} />
      </AriaButton>
      <Tooltip>{t(`bar.engine.${state}`)}</Tooltip>
    </TooltipTrigger>
  );
}

function LookMenu() {
  const { t } = useTranslation("shell");
  const theme = themeChoice.use();
  const density = densityChoice.use();
  const shown = language();
  return (
    <Menu
      label={t("bar.look")}
      trigger={<IconButton icon="contrast" label={t("bar.look")} />}
      groups={[
        { title: t("bar.theme"), actions: THEMES.map((id) => ({ id: `theme-${id}`, label: t(`theme.${id}`), isChecked: id === theme, onAction: () => themeChoice.set(id) })) },
        {
          title: t("bar.density"),
          actions: DENSITIES.map((id) => ({ id: `density-${id}`, label: t(`density.${id}`), isChecked: id === density, onAction: () => densityChoice.set(id) })),
        },
        {
          title: t("bar.language"),
          actions: LANGUAGES.map((id) => ({ id: `language-${id}`, label: LANGUAGE_NAMES[id], isChecked: id === shown, onAction: () => void setLanguage(id) })),
        },
      ]}
    />
  );
}

function PersonMenu() {
  const { t } = useTranslation("shell");
  const { user, face, logOut } = useAccount();
  const overlays = useOverlays();
  const go = useGo();
  const { progress } = useTour();
  return (
    <Menu
      label={t("bar.person")}
      trigger={<IconButton icon="person" label={t("bar.me", { name: user.name })} />}
      groups={[
        {
          title: `${user.name} · ${user.login}`,
          actions: [
            progress === "paused"
              ? { id: "tour", label: t("tour.resume"), icon: "goose", onAction: tour.resume }
              : { id: "tour", label: t("tour.start"), icon: "goose", onAction: () => go("/welcome") },
            { id: "shortcuts", label: t("bar.shortcuts"), icon: "keyboard", keys: "?", onAction: () => overlays.open("shortcuts") },
            { id: "help", label: t("bar.help"), icon: "help", onAction: () => go("/help") },
          ],
        },
        {
          actions: [
            { id: "password", label: t("bar.changePassword"), icon: "lock", onAction: () => overlays.open("password") },
            // The window belongs to whoever is logged in to the computer.
            ...(face === "browser" ? [{ id: "leave", label: t("bar.logOut"), icon: "logout" as const, onAction: logOut }] : []),
          ],
        },
      ]}
    />
  );
}
