//! The summary sheet: what a manager hands in. Key figures, four charts, the tables behind them, the text.

use std::collections::BTreeMap;

use hongyan_domain::Money;
use rust_xlsxwriter::{
    ChartDataLabel, ChartFormat, ChartLine, ChartPoint, ChartType, Color, Format, FormatAlign, FormatBorder,
    Worksheet, XlsxError,
};

use crate::cause::Standing;
use crate::figures::Totals;
use crate::timeline::Line;

use super::Frame;
use super::chart::{BLUE, CHART_ROWS, FAINT, GREEN, GREY, PALE, RED, RULE, SKY, axes, fill, font, titled};
use super::person::printable;
use super::sheet::{count, float, serial};
use super::xlsx::{DARK, GROUPS_SHOWN, Looks};

/// The sheet has a margin and 12 columns of this many pixels.
const COLUMN_PIXELS: u32 = 80;
const FIRST: u16 = 1;
const LAST: u16 = 12;
/// Causes in the chart; a bar chart of more is not read.
const CAUSES_CHARTED: usize = 8;

/// Writes the sheet.
pub(super) fn write(frame: &Frame, looks: &Looks, line: Option<&Line>) -> Result<Worksheet, XlsxError> {
    let mut page = Page::new(frame, looks)?;
    page.head(line)?;
    page.tiles()?;
    let charts = page.next;
    page.next += CHART_ROWS * 3 + 3;
    page.sheet.set_page_breaks(&[page.next])?; // charts on the first page, tables behind
    let tables = page.tables()?;
    page.charts(charts, &tables, line)?;
    page.sheet.set_print_area(0, 0, page.next, LAST)?;
    Ok(page.sheet)
}

/// The numbers behind the line over time, on a sheet of their own.
pub(super) fn timeline(frame: &Frame, looks: &Looks, line: &Line) -> Result<Worksheet, XlsxError> {
    let words = frame.words();
    let mut sheet = Worksheet::new();
    sheet.set_name(words.sheet.timeline)?;
    sheet.set_column_width(0, 20)?;
    sheet.set_column_width(1, 12)?;
    sheet.set_column_width(2, 12)?;
    for (header, at) in
        [words.column.time, words.column.submitted, words.column.delivered].iter().zip(0_u16..)
    {
        sheet.write_string_with_format(0, at, *header, &looks.header)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let mut row = 1;
    for (at, moves) in &line.points {
        sheet.write_number_with_format(row, 0, serial(*at), &looks.moment)?;
        sheet.write_number_with_format(row, 1, count(moves.submitted), &looks.count)?;
        sheet.write_number_with_format(row, 2, count(moves.delivered), &looks.count)?;
        row += 1;
    }
    if line.later.submitted + line.later.delivered > 0 {
        sheet.write_string_with_format(row, 0, words.summary.later, &looks.base)?;
        sheet.write_number_with_format(row, 1, count(line.later.submitted), &looks.count)?;
        sheet.write_number_with_format(row, 2, count(line.later.delivered), &looks.count)?;
    }
    Ok(sheet)
}

/// Where the tables of the charts are.
struct Tables {
    funnel: (u32, u32),
    carriers: Option<(u32, u32)>,
    causes: Option<(u32, u32)>,
}

/// A cell of a small table.
enum Cell {
    Text(String),
    Count(u64),
    Money(Money),
    /// In ten-thousandths; `None` where nothing can be shared.
    Share(Option<u64>),
}

struct Page<'f> {
    frame: &'f Frame,
    looks: &'f Looks,
    sheet: Worksheet,
    next: u32,
}

