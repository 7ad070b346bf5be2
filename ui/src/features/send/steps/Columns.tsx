import { useTranslation } from "react-i18next";
import type { InspectedList, ListColumn } from "../../../api/generated";
import { Select, StatusTag, type Tone } from "../../../ui";
import { type ColumnRole, remapped, sureness } from "../model/columns";
import { useSend } from "../useSendModel";

const TONES: Record<ReturnType<typeof sureness>, Tone> = { sure: "good", likely: "info", unsure: "warn" };
const ROLES: readonly ColumnRole[] = ["number", "name", "field", "ignored"];
const WHYS = ["header_and_values", "header", "values", "remaining", "given"] as const;
const SAMPLES = 3;

/** Each column with what it is taken for, how sure that is, and the way to say otherwise. */
export function Columns({ list }: { list: InspectedList }) {
  const { t } = useTranslation("wizard");
  return (
    <table className="send-table">
      <caption className="hy-hidden">{t("mapping.columns")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("mapping.header")}</th>
          <th scope="col">{t("mapping.samples")}</th>
          <th scope="col">{t("mapping.meaning")}</th>
          <th scope="col">{t("mapping.sure")}</th>
        </tr>
      </thead>
      <tbody>
        {list.columns.map((column) => (
          <ColumnRow key={column.column} column={column} />
        ))}
      </tbody>
    </table>
  );
}

function ColumnRow({ column }: { column: ListColumn }) {
  const { t } = useTranslation("wizard");
  const { draft, dispatch } = useSend();
  const sure = sureness(column);
  const why = WHYS.find((each) => each === column.why) ?? "other";
  const change = (role: ColumnRole) => dispatch({ do: "layout", layout: { columns: remapped(draft.source?.layout.columns ?? [], column, role) } });
  return (
    <tr>
      <th scope="row">
        <span className="send-column">{column.column}</span> {column.header}
      </th>
      <td className="send-samples">{column.samples.slice(0, SAMPLES).join(" · ")}</td>
      <td>
        <Select
          label={`${column.column} ${t("mapping.meaning")}`}
          isLabelHidden
          isSmall
          value={column.role}
          onChange={change}
          options={ROLES.map((value) => ({ value, label: t(`mapping.role.${value}`, { name: column.field || column.header }) }))}
        />
      </td>
      <td>
        <StatusTag tone={TONES[sure]} look="plain">
          {t(`mapping.confidence.${sure}`)}
        </StatusTag>
        <span className="send-quiet">{t(`mapping.why.${why}`)}</span>
      </td>
    </tr>
  );
}
