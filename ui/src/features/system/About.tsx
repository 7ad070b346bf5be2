import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Licences } from "../../api/generated";
import { useAsk } from "../../api/query";
import { useErrorWords } from "../../i18n/errorWords";
import { formatCount } from "../../i18n/format";
import { Card, type Column, DataTable, Empty, ErrorPanel, Goose, SearchField } from "../../ui";

type Part = Licences["parts"][number];

/** Which program this is, and whose work it stands on. */
export function About() {
  const { t } = useTranslation("system");
  const [search, setSearch] = useState("");
  const session = useAsk("session", {}, { everyMs: false });
  const answer = useAsk("licences", {}, { everyMs: false });
  const failed = useErrorWords(answer.error);
  const parts = answer.data?.parts ?? [];
  const wanted = search.trim().toLowerCase();
  const rows = useMemo(() => parts.filter((part) => `${part.name} ${part.licence}`.toLowerCase().includes(wanted)), [parts, wanted]);
  const columns: Column<Part>[] = [
    { id: "name", title: t("about.part"), grow: 1, width: 260, cell: (part) => part.name },
    { id: "version", title: t("about.partVersion"), width: 120, cell: (part) => part.version },
    { id: "licence", title: t("about.partLicence"), grow: 1, width: 260, cell: (part) => part.licence },
  ];
  return (
    <div className="hy-system is-wide">
      <div className="hy-system-about">
        <Goose />
        <div>
          <h2>{t("about.name")}</h2>
          <p>{t("about.motto")}</p>
          <p>{session.data && t("about.version", { version: session.data.version })} · {t("about.licence")}</p>
        </div>
      </div>
      <Card title={t("about.parts")} actions={<SearchField label={t("about.find")} value={search} onChange={setSearch} />} isFlush>
        {parts.length > 0 && <p className="hy-system-note">{t("about.partsWords", { count: parts.length, shown: formatCount(parts.length) })}</p>}
        <div className="hy-system-parts">
          <DataTable
            label={t("about.parts")}
            columns={columns}
            rowKey={(part) => `${part.name} ${part.version}`}
            source={{ kind: "cursor", rows }}
            isLoading={answer.isPending}
            error={failed ? <ErrorPanel {...failed} onRetry={() => void answer.refetch()} /> : undefined}
            empty={<Empty isSmall title={t("about.none", { search })} />}
          />
        </div>
      </Card>
    </div>
  );
}
