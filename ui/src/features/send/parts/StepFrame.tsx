import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { StepId } from "../model/draft";

/** A step's heading and content. Arriving by key or button puts the focus at its begin, so that Tab goes on from there. */
export function StepFrame({ step, takesFocus, children }: { step: StepId; takesFocus: boolean; children: ReactNode }) {
  const { t } = useTranslation("wizard");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [step, takesFocus]);
  return (
    <section className="send-step" aria-labelledby="send-step-title">
      <h2 id="send-step-title" ref={heading} tabIndex={-1}>
        {t(`steps.${step}`)}
      </h2>
      {children}
    </section>
  );
}
