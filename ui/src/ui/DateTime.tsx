import { type CalendarDate, type CalendarDateTime, type DateValue, parseDate, parseDateTime, toCalendarDate, toCalendarDateTime } from "@internationalized/date";
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput,
  DatePicker,
  type DatePickerProps,
  DateSegment,
  Dialog,
  Group,
  Heading,
  Popover,
} from "react-aria-components";
import "./DateTime.css";
import { FieldFrame, type FieldParts, fieldParts } from "./Field";
import { Icon } from "./Icon";

export interface DateTimeProps
  extends Omit<DatePickerProps<DateValue>, "children" | "className" | "value" | "defaultValue" | "onChange" | "granularity" | "hourCycle" | "firstDayOfWeek" | "minValue" | "maxValue">,
    FieldParts {
  /** Wall-clock time without a zone: "2026-03-01T09:30", or "2026-03-01" where only the day counts. */
  value: string | null;
  onChange: (value: string | null) => void;
  /** `day` leaves out the hours. */
  precision?: "day" | "minute" | undefined;
  min?: string | undefined;
  max?: string | undefined;
}

/** A day and, unless told otherwise, a time of day in 24 hours. Weeks start on Monday. */
export function DateTime(props: DateTimeProps) {
  const { parts, className, isInvalid, rest } = fieldParts(props);
  const { value, onChange, precision = "minute", min, max, ...field } = rest;
  const read = (text: string) => parse(text, precision);
  return (
    <DatePicker<DateValue>
      {...field}
      isInvalid={isInvalid}
      className={className}
      value={value === null ? null : read(value)}
      onChange={(next) => onChange(next === null ? null : write(next, precision))}
      granularity={precision}
      hourCycle={24}
      firstDayOfWeek="mon"
      shouldForceLeadingZeros
      {...(min !== undefined && { minValue: read(min) })}
      {...(max !== undefined && { maxValue: read(max) })}
    >
      <FieldFrame {...parts} isRequired={field.isRequired}>
        <Group className="hy-box hy-date">
          <DateInput className="hy-date-input">{(segment) => <DateSegment segment={segment} className="hy-date-segment" />}</DateInput>
          <Button className="hy-box-button">
            <Icon name="calendar" />
          </Button>
        </Group>
        <Popover className="hy-popover">
          <Dialog className="hy-calendar">
            <Calendar>
              <header>
                <Button slot="previous" className="hy-box-button">
                  <Icon name="chevron-left" />
                </Button>
                <Heading />
                <Button slot="next" className="hy-box-button">
                  <Icon name="chevron-right" />
                </Button>
              </header>
              <CalendarGrid>
                <CalendarGridHeader>{(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}</CalendarGridHeader>
                <CalendarGridBody>{(date) => <CalendarCell date={date} className="hy-day" />}</CalendarGridBody>
              </CalendarGrid>
            </Calendar>
          </Dialog>
        </Popover>
      </FieldFrame>
    </DatePicker>
  );
}

function parse(text: string, precision: "day" | "minute"): CalendarDate | CalendarDateTime {
  return precision === "day" ? parseDate(text.slice(0, 10)) : toCalendarDateTime(text.length > 10 ? parseDateTime(text.slice(0, 16)) : parseDate(text));
}

function write(value: DateValue, precision: "day" | "minute"): string {
  return precision === "day" ? toCalendarDate(value).toString() : toCalendarDateTime(value).toString().slice(0, 16);
}
