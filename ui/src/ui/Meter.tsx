import type { ReactNode } from "react";
import { Meter as AriaMeter, ProgressBar } from "react-aria-components";
import "./Meter.css";
import "./tone.css";
import type { Tone } from "./tone";

interface Figures {
  /** Name; hidden with `isLabelHidden`. */
  label: string;
  isLabelHidden?: boolean | undefined;
  value: number;
  max: number;
  /** The figures in words: "3,200 / 10,000". */
  text?: string | undefined;
  tone?: Tone | undefined;
}

/** How full something is: a quota, a budget. */
export function Meter({ label, isLabelHidden = false, value, max, text, tone }: Figures) {
  return (
    <AriaMeter aria-label={label} value={Math.min(value, max)} maxValue={Math.max(max, 1)} {...(text !== undefined && { valueLabel: text })} className={meterClass(tone)}>
      {({ percentage }) => <Bar label={isLabelHidden ? undefined : label} text={text} percentage={percentage} />}
    </AriaMeter>
  );
}

/** How far work has come. Without `max` it only shows that work goes on. */
export function Progress({ label, isLabelHidden = false, value, max, text, tone }: Omit<Figures, "max" | "value"> & { value?: number | undefined; max?: number | undefined }) {
  const isOpen = max === undefined;
  return (
    <ProgressBar
      aria-label={label}
      isIndeterminate={isOpen}
      value={Math.min(value ?? 0, max ?? 0)}
      maxValue={Math.max(max ?? 1, 1)}
      {...(text !== undefined && { valueLabel: text })}
      className={meterClass(tone)}
    >
      {({ percentage }) => <Bar label={isLabelHidden ? undefined : label} text={text} percentage={isOpen ? undefined : percentage} />}
    </ProgressBar>
  );
}

function meterClass(tone: Tone | undefined) {
  return tone ? `hy-meter is-${tone}` : "hy-meter";
}

function Bar({ label, text, percentage }: { label: ReactNode; text: string | undefined; percentage: number | undefined }) {
  return (
    <>
      {(label !== undefined || text !== undefined) && (
        <span className="hy-meter-head">
          <span>{label}</span>
          <span className="hy-meter-text">{text}</span>
        </span>
      )}
      <span className="hy-meter-track">
        <span className={percentage === undefined ? "hy-meter-fill is-open" : "hy-meter-fill"} style={percentage === undefined ? undefined : { width: `${percentage}%` }} />
      </span>
    </>
  );
}
