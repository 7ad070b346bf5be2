import { Button, ComboBox as AriaComboBox, type ComboBoxProps as AriaComboBoxProps, Group, Input } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { FieldFrame, type FieldParts, fieldParts } from "./Field";
import { Icon } from "./Icon";
import { type Option, OptionList, OptionPopover } from "./Options";

export interface ComboBoxProps<V extends string>
  extends Omit<AriaComboBoxProps<Option>, "children" | "className" | "items" | "defaultItems" | "value" | "defaultValue" | "onChange" | "selectedKey" | "defaultSelectedKey" | "onSelectionChange">,
    FieldParts {
  options: readonly Option<V>[];
  value: V | null;
  onChange: (value: V | null) => void;
  placeholder?: string | undefined;
}

/** One of many, found by typing; `search` of an option may hold its pinyin. */
export function ComboBox<V extends string>(props: ComboBoxProps<V>) {
  const { t } = useTranslation("kit");
  const { parts, className, isInvalid, rest } = fieldParts(props);
  const { options, value, onChange, placeholder, ...field } = rest;
  return (
    <AriaComboBox<Option>
      menuTrigger="focus"
      allowsEmptyCollection
      {...field}
      isInvalid={isInvalid}
      className={className}
      defaultItems={options}
      defaultFilter={(label, typed) => found(label, typed) || options.some((option) => option.label === label && found(option.search ?? "", typed))}
      value={value}
      onChange={(key) => onChange(options.find((option) => option.value === key)?.value ?? null)}
    >
      <FieldFrame {...parts} isRequired={field.isRequired}>
        <Group className="hy-box">
          <Input className="hy-input" {...(placeholder !== undefined && { placeholder })} />
          <Button className="hy-box-button">
            <Icon name="chevron-down" />
          </Button>
        </Group>
        <OptionPopover>
          <OptionList renderEmptyState={() => <div className="hy-options-empty">{t("noMatch")}</div>} />
        </OptionPopover>
      </FieldFrame>
    </AriaComboBox>
  );
}

function found(text: string, typed: string): boolean {
  return text.toLocaleLowerCase().includes(typed.trim().toLocaleLowerCase());
}
