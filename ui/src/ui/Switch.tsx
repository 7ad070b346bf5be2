import type { ReactNode } from "react";
import { Switch as AriaSwitch, type SwitchProps as AriaSwitchProps } from "react-aria-components";
import "./Checkbox.css";
import "./Switch.css";

export interface SwitchProps extends Omit<AriaSwitchProps, "children" | "className"> {
  children?: ReactNode;
  detail?: ReactNode;
}

/** For what takes effect at once. What waits for a save button is a Checkbox. */
export function Switch({ children, detail, ...rest }: SwitchProps) {
  return (
    <AriaSwitch {...rest} className="hy-check hy-switch">
      <span className="hy-switch-track" aria-hidden="true" />
      {children !== undefined && (
        <span className="hy-check-words">
          {children}
          {detail !== undefined && <span className="hy-check-detail">{detail}</span>}
        </span>
      )}
    </AriaSwitch>
  );
}
