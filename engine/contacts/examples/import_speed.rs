//! Makes a list of N people and imports it: how long it takes, how much of the processor, how much memory.
//!
//! `cargo run --release -p hongyan-contacts --example import_speed -- [xlsx|shared|csv] [ROWS]`
//!
//! `xlsx` keeps its texts in the cells, `shared` in the table of shared strings as Excel writes them. The file is made
//! by a second process, so that the peak memory is the import's own.

use std::error::Error;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use hongyan_contacts::import::{self, ImportOptions, Phase, Target};
use hongyan_domain::{Clock as _, SystemClock};
use hongyan_store::Db;
use rust_xlsxwriter::{Workbook, Worksheet};
use tokio_util::sync::CancellationToken;

type Anyhow<T> = Result<T, Box<dyn Error>>;

const HEADERS: [&str; 6] = ["姓名", "手机号码", "城市", "金额", "订单号", "日期"];
const CITIES: [&str; 8] = ["北京", "上海", "广州", "成都", "西安", "沈阳", "武汉", "昆明"];

#[tokio::main]
async fn main() -> Anyhow<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let word = |index: usize| arguments.get(index).map(String::as_str);
    if word(0) == Some("make") {
        return make(
            word(1).unwrap_or("xlsx"),
            word(2).unwrap_or("0").parse()?,
            Path::new(word(3).unwrap_or("")),
        );
    }
    let kind = word(0).unwrap_or("xlsx").to_owned();
    let rows: u32 = word(1).unwrap_or("1000000").parse()?;
    let folder = tempfile::tempdir()?;
    let list = folder.path().join(if kind == "csv" { "list.csv" } else { "list.xlsx" });
    let made = Command::new(std::env::current_exe()?)
        .args(["make", &kind, &rows.to_string()])
        .arg(&list)
        .status()?;
    if !made.success() {
        return Err("the list was not made".into());
    }
    println!("list: {kind}, {rows} rows × {} columns, {} bytes", HEADERS.len(), fs::metadata(&list)?.len());

    let db = Db::open_in_folder(folder.path().join("store")).await?;
    let options = ImportOptions::new(Target::Group { name: "speed".to_owned() }, "bench", 1);
    let (begin, cpu) = (SystemClock.now(), cpu_seconds());
    let read_ms = Arc::new(AtomicU64::new(0));
    let read_peak = Arc::new(Mutex::new(String::new()));
    let (reading, peak) = (Arc::clone(&read_ms), Arc::clone(&read_peak));
    let progress = move |progress: import::Progress| {
        if progress.phase == Phase::Reading {
            let ms = SystemClock.now().since(begin).as_millis();
            reading.store(u64::try_from(ms).unwrap_or(0), Ordering::Relaxed);
            if progress.rows + 2_000 > u64::from(rows)
                && let Ok(mut peak) = peak.lock()
            {
                *peak = peak_memory();
            }
        }
    };
    let summary = import::run(&db, &SystemClock, &list, options, progress, CancellationToken::new()).await?;
    let wall = SystemClock.now().since(begin);
    println!(
        "people {}, failed {}, duplicates {}",
        summary.tally.people, summary.tally.rows_failed, summary.tally.duplicates
    );
    println!(
        "read and cleaned after {} ms, peak until then {}",
        read_ms.load(Ordering::Relaxed),
        read_peak.lock().map_err(|_| "poisoned")?
    );
    println!(
        "wall {:.2} s, CPU {:.2} s, peak memory {}",
        wall.as_secs_f64(),
        cpu_seconds() - cpu,
        peak_memory()
    );
    db.close().await;
    Ok(())
}

/// Processor time of this process so far, in seconds (user and system).
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or("");
    let ticks: f64 =
        after_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks / 100.0
}

fn peak_memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or("VmHWM: not known here");
    line.trim_start_matches("VmHWM:").trim().to_owned()
}

fn make(kind: &str, rows: u32, path: &Path) -> Anyhow<()> {
    if kind == "csv" {
        let mut file = BufWriter::new(fs::File::create(path)?);
        writeln!(file, "{}", HEADERS.join(","))?;
        for row in 0..rows {
            let [name, number, city, amount, order, date] = person(row);
            writeln!(file, "{name},{number},{city},{amount},{order},{date}")?;
        }
        file.flush()?;
        return Ok(());
    }
    let mut workbook = Workbook::new();
    let sheet = match kind {
        "shared" => workbook.add_worksheet(),
        _ => workbook.add_worksheet_with_constant_memory()?,
    };
    fill(sheet, rows)?;
    workbook.save(path)?;
    Ok(())
}

fn fill(sheet: &mut Worksheet, rows: u32) -> Anyhow<()> {
    for (col, header) in (0_u16..).zip(HEADERS) {
        sheet.write_string(0, col, header)?;
    }
    for row in 0..rows {
        for (col, text) in (0_u16..).zip(person(row)) {
            if col == 3 {
                sheet.write_number(row + 1, col, text.parse::<f64>()?)?;
            } else {
                sheet.write_string(row + 1, col, text)?;
            }
        }
    }
    Ok(())
}

/// A person with a number that no other row has; the numbers come in no order.
fn person(row: u32) -> [String; 6] {
    let step = u64::from(row) * 7_919_999 % 1_000_000_007;
    let city = CITIES.get(usize::try_from(row % 8).unwrap_or(0)).copied().unwrap_or("");
    [
        format!("客户{}", row % 50_000),
        (13_000_000_000 + step).to_string(),
        city.to_owned(),
        format!("{}.{:02}", row % 1_000, row % 100),
        format!("DD{row:010}"),
        format!("2026-{:02}-{:02}", row % 12 + 1, row % 28 + 1),
    ]
}
