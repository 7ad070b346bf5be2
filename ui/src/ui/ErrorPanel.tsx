import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { CopyButton } from "./CopyButton";
import "./ErrorPanel.css";
import "./tone.css";
import { Icon } from "./Icon";

export interface ErrorPanelProps {
  /** Why it did not work. */
  cause: ReactNode;
  /** What is safe all the same. */
  kept?: ReactNode;
  /** What to do now. */
  next?: ReactNode;
  /** The number to read out to who helps; can be copied. */
  code?: string | undefined;
  onRetry?: (() => void) | undefined;
  isRetrying?: boolean | undefined;
  /** More ways on. */
  actions?: ReactNode;
  /** In place of a list or a page, rather than among other things. */
  isLarge?: boolean | undefined;
}

/** What went wrong: cause, what was kept, next step, number. */
export function ErrorPanel({ cause, kept, next, code, onRetry, isRetrying = false, actions, isLarge = false }: ErrorPanelProps) {
  const { t } = useTranslation("kit");
  return (
    <div role="alert" className={isLarge ? "hy-error is-bad is-large" : "hy-error is-bad"}>
      <Icon name="error" size={isLarge ? 24 : 20} />
      <div className="hy-error-words">
        <p className="hy-error-cause">{cause}</p>
        {kept !== undefined && <p>{kept}</p>}
        {next !== undefined && <p>{next}</p>}
        <div className="hy-error-ways">
          {onRetry && (
            <Button size="small" icon="refresh" onPress={onRetry} isPending={isRetrying}>
              {t("retry")}
            </Button>
          )}
          {actions}
          {code !== undefined && (
            <span className="hy-error-code">
              {t("errorCode", { code })}
              <CopyButton text={code} />
            </span>
          )}
        </div>
      </div>
    </div>
  );
}
