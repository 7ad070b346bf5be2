//! Statistics as a file: a sheet with a chart above its table, or the table as CSV.

use std::io::Write as _;
use std::path::PathBuf;

use hongyan_domain::{BusinessType, Carrier, UnixMillis};
use hongyan_store::tally::slice::{By, Slice};
use rust_xlsxwriter::{
    ChartFormat, ChartLine, ChartType, DocProperties, Format as Look, FormatAlign, FormatBorder, Workbook,
    Worksheet,
};

use super::chart::{BLUE, CHART_ROWS, FAINT, GREEN, GREY, PALE, RED, RULE, axes, fill, titled};
use super::csv::{BYTE_ORDER_MARK, io_of, safe};
use super::person::printable;
use super::place::{Broken, Place};
use super::sheet::{count, float};
use super::xlsx::Looks;
use super::{Format, ReportError, Rows};
use crate::figures::Totals;
use crate::statistics::{REST, Row, Statistics, day_of, text_of};
use crate::words::{Language, Words};

/// Columns of a chart that can still be told apart; days are a line, which takes more.
const CHARTED_MAX: u32 = 24;
/// The table's header stands here, behind title, facts and chart.
const HEADER_ROW: u32 = 3 + CHART_ROWS + 1;
/// Columns of the table.
const COLUMNS: usize = 11;

/// What to write, and where.
#[derive(Clone, Debug)]
pub struct Request {
    /// The file to make; an old one is replaced.
    pub path: PathBuf,
    /// The kind of file.
    pub format: Format,
    /// Its language.
    pub language: Language,
    /// The slice that the figures are of.
    pub slice: Slice,
    /// What they are told apart by.
    pub by: By,
    /// The figures.
    pub figures: Statistics,
    /// The moment that the file says it was written at.
    pub now: UnixMillis,
}

/// Writes statistics into a file; answers its length in octets. Blocks: not for a thread that others wait for.
///
/// # Errors
/// [`ReportError`], which says what was kept.
pub fn write(request: &Request) -> Result<u64, ReportError> {
    let place = Place::prepare(&request.path)?;
    let outcome = match request.format {
        Format::Xlsx => place.guard(|| sheet(request, &place)),
        Format::Csv => table(request, &place),
    };
    let rows = Rows { people: 0, failures: 0, replies: 0 };
    Ok(place.finish(outcome.map(|()| rows))?.octets)
}

/// A row of the table: its value in words, then figures.
struct Line<'r> {
    value: String,
    totals: &'r Totals,
    replies: u64,
}

impl<'r> Line<'r> {
    fn of(row: &'r Row, value: String) -> Self {
        Self { value, totals: &row.totals, replies: row.replies }
    }
}

impl Request {
    fn words(&self) -> &'static Words {
        self.language.words()
    }

    fn headers(&self) -> [&'static str; COLUMNS] {
        let words = self.words();
        let (column, summary) = (&words.column, &words.summary);
        [
            (words.statistics.by)(self.by),
            column.people,
            summary.excluded,
            column.submitted,
            column.delivered,
            column.delivered_share,
            column.failed,
            column.open,
            column.segments,
            column.price,
            summary.replies,
        ]
    }

    /// Rows, then all together, then the period before.
    fn lines(&self) -> (Vec<Line<'_>>, [Line<'_>; 2]) {
        let words = &self.words().statistics;
        let rows = self.figures.rows.iter().map(|row| Line::of(row, self.value_of(row))).collect();
        let total = Line::of(&self.figures.total, words.total.to_owned());
        let before = Line::of(&self.figures.before, words.before.to_owned());
        (rows, [total, before])
    }

    fn value_of(&self, row: &Row) -> String {
        let words = self.words();
        let without = || words.statistics.without.to_owned();
        if row.key == REST {
            return words.statistics.rest.to_owned();
        }
        let value = match self.by {
            By::Day => row.key.clone(),
            By::Carrier => (words.carrier)(Carrier::from_db(row.key.parse().unwrap_or(0))).to_owned(),
            By::Business => BusinessType::from_code(&row.key)
                .map_or_else(|| row.key.clone(), |business| (words.business)(business).to_owned()),
            By::Task => format!("{} {}", row.key, row.name),
            By::Operator if row.name.is_empty() => row.key.clone(),
            By::Channel | By::Template | By::Operator | By::Signature => row.name.clone(),
        };
        if value.trim().is_empty() { without() } else { printable(&value, 200).into_owned() }
    }

    fn title(&self) -> String {
        let words = &self.words().statistics;
        let practice = if self.slice.sandbox { words.practice } else { "" };
        format!("{}{practice}", words.title)
    }

    fn facts(&self) -> String {
        let words = self.words();
        let last = UnixMillis(self.slice.to.0 - 1);
        format!(
            "{} {}{}{}　　{} {}",
            words.statistics.period,
            text_of(day_of(self.slice.from)),
            words.summary.until,
            text_of(day_of(last)),
            words.summary.written_at,
            self.now
        )
    }
}

