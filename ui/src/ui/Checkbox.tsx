import type { ReactNode } from "react";
import { Checkbox as AriaCheckbox, CheckboxGroup as AriaCheckboxGroup, type CheckboxGroupProps as AriaCheckboxGroupProps, type CheckboxProps as AriaCheckboxProps } from "react-aria-components";
import "./Checkbox.css";
import { FieldFrame, type FieldParts, fieldParts } from "./Field";
import type { Option } from "./Options";

export interface CheckboxProps extends Omit<AriaCheckboxProps, "children" | "className"> {
  /** Without words, give an `aria-label`. */
  children?: ReactNode;
  detail?: ReactNode;
}

export function Checkbox({ children, detail, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox {...rest} className="hy-check">
      {({ isSelected, isIndeterminate }) => (
        <>
          <span className="hy-check-box" aria-hidden="true">
            <svg viewBox="0 0 16 16" width="14" height="14" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
              {isIndeterminate ? <path d="M4 8h8" /> : isSelected ? <path d="m3.5 8.5 3 3 6-7" /> : null}
            </svg>
          </span>
          {children !== undefined && (
            <span className="hy-check-words">
              {children}
              {detail !== undefined && <span className="hy-check-detail">{detail}</span>}
            </span>
          )}
        </>
      )}
    </AriaCheckbox>
  );
}

export interface CheckboxGroupProps<V extends string>
  extends Omit<AriaCheckboxGroupProps, "children" | "className" | "value" | "defaultValue" | "onChange">,
    FieldParts {
  options: readonly Option<V>[];
  value: readonly V[];
  onChange: (value: V[]) => void;
  isInline?: boolean | undefined;
}

export function CheckboxGroup<V extends string>(props: CheckboxGroupProps<V>) {
  const { parts, className, isInvalid, rest } = fieldParts(props);
  const { options, value, onChange, isInline, ...field } = rest;
  return (
    <AriaCheckboxGroup
      {...field}
      isInvalid={isInvalid}
      className={className}
      value={[...value]}
      onChange={(chosen) => onChange(options.map((option) => option.value).filter((option) => chosen.includes(option)))}
    >
      <FieldFrame {...parts} isRequired={field.isRequired}>
        <div className={isInline ? "hy-checks is-inline" : "hy-checks"}>
          {options.map((option) => (
            <Checkbox key={option.value} value={option.value} isDisabled={option.isDisabled ?? false} detail={option.detail}>
              {option.label}
            </Checkbox>
          ))}
        </div>
      </FieldFrame>
    </AriaCheckboxGroup>
  );
}
