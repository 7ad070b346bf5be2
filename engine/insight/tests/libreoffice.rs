//! LibreOffice opens the report: what it reads is what was stored.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests, outside test functions")]

mod support;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use hongyan_domain::{TaskNo, UnixMillis};
use hongyan_insight::Language;
use hongyan_insight::cause::Causes;
use hongyan_insight::report::{Format, ReportSummary, Request, write_report};
use hongyan_store::Db;

const PEOPLE: u64 = 2_000;

struct Made {
    folder: tempfile::TempDir,
    summary: ReportSummary,
}

/// A report of [`PEOPLE`] with sheets of 1,500 rows, so that one is split.
async fn made() -> Made {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open_in_folder(folder.path().join("data")).await.unwrap();
    let task = support::fill(&db, PEOPLE).await.unwrap();
    let path = folder.path().join("report.xlsx");
    let request = Request { sheet_rows: 1_500, ..request(task, path) };
    let summary =
        write_report(&db, request, Arc::new(support::Texts), |_| ControlFlow::Continue(())).await.unwrap();
    db.close().await;
    Made { folder, summary }
}

fn request(task: TaskNo, path: PathBuf) -> Request {
    let now = UnixMillis(support::BEGIN.0 + 7_200_000);
    Request::new(task, path, Format::Xlsx, Causes::shipped(Language::Chinese), now)
}

/// Lets LibreOffice convert a file, with a profile of its own; answers the folder of what it made.
fn convert(made: &Made, filter: &str) -> PathBuf {
    let out = made.folder.path().join("converted");
    let profile = made.folder.path().join("profile");
    let done = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--norestore", "--convert-to", filter, "--outdir"])
        .arg(&out)
        .arg(&made.summary.path)
        .output()
        .expect("LibreOffice Calc (soffice) is not installed: run `cargo xtask setup`");
    let said = String::from_utf8_lossy(&done.stderr).to_lowercase();
    assert!(done.status.success(), "{said}");
    for word in ["error", "corrupt", "repair"] {
        assert!(!said.contains(word), "LibreOffice warns: {said}");
    }
    out
}

/// The rows of one sheet as LibreOffice reads them.
fn sheet(folder: &Path, name: &str) -> Vec<csv::StringRecord> {
    let path = folder.join(format!("report-{name}.csv"));
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_path(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        .records()
        .collect::<Result<_, _>>()
        .unwrap()
}

#[tokio::test]
async fn every_sheet_reads_as_it_was_written() {
    let made = made().await;
    // 44 comma, 34 quote, 76 UTF-8, then: all sheets, as shown.
    let folder =
        convert(&made, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1");

    let people = [sheet(&folder, "明细"), sheet(&folder, "明细2")];
    assert_eq!([people[0].len(), people[1].len()], [1_500, 502], "split with a header each");
    assert_eq!(people[0][0], people[1][0]);
    let header: Vec<&str> = people[0][0].iter().collect();
    assert_eq!(header[..3], ["手机号码", "姓名", "运营商"]);
    assert_eq!(header[14..], ["姓名", "金额"]);
    let rows: Vec<&csv::StringRecord> = people.iter().flat_map(|sheet| &sheet[1..]).collect();
    assert_eq!(rows.len() as u64, PEOPLE);
    for (row, index) in rows.iter().zip(0..) {
        assert_eq!(row[0], support::number(index).reveal(), "numbers are whole texts");
    }
    assert_eq!(&rows[0][4], "失败");
    assert_eq!(&rows[0][5], "MK:0001");
    assert!(rows[0][6].contains("空号"), "{}", &rows[0][6]);
    assert_eq!(&rows[0][7], "移出名单");
    assert_eq!(&rows[0][8], "2026-03-01 09:30:00");
    assert_eq!(&rows[7][4], "已送达");
    assert_eq!([&rows[7][11], &rows[7][14], &rows[7][15]], ["0.04", "张敏", "1007.00"]);
    assert_eq!([&rows[10][4], &rows[10][6]], ["已排除", "本人已退订"]);

    let failures = sheet(&folder, "失败");
    let at =
        failures.iter().position(|row| &row[0] == "手机号码").expect("the list of failures has a header");
    assert_eq!((failures.len() - at - 1) as u64, made.summary.failures);
    let grouped: u64 =
        failures[2..at].iter().filter_map(|row| row[0].replace(',', "").parse::<u64>().ok()).sum();
    assert_eq!(grouped, made.summary.failures, "groups add up");
    assert_eq!(made.summary.failures, made.summary.totals.failures());

    assert_eq!(sheet(&folder, "回复").len(), 5);
    let summary = sheet(&folder, "汇总");
    let all: Vec<&str> = summary.iter().flat_map(|row| row.iter()).collect();
    for expected in ["短信发送报告", "三月存款到期提醒（城区网点）", "2000", "中国移动", "移动 1069 主用"]
    {
        assert!(all.contains(&expected), "{expected} is not on the summary: {all:?}");
    }
    let moved: u64 = sheet(&folder, "时间走势")[1..].iter().map(|row| row[2].parse::<u64>().unwrap()).sum();
    assert_eq!(moved, made.summary.totals.delivered);
}

#[tokio::test]
async fn the_summary_prints_with_its_charts() {
    let made = made().await;
    let folder =
        convert(&made, "pdf:calc_pdf_Export:{\"PageRange\":{\"type\":\"string\",\"value\":\"1-2\"}}");
    let pdf = std::fs::read(folder.join("report.pdf")).unwrap();
    assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 20_000, "{} octets", pdf.len());
}
