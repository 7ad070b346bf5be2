import type { ReactNode } from "react";
import { I18nProvider } from "react-aria-components";
import { type SaveFile, SaverOf } from "./saving";
import { Toasts } from "./Toast";

/** Canada writes days as 2026-03-01, which is how they stand everywhere else here. */
const LOCALES: Record<string, string> = { en: "en-CA" };

export interface KitProps {
  /** "zh-CN" or "en". */
  language: string;
  /** How files reach the person; a browser's download unless told. */
  save?: SaveFile | undefined;
  children: ReactNode;
}

/** Stands once around the program: the language of dates and of built-in names, the toasts, the way to save files. */
export function Kit({ language, save, children }: KitProps) {
  const content = (
    <>
      {children}
      <Toasts />
    </>
  );
  return <I18nProvider locale={LOCALES[language] ?? language}>{save ? <SaverOf value={save}>{content}</SaverOf> : content}</I18nProvider>;
}
