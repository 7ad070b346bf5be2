import { useTranslation } from "react-i18next";
import type { Reason } from "../../api/generated";
import { whyInWords } from "./why";

/** Why a message went by this carrier and channel, in the order in which the reasons counted. */
export function WhyList({ why }: { why: readonly Reason[] }) {
  const { t } = useTranslation(["insights", "states"]);
  if (why.length === 0) return <p className="quiet">{t("detail.noWhy")}</p>;
  const words = {
    words: (key: string, params: Record<string, string> = {}) => String(t(key as never, params)), // which values a key takes is the engine's affair
    carrier: (carrier: "CMCC" | "CUCC" | "CTCC" | "CBN" | "OTHER") => t(`states:carrier.${carrier}`),
  };
  return (
    <ol className="message-why">
      {why.map((reason, at) => (
        <li key={at}>{whyInWords(reason, words)}</li>
      ))}
    </ol>
  );
}
