import type { ReactNode } from "react";
import { Link as AriaLink, type LinkProps as AriaLinkProps } from "react-aria-components";
import { Icon, type IconName } from "./Icon";
import "./Link.css";

export interface LinkProps extends Omit<AriaLinkProps, "className" | "children"> {
  icon?: IconName | undefined;
  /** In the colour of the text, underlined on hover only: for names in tables. */
  isQuiet?: boolean | undefined;
  children: ReactNode;
}

/** A way to another place. With `onPress` and no `href` it stays a link for screen readers, too. */
export function Link({ icon, isQuiet = false, children, ...rest }: LinkProps) {
  return (
    <AriaLink {...rest} className={isQuiet ? "hy-link is-quiet" : "hy-link"}>
      {icon && <Icon name={icon} />}
      {children}
    </AriaLink>
  );
}
