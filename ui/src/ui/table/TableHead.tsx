import { Button } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Checkbox } from "../Checkbox";
import { Icon } from "../Icon";
import type { Column, Sort } from "./columns";

export interface TableHeadProps<R> {
  columns: readonly Column<R>[];
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
  /** Undefined where rows cannot be chosen. */
  chosen: "none" | "some" | "all" | undefined;
  onChooseAll: (chosen: boolean) => void;
}

export function TableHead<R>({ columns, sort, onSort, chosen, onChooseAll }: TableHeadProps<R>) {
  const { t } = useTranslation("kit");
  return (
    <div role="row" aria-rowindex={1} className="hy-tr hy-table-head">
      {chosen !== undefined && (
        <div role="columnheader" className="hy-td is-select">
          <Checkbox aria-label={t("table.chooseAll")} isSelected={chosen === "all"} isIndeterminate={chosen === "some"} onChange={onChooseAll} />
        </div>
      )}
      {columns.map((column, at) => {
        const direction = sort?.column === column.id ? sort.direction : undefined;
        return (
          <div
            key={column.id}
            role="columnheader"
            className={`hy-td ${column.isNumeric ? "is-numeric" : ""} ${at === 0 ? "is-first" : ""}`}
            {...(column.isSortable && { "aria-sort": direction ?? "none" })}
          >
            {column.isSortable && onSort ? (
              <Button
                className="hy-table-sort"
                onPress={() => onSort({ column: column.id, direction: direction === "descending" ? "ascending" : direction === "ascending" ? "descending" : column.isNumeric ? "descending" : "ascending" })}
              >
                <span>{column.title}</span>
                <Icon name={direction === "descending" ? "arrow-down" : direction === "ascending" ? "arrow-up" : "switch"} />
              </Button>
            ) : (
              <span className="hy-table-title">{column.title}</span>
            )}
          </div>
        );
      })}
    </div>
  );
}
