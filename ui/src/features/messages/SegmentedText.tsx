import { useTranslation } from "react-i18next";
import "./SegmentedText.css";

/** A text as it was sent; where it was cut into segments, a mark says so. Always text, whatever it looks like. */
export function SegmentedText({ text, seams }: { text: string; seams: readonly number[] }) {
  const { t } = useTranslation("insights");
  const parts = partAt(text, seams);
  if (parts.length === 1) return <p className="message-text">{text}</p>;
  return (
    <p className="message-text">
      {parts.map((part, at) => (
        <span key={at} className="message-segment">
          <small>{t("detail.segmentOf", { at: at + 1, count: parts.length })}</small>
          {part}
        </span>
      ))}
    </p>
  );
}

/** Parts a text at places given in UTF-16 units. */
export function partAt(text: string, seams: readonly number[]): string[] {
  const inside = seams.filter((seam) => seam > 0 && seam < text.length);
  return [0, ...inside].map((from, at) => text.slice(from, inside[at] ?? text.length));
}
