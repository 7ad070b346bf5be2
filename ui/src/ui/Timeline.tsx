import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";
import "./Timeline.css";
import "./tone.css";
import type { Tone } from "./tone";

export interface TimelineEntry {
  id: string;
  /** As shown: "2026-03-01 09:30". */
  time: string;
  title: ReactNode;
  /** Who did it. */
  actor?: string | undefined;
  detail?: ReactNode;
  tone?: Tone | undefined;
  icon?: IconName | undefined;
}

/** What happened, in order, and who did it. */
export function Timeline({ label, entries }: { label: string; entries: readonly TimelineEntry[] }) {
  return (
    <ol className="hy-timeline" aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.id} className={`is-${entry.tone ?? "idle"}`}>
          <span className="hy-timeline-mark">{entry.icon && <Icon name={entry.icon} />}</span>
          <div className="hy-timeline-words">
            <div className="hy-timeline-head">
              <span>{entry.title}</span>
              <span className="hy-timeline-when">
                {entry.actor && <span>{entry.actor}</span>}
                <time>{entry.time}</time>
              </span>
            </div>
            {entry.detail !== undefined && <div className="hy-timeline-detail">{entry.detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
