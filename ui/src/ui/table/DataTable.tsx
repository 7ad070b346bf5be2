import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useRowHeight } from "../appearance";
import { Skeleton } from "../Skeleton";
import type { Tone } from "../tone";
import { type Column, type Sort, tracks, useColumns } from "./columns";
import "./DataTable.css";
import { EVERYTHING, isSelected, NOTHING, type Selection, selectedCount, withRow, withRows } from "./selection";
import { pageOf, spaceOf } from "./scroll";
import { TableFoot } from "./TableFoot";
import { TableHead } from "./TableHead";
import { TableRow } from "./TableRow";
import { useRowSource } from "./source";
import type { RowSource } from "./source";
import { useScroll } from "./useScroll";

export interface DataTableProps<R> {
  /** Name for screen readers. */
  label: string;
  columns: readonly Column<R>[];
  /** Rows one after the other by a cursor, or any of `total` rows by place. */
  source: RowSource<R>;
  rowKey: (row: R) => string;
  sort?: Sort | undefined;
  onSort?: ((sort: Sort) => void) | undefined;
  /** With `onSelect`, rows can be chosen. */
  selection?: Selection | undefined;
  onSelect?: ((selection: Selection) => void) | undefined;
  /** Buttons for the chosen rows. */
  bulk?: ReactNode;
  /** Enter or a click on a row. */
  onOpen?: ((row: R, index: number) => void) | undefined;
  /** The row whose detail is open. */
  openKey?: string | undefined;
  /** Marks a row; a word for it must stand in a cell. */
  rowTone?: ((row: R) => Tone | undefined) | undefined;
  isLoading?: boolean | undefined;
  /** Instead of rows, when there are none. */
  empty?: ReactNode;
  /** Instead of rows, or above them when there are some. */
  error?: ReactNode;
  /** A name under which this machine remembers the columns. */
  memory?: string | undefined;
}

/**
 * A list of up to millions of rows of which only the visible ones exist.
 *
 * ↑ ↓ PgUp PgDn Home End move, Shift with ↑ ↓ chooses on the way, Space chooses, Ctrl+A chooses all, Enter opens.
 */
