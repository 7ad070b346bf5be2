import type { RefObject } from "react";
import { Button, Group, Input, SearchField as AriaSearchField, type SearchFieldProps as AriaSearchFieldProps } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Icon } from "./Icon";
import { Kbd } from "./Kbd";
import "./SearchField.css";

export interface SearchFieldProps extends Omit<AriaSearchFieldProps, "children" | "className" | "aria-label"> {
  /** Name for screen readers; also the placeholder unless another is given. */
  label: string;
  placeholder?: string | undefined;
  /** The shortcut that brings here, shown while empty. */
  keys?: string | undefined;
  inputRef?: RefObject<HTMLInputElement | null> | undefined;
}

export function SearchField({ label, placeholder, keys, inputRef, ...rest }: SearchFieldProps) {
  const { t } = useTranslation("kit");
  return (
    <AriaSearchField {...rest} aria-label={label} className="hy-field hy-search">
      {({ isEmpty }) => (
        <Group className="hy-box">
          <Icon name="search" />
          <Input className="hy-input" placeholder={placeholder ?? label} {...(inputRef && { ref: inputRef })} />
          {isEmpty && keys && <Kbd keys={keys} />}
          {!isEmpty && (
            <Button className="hy-box-button" aria-label={t("clear")}>
              <Icon name="x" />
            </Button>
          )}
        </Group>
      )}
    </AriaSearchField>
  );
}
