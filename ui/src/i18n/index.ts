import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import "./areas";

export const LANGUAGES = ["zh-CN", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** How each language calls itself, so that its speakers find it. */
export const LANGUAGE_NAMES: Record<Language, string> = { "zh-CN": "中文", en: "English" };

const KEPT = "hongyan.language";

interface Words {
  default: Record<string, unknown>;
}

/** The source language is always there; others come when they are wanted. */
const chinese = byArea(import.meta.glob<Words>("./zh-CN/*.ts", { eager: true }));
const others: Record<Exclude<Language, "zh-CN">, () => Promise<{ default: Record<string, object> }>> = {
  en: () => import("./english"),
};

export const i18n = i18next.createInstance();

void i18n.use(initReactI18next).init({
  lng: "zh-CN",
  fallbackLng: "zh-CN",
  resources: { "zh-CN": chinese },
  ns: Object.keys(chinese),
  defaultNS: "shell",
  interpolation: { escapeValue: false }, // React writes text, never HTML
  react: { useSuspense: false },
  initAsync: false,
  returnNull: false,
});
mark("zh-CN");

/** The language on the screen. */
export function language(): Language {
  return LANGUAGES.find((known) => known === i18n.language) ?? "zh-CN";
}

/** Changes the language of everything at once, and keeps the choice. */
export async function setLanguage(next: Language): Promise<void> {
  if (next !== "zh-CN" && !i18n.hasResourceBundle(next, "shell")) {
    const { default: areas } = await others[next]();
    for (const [area, words] of Object.entries(areas)) i18n.addResourceBundle(next, area, words);
  }
  await i18n.changeLanguage(next);
  mark(next);
  localStorage.setItem(KEPT, next);
}

/** Takes up the language that was chosen last. Waited for before the first picture, so that none shows in the wrong one. */
export async function restoreLanguage(): Promise<void> {
  const kept = LANGUAGES.find((known) => known === localStorage.getItem(KEPT));
  if (kept !== undefined && kept !== language()) await setLanguage(kept);
}

/** Fonts, hyphenation and screen readers go by the document. */
function mark(shown: Language) {
  document.documentElement.lang = shown;
}

/** Words by area, from files by path. */
function byArea(files: Record<string, Words>): Record<string, Record<string, unknown>> {
  return Object.fromEntries(Object.entries(files).map(([path, words]) => [path.replace(/^.*\/|\.ts$/g, ""), words.default]));
}
