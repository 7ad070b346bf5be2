import { useTranslation } from "react-i18next";
import { useDelayed } from "./delayed";
import "./Skeleton.css";

/** Widths of the grey lines in percent: uneven like words, the same each time. */
const WIDTHS = [92, 76, 84, 61, 88, 70, 80, 55];

/** Grey lines in place of what loads. They come after 150 ms: what is quick shows none. */
export function Skeleton({ lines = 4, look = "lines" }: { lines?: number | undefined; look?: "lines" | "rows" | "block" | undefined }) {
  const { t } = useTranslation("kit");
  const isShown = useDelayed(150);
  return (
    <div className={`hy-skeleton is-${look}`} role="status">
      {isShown && (
        <>
          <span className="hy-hidden">{t("loading")}</span>
          {Array.from({ length: look === "block" ? 1 : lines }, (_, at) => (
            <span key={at} className="hy-skeleton-line" style={look === "lines" ? { width: `${WIDTHS[at % WIDTHS.length]}%` } : undefined} />
          ))}
        </>
      )}
    </div>
  );
}
