//! Report files: what they hold, and what is left when they cannot be made.

#![expect(clippy::unwrap_used, reason = "helpers of tests, outside test functions")]

mod support;

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use hongyan_domain::{MessageState, TaskNo, UnixMillis};
use hongyan_insight::cause::Causes;
use hongyan_insight::report::{Format, ReportError, Request, write_report};
use hongyan_insight::{Language, figures, lookup, timeline};
use hongyan_store::Db;

const PEOPLE: u64 = 1_000;

async fn store(folder: &Path) -> (Db, TaskNo) {
    let db = Db::open_in_folder(folder.join("data")).await.unwrap();
    let task = support::fill(&db, PEOPLE).await.unwrap();
    (db, task)
}

fn request(folder: &Path, task: TaskNo, name: &str, format: Format) -> Request {
    Request::new(task, folder.join(name), format, Causes::shipped(Language::Chinese), UnixMillis(0))
}

/// The files of a folder beside the store.
fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name != "data")
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn csv_opens_in_excel_and_holds_everybody() {
    let folder = tempfile::tempdir().unwrap();
    let (db, task) = store(folder.path()).await;
    let request =
        Request { masked: true, with_text: true, ..request(folder.path(), task, "a.csv", Format::Csv) };
    let mut heard = Vec::new();
    let summary = write_report(&db, request, Arc::new(support::Texts), |progress| {
        heard.push(progress);
        ControlFlow::Continue(())
    })
    .await
    .unwrap();
    assert_eq!((summary.people, heard.last().unwrap().done), (PEOPLE, PEOPLE));
    let octets = std::fs::read(folder.path().join("a.csv")).unwrap();
    assert_eq!(summary.octets, octets.len() as u64);
    let text = octets.strip_prefix(b"\xEF\xBB\xBF").expect("a byte order mark");
    let rows: Vec<csv::StringRecord> = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text)
        .records()
        .map(Result::unwrap)
        .collect();
    assert_eq!(rows.len() as u64, PEOPLE + 1);
    assert_eq!(&rows[1][0], support::number(0).to_string(), "masked");
    assert_eq!(&rows[8][11], "0.040");
    assert_eq!(&rows[8][16], "【邮政储蓄】张敏您好，您的定期存款1007.00元将于本周到期，欢迎到网点办理转存。");
    db.close().await;
}

#[tokio::test]
async fn the_sums_of_a_report_are_the_counters() {
    let folder = tempfile::tempdir().unwrap();
    let (db, task) = store(folder.path()).await;
    let mut reader = db.read().await.unwrap();
    let figures = figures::funnel(&mut reader, task).await.unwrap();
    let expected =
        |wanted: MessageState| (0..PEOPLE).filter(|index| support::fate(*index).0 == wanted).count() as u64;
    let totals = figures.totals;
    assert_eq!(totals.people, PEOPLE);
    assert_eq!(totals.delivered, expected(MessageState::Delivered));
    assert_eq!(totals.failed, expected(MessageState::Failed));
    assert_eq!(totals.rejected, expected(MessageState::Rejected));
    assert_eq!(totals.in_doubt, expected(MessageState::InDoubt));
    assert_eq!(totals.excluded, expected(MessageState::Excluded));
    assert_eq!(totals.people, totals.excluded + totals.submitted());
    assert_eq!(figures::overview(&mut reader, None).await.unwrap().totals, totals);
    let later = UnixMillis(support::BEGIN.0 + 1);
    assert_eq!(figures::overview(&mut reader, Some(later)).await.unwrap().totals.people, 0);
    let line = timeline::speed(&mut reader, task).await.unwrap().unwrap();
    let delivered: u64 = line.points.iter().map(|(_, moves)| moves.delivered).sum();
    assert_eq!(delivered + line.later.delivered, totals.delivered);
    drop(reader);
    db.close().await;
}

#[tokio::test]
async fn a_number_is_found_with_its_cause_and_text() {
    let folder = tempfile::tempdir().unwrap();
    let (db, task) = store(folder.path()).await;
    let causes = Causes::shipped(Language::Chinese);
    let mut reader = db.read().await.unwrap();
    let known =
        lookup::lookup(&mut reader, support::number(0), None, 20, &causes, &support::Texts).await.unwrap();
    let sent = &known.sent[0];
    assert_eq!((sent.message.task, sent.message.state), (task, MessageState::Failed));
    assert!(sent.explanation.cause.contains("空号"));
    assert!(sent.text.as_deref().unwrap().contains("王芳您好"));
    assert_eq!(&*sent.task_name, "三月存款到期提醒（城区网点）");
    assert_eq!((known.sent.len(), known.replies.len(), known.next), (1, 1, None));
    let nobody = support::number(PEOPLE + 5);
    let known = lookup::lookup(&mut reader, nobody, None, 20, &causes, &support::Texts).await.unwrap();
    assert!(known.sent.is_empty() && known.replies.is_empty());
    drop(reader);
    db.close().await;
}

#[tokio::test]
async fn what_is_broken_off_leaves_the_old_file() {
    let folder = tempfile::tempdir().unwrap();
    let (db, task) = store(folder.path()).await;
    for (name, format) in [("old.xlsx", Format::Xlsx), ("old.csv", Format::Csv)] {
        std::fs::write(folder.path().join(name), "old").unwrap();
        let request = request(folder.path(), task, name, format);
        let outcome = write_report(&db, request, Arc::new(support::Texts), |_| ControlFlow::Break(())).await;
        assert!(matches!(outcome, Err(ReportError::Cancelled)), "{outcome:?}");
        assert_eq!(std::fs::read(folder.path().join(name)).unwrap(), b"old");
    }
    assert_eq!(files(folder.path()), ["old.csv", "old.xlsx"]);
    db.close().await;
}

#[tokio::test]
async fn a_report_whose_place_is_taken_is_kept_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let (db, task) = store(folder.path()).await;
    // A folder stands where the file belongs: as little to be replaced as a file that Excel has open.
    std::fs::create_dir(folder.path().join("a.xlsx")).unwrap();
    let request = request(folder.path(), task, "a.xlsx", Format::Xlsx);
    let error = write_report(&db, request, Arc::new(support::Texts), |_| ControlFlow::Continue(()))
        .await
        .unwrap_err();
    assert_eq!(error.code(), "report_file_busy");
    let ReportError::Busy { kept: Some(kept), .. } = &error else { panic!("{error:?}") };
    assert_eq!(*kept, folder.path().join("a (2).xlsx"));
    assert!(error.to_string().contains("a (2).xlsx"));
    assert!(std::fs::read(kept).unwrap().starts_with(b"PK"));
    assert_eq!(files(folder.path()), ["a (2).xlsx", "a.xlsx"]);
    db.close().await;
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (db, task) = store(folder.path()).await;
    let request = request(&folder.path().join("nowhere"), task, "a.xlsx", Format::Xlsx);
    let error = write_report(&db, request, Arc::new(support::Texts), |_| ControlFlow::Continue(()))
        .await
        .unwrap_err();
    assert_eq!(error.code(), "report_folder");
    let missing = write_report(
        &db,
        self::request(folder.path(), TaskNo(99), "b.xlsx", Format::Xlsx),
        Arc::new(support::Texts),
        |_| ControlFlow::Continue(()),
    )
    .await
    .unwrap_err();
    assert_eq!(missing.code(), "not_found");
    assert!(files(folder.path()).is_empty());
    db.close().await;
}
