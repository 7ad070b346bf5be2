import type { ReactNode } from "react";
import "./Empty.css";
import { Goose } from "./Goose";

export interface EmptyProps {
  title: string;
  /** What comes here and how. */
  children?: ReactNode;
  /** One button: the next step. */
  action?: ReactNode;
  /** Without the drawing, for small places. */
  isSmall?: boolean | undefined;
}

/** Nothing here yet, and what to do about it. */
export function Empty({ title, children, action, isSmall = false }: EmptyProps) {
  return (
    <div className={isSmall ? "hy-empty is-small" : "hy-empty"}>
      {!isSmall && <Goose />}
      <p className="hy-empty-title">{title}</p>
      {children !== undefined && <div className="hy-empty-words">{children}</div>}
      {action}
    </div>
  );
}
