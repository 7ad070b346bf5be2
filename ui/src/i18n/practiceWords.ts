import { i18n } from ".";
import type { Carrier, StartPractice } from "../api/generated";

const CARRIERS = ["CMCC", "CUCC", "CTCC", "CBN"] as const satisfies readonly Carrier[];

/** What practice calls its channels and samples, in the language on the screen: the engine has no words of its own. */
export function practiceWords(): Pick<StartPractice, "names" | "sample_words"> {
  const t = i18n.getFixedT(null, ["shell", "states"]);
  return {
    names: Object.fromEntries(CARRIERS.map((carrier) => [carrier, t("shell:sample.channel", { carrier: t(`states:carrierShort.${carrier}`) })])),
    sample_words: { group: t("shell:sample.group"), template: t("shell:sample.template"), signature: t("shell:sample.signature"), text: t("shell:sample.text") },
  };
}
