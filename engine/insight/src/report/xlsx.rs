//! The workbook: summary, people, failures, replies, and the numbers behind the line over time.

use hongyan_store::inbound::Inbound;
use rust_xlsxwriter::{
    Color, DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use tokio::sync::mpsc;

use crate::cause::Standing;
use crate::timeline::{Moves, Timeline};

use super::person::{self, People, Person, VARIABLES_MAX};
use super::place::{Broken, Place};
use super::sheet::{Column, LongTable, Row, count};
use super::{Batch, Frame, Rows, summary};

/// How hard the workbook is compressed, 1 to 9. Measured on 1,000,000 people: above 3 time grows much faster than the
/// file shrinks.
const COMPRESSION: u8 = 3;
/// Groups of failures above the list of failures; the summary shows the same ones.
pub(super) const GROUPS_SHOWN: usize = 20;
/// The most columns that come before the variables.
const NUMBER_COLUMN_WIDTH: f64 = 15.0;

/// Looks that sheets share.
pub(super) struct Looks {
    pub(super) base: Format,
    pub(super) header: Format,
    pub(super) title: Format,
    pub(super) moment: Format,
    pub(super) price: Format,
    pub(super) count: Format,
    pub(super) share: Format,
}

/// The dark of titles and headers.
pub(super) const DARK: Color = Color::RGB(0x1F_3A_5F);

impl Looks {
    pub(super) fn of(font: &str) -> Self {
        let base = Format::new().set_font_name(font).set_font_size(10).set_align(FormatAlign::VerticalCenter);
        Self {
            header: base
                .clone()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(DARK)
                .set_border_bottom(FormatBorder::Thin)
                .set_align(FormatAlign::Center),
            title: base.clone().set_bold().set_font_size(14).set_font_color(DARK),
            moment: base.clone().set_num_format("yyyy-mm-dd hh:mm:ss"),
            price: base.clone().set_num_format("0.00#"),
            count: base.clone().set_num_format("#,##0"),
            share: base.clone().set_num_format("0.0%"),
            base,
        }
    }
}

pub(super) fn write(frame: &Frame, inbox: &mut mpsc::Receiver<Batch>, place: &Place) -> Result<Rows, Broken> {
    let mut book = Workbook::new();
    let mut tables = None;
    place.guard(|| {
        book.set_tempdir(place.folder())?;
        book.set_zip_compression_level(COMPRESSION);
        let looks = Looks::of(frame.words().font);
        book.set_default_format(&looks.base, 20, 64)?;
        book.set_properties(&properties(frame));
        tables = Some(Tables::begin(frame, &mut book, looks)?);
        Ok(())
    })?;
    let Some(tables) = &mut tables else { return Err(Broken::Cancelled) };
    loop {
        match inbox.blocking_recv() {
            Some(Batch::People(page)) => place.guard(|| {
                page.iter().try_for_each(|row| {
                    if let Some(at) = row.submitted_at {
                        tables.timeline.add(at, Moves { submitted: 1, delivered: 0 });
                    }
                    if let (hongyan_domain::MessageState::Delivered, Some(at)) = (row.state, row.done_at) {
                        tables.timeline.add(at, Moves { submitted: 0, delivered: 1 });
                    }
                    let person = tables.people_words.person(row);
                    tables.person(&mut book, &person)
                })
            })?,
            Some(Batch::Replies(page)) => {
                place.guard(|| page.iter().try_for_each(|reply| tables.reply(frame, &mut book, reply)))?
            }
            Some(Batch::End) => break,
            None => return Err(Broken::Cancelled),
        }
    }
    place.guard(|| {
        let line = std::mem::take(&mut tables.timeline).line();
        let summary = summary::write(frame, &tables.looks, line.as_ref())?;
        book.push_worksheet(summary);
        tables.people.finish(&mut book)?;
        tables.failures.finish(&mut book)?;
        tables.replies.finish(&mut book)?;
        if let Some(line) = &line {
            book.push_worksheet(summary::timeline(frame, &tables.looks, line)?);
        }
        book.save_to_writer(place.file())?;
        Ok(tables.rows)
    })
}

fn properties(frame: &Frame) -> DocProperties {
    let words = frame.words();
    DocProperties::new()
        .set_title(format!("{} - {}", words.summary.title, person::printable(&frame.task.draft.name, 200)))
        .set_company("")
        .set_author("Hongyan")
        .set_comment(format!("Hongyan {}", hongyan_domain::VERSION))
}

/// The long tables while they are filled.
struct Tables<'f> {
    looks: Looks,
    people_words: People<'f>,
    variables: usize,
    with_text: bool,
    people: LongTable,
    failures: LongTable,
    replies: LongTable,
    timeline: Timeline,
    rows: Rows,
}

