import { i18n } from ".";
import type { StartPractice } from "../api/generated";

/** What the engine, which has no words of its own, calls the practice channels and the sample. */
export function practiceWords(): Pick<StartPractice, "names" | "sample_words"> {
  const t = i18n.getFixedT(null, "practice");
  return {
    names: { CMCC: t("names.CMCC"), CUCC: t("names.CUCC"), CTCC: t("names.CTCC"), CBN: t("names.CBN") },
    sample_words: { group: t("sample.group"), template: t("sample.template"), signature: t("sample.signature"), text: t("sample.text") },
  };
}
