//! The table of people as CSV: UTF-8 with a byte order mark, which Excel needs to read Chinese.

use std::borrow::Cow;
use std::io::Write;

use hongyan_domain::UnixMillis;
use tokio::sync::mpsc;

use super::person::{self, People, Person};
use super::place::{Broken, Place};
use super::{Batch, Frame, Rows};

/// Says that the file is UTF-8.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

pub(super) fn write(frame: &Frame, inbox: &mut mpsc::Receiver<Batch>, place: &Place) -> Result<Rows, Broken> {
    let mut file = place.file();
    file.write_all(BYTE_ORDER_MARK)?;
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(file);
    let headers = person::headers(frame);
    let variables = frame.variables.len().min(person::VARIABLES_MAX);
    let mut record: Vec<String> = headers.iter().map(|header| safe(header).into_owned()).collect();
    table.write_record(&record).map_err(io_of)?;
    let mut people = People::of(frame);
    let mut rows = Rows::default();
    loop {
        match inbox.blocking_recv() {
            Some(Batch::People(page)) => {
                for row in &page {
                    let person = people.person(row);
                    rows.people += 1;
                    rows.failures += u64::from(person.has_failed);
                    fill(&mut record, &person, variables);
                    table.write_record(&record).map_err(io_of)?;
                }
            }
            Some(Batch::Replies(_)) => {}
            Some(Batch::End) => break,
            None => return Err(Broken::Cancelled),
        }
    }
    table.flush()?;
    Ok(rows)
}

/// Puts a person's values into the cells of `record`, whose texts are used again.
fn fill(record: &mut [String], person: &Person<'_>, variables: usize) {
    let mut cells = record.iter_mut();
    let mut put = |value: &str| {
        if let Some(cell) = cells.next() {
            cell.clear();
            cell.push_str(&safe(value));
        }
    };
    put(&person.number);
    put(person.name);
    put(person.carrier);
    put(person.channel);
    put(person.state);
    put(person.code);
    put(person.cause());
    put(person.action());
    put(&time(person.submitted_at));
    put(&time(person.ended_at));
    put(&person.segments.to_string());
    put(&format!("{}.{:03}", person.price / 1_000, person.price.unsigned_abs() % 1_000));
    put(&person.tries.to_string());
    put(person.mark);
    for index in 0..variables {
        put(person.values.get(index).and_then(Option::as_deref).unwrap_or(""));
    }
    put(person.text.as_deref().unwrap_or(""));
}

fn time(at: Option<UnixMillis>) -> String {
    at.map(UnixMillis::display_china).unwrap_or_default()
}

/// A cell that no spreadsheet program takes for a formula (OWASP, "CSV Injection").
pub(super) fn safe(value: &str) -> Cow<'_, str> {
    if value
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}'])
    {
        Cow::Owned(format!("'{value}"))
    } else {
        Cow::Borrowed(value)
    }
}

pub(super) fn io_of(error: csv::Error) -> Broken {
    let said = error.to_string();
    if let csv::ErrorKind::Io(error) = error.into_kind() { Broken::Io(error) } else { Broken::Workbook(said) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(safe("=HYPERLINK(\"http://x\")"), "'=HYPERLINK(\"http://x\")");
        assert_eq!(safe("-9000"), "'-9000");
        assert_eq!(safe("＝1+1"), "'＝1+1");
        assert_eq!(safe("13800138000"), "13800138000");
    }
}
