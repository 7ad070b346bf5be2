import type { ReactNode } from "react";
import { FieldError, Label, Text } from "react-aria-components";
import "./Field.css";
import { Icon } from "./Icon";

/** What every field has around its control. */
export interface FieldParts {
  label: ReactNode;
  /** Below the control, while there is no error. */
  help?: ReactNode;
  /** Cause and way out; its presence makes the field invalid. */
  error?: ReactNode;
  /** At the right of the label: a counter, a link. */
  aside?: ReactNode;
  /** Keeps the name for screen readers and hides it: for filters, where the value tells enough. */
  isLabelHidden?: boolean | undefined;
  className?: string | undefined;
}

/** Parts the words around a control from what goes to the control itself. */
export function fieldParts<P extends FieldParts>(props: P) {
  const { label, help, error, aside, isLabelHidden, className, ...rest } = props;
  const isInvalid = error !== undefined && error !== null && error !== false && error !== "";
  return { parts: { label, help, error, aside, isLabelHidden, isInvalid }, className: `hy-field ${className ?? ""}`, isInvalid, rest };
}

type Parts = ReturnType<typeof fieldParts>["parts"] & { isRequired?: boolean | undefined; children: ReactNode };

/** Label above, control, help or error below. */
export function FieldFrame({ label, help, error, aside, isLabelHidden, isInvalid, isRequired, children }: Parts) {
  return (
    <>
      <div className={isLabelHidden ? "hy-hidden" : "hy-field-head"}>
        <Label className="hy-field-label">
          {label}
          {isRequired && (
            <span className="hy-field-required" aria-hidden="true">
              *
            </span>
          )}
        </Label>
        {aside !== undefined && <span className="hy-field-aside">{aside}</span>}
      </div>
      {children}
      {help !== undefined && !isInvalid && (
        <Text slot="description" className="hy-field-help">
          {help}
        </Text>
      )}
      <FieldError className="hy-field-error">
        {({ validationErrors }) => (
          <>
            <Icon name="error" />
            <span>{isInvalid ? error : validationErrors.join(" ")}</span>
          </>
        )}
      </FieldError>
    </>
  );
}
