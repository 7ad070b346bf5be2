import { ICONS, type IconName } from "./icons";
import "./Icon.css";

export type { IconName } from "./icons";

/** A line icon in the colour of the text around it. Without `label` it is decoration and silent. */
export function Icon({ name, size = 16, label }: { name: IconName; size?: 16 | 20 | 24; label?: string | undefined }) {
  return (
    <svg
      className="hy-icon"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={size === 16 ? 1.7 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
    >
      {ICONS[name].map((stroke) => (
        <path key={stroke} d={stroke} />
      ))}
    </svg>
  );
}
