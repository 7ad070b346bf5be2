import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { Icon } from "./Icon";
import type { Option } from "./Options";
import "./SegmentedControl.css";

export interface SegmentedControlProps<V extends string> {
  /** Name for screen readers. */
  label: string;
  options: readonly (Option<V> & { lang?: string | undefined; count?: string | undefined })[];
  value: V;
  onChange: (value: V) => void;
  isDisabled?: boolean | undefined;
  /** Icons alone, with the words as their names. */
  isIconOnly?: boolean | undefined;
}

/** A few values side by side, one of them chosen; takes effect at once. */
export function SegmentedControl<V extends string>({ label, options, value, onChange, isDisabled = false, isIconOnly = false }: SegmentedControlProps<V>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      className="hy-segments"
      isDisabled={isDisabled}
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = options.find((option) => keys.has(option.value));
        if (chosen) onChange(chosen.value);
      }}
    >
      {options.map((option) => (
        <ToggleButton
          key={option.value}
          id={option.value}
          className="hy-segment"
          isDisabled={option.isDisabled ?? false}
          {...(option.lang && { lang: option.lang })}
          {...(isIconOnly && { "aria-label": option.label })}
        >
          {option.icon && <Icon name={option.icon} />}
          {!isIconOnly && option.label}
          {option.count !== undefined && <span className="hy-segment-count">{option.count}</span>}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
