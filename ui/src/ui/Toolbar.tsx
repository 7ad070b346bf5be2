import type { ReactNode } from "react";
import { Toolbar as AriaToolbar } from "react-aria-components";
import "./Toolbar.css";

/** Buttons in a row that arrow keys walk through. */
export function Toolbar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <AriaToolbar aria-label={label} className="hy-toolbar">
      {children}
    </AriaToolbar>
  );
}

/** Filters above a list: fields at the left, what concerns the whole list at the right. */
export function FilterBar({ label, children, end }: { label: string; children: ReactNode; end?: ReactNode }) {
  return (
    <div role="search" aria-label={label} className="hy-filters">
      <div className="hy-filters-start">{children}</div>
      {end !== undefined && <div className="hy-filters-end">{end}</div>}
    </div>
  );
}
