import { useTranslation } from "react-i18next";
import type { InspectedList } from "../../../api/generated";

const ROWS = 5;

/** The first rows as they were read: cells are shown as text, whatever stands in them. */
export function FirstRows({ list }: { list: InspectedList }) {
  const { t } = useTranslation("wizard");
  return (
    <div className="send-scroll" tabIndex={0} role="region" aria-label={t("mapping.rows")}>
      <Rows rows={list.rows.slice(0, ROWS)} caption={t("mapping.rows")} headers={list.columns.map((column) => column.header)} />
    </div>
  );
}

export function Rows({ rows, caption, headers }: { rows: readonly (readonly string[])[]; caption: string; headers?: readonly string[] }) {
  return (
    <table className="send-table is-raw">
      <caption>{caption}</caption>
      {headers && (
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
        {rows.map((cells, row) => (
          <tr key={row}>
            {cells.map((cell, column) => (
              <td key={column}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
