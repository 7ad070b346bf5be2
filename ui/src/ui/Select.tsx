import { Button, Select as AriaSelect, type SelectProps as AriaSelectProps, SelectValue } from "react-aria-components";
import { FieldFrame, type FieldParts, fieldParts } from "./Field";
import { Icon } from "./Icon";
import { type Option, OptionList, OptionPopover } from "./Options";
import "./Select.css";

export interface SelectProps<V extends string>
  extends Omit<AriaSelectProps<Option>, "children" | "className" | "value" | "defaultValue" | "onChange" | "selectedKey" | "defaultSelectedKey" | "onSelectionChange">,
    FieldParts {
  options: readonly Option<V>[];
  value: V | null;
  onChange: (value: V) => void;
  /** 28 px, for filter rows. */
  isSmall?: boolean | undefined;
}

/** One of a few. For long lists ComboBox, which finds by typing. */
export function Select<V extends string>(props: SelectProps<V>) {
  const { parts, className, isInvalid, rest } = fieldParts(props);
  const { options, value, onChange, isSmall, ...field } = rest;
  return (
    <AriaSelect<Option>
      {...field}
      isInvalid={isInvalid}
      className={`${className} hy-select ${isSmall ? "is-small" : ""}`}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key);
        if (chosen) onChange(chosen.value);
      }}
    >
      <FieldFrame {...parts} isRequired={field.isRequired}>
        <Button className="hy-box" {...(parts.isLabelHidden && typeof parts.label === "string" && { "data-prefix": parts.label })}>
          <SelectValue<Option> className="hy-select-value">
            {({ selectedItem, defaultChildren }) => selectedItem?.label ?? defaultChildren}
          </SelectValue>
          <Icon name="chevron-down" />
        </Button>
        <OptionPopover>
          <OptionList items={options} />
        </OptionPopover>
      </FieldFrame>
    </AriaSelect>
  );
}
