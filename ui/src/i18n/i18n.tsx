import { createContext, type ReactNode, useContext, useEffect } from "react";
import { en } from "./en";
import { type Key, type Words, zhCN } from "./zh-CN";

export const LANGUAGES = ["zh-CN", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** How each language calls itself, so that its speakers find it. */
export const LANGUAGE_NAMES: Record<Language, string> = { "zh-CN": "中文", en: "English" };

export const words: Record<Language, Words> = { "zh-CN": zhCN, en };

const Current = createContext<Language>("zh-CN");

/** Sets the language of everything inside, and of the document for fonts and screen readers. */
export function LanguageOf({ language, children }: { language: Language; children: ReactNode }) {
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return <Current value={language}>{children}</Current>;
}

export function useWords(): { language: Language; t: (key: Key) => string } {
  const language = useContext(Current);
  return { language, t: (key) => words[language][key] };
}