impl<'f> Tables<'f> {
    fn begin(frame: &'f Frame, book: &mut Workbook, looks: Looks) -> Result<Self, Broken> {
        let sheet = &frame.words().sheet;
        let rows_max = frame.request.sheet_rows;
        let mut people = LongTable::new(
            book,
            sheet.people,
            people_columns(frame, &looks),
            looks.header.clone(),
            rows_max,
        )?;
        people.begin()?;
        let mut failures = LongTable::new(
            book,
            sheet.failures,
            failure_columns(frame, &looks),
            looks.header.clone(),
            rows_max,
        )?;
        failures.preface(|sheet| groups(frame, &looks, sheet))?;
        failures.begin()?;
        let mut replies = LongTable::new(
            book,
            sheet.replies,
            reply_columns(frame, &looks),
            looks.header.clone(),
            rows_max,
        )?;
        replies.begin()?;
        Ok(Self {
            looks,
            people_words: People::of(frame),
            variables: frame.variables.len().min(VARIABLES_MAX),
            with_text: frame.request.with_text,
            people,
            failures,
            replies,
            timeline: Timeline::default(),
            rows: Rows::default(),
        })
    }

    fn person(&mut self, book: &mut Workbook, person: &Person<'_>) -> Result<(), Broken> {
        let mut row = self.people.row(book)?;
        common(&mut row, person)?;
        if person.segments > 0 {
            row.number(f64::from(person.segments))?;
            row.number(price(person.price))?;
        } else {
            row.text("")?;
            row.text("")?;
        }
        row.number(f64::from(person.tries))?;
        row.text(person.mark)?;
        for index in 0..self.variables {
            row.text(person.values.get(index).and_then(Option::as_deref).unwrap_or(""))?;
        }
        if self.with_text {
            row.text(person.text.as_deref().unwrap_or(""))?;
        }
        self.rows.people += 1;
        if person.has_failed {
            let mut row = self.failures.row(book)?;
            common(&mut row, person)?;
            row.number(f64::from(person.tries))?;
            self.rows.failures += 1;
        }
        Ok(())
    }

    fn reply(&mut self, frame: &Frame, book: &mut Workbook, inbound: &Inbound) -> Result<(), Broken> {
        let reply = &inbound.reply;
        let mut row = self.replies.row(book)?;
        row.text(&frame.number(reply.number))?;
        row.moment(Some(reply.at))?;
        row.text((frame.words().opt_out)(reply.opt_out))?;
        row.text(&reply.text)?;
        row.text(frame.channels.get(&reply.channel).map_or("", |name| name))?;
        self.rows.replies += 1;
        Ok(())
    }
}

/// The cells that people and failures have in common.
fn common(row: &mut Row<'_>, person: &Person<'_>) -> Result<(), Broken> {
    row.text(&person.number)?;
    row.text(person.name)?;
    row.text(person.carrier)?;
    row.text(person.channel)?;
    row.text(person.state)?;
    row.text(person.code)?;
    row.text(person.cause())?;
    row.text(person.action())?;
    row.moment(person.submitted_at)?;
    row.moment(person.ended_at)
}

