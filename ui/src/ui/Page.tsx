import type { ReactNode } from "react";
import "./Page.css";

export interface PageProps {
  title: string;
  /** Beside the title: a state, a count. */
  aside?: ReactNode;
  /** One line below the title. */
  lead?: ReactNode;
  /** The one primary action, with a few lesser ones before it. */
  actions?: ReactNode;
  /** Banners between title and filters. */
  notices?: ReactNode;
  /** A FilterBar or tabs. */
  filters?: ReactNode;
  children: ReactNode;
  /** The content fills the height and scrolls by itself, as tables do. */
  isFilling?: boolean | undefined;
}

/** A screen: title row with the one primary action at the right, then filters, then the work. */
export function Page({ title, aside, lead, actions, notices, filters, children, isFilling = false }: PageProps) {
  return (
    <div className={isFilling ? "hy-page is-filling" : "hy-page"}>
      <header className="hy-page-head">
        <div className="hy-page-titles">
          <div className="hy-page-title">
            <h1>{title}</h1>
            {aside}
          </div>
          {lead !== undefined && <div className="hy-page-lead">{lead}</div>}
        </div>
        {actions !== undefined && <div className="hy-page-actions">{actions}</div>}
      </header>
      {notices !== undefined && <div className="hy-page-notices">{notices}</div>}
      {filters}
      <div className="hy-page-body">{children}</div>
    </div>
  );
}
