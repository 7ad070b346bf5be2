import type { ReactNode } from "react";

/** A part of the gallery with its heading. */
export function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section id={id} className="gallery-section" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  );
}

/** Pieces side by side. */
export function Line({ children }: { children: ReactNode }) {
  return <div className="gallery-line">{children}</div>;
}

/** Pieces in equal columns. */
export function Grid({ children }: { children: ReactNode }) {
  return <div className="gallery-grid">{children}</div>;
}