/// Milli-yuan as yuan.
fn price(milliyuan: i64) -> f64 {
    super::sheet::float(milliyuan) / 1_000.0
}

fn people_columns(frame: &Frame, looks: &Looks) -> Vec<Column> {
    let widths =
        [NUMBER_COLUMN_WIDTH, 11.0, 11.0, 16.0, 9.0, 11.0, 38.0, 30.0, 19.0, 19.0, 9.0, 11.0, 9.0, 10.0];
    person::headers(frame)
        .into_iter()
        .enumerate()
        .map(|(at, header)| {
            let last =
                frame.request.with_text && at == widths.len() + frame.variables.len().min(VARIABLES_MAX);
            Column {
                header,
                width: widths.get(at).copied().unwrap_or(if last { 60.0 } else { 16.0 }),
                format: match at {
                    8 | 9 => Some(looks.moment.clone()),
                    11 => Some(looks.price.clone()),
                    _ => None,
                },
            }
        })
        .collect()
}

fn failure_columns(frame: &Frame, looks: &Looks) -> Vec<Column> {
    let mut columns: Vec<Column> = people_columns(frame, looks).into_iter().take(10).collect();
    columns.push(Column { header: frame.words().column.tries.to_owned(), width: 9.0, format: None });
    columns
}

fn reply_columns(frame: &Frame, looks: &Looks) -> Vec<Column> {
    let column = &frame.words().column;
    [
        (column.number, NUMBER_COLUMN_WIDTH, None),
        (column.received_at, 19.0, Some(looks.moment.clone())),
        (column.opt_out, 12.0, None),
        (column.reply, 60.0, None),
        (column.channel, 16.0, None),
    ]
    .into_iter()
    .map(|(header, width, format)| Column { header: header.to_owned(), width, format })
    .collect()
}

/// The groups of failures above their list, in its columns. Answers the next free row.
fn groups(frame: &Frame, looks: &Looks, sheet: &mut Worksheet) -> Result<u32, XlsxError> {
    let words = frame.words();
    let column = &words.column;
    sheet.write_string_with_format(0, 0, words.summary.causes, &looks.title)?;
    sheet.set_row_height(0, 28)?;
    let failures = frame.figures.totals.failures();
    if failures == 0 {
        sheet.write_string(1, 0, words.summary.none)?;
        return Ok(3);
    }
    let headers = [
        column.people,
        column.share,
        column.class,
        column.channel,
        column.state,
        column.code,
        column.cause,
        column.action,
    ];
    for (header, at) in headers.iter().zip(0_u16..) {
        sheet.write_string_with_format(1, at, *header, &looks.header)?;
    }
    let mut next = 2;
    let mut rest = failures;
    for group in frame.groups.iter().take(GROUPS_SHOWN) {
        let standing =
            Standing { state: group.state, channel: group.channel, class: &group.class, code: &group.code };
        let explanation = frame.request.causes.explain(&standing);
        rest = rest.saturating_sub(group.messages);
        sheet.write_number_with_format(next, 0, count(group.messages), &looks.count)?;
        sheet.write_number_with_format(next, 1, count(group.messages) / count(failures), &looks.share)?;
        sheet.write_string(next, 2, explanation.class.map_or("", |class| (words.class)(class)))?;
        sheet.write_string(next, 3, frame.channels.get(&group.channel).map_or("", |name| &**name))?;
        sheet.write_string(next, 4, (words.state)(group.state))?;
        sheet.write_string(next, 5, &*person::printable(&group.code, 64))?;
        sheet.write_string(next, 6, explanation.cause)?;
        sheet.write_string(next, 7, explanation.action)?;
        next += 1;
    }
    if rest > 0 {
        sheet.write_number_with_format(next, 0, count(rest), &looks.count)?;
        sheet.write_number_with_format(next, 1, count(rest) / count(failures), &looks.share)?;
        sheet.write_string(next, 6, words.summary.other)?;
        next += 1;
    }
    Ok(next + 1)
}
