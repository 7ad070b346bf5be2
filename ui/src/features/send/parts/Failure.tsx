import type { ReactNode } from "react";
import { CallError } from "../../../api/call";
import { mistakeWords, useErrorWords } from "../../../i18n/errorWords";
import { ErrorPanel } from "../../../ui";

/** An error with everything that is known about it: cause, what is safe, what to do, and each mistake. */
export function Failure({ error, onRetry, isRetrying, hint, actions }: { error: unknown; onRetry?: () => void; isRetrying?: boolean; hint?: string | undefined; actions?: ReactNode }) {
  const words = useErrorWords(error);
  if (words === null) return null;
  const mistakes = error instanceof CallError ? error.view.mistakes : [];
  const next = hint ?? words.next;
  return (
    <ErrorPanel
      cause={words.cause}
      kept={words.kept}
      next={
        mistakes.length === 0 ? (
          next
        ) : (
          <ul className="send-mistakes">
            {mistakes.map((mistake, at) => (
              <li key={at}>{mistakeWords(mistake)}</li>
            ))}
          </ul>
        )
      }
      code={words.code}
      actions={actions}
      {...(onRetry && { onRetry })}
      {...(isRetrying !== undefined && { isRetrying })}
    />
  );
}
