import type { ReactElement } from "react";
import { Menu as AriaMenu, MenuItem, MenuSection, MenuTrigger, Header, Popover, type PopoverProps } from "react-aria-components";
import { Icon, type IconName } from "./Icon";
import { Kbd } from "./Kbd";
import "./Menu.css";
import "./Options.css";

export interface MenuAction {
  id: string;
  label: string;
  icon?: IconName | undefined;
  detail?: string | undefined;
  keys?: string | undefined;
  isDanger?: boolean | undefined;
  isDisabled?: boolean | undefined;
  isChecked?: boolean | undefined;
  onAction: () => void;
}

export interface MenuGroup {
  title?: string | undefined;
  actions: readonly MenuAction[];
}

export interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement;
  label: string;
  groups: readonly MenuGroup[];
  placement?: PopoverProps["placement"] | undefined;
}

/** Actions behind a button. */
export function Menu({ trigger, label, groups, placement = "bottom end" }: MenuProps) {
  const actions = new Map(groups.flatMap((group) => group.actions.map((action) => [action.id, action] as const)));
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="hy-popover" placement={placement} offset={4}>
        <AriaMenu
          aria-label={label}
          className="hy-options hy-menu"
          disabledKeys={[...actions.values()].filter((action) => action.isDisabled).map((action) => action.id)}
          onAction={(key) => actions.get(String(key))?.onAction()}
        >
          {groups.map((group, at) => (
            <MenuSection key={group.title ?? at} className="hy-menu-group">
              {group.title ? <Header className="hy-menu-title">{group.title}</Header> : <></>}
              {group.actions.map((action) => (
                <MenuItem key={action.id} id={action.id} textValue={action.label} className={action.isDanger ? "hy-option is-danger" : "hy-option"}>
                  {action.icon && <Icon name={action.icon} />}
                  <span className="hy-option-words">
                    <span>{action.label}</span>
                    {action.detail && <span className="hy-option-detail">{action.detail}</span>}
                  </span>
                  {action.isChecked && <Icon name="check" />}
                  {action.keys && <Kbd keys={action.keys} />}
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
