import type { TFunction } from "i18next";

const SOURCES = ["person", "reply", "import", "receipt", "complaint"] as const;

/** Where an entry came from; a source that is new to this screen stands as it is. */
export function sourceWords(t: TFunction<"people">, source: string): string {
  return t(`blocks.source.${SOURCES.find((known) => known === source) ?? "other"}`, { source });
}

/** What an entry holds for: everything, a kind of message, or a signature. */
export function scopeWords(t: TFunction<"people">, scope: string): string {
  return scope === "" || scope === "all" ? t("blocks.everything") : scope;
}