fn sheet(request: &Request, place: &Place) -> Result<(), Broken> {
    let words = request.words();
    let mut book = Workbook::new();
    book.set_tempdir(place.folder())?;
    let looks = Looks::of(words.font);
    book.set_default_format(&looks.base, 20, 64)?;
    let title = request.title();
    book.set_properties(&DocProperties::new().set_title(&title).set_company("").set_author("Hongyan"));
    let (rows, sums) = request.lines();
    let mut sheet = Worksheet::new();
    sheet.set_name(words.sheet.summary)?;
    sheet.set_screen_gridlines(false);
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_column_width(0, 26)?;
    for column in 1..u16::try_from(COLUMNS).unwrap_or(1) {
        sheet.set_column_width(column, 11)?;
    }
    sheet.write_string_with_format(0, 0, &title, &looks.title)?;
    sheet.set_row_height(0, 28)?;
    let faint = looks.base.clone().set_font_color(FAINT);
    sheet.write_string_with_format(1, 0, request.facts(), &faint)?;

    let last_column = u16::try_from(COLUMNS - 1).unwrap_or(0);
    for (header, at) in request.headers().into_iter().zip(0_u16..) {
        sheet.write_string_with_format(HEADER_ROW, at, header, &looks.header)?;
    }
    sheet.set_row_height(HEADER_ROW, 24)?;
    let mut next = HEADER_ROW + 1;
    for line in &rows {
        let format = looks.base.clone().set_border_bottom(FormatBorder::Hair).set_border_bottom_color(RULE);
        write_line(&mut sheet, next, line, &format)?;
        next += 1;
    }
    if !rows.is_empty() {
        sheet.autofilter(HEADER_ROW, 0, next - 1, last_column)?;
        draw(&mut sheet, request, u32::try_from(rows.len()).unwrap_or(u32::MAX))?;
    }
    for line in &sums {
        let format = looks.base.clone().set_bold().set_background_color(PALE);
        write_line(&mut sheet, next, line, &format)?;
        next += 1;
    }
    let note = faint.set_font_size(9).set_align(FormatAlign::Left);
    sheet.write_string_with_format(next + 1, 0, words.statistics.note, &note)?;
    book.push_worksheet(sheet);
    book.save_to_writer(place.file())?;
    Ok(())
}

fn write_line(sheet: &mut Worksheet, row: u32, line: &Line<'_>, format: &Look) -> Result<(), Broken> {
    let counted = format.clone().set_num_format("#,##0");
    sheet.write_string_with_format(row, 0, &line.value, format)?;
    let totals = line.totals;
    let mut put = |column: u16, number: f64, format: &Look| {
        sheet.write_number_with_format(row, column, number, format).map(|_| ())
    };
    put(1, count(totals.people), &counted)?;
    put(2, count(totals.excluded), &counted)?;
    put(3, count(totals.submitted()), &counted)?;
    put(4, count(totals.delivered), &counted)?;
    put(6, count(totals.failures()), &counted)?;
    put(7, count(totals.open()), &counted)?;
    put(8, count(totals.segments), &counted)?;
    put(9, float(totals.cost.milliyuan()) / 1_000.0, &format.clone().set_num_format("#,##0.00#"))?;
    put(10, count(line.replies), &counted)?;
    match totals.delivered_share() {
        Some(share) => put(5, count(share) / 10_000.0, &format.clone().set_num_format("0.0%"))?,
        None => {
            let dash = format.clone().set_align(FormatAlign::Right);
            sheet.write_string_with_format(row, 5, "–", &dash)?;
        }
    }
    Ok(())
}

/// Days as lines, everything else as columns; both over the table, whose cells they show.
fn draw(sheet: &mut Worksheet, request: &Request, rows: u32) -> Result<(), Broken> {
    let words = request.words();
    let (name, column) = (words.sheet.summary, &words.column);
    let days = request.by == By::Day;
    let shown = if days { rows } else { rows.min(CHARTED_MAX) };
    let (first, last) = (HEADER_ROW + 1, HEADER_ROW + shown);
    let title = (words.statistics.by)(request.by);
    let kind = if days { ChartType::Line } else { ChartType::ColumnStacked };
    let mut chart = titled(kind, title, 960, words.font);
    let series = if days {
        [(column.submitted, 3, BLUE), (column.delivered, 4, GREEN), (column.failed, 6, RED)]
    } else {
        [(column.delivered, 4, GREEN), (column.failed, 6, RED), (column.open, 7, GREY)]
    };
    for (label, at, color) in series {
        let mut format = if days {
            ChartFormat::new().set_line(ChartLine::new().set_color(color).set_width(2.25)).clone()
        } else {
            fill(color)
        };
        chart
            .add_series()
            .set_name(label)
            .set_categories((name, first, 0, last, 0))
            .set_values((name, first, at, last, at))
            .set_format(&mut format)
            .set_gap(70);
    }
    axes(&mut chart, words.font);
    let every = u16::try_from(shown / 12 + 1).unwrap_or(1);
    if days {
        chart.x_axis().set_text_axis(true).set_label_interval(every).set_tick_interval(every);
    }
    sheet.insert_chart(2, 0, &chart)?;
    Ok(())
}

fn table(request: &Request, place: &Place) -> Result<(), Broken> {
    let mut file = place.file();
    file.write_all(BYTE_ORDER_MARK)?;
    let mut table = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(file);
    table.write_record(request.headers()).map_err(io_of)?;
    let (rows, sums) = request.lines();
    for line in rows.iter().chain(&sums) {
        let totals = line.totals;
        let share = totals.delivered_share().map(|share| format!("{}.{:02}%", share / 100, share % 100));
        let cost = totals.cost.milliyuan();
        let record = [
            safe(&line.value).into_owned(),
            totals.people.to_string(),
            totals.excluded.to_string(),
            totals.submitted().to_string(),
            totals.delivered.to_string(),
            share.unwrap_or_default(),
            totals.failures().to_string(),
            totals.open().to_string(),
            totals.segments.to_string(),
            format!("{}.{:03}", cost / 1_000, cost.unsigned_abs() % 1_000),
            line.replies.to_string(),
        ];
        table.write_record(&record).map_err(io_of)?;
    }
    table.flush()?;
    Ok(())
}
