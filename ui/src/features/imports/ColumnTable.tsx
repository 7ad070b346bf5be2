import { useTranslation } from "react-i18next";
import type { InspectedList, ListColumn, ListLayout } from "../../api/generated";
import { Select, StatusTag, type Tone } from "../../ui";
import { remapped, ROLES, sureness } from "./layout";

const TONES: Record<ReturnType<typeof sureness>, Tone> = { sure: "good", likely: "info", unsure: "warn" };
const WHYS = ["header_and_values", "header", "values", "remaining", "given"] as const;
const SAMPLES = 3;
const ROWS = 4;

/** Each column with what it is taken for, how sure that is, and the way to say otherwise. */
export function ColumnTable({ list, given, onChange }: { list: InspectedList; given: ListLayout["columns"]; onChange: (columns: [string, string][]) => void }) {
  const { t } = useTranslation("wizard");
  return (
    <div className="import-scroll" tabIndex={0} role="region" aria-label={t("mapping.columns")}>
      <table className="import-table">
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
            <ColumnRow key={column.column} column={column} onRole={(role) => onChange(remapped(given, column, role))} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ColumnRow({ column, onRole }: { column: ListColumn; onRole: (role: ListColumn["role"]) => void }) {
  const { t } = useTranslation("wizard");
  const sure = sureness(column);
  const samples = column.samples.slice(0, SAMPLES).join(" · ");
  return (
    <tr>
      <th scope="row" title={column.header}>
        <span className="import-quiet">{column.column}</span> {column.header}
      </th>
      <td title={samples}>{samples}</td>
      <td>
        <Select
          isLabelHidden
          isSmall
          label={<>{`${column.column} ${t("mapping.meaning")}`}</>}
          value={column.role}
          onChange={onRole}
          options={ROLES.map((role) => ({ value: role, label: t(`mapping.role.${role}`, { name: column.field || column.header }) }))}
        />
      </td>
      <td>
        <StatusTag tone={TONES[sure]} look="plain">
          {t(`mapping.confidence.${sure}`)}
        </StatusTag>
        <span className="import-quiet">{t(`mapping.why.${WHYS.find((known) => known === column.why) ?? "other"}`)}</span>
      </td>
    </tr>
  );
}

/** The first rows as they were read: cells are shown as text, whatever stands in them. */
export function FirstRows({ rows, headers, caption }: { rows: readonly (readonly string[])[]; headers: readonly string[]; caption?: string }) {
  const { t } = useTranslation("wizard");
  const name = caption ?? t("mapping.rows");
  return (
    <div className="import-scroll" tabIndex={0} role="region" aria-label={name}>
      <table className="import-table is-raw">
        <caption>{name}</caption>
        {headers.length > 0 && (
          <thead>
            <tr>
              {headers.map((header, at) => (
                <th key={at} scope="col">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.slice(0, ROWS).map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, at) => (
                <td key={at} title={cell}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
