import type { MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { Checkbox } from "../Checkbox";
import type { Tone } from "../tone";
import "../tone.css";
import type { Column } from "./columns";

export interface TableRowProps<R> {
  id: string;
  index: number;
  /** Undefined while it loads. */
  row: R | undefined;
  columns: readonly Column<R>[];
  tone: Tone | undefined;
  isActive: boolean;
  isOpen: boolean;
  /** Undefined where rows cannot be chosen. */
  isChosen: boolean | undefined;
  onChoose: (index: number, chosen: boolean) => void;
  onPress: (index: number) => void;
}

/** Controls inside a row that do their own thing when pressed. */
const CONTROLS = "a, button, input, label, [role=button], [role=link]";

export function TableRow<R>({ id, index, row, columns, tone, isActive, isOpen, isChosen, onChoose, onPress }: TableRowProps<R>) {
  const { t } = useTranslation("kit");
  const classes = ["hy-tr", isActive && "is-active", isOpen && "is-open", isChosen && "is-chosen", tone && `has-tone is-${tone}`];
  const onClick = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest(CONTROLS)) return;
    onPress(index);
  };
  return (
    <div
      role="row"
      id={id}
      aria-rowindex={index + 2}
      className={classes.filter(Boolean).join(" ")}
      onClick={onClick}
      {...(isChosen !== undefined && { "aria-selected": isChosen })}
      {...(isOpen && { "aria-current": true })}
      {...(row === undefined && { "aria-busy": true })}
    >
      {isChosen !== undefined && (
        <div role="gridcell" className="hy-td is-select">
          <Checkbox aria-label={t("table.chooseRow", { row: index + 1 })} excludeFromTabOrder isDisabled={row === undefined} isSelected={isChosen} onChange={(chosen) => onChoose(index, chosen)} />
        </div>
      )}
      {columns.map((column, at) => (
        <div key={column.id} role={at === 0 ? "rowheader" : "gridcell"} className={`hy-td ${column.isNumeric ? "is-numeric" : ""} ${at === 0 ? "is-first" : ""}`}>
          {row === undefined ? <span className="hy-td-waiting" /> : <div className="hy-td-content">{column.cell(row, index)}</div>}
        </div>
      ))}
    </div>
  );
}
