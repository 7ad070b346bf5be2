import type { ReactNode } from "react";
import "./Facts.css";

export interface Fact {
  name: string;
  value: ReactNode;
  /** Takes the whole width: texts. */
  isWide?: boolean | undefined;
}

/** Properties of one thing: name and value, in as many columns as there is room. */
export function Facts({ facts, label }: { facts: readonly (Fact | false)[]; label?: string | undefined }) {
  return (
    <dl className="hy-facts" {...(label !== undefined && { "aria-label": label })}>
      {facts.map(
        (fact) =>
          fact && (
            <div key={fact.name} className={fact.isWide ? "is-wide" : undefined}>
              <dt>{fact.name}</dt>
              <dd>{fact.value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
