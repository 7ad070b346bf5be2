import { useTranslation } from "react-i18next";
import { densityChoice, themeChoice } from "../api/appearance";
import { useMode } from "../api/mode";
import { useGo } from "../api/url";
import type { Command } from "../features/palette";
import { tour } from "../features/tour";
import { i18n, LANGUAGE_NAMES, LANGUAGES, setLanguage } from "../i18n";
import { DENSITIES, THEMES } from "../ui";
import { useAccount } from "./account";
import { useOverlays } from "./frameState";
import { type Place, PLACES } from "./places";
import { ADDRESSES, KEYS } from "./shortcuts";
import { announceMode } from "./TopBar";

/** Places answer to their names in every language: who thinks in Chinese finds them on an English screen. */
export function usePlaceCommands(): Command[] {
  const { t } = useTranslation("shell");
  const go = useGo();
  return PLACES.filter((place) => place.group !== undefined).map((place) => ({
    id: `place-${place.id}`,
    label: t(`place.${place.id}`),
    icon: place.icon,
    keys: place.digit === undefined ? undefined : `Alt+${place.digit}`,
    names: namesOf(place),
    run: () => go(place.path),
  }));
}

function namesOf(place: Place): string[] {
  const names = LANGUAGES.map((language) => String(i18n.getFixedT(language, "shell")(`place.${place.id}`)));
  return [...new Set(names)];
}

/** What can be done from anywhere. */
export function useActionCommands(): Command[] {
  const { t } = useTranslation("shell");
  const go = useGo();
  const { open } = useOverlays();
  const { face, logOut } = useAccount();
  const { mode, setMode } = useMode();
  const other = mode === "practice" ? "real" : "practice";
  const keys = face === "desktop" ? "desktop" : "browser";
  const actions: Omit<Command, "names">[] = [
    { id: "new-task", label: t("palette.actions.newTask"), icon: "send", keys: KEYS.newTask[keys], run: () => go(ADDRESSES.newTask) },
    { id: "new-one", label: t("palette.actions.newOne"), icon: "chat", keys: KEYS.newOne[keys], run: () => go(ADDRESSES.newOne) },
    { id: "import", label: t("palette.actions.importList"), icon: "upload", run: () => go("/people?import=1") },
    { id: "add-channel", label: t("palette.actions.addChannel"), icon: "channel", run: () => go("/channels?add=cmpp") },
    {
      id: "mode",
      label: t(other === "real" ? "palette.actions.toReal" : "palette.actions.toPractice"),
      icon: "switch",
      run: () => {
        setMode(other);
        announceMode(other, (key) => t(`mode.${key}`));
      },
    },
    { id: "tray", label: t("palette.actions.tray"), icon: "running", run: () => open("tray") },
    { id: "tour", label: t("palette.actions.tour"), icon: "goose", run: tour.resume },
    { id: "shortcuts", label: t("palette.actions.shortcuts"), icon: "keyboard", keys: KEYS.sheet, run: () => open("shortcuts") },
    ...THEMES.map((id) => ({ id: `theme-${id}`, label: t("palette.actions.theme", { name: t(`theme.${id}`) }), icon: "contrast" as const, run: () => themeChoice.set(id) })),
    ...DENSITIES.map((id) => ({ id: `density-${id}`, label: t("palette.actions.density", { name: t(`density.${id}`) }), icon: "table" as const, run: () => densityChoice.set(id) })),
    ...LANGUAGES.map((id) => ({
      id: `language-${id}`,
      label: t("palette.actions.language", { name: LANGUAGE_NAMES[id] }),
      icon: "language" as const,
      run: () => void setLanguage(id),
    })),
    { id: "password", label: t("palette.actions.changePassword"), icon: "lock", run: () => open("password") },
    ...(face === "browser" ? [{ id: "log-out", label: t("palette.actions.logOut"), icon: "logout" as const, run: logOut }] : []),
  ];
  return actions.map((action) => ({ ...action, names: [action.label] }));
}
