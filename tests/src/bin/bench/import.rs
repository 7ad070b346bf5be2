//! Import of a list: read, mapped, cleaned, stored.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use hongyan_contacts::import::{self, ImportOptions, Target};
use hongyan_domain::SystemClock;
use hongyan_store::Db;
use hongyan_tests::stage::Trouble;
use rust_xlsxwriter::Workbook;
use tokio_util::sync::CancellationToken;

use crate::measure::{Figure, Span, peak_mb};
use crate::{Round, Start, block_on};

/// People of the list.
const ROWS: u32 = 1_000_000;

const XLSX_NAME: &str = "list.xlsx";
const CSV_NAME: &str = "list.csv";

const HEADERS: [&str; 6] = ["姓名", "手机号码", "城市", "金额", "订单号", "日期"];
/// The column with an amount, which a workbook keeps as a number.
const AMOUNT: u16 = 3;
const CITIES: [&str; 8] = ["北京", "上海", "广州", "成都", "西安", "沈阳", "武汉", "昆明"];

/// The list as Excel writes it: its texts are in the table of shared strings.
pub(crate) const XLSX: Start = Start { name: "a list of 1,000,000 people as xlsx", make: make_xlsx };
/// The list as text in UTF-8.
pub(crate) const CSV: Start = Start { name: "a list of 1,000,000 people as csv", make: make_csv };

pub(crate) fn xlsx(round: &Round) -> Result<Vec<Figure>, Trouble> {
    import(&round.folder.join(XLSX_NAME), "<= 30")
}

pub(crate) fn csv(round: &Round) -> Result<Vec<Figure>, Trouble> {
    import(&round.folder.join(CSV_NAME), "<= 20")
}

/// Imports the list into a new store.
fn import(list: &Path, reach: &'static str) -> Result<Vec<Figure>, Trouble> {
    block_on(async {
        let folder = tempfile::tempdir()?;
        let db = Db::open_in_folder(folder.path()).await?;
        let options = ImportOptions::new(Target::Group { name: "bench".to_owned() }, "bench", 1);
        let span = Span::begin();
        let summary = import::run(&db, &SystemClock, list, options, |_| {}, CancellationToken::new()).await?;
        let mut figures = span.figures(reach);
        db.close().await;
        if summary.tally.people != u64::from(ROWS) {
            return Err(format!("not everybody was imported: {:?}", summary.tally).into());
        }
        figures.push(Figure { name: "peak memory", value: peak_mb(), unit: "MB", reach: "<= 300" });
        Ok(figures)
    })
}

fn make_csv(folder: &Path) -> Result<(), Trouble> {
    let mut file = BufWriter::new(File::create(folder.join(CSV_NAME))?);
    writeln!(file, "{}", HEADERS.join(","))?;
    for row in 0..ROWS {
        writeln!(file, "{}", person(row).join(","))?;
    }
    file.flush()?;
    Ok(())
}

fn make_xlsx(folder: &Path) -> Result<(), Trouble> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, header) in (0..).zip(HEADERS) {
        sheet.write_string(0, column, header)?;
    }
    for row in 0..ROWS {
        for (column, text) in (0..).zip(person(row)) {
            if column == AMOUNT {
                sheet.write_number(row + 1, column, text.parse::<f64>()?)?;
            } else {
                sheet.write_string(row + 1, column, text)?;
            }
        }
    }
    book.save(folder.join(XLSX_NAME))?;
    Ok(())
}

/// A person with a number that no other row has; the numbers come in no order.
fn person(row: u32) -> [String; 6] {
    let step = u64::from(row) * 7_919_999 % 1_000_000_007;
    let city = usize::try_from(row % 8).ok().and_then(|index| CITIES.get(index)).copied().unwrap_or("");
    [
        format!("客户{}", row % 50_000),
        (13_000_000_000 + step).to_string(),
        city.to_owned(),
        format!("{}.{:02}", row % 1_000, row % 100),
        format!("DD{row:010}"),
        format!("2026-{:02}-{:02}", row % 12 + 1, row % 28 + 1),
    ]
}
