import type { ReactNode } from "react";
import { Tooltip as AriaTooltip, TooltipTrigger as AriaTooltipTrigger, type TooltipProps as AriaTooltipProps, type TooltipTriggerComponentProps } from "react-aria-components";
import { Kbd } from "./Kbd";
import "./Tooltip.css";

export function TooltipTrigger({ delay = 500, closeDelay = 80, ...rest }: TooltipTriggerComponentProps) {
  return <AriaTooltipTrigger {...rest} delay={delay} closeDelay={closeDelay} />;
}

export interface TooltipProps extends Omit<AriaTooltipProps, "children" | "className"> {
  children: ReactNode;
  /** The shortcut that does the same. */
  keys?: string | undefined;
}

/** A name or a hint. Nothing that matters stands only here: touch and keyboards may never see it. */
export function Tooltip({ children, keys, offset = 6, ...rest }: TooltipProps) {
  return (
    <AriaTooltip {...rest} offset={offset} className="hy-tooltip">
      {children}
      {keys && <Kbd keys={keys} />}
    </AriaTooltip>
  );
}
