import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MessagesOf } from "../api/generated";
import { MessagesScreen } from "../features/messages";
import { ExportMessagesDialog } from "../features/reports";
import { Button } from "../ui";

/** 发送明细, with an export of exactly what it shows. */
export function MessagesPage() {
  const { t } = useTranslation("insights");
  const [exported, setExported] = useState<MessagesOf>();
  return (
    <>
      <MessagesScreen
        actions={(shown) => (
          <Button icon="download" onPress={() => setExported(shown)}>
            {t("messages.export")}
          </Button>
        )}
      />
      {exported && <ExportMessagesDialog of={exported} onClose={() => setExported(undefined)} />}
    </>
  );
}
