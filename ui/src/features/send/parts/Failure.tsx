import type { ReactNode } from "react";
import { CallError } from "../../../api/call";
import { mistakeWords, useErrorWords } from "../../../i18n/errorWords";
import { ErrorPanel } from "../../../ui";

/** An error with everything that is known about it: cause, what is safe, what to do, and each mistake. */
export function Failure({ error, onRetry, isRetrying, hint, actions }: { error: unknown; onRetry?: () => void; isRetrying?: boolean; hint?: string | undefined; actions?: ReactNode }) {
  const words = useErrorWords(error);
  if (words === null) return null;
  const mistakes = error instanceof CallError ? error.view.mistakes : [];
  return (
    <ErrorPanel
      {...words}
      next={hint ?? words.next}
      actions={
        <>
          {mistakes.length > 0 && (
            <ul className="send-mistakes">
              {mistakes.map((mistake, at) => (
                <li key={at}>{mistakeWords(mistake)}</li>
              ))}
            </ul>
          )}
          {actions}
        </>
      }
      {...(onRetry && { onRetry })}
      {...(isRetrying !== undefined && { isRetrying })}
    />
  );
}
