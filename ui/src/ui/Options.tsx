import type { ReactNode } from "react";
import { ListBox, ListBoxItem, type ListBoxProps, Popover } from "react-aria-components";
import { Icon, type IconName } from "./Icon";
import "./Options.css";

/** One thing to choose. */
export interface Option<V extends string = string> {
  value: V;
  label: string;
  /** A second line in small print. */
  detail?: string | undefined;
  icon?: IconName | undefined;
  isDisabled?: boolean | undefined;
  /** More words that find it, such as its pinyin. */
  search?: string | undefined;
}

/** The floating list of Select and ComboBox. */
export function OptionPopover({ children }: { children: ReactNode }) {
  return (
    <Popover className="hy-popover hy-options-popover" offset={4}>
      {children}
    </Popover>
  );
}

/** Options as a list; `items` comes from the control around it where that filters. */
export function OptionList({ ...rest }: Omit<ListBoxProps<Option>, "children" | "className">) {
  return (
    <ListBox {...rest} className="hy-options">
      {(option: Option) => (
        <ListBoxItem id={option.value} textValue={option.label} isDisabled={option.isDisabled ?? false} className="hy-option">
          {({ isSelected }) => (
            <>
              {option.icon && <Icon name={option.icon} />}
              <span className="hy-option-words">
                <span>{option.label}</span>
                {option.detail && <span className="hy-option-detail">{option.detail}</span>}
              </span>
              {isSelected && <Icon name="check" />}
            </>
          )}
        </ListBoxItem>
      )}
    </ListBox>
  );
}