export function DataTable<R>(props: DataTableProps<R>) {
  const { label, columns, rowKey, selection = NOTHING, onSelect, isLoading = false, error, empty, onOpen } = props;
  const { t } = useTranslation("kit");
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<number>();
  const { shown: shownColumns, setShown } = useColumns(columns, props.memory);
  const { count, total, rowAt, need } = useRowSource(props.source);
  const rowHeight = useRowHeight();
  const { geometry, shown, show, onScroll } = useScroll(scroller, count, rowHeight);
  const { template, minWidth } = tracks(shownColumns, onSelect !== undefined);

  const end = Math.min(count, shown.first + shown.count);
  useEffect(() => need(shown.first, end), [need, shown.first, end]);

  const at = active === undefined ? undefined : Math.min(active, count - 1);
  const keyAt = (index: number) => {
    const row = rowAt(index);
    return row === undefined ? undefined : rowKey(row);
  };
  const choose = (index: number, chosen: boolean) => {
    const key = keyAt(index);
    if (key !== undefined) onSelect?.(withRow(selection, key, chosen));
  };
  const open = (index: number) => {
    const row = rowAt(index);
    if (row !== undefined) onOpen?.(row, index);
  };
  const moveTo = (index: number) => {
    const next = Math.min(Math.max(index, 0), count - 1);
    setActive(next);
    show(next);
    return next;
  };
  const loadedKeys = () => Array.from({ length: count }, (_, index) => keyAt(index)).filter((key) => key !== undefined);
  const chooseAll = (chosen: boolean) => {
    if (!chosen) onSelect?.(NOTHING);
    else onSelect?.(props.source.kind === "places" ? EVERYTHING : withRows(NOTHING, loadedKeys(), true));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || count === 0 || event.altKey) return;
    const from = at ?? -1;
    const page = pageOf(geometry);
    const target = { ArrowDown: from + 1, ArrowUp: from - 1, PageDown: Math.max(from, 0) + page, PageUp: from - page, Home: 0, End: count - 1 }[event.key];
    if (target !== undefined) {
      const next = moveTo(target);
      if (event.shiftKey && onSelect) {
        const keys = [from, next].filter((index) => index >= 0).map(keyAt).filter((key) => key !== undefined);
        onSelect(withRows(selection, keys, true));
      }
    } else if (event.key === " " && at !== undefined && onSelect) {
      const key = keyAt(at);
      if (key !== undefined) choose(at, !isSelected(selection, key));
    } else if (event.key === "Enter" && at !== undefined) open(at);
    else if (event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey) && onSelect) chooseAll(true);
    else return;
    event.preventDefault();
  };

  const isEmpty = count === 0;
  const chosenCount = onSelect ? selectedCount(selection, total ?? count) : 0;
  const rowId = (index: number) => `${id}-row-${index}`;
  const visibleTo = Math.min(count, Math.floor(shown.first + (shown.offset + geometry.height) / rowHeight));
  const style: CSSProperties & Record<`--${string}`, string> = { "--columns": template, "--min-width": `${minWidth}px` };

  return (
    <div className="hy-table" style={style}>
      {!isEmpty && error !== undefined && <div className="hy-table-trouble">{error}</div>}
      <div
        ref={scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={total === undefined ? -1 : total + 1}
        aria-colcount={shownColumns.length + (onSelect ? 1 : 0)}
        aria-multiselectable={onSelect ? true : undefined}
        aria-activedescendant={at !== undefined && at >= shown.first && at < end ? rowId(at) : undefined}
        aria-busy={isLoading}
        tabIndex={0}
        className={onSelect ? "hy-table-scroll is-selectable" : "hy-table-scroll"}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        onFocus={(event) => event.target === event.currentTarget && at === undefined && count > 0 && setActive(shown.first)}
      >
        <TableHead
          columns={shownColumns}
          sort={props.sort}
          onSort={props.onSort}
          chosen={onSelect ? (chosenCount === 0 ? "none" : chosenCount >= (total ?? count) ? "all" : "some") : undefined}
          onChooseAll={chooseAll}
        />
        {!isEmpty && (
          <div role="presentation" className="hy-table-space" style={{ height: spaceOf(geometry) }}>
            <div role="rowgroup" className="hy-table-window" style={{ height: Math.min(geometry.height, spaceOf(geometry)) }}>
              <div role="presentation" style={{ transform: `translateY(${-shown.offset}px)` }}>
                {Array.from({ length: end - shown.first }, (_, place) => {
                  const index = shown.first + place;
                  const row = rowAt(index);
                  const key = row === undefined ? undefined : rowKey(row);
                  // Rows that stay in view keep their elements; those that leave give theirs to those that come.
                  return (
                    <TableRow
                      key={index % shown.count}
                      id={rowId(index)}
                      index={index}
                      row={row}
                      columns={shownColumns}
                      tone={row === undefined ? undefined : props.rowTone?.(row)}
                      isActive={index === at}
                      isOpen={key !== undefined && key === props.openKey}
                      isChosen={onSelect ? key !== undefined && isSelected(selection, key) : undefined}
                      onChoose={choose}
                      onPress={(pressed) => {
                        setActive(pressed);
                        open(pressed);
                      }}
                    />
                  );
                })}
              </div>
            </div>
          </div>
        )}
      </div>
      {isEmpty && <div className="hy-table-instead">{error ?? (isLoading ? <Skeleton look="rows" lines={8} /> : (empty ?? <p>{t("table.empty")}</p>))}</div>}
      <TableFoot
        columns={columns}
        shown={shownColumns}
        onShown={setShown}
        range={isEmpty ? undefined : { from: shown.first + 1, to: Math.max(visibleTo, shown.first + 1), total }}
        chosen={chosenCount}
        onChooseEverything={onSelect && !selection.all && total !== undefined && chosenCount < total && chosenCount >= count ? () => onSelect(EVERYTHING) : undefined}
        onClear={() => onSelect?.(NOTHING)}
        bulk={props.bulk}
        isLoading={isLoading}
      />
    </div>
  );
}
