import type { ReactNode } from "react";
import { Button, Group, Input, NumberField as AriaNumberField, type NumberFieldProps as AriaNumberFieldProps } from "react-aria-components";
import { FieldFrame, type FieldParts, fieldParts } from "./Field";
import { Icon } from "./Icon";
import "./NumberField.css";

export interface NumberFieldProps extends Omit<AriaNumberFieldProps, "children" | "className">, FieldParts {
  placeholder?: string | undefined;
  unit?: ReactNode;
}

/** A number with its unit; arrow keys and the two small buttons step it. */
export function NumberField(props: NumberFieldProps) {
  const { parts, className, isInvalid, rest } = fieldParts(props);
  const { placeholder, unit, ...field } = rest;
  return (
    <AriaNumberField {...field} isInvalid={isInvalid || (field.isInvalid ?? false)} className={className}>
      <FieldFrame {...parts} isRequired={field.isRequired}>
        <Group className="hy-box hy-number">
          <Input className="hy-input is-numeric" {...(placeholder !== undefined && { placeholder })} />
          {unit !== undefined && <span className="hy-unit">{unit}</span>}
          <span className="hy-number-steps">
            <Button slot="increment">
              <Icon name="chevron-up" />
            </Button>
            <Button slot="decrement">
              <Icon name="chevron-down" />
            </Button>
          </span>
        </Group>
      </FieldFrame>
    </AriaNumberField>
  );
}
