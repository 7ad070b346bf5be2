import { useTranslation } from "react-i18next";
import type { GatewayRow } from "../../api/generated";
import { formatCount } from "../../i18n/format";
import { Card, type Column, DataTable } from "../../ui";

type Figure = "logins" | "submits" | "accepted" | "refused" | "receipts" | "replies";
const FIGURES: readonly Figure[] = ["logins", "submits", "accepted", "refused", "receipts", "replies"];

/** What the gateways of the simulated carriers have counted, and how other programs log in there. */
export function Gateways({ gateways }: { gateways: readonly GatewayRow[] }) {
  const { t } = useTranslation(["practice", "states"]);
  const columns: Column<GatewayRow>[] = [
    { id: "carrier", title: t("practice:gateways.carrier"), width: 110, cell: (row) => t(`states:carrier.${row.carrier}`) },
    { id: "address", title: t("practice:gateways.address"), width: 160, cell: (row) => <code>{row.address}</code> },
    { id: "account", title: t("practice:gateways.account"), width: 100, cell: (row) => <code>{row.account}</code> },
    { id: "code", title: t("practice:gateways.code"), width: 130, cell: (row) => <code>{row.service_code}</code> },
    { id: "versions", title: t("practice:gateways.versions"), width: 110, cell: (row) => row.versions.join(" · ") },
    ...FIGURES.map((figure): Column<GatewayRow> => ({
      id: figure,
      title: t(`practice:gateways.${figure}`),
      width: 96,
      isNumeric: true,
      cell: (row) => formatCount(row[figure]),
    })),
  ];
  return (
    <Card title={t("practice:gateways.title")} isFlush>
      <DataTable label={t("practice:gateways.list")} columns={columns} rowKey={(row) => row.carrier} source={{ kind: "cursor", rows: [...gateways] }} empty={null} />
    </Card>
  );
}
