import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Banner, Button, Link, notify, Page, Skeleton } from "../../ui";
import { emptyDraft, titleOf } from "./model/draft";
import { type Entry, open, type Opening } from "./opening";
import { Failure } from "./parts/Failure";
import { forget, recallNew } from "./saving/backup";
import { Wizard } from "./Wizard";

export type { Entry } from "./opening";

interface SendScreenProps {
  entry: Entry;
  /** The draft has this id now; empty: it has become a task. */
  onStored: (draft: string) => void;
  onAnother: () => void;
}

/** Reads what the address asks for, then hands over to the wizard, which from then on keeps its draft itself. */
export function SendScreen({ entry, onStored, onAnother }: SendScreenProps) {
  const { t } = useTranslation("wizard");
  const [opening, setOpening] = useState<Opening | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const [left, setLeft] = useState(() => (isFresh(entry) ? recallNew() : null));
  // The address of a wizard that has begun is changed by the wizard: only the first one is read.
  const [first] = useState(entry);

  const began = useCallback(
    (opened: Opening) => {
      setOpening(opened);
      if (opened.isRestored) notify({ title: t("restore.crash") });
    },
    [t],
  );
  useEffect(() => {
    let wanted = true;
    setError(null);
    open(first).then(
      (opened) => wanted && began(opened),
      (failed: unknown) => wanted && setError(failed),
    );
    return () => {
      wanted = false;
    };
  }, [first, attempt, began]);

  if (left) {
    const take = () => {
      setOpening({ draft: left.draft, stored: null, baseline: emptyDraft(left.draft.clientKey), isRestored: false });
      setLeft(null);
    };
    const drop = () => {
      forget({ clientKey: left.draft.clientKey });
      setLeft(null);
    };
    return (
      <Page title={t("title")}>
        <Banner
          action={
            <>
              <Button size="small" tone="primary" onPress={take} autoFocus>
                {t("restore.take")}
              </Button>
              <Button size="small" onPress={drop}>
                {t("restore.drop")}
              </Button>
            </>
          }
        >
          {t("restore.found", { title: titleOf(left.draft) })}
        </Banner>
      </Page>
    );
  }
  if (error !== null) {
    return (
      <Page title={t("title")}>
        <Failure error={error} onRetry={() => setAttempt(attempt + 1)} actions={<Link onPress={onAnother}>{t("opening.fresh")}</Link>} />
      </Page>
    );
  }
  if (opening === null) {
    return (
      <Page title={t("title")}>
        <Skeleton lines={8} />
      </Page>
    );
  }
  return <Wizard opened={opening} onStored={onStored} onAnother={onAnother} />;
}

function isFresh(entry: Entry): boolean {
  return Object.values(entry).every((value) => value === "");
}
