import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps, ProgressBar } from "react-aria-components";
import { useTranslation } from "react-i18next";
import "./Button.css";
import { Icon, type IconName } from "./Icon";
import { Tooltip, TooltipTrigger } from "./Tooltip";

/** `sandbox` looks like hazard tape: it does what primary does, but only for practice. */
export type ButtonTone = "primary" | "secondary" | "quiet" | "danger" | "sandbox";

interface Look {
  tone?: ButtonTone | undefined;
  size?: "normal" | "small" | undefined;
}

export interface ButtonProps extends Omit<AriaButtonProps, "children" | "className">, Look {
  icon?: IconName | undefined;
  /** At the right, for what the button opens. */
  trailing?: IconName | undefined;
  children: ReactNode;
  className?: string | undefined;
}

export function Button({ tone = "secondary", size = "normal", icon, trailing, children, className, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={`hy-button is-${tone} is-${size} ${className ?? ""}`}>
      {({ isPending }) => (
        <>
          {icon && <Icon name={icon} />}
          <span className="hy-button-label">{children}</span>
          {trailing && <Icon name={trailing} />}
          {isPending && <Spinner />}
        </>
      )}
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<AriaButtonProps, "children" | "className" | "aria-label">, Look {
  icon: IconName;
  /** Name for screen readers, shown as a tip. */
  label: string;
  /** Shown behind the name in the tip. */
  keys?: string | undefined;
  /** A small number at the corner; part of the name. */
  badge?: string | undefined;
  className?: string | undefined;
}

export function IconButton({ tone = "quiet", size = "normal", icon, label, keys, badge, className, ...rest }: IconButtonProps) {
  return (
    <TooltipTrigger>
      <AriaButton {...rest} aria-label={badge ? `${label} ${badge}` : label} className={`hy-button is-square is-${tone} is-${size} ${className ?? ""}`}>
        {({ isPending }) => (
          <>
            <Icon name={icon} size={size === "small" ? 16 : 20} />
            {badge && <span className="hy-button-badge">{badge}</span>}
            {isPending && <Spinner />}
          </>
        )}
      </AriaButton>
      <Tooltip keys={keys}>{label}</Tooltip>
    </TooltipTrigger>
  );
}

function Spinner() {
  const { t } = useTranslation("kit");
  return (
    <ProgressBar isIndeterminate aria-label={t("loading")} className="hy-button-spinner">
      <svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" aria-hidden="true">
        <path d="M8 1.5A6.5 6.5 0 1 1 1.5 8" />
      </svg>
    </ProgressBar>
  );
}
