import type { ReactNode } from "react";
import "./Card.css";
import "./tone.css";
import type { Tone } from "./tone";

export interface CardProps {
  title?: ReactNode;
  /** Right of the title. */
  actions?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  /** Content goes to the edge, as tables want. */
  isFlush?: boolean | undefined;
  className?: string | undefined;
}

/** Things that belong together, on the raised surface. */
export function Card({ title, actions, children, footer, isFlush = false, className }: CardProps) {
  return (
    <section className={`hy-card ${isFlush ? "is-flush" : ""} ${className ?? ""}`} {...(typeof title === "string" && { "aria-label": title })}>
      {(title !== undefined || actions !== undefined) && (
        <header className="hy-card-head">
          <h2>{title}</h2>
          {actions}
        </header>
      )}
      <div className="hy-card-body">{children}</div>
      {footer !== undefined && <footer className="hy-card-foot">{footer}</footer>}
    </section>
  );
}

export interface FigureCardProps {
  label: string;
  value: string;
  tone?: Tone | undefined;
  detail?: string | undefined;
  isSelected: boolean;
  onToggle: (isSelected: boolean) => void;
}

/** A count that filters what is below it when pressed. */
export function FigureCard({ label, value, tone, detail, isSelected, onToggle }: FigureCardProps) {
  return (
    <button type="button" className={`hy-figure-card ${tone ? `is-${tone}` : ""}`} aria-pressed={isSelected} onClick={() => onToggle(!isSelected)}>
      <span className="hy-figure-card-label">{label}</span>
      <span className="hy-figure-card-value">{value}</span>
      {detail && <span className="hy-figure-card-detail">{detail}</span>}
    </button>
  );
}