impl<'f> Page<'f> {
    fn new(frame: &'f Frame, looks: &'f Looks) -> Result<Self, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(frame.words().sheet.summary)?;
        sheet.set_screen_gridlines(false);
        sheet
            .set_paper_size(9)
            .set_portrait()
            .set_print_fit_to_pages(1, 0)
            .set_print_center_horizontally(true);
        sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
        sheet.set_footer("&R&8&P / &N");
        sheet.set_column_width_pixels(0, 16)?;
        for column in FIRST..=LAST {
            sheet.set_column_width_pixels(column, COLUMN_PIXELS)?;
        }
        Ok(Self { frame, looks, sheet, next: 0 })
    }

    /// Title, task, and when it was sent.
    fn head(&mut self, line: Option<&Line>) -> Result<(), XlsxError> {
        let words = self.frame.words();
        let (task, summary) = (&self.frame.task, &words.summary);
        let title = self.looks.base.clone().set_bold().set_font_size(20).set_font_color(Color::White);
        let title = title.set_background_color(DARK).set_indent(1);
        self.sheet.merge_range(0, FIRST, 0, LAST, summary.title, &title)?;
        self.sheet.set_row_height_pixels(0, 48)?;
        let name = self.looks.base.clone().set_bold().set_font_size(15).set_font_color(DARK).set_indent(1);
        let name_text = printable(&task.draft.name, 200);
        self.sheet.merge_range(1, FIRST, 1, LAST, &name_text, &name)?;
        self.sheet.set_row_height_pixels(1, 38)?;
        let facts = self.looks.base.clone().set_font_color(FAINT).set_indent(1);
        let business = (words.business)(task.draft.business);
        let state = (words.task_state)(task.state);
        let first = format!(
            "{} {}　　{} {business}　　{} {state}",
            summary.task, task.no, summary.business, summary.state
        );
        self.sheet.merge_range(2, FIRST, 2, LAST, &first, &facts)?;
        let begun = line.and_then(|line| line.points.first()).map(|(at, _)| *at);
        let period = match (begun, task.ended_at) {
            (None, _) => summary.not_begun.to_owned(),
            (Some(from), Some(to)) => format!("{from}{}{to}", summary.until),
            (Some(from), None) => format!("{from}{}…", summary.until),
        };
        let second =
            format!("{} {period}　　{} {}", summary.period, summary.written_at, self.frame.request.now);
        self.sheet.merge_range(3, FIRST, 3, LAST, &second, &facts)?;
        self.sheet.set_row_height_pixels(4, 8)?;
        self.next = 5;
        Ok(())
    }

    /// The key figures, six in a row.
    fn tiles(&mut self) -> Result<(), XlsxError> {
        let words = &self.frame.words().summary;
        let totals = self.frame.figures.totals;
        let open = totals.open();
        let first = [
            (words.people, Cell::Count(totals.people), DARK),
            (words.submitted, Cell::Count(totals.submitted()), BLUE),
            (words.delivered, Cell::Count(totals.delivered), GREEN),
            (words.delivered_share, Cell::Share(totals.delivered_share()), GREEN),
            (words.failed, Cell::Count(totals.failures()), RED),
            (words.cost, Cell::Money(totals.cost), DARK),
        ];
        let second = [
            (words.excluded, Cell::Count(totals.excluded), FAINT),
            (words.queued, Cell::Count(totals.queued), FAINT),
            (words.open, Cell::Count(open), FAINT),
            (words.stopped, Cell::Count(totals.stopped), FAINT),
            (words.segments, Cell::Count(totals.segments), FAINT),
            (words.replies, Cell::Count(self.frame.replies), FAINT),
        ];
        for (tiles, size) in [(first, 18.0), (second, 13.0)] {
            for ((label, value, color), at) in tiles.into_iter().zip(0_u16..) {
                let (left, right) = (FIRST + at * 2, FIRST + at * 2 + 1);
                let tile = self
                    .looks
                    .base
                    .clone()
                    .set_background_color(PALE)
                    .set_align(FormatAlign::Center)
                    .set_border_color(Color::White);
                let label_format = tile.clone().set_font_size(9).set_font_color(FAINT);
                let label_format =
                    label_format.set_border_left(FormatBorder::Medium).set_border_right(FormatBorder::Medium);
                self.sheet.merge_range(self.next, left, self.next, right, label, &label_format)?;
                let format = tile.set_bold().set_font_size(size).set_font_color(color);
                let format =
                    format.set_border_left(FormatBorder::Medium).set_border_right(FormatBorder::Medium);
                self.merged(self.next + 1, left, right, &value, &format)?;
            }
            self.sheet.set_row_height_pixels(self.next, 24)?;
            self.sheet.set_row_height_pixels(self.next + 1, if size > 15.0 { 38 } else { 28 })?;
            self.sheet.set_row_height_pixels(self.next + 2, 8)?;
            self.next += 3;
        }
        Ok(())
    }

    /// A value over the columns `left..=right`, which are one cell for the reader.
    fn merged(
        &mut self,
        row: u32,
        left: u16,
        right: u16,
        value: &Cell,
        format: &Format,
    ) -> Result<(), XlsxError> {
        if left < right {
            self.sheet.merge_range(row, left, row, right, "", format)?;
        }
        let money = self.frame.words().summary.money_format;
        match value {
            Cell::Text(text) => {
                self.sheet.write_string_with_format(row, left, &*printable(text, 500), format)?
            }
            Cell::Count(number) => {
                let format = format.clone().set_num_format("#,##0");
                self.sheet.write_number_with_format(row, left, count(*number), &format)?
            }
            Cell::Money(amount) => {
                let format = format.clone().set_num_format(money);
                self.sheet.write_number_with_format(
                    row,
                    left,
                    float(amount.milliyuan()) / 1_000.0,
                    &format,
                )?
            }
            Cell::Share(Some(share)) => {
                let format = format.clone().set_num_format("0.0%");
                self.sheet.write_number_with_format(row, left, count(*share) / 10_000.0, &format)?
            }
            Cell::Share(None) => self.sheet.write_string_with_format(row, left, "–", format)?,
        };
        Ok(())
    }

    fn section(&mut self, title: &str) -> Result<(), XlsxError> {
        let format = self
            .looks
            .base
            .clone()
            .set_bold()
            .set_font_size(12)
            .set_font_color(DARK)
            .set_border_bottom(FormatBorder::Medium)
            .set_border_bottom_color(DARK);
        self.sheet.merge_range(self.next, FIRST, self.next, LAST, title, &format)?;
        self.sheet.set_row_height_pixels(self.next, 28)?;
        self.next += 1;
        Ok(())
    }

    /// A small table: headers with the columns they span, then rows. Answers its first and last row, without header.
    fn table(
        &mut self,
        headers: &[(&str, u16)],
        rows: Vec<Vec<Cell>>,
    ) -> Result<Option<(u32, u32)>, XlsxError> {
        let head = self.looks.base.clone().set_bold().set_font_color(FAINT).set_background_color(PALE);
        let cell =
            self.looks.base.clone().set_border_bottom(FormatBorder::Hair).set_border_bottom_color(RULE);
        if rows.is_empty() {
            let none = self.looks.base.clone().set_font_color(FAINT);
            self.sheet.write_string_with_format(self.next, FIRST, self.frame.words().summary.none, &none)?;
            self.next += 2;
            return Ok(None);
        }
        let numeric: Vec<bool> = rows
            .first()
            .map(|row| row.iter().map(|value| !matches!(value, Cell::Text(_))).collect())
            .unwrap_or_default();
        let mut left = FIRST;
        for ((header, span), numeric) in headers.iter().zip(&numeric) {
            let value = Cell::Text((*header).to_owned());
            self.merged(self.next, left, left + span - 1, &value, &aligned(&head, *numeric, left))?;
            left += span;
        }
        self.next += 1;
        let first = self.next;
        for row in rows {
            let mut left = FIRST;
            for ((value, (_, span)), numeric) in row.iter().zip(headers).zip(&numeric) {
                self.merged(self.next, left, left + span - 1, value, &aligned(&cell, *numeric, left))?;
                left += span;
            }
            self.next += 1;
        }
        let last = self.next - 1;
        self.next += 1;
        Ok(Some((first, last)))
    }

    /// The tables under the charts.
    fn tables(&mut self) -> Result<Tables, XlsxError> {
        let words = self.frame.words();
        let (column, summary) = (&words.column, &words.summary);
        let figures = &self.frame.figures;
        let totals = figures.totals;

        self.section(summary.funnel)?;
        let step = |label: &str, people: u64| {
            let share = (people.saturating_mul(10_000) + totals.people / 2).checked_div(totals.people);
            vec![Cell::Text(label.to_owned()), Cell::Count(people), Cell::Share(share)]
        };
        let steps = vec![
            step(summary.people, totals.people),
            step(summary.sendable, totals.sendable()),
            step(summary.submitted, totals.submitted()),
            step(summary.delivered, totals.delivered),
        ];
        let funnel = self.table(&[(column.state, 4), (column.people, 2), (column.share, 2)], steps)?;

        let headers = [
            (column.submitted, 1),
            (column.delivered, 1),
            (column.failed, 1),
            (column.open, 1),
            (column.delivered_share, 1),
            (column.segments, 2),
            (summary.cost, 2),
        ];
        let with = |first: &'static str| [&[(first, 3)][..], &headers[..]].concat();
        self.section(summary.by_carrier)?;
        let rows =
            figures.carriers.iter().map(|(carrier, totals)| by((words.carrier)(*carrier), totals)).collect();
        let carriers = self.table(&with(column.carrier), rows)?;
        self.section(summary.by_channel)?;
        let name = |no| self.frame.channels.get(no).map_or("", |name| &**name);
        let rows = figures.channels.iter().map(|(no, totals)| by(name(no), totals)).collect();
        self.table(&with(column.channel), rows)?;

        self.section(summary.causes)?;
        let rows = self.causes();
        let causes = self.table(
            &[
                (column.cause, 4),
                (column.people, 1),
                (column.share, 1),
                (column.class, 2),
                (column.action, 4),
            ],
            rows,
        )?;

        self.section(summary.exclusions)?;
        let mut reasons: Vec<_> = figures.excluded.iter().collect();
        reasons.sort_by_key(|(_, people)| std::cmp::Reverse(**people));
        let rows = reasons
            .into_iter()
            .map(|(reason, people)| {
                let action = (words.exclusion_action)(*reason).to_owned();
                vec![
                    Cell::Text((words.exclusion)(*reason).to_owned()),
                    Cell::Count(*people),
                    Cell::Text(action),
                ]
            })
            .collect();
        self.table(&[(column.cause, 4), (column.people, 2), (column.action, 6)], rows)?;

        self.section(summary.text)?;
        let text = format!("【{}】{}", self.frame.task.draft.signature, self.frame.task.draft.template);
        let wrap = self.looks.base.clone().set_text_wrap().set_align(FormatAlign::Top);
        self.sheet.merge_range(self.next, FIRST, self.next + 4, LAST, &printable(&text, 2_000), &wrap)?;
        self.next += 6;
        let note = self.looks.base.clone().set_font_size(9).set_font_color(FAINT).set_text_wrap();
        self.sheet.merge_range(self.next, FIRST, self.next + 1, LAST, summary.note, &note)?;
        self.next += 1;
        Ok(Tables { funnel: funnel.unwrap_or((0, 0)), carriers, causes })
    }

    /// Failures by the words of their cause: several codes can mean the same.
    fn causes(&self) -> Vec<Vec<Cell>> {
        let words = self.frame.words();
        let failures = self.frame.figures.totals.failures();
        let mut sums: BTreeMap<(String, String, &str), u64> = BTreeMap::new();
        let mut known = 0;
        for group in &self.frame.groups {
            let standing = Standing {
                state: group.state,
                channel: group.channel,
                class: &group.class,
                code: &group.code,
            };
            let told = self.frame.request.causes.explain(&standing);
            let class = told.class.map_or("", |class| (words.class)(class));
            *sums.entry((told.cause, told.action, class)).or_default() += group.messages;
            known += group.messages;
        }
        let mut sums: Vec<_> = sums.into_iter().collect();
        sums.sort_by_key(|(_, people)| std::cmp::Reverse(*people));
        let mut rest = failures.saturating_sub(known);
        rest += sums.iter().skip(GROUPS_SHOWN).map(|(_, people)| people).sum::<u64>();
        sums.truncate(GROUPS_SHOWN);
        let share = |people: u64| (people.saturating_mul(10_000) + failures / 2).checked_div(failures);
        let mut rows: Vec<Vec<Cell>> = sums
            .into_iter()
            .map(|((cause, action, class), people)| {
                vec![
                    Cell::Text(cause),
                    Cell::Count(people),
                    Cell::Share(share(people)),
                    Cell::Text(class.to_owned()),
                    Cell::Text(action),
                ]
            })
            .collect();
        if rest > 0 {
            rows.push(vec![
                Cell::Text(words.summary.other.to_owned()),
                Cell::Count(rest),
                Cell::Share(share(rest)),
                Cell::Text(String::new()),
                Cell::Text(String::new()),
            ]);
        }
        rows
    }

    /// Four charts: two beside each other, two over the whole width.
    fn charts(&mut self, top: u32, tables: &Tables, line: Option<&Line>) -> Result<(), XlsxError> {
        let words = self.frame.words();
        let (summary, sheet) = (&words.summary, words.sheet.summary);
        let whole = COLUMN_PIXELS * 12;
        let half = whole / 2 - 6;

        let (first, last) = tables.funnel;
        let mut funnel = titled(ChartType::Bar, summary.funnel, half, words.font);
        let colors = [GREY, SKY, BLUE, GREEN].map(|color| ChartPoint::new().set_format(&mut fill(color)));
        funnel
            .add_series()
            .set_name(words.column.people)
            .set_categories((sheet, first, FIRST, last, FIRST))
            .set_values((sheet, first, FIRST + 4, last, FIRST + 4))
            .set_points(&colors)
            .set_gap(45)
            .set_data_label(
                ChartDataLabel::new().show_value().set_num_format("#,##0").set_font(&font(words.font, 9)),
            );
        funnel.legend().set_hidden();
        funnel.y_axis().set_reverse().set_font(&font(words.font, 9));
        funnel.x_axis().set_hidden(true).set_major_gridlines(false).set_min(0);
        self.sheet.insert_chart(top, FIRST, &funnel)?;

        if let Some((first, last)) = tables.carriers {
            let mut carriers = titled(ChartType::ColumnStacked, summary.by_carrier, half, words.font);
            for (name, offset, color) in [
                (words.column.delivered, 4, GREEN),
                (words.column.failed, 5, RED),
                (words.column.open, 6, GREY),
            ] {
                carriers
                    .add_series()
                    .set_name(name)
                    .set_categories((sheet, first, FIRST, last, FIRST))
                    .set_values((sheet, first, FIRST + offset, last, FIRST + offset))
                    .set_format(&mut fill(color))
                    .set_gap(70);
            }
            axes(&mut carriers, words.font);
            self.sheet.insert_chart_with_offset(top, FIRST + 6, &carriers, 6, 0)?;
        }

        let top = top + CHART_ROWS + 1;
        if let Some(line) = line {
            let title = format!("{}（{}）", summary.over_time, (summary.span)(line.width_ms));
            let mut over_time = titled(ChartType::Line, &title, whole, words.font);
            let last = u32::try_from(line.points.len()).unwrap_or(1);
            let data = words.sheet.timeline;
            for (name, column, color) in
                [(words.column.submitted, 1, BLUE), (words.column.delivered, 2, GREEN)]
            {
                over_time
                    .add_series()
                    .set_name(name)
                    .set_categories((data, 1, 0, last, 0))
                    .set_values((data, 1, column, last, column))
                    .set_format(
                        ChartFormat::new().set_line(ChartLine::new().set_color(color).set_width(2.25)),
                    );
            }
            axes(&mut over_time, words.font);
            let format = if line.width_ms < 60_000 { "hh:mm:ss" } else { "mm-dd hh:mm" };
            let every = u16::try_from(line.points.len() / 10 + 1).unwrap_or(1);
            over_time.x_axis().set_text_axis(true).set_num_format(format);
            over_time.x_axis().set_label_interval(every).set_tick_interval(every);
            self.sheet.insert_chart(top, FIRST, &over_time)?;
        }

        let top = top + CHART_ROWS + 1;
        if let Some((first, last)) = tables.causes {
            let shown = u32::try_from(CAUSES_CHARTED).unwrap_or(u32::MAX);
            let last = last.min(first + shown - 1);
            let mut causes = titled(ChartType::Bar, summary.causes, whole, words.font);
            causes
                .add_series()
                .set_name(words.column.people)
                .set_categories((sheet, first, FIRST, last, FIRST))
                .set_values((sheet, first, FIRST + 4, last, FIRST + 4))
                .set_format(&mut fill(RED))
                .set_gap(45)
                .set_data_label(
                    ChartDataLabel::new().show_value().set_num_format("#,##0").set_font(&font(words.font, 9)),
                );
            causes.legend().set_hidden();
            causes.y_axis().set_reverse().set_font(&font(words.font, 9));
            causes.x_axis().set_hidden(true).set_major_gridlines(false).set_min(0);
            self.sheet.insert_chart(top, FIRST, &causes)?;
        } else {
            let none = self.looks.base.clone().set_font_color(FAINT).set_align(FormatAlign::Center);
            let text = format!("{}: {}", summary.causes, summary.none);
            self.sheet.merge_range(top, FIRST, top, LAST, &text, &none)?;
        }
        Ok(())
    }
}

/// Numbers to the right; texts to the left, away from the number before them.
fn aligned(format: &Format, numeric: bool, left: u16) -> Format {
    match (numeric, left) {
        (true, _) => format.clone().set_align(FormatAlign::Right),
        (false, FIRST) => format.clone().set_align(FormatAlign::Left),
        (false, _) => format.clone().set_align(FormatAlign::Left).set_indent(2),
    }
}

/// A row of the tables by carrier and by channel.
fn by(name: &str, totals: &Totals) -> Vec<Cell> {
    vec![
        Cell::Text(name.to_owned()),
        Cell::Count(totals.submitted()),
        Cell::Count(totals.delivered),
        Cell::Count(totals.failures()),
        Cell::Count(totals.open()),
        Cell::Share(totals.delivered_share()),
        Cell::Count(totals.segments),
        Cell::Money(totals.cost),
    ]
}
