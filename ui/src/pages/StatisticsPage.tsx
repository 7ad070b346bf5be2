import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { StatisticsOf } from "../api/generated";
import { StatisticsScreen } from "../features/insights";
import { ExportStatisticsDialog } from "../features/reports";
import { Button } from "../ui";

/** 统计, with an export of exactly what it shows. */
export function StatisticsPage() {
  const { t } = useTranslation("insights");
  const [exported, setExported] = useState<StatisticsOf>();
  return (
    <>
      <StatisticsScreen
        actions={(shown) => (
          <Button icon="download" onPress={() => setExported(shown)}>
            {t("stats.export")}
          </Button>
        )}
      />
      {exported && <ExportStatisticsDialog of={exported} onClose={() => setExported(undefined)} />}
    </>
  );
}
