import { Radio, RadioGroup as AriaRadioGroup, type RadioGroupProps as AriaRadioGroupProps } from "react-aria-components";
import "./Checkbox.css";
import { FieldFrame, type FieldParts, fieldParts } from "./Field";
import { Icon } from "./Icon";
import type { Option } from "./Options";
import "./RadioGroup.css";

export interface RadioGroupProps<V extends string> extends Omit<AriaRadioGroupProps, "children" | "className" | "value" | "defaultValue" | "onChange">, FieldParts {
  options: readonly Option<V>[];
  value: V | null;
  onChange: (value: V) => void;
  /** `cards` gives each choice a frame: for choices that matter and have a detail. */
  look?: "list" | "inline" | "cards" | undefined;
}

export function RadioGroup<V extends string>(props: RadioGroupProps<V>) {
  const { parts, className, isInvalid, rest } = fieldParts(props);
  const { options, value, onChange, look = "list", ...field } = rest;
  return (
    <AriaRadioGroup
      {...field}
      isInvalid={isInvalid}
      className={className}
      value={value}
      onChange={(chosen) => {
        const option = options.find((each) => each.value === chosen);
        if (option) onChange(option.value);
      }}
    >
      <FieldFrame {...parts} isRequired={field.isRequired}>
        <div className={`hy-checks hy-radios is-${look}`}>
          {options.map((option) => (
            <Radio key={option.value} value={option.value} isDisabled={option.isDisabled ?? false} className="hy-check hy-radio">
              <span className="hy-check-box" aria-hidden="true" />
              {option.icon && <Icon name={option.icon} size={20} />}
              <span className="hy-check-words">
                {option.label}
                {option.detail && <span className="hy-check-detail">{option.detail}</span>}
              </span>
            </Radio>
          ))}
        </div>
      </FieldFrame>
    </AriaRadioGroup>
  );
}
