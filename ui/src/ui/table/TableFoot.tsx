import type { ReactNode } from "react";
import { Dialog, DialogTrigger, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../Button";
import { CheckboxGroup } from "../Checkbox";
import type { Column } from "./columns";

export interface TableFootProps<R> {
  columns: readonly Column<R>[];
  shown: readonly Column<R>[];
  onShown: (ids: readonly string[]) => void;
  /** First and last visible row, counted from 1; nothing visible is undefined. */
  range: { from: number; to: number; total: number | undefined } | undefined;
  chosen: number;
  /** Offers to choose everything the filter shows. */
  onChooseEverything: (() => void) | undefined;
  onClear: () => void;
  bulk: ReactNode;
  isLoading: boolean;
}

/** Below the rows: where one is, which columns show; with rows chosen, what can be done with them. */
export function TableFoot<R>(props: TableFootProps<R>) {
  const { range, chosen } = props;
  const { t, i18n } = useTranslation("kit");
  const figure = (value: number) => value.toLocaleString(i18n.language);
  return (
    <div className={chosen > 0 ? "hy-table-foot is-bulk" : "hy-table-foot"}>
      {chosen > 0 ? (
        <div className="hy-table-bulk" role="group" aria-label={t("table.bulk")}>
          <span aria-live="polite">{t("table.chosen", { count: chosen, figure: figure(chosen) })}</span>
          {props.onChooseEverything && range?.total !== undefined && (
            <Button size="small" tone="quiet" onPress={props.onChooseEverything}>
              {t("table.chooseEverything", { figure: figure(range.total) })}
            </Button>
          )}
          {props.bulk}
          <Button size="small" tone="quiet" icon="x" onPress={props.onClear}>
            {t("table.clearChoice")}
          </Button>
        </div>
      ) : (
        <span className="hy-table-range">
          {props.isLoading && t("loading")}
          {!props.isLoading && range && t(range.total === undefined ? "table.rangeOpen" : "table.range", { from: figure(range.from), to: figure(range.to), total: figure(range.total ?? 0) })}
        </span>
      )}
      <DialogTrigger>
        <IconButton icon="columns" size="small" label={t("table.columns")} />
        <Popover className="hy-popover" placement="top end" offset={4}>
          <Dialog aria-label={t("table.columns")} className="hy-table-columns">
            <CheckboxGroup
              label={t("table.columns")}
              options={props.columns.map((column, at) => ({ value: column.id, label: column.title, isDisabled: at === 0 }))}
              value={props.shown.map((column) => column.id)}
              onChange={props.onShown}
            />
          </Dialog>
        </Popover>
      </DialogTrigger>
    </div>
  );
}
