import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon, type IconName } from "./Icon";
import "./Stepper.css";

export type StepState = "done" | "current" | "todo" | "error";

export interface Step<V extends string> {
  id: V;
  title: string;
  /** What was chosen there, or what is missing. */
  detail?: string | undefined;
  state: StepState;
  /** True while earlier steps must come first. */
  isDisabled?: boolean | undefined;
}

export interface StepperProps<V extends string> {
  label: string;
  steps: readonly Step<V>[];
  onGo: (id: V) => void;
}

const MARKS: Partial<Record<StepState, IconName>> = { done: "check", error: "warn" };

/** The steps of a long job from top to bottom. ↑ ↓ Home End move, Enter or Space goes there. */
export function Stepper<V extends string>({ label, steps, onGo }: StepperProps<V>) {
  const { t } = useTranslation("kit");
  const list = useRef<HTMLOListElement>(null);
  const [focused, setFocused] = useState<number>();
  const tabStop = focused ?? Math.max(0, steps.findIndex((step) => step.state === "current"));

  const onKeyDown = (event: KeyboardEvent<HTMLOListElement>) => {
    const buttons = [...(list.current?.querySelectorAll("button:not(:disabled)") ?? [])].filter((each) => each instanceof HTMLButtonElement);
    const at = buttons.findIndex((button) => button === document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    buttons[Math.min(Math.max(next, 0), buttons.length - 1)]?.focus();
  };

  return (
    <nav aria-label={label} className="hy-stepper">
      <ol ref={list} onKeyDown={onKeyDown} onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setFocused(undefined)}>
        {steps.map((step, at) => {
          const mark = MARKS[step.state];
          return (
            <li key={step.id} className={`hy-step is-${step.state}`}>
              <button
                type="button"
                tabIndex={at === tabStop ? 0 : -1}
                disabled={step.isDisabled}
                aria-current={step.state === "current" ? "step" : undefined}
                onFocus={() => setFocused(at)}
                onClick={() => onGo(step.id)}
              >
                <span className="hy-step-mark" aria-hidden="true">
                  {mark ? <Icon name={mark} /> : at + 1}
                </span>
                <span className="hy-step-words">
                  <span className="hy-step-title">{step.title}</span>
                  {step.detail && <span className="hy-step-detail">{step.detail}</span>}
                </span>
                <span className="hy-hidden">{t(`step.${step.state}`)}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
