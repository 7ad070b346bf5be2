import { useTranslation } from "react-i18next";
import { useGo } from "../api/url";
import { CallError } from "../api/call";
import { useErrorWords } from "../i18n/errorWords";
import { Button, Empty, ErrorPanel, Page } from "../ui";

/** A page that threw: the frame around it stays. */
export function BrokenPage({ error, reset }: { error: unknown; reset: () => void }) {
  const { t } = useTranslation("shell");
  const known = useErrorWords(error instanceof CallError ? error : null);
  return (
    <Page title={t("page.broken")}>
      <ErrorPanel
        isLarge
        {...(known ?? { cause: t("page.broken"), kept: t("page.brokenKept"), next: t("page.brokenNext") })}
        onRetry={reset}
        actions={
          <Button size="small" onPress={() => window.location.reload()}>
            {t("page.reload")}
          </Button>
        }
      />
    </Page>
  );
}

/** An address that leads nowhere. */
export function MissingPage() {
  const { t } = useTranslation("shell");
  const go = useGo();
  return (
    <Page title={t("page.missing")}>
      <Empty
        title={t("page.missing")}
        action={
          <Button tone="primary" onPress={() => go("/")}>
            {t("page.toHome")}
          </Button>
        }
      >
        {t("page.missingWords")}
      </Empty>
    </Page>
  );
}
