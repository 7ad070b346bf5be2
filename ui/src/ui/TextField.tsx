import type { ReactNode, RefObject } from "react";
import { TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps, Group, Input, TextArea as AriaTextArea } from "react-aria-components";
import { FieldFrame, type FieldParts, fieldParts } from "./Field";
import { Icon, type IconName } from "./Icon";

type Base = Omit<AriaTextFieldProps, "children" | "className">;

export interface TextFieldProps extends Base, FieldParts {
  placeholder?: string | undefined;
  icon?: IconName | undefined;
  /** Behind the value: a unit, a button. */
  suffix?: ReactNode;
  inputRef?: RefObject<HTMLInputElement | null> | undefined;
}

export function TextField(props: TextFieldProps) {
  const { parts, className, isInvalid, rest } = fieldParts(props);
  const { placeholder, icon, suffix, inputRef, ...field } = rest;
  return (
    <AriaTextField {...field} isInvalid={isInvalid || (field.isInvalid ?? false)} className={className}>
      <FieldFrame {...parts} isRequired={field.isRequired}>
        <Group className="hy-box">
          {icon && <Icon name={icon} />}
          <Input className="hy-input" {...(placeholder !== undefined && { placeholder })} {...(inputRef && { ref: inputRef })} />
          {suffix !== undefined && <span className="hy-unit">{suffix}</span>}
        </Group>
      </FieldFrame>
    </AriaTextField>
  );
}

export interface TextAreaProps extends Base, FieldParts {
  placeholder?: string | undefined;
  rows?: number | undefined;
  /** Right below the text: how much of it there is. */
  counter?: ReactNode;
  areaRef?: RefObject<HTMLTextAreaElement | null> | undefined;
}

export function TextArea(props: TextAreaProps) {
  const { parts, className, isInvalid, rest } = fieldParts(props);
  const { placeholder, rows = 4, counter, areaRef, ...field } = rest;
  return (
    <AriaTextField {...field} isInvalid={isInvalid || (field.isInvalid ?? false)} className={className}>
      <FieldFrame {...parts} isRequired={field.isRequired}>
        <AriaTextArea className="hy-box" rows={rows} {...(placeholder !== undefined && { placeholder })} {...(areaRef && { ref: areaRef })} />
        {counter !== undefined && <div className="hy-field-counter">{counter}</div>}
      </FieldFrame>
    </AriaTextField>
  );
}
