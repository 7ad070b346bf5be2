//! Importing into a store, from the first row to the last finding.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod common;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use common::{World, into, ole, xlsx, xlsx_parts, zip};
use hongyan_contacts::clean::{Fault, Repair};
use hongyan_contacts::export::{self, ExportFormat, Source};
use hongyan_contacts::import::{self, ImportOptions, ImportSummary, Phase, Target};
use hongyan_contacts::{CodeWords, Wording};
use hongyan_domain::{GroupNo, Msisdn, UnixMillis};
use hongyan_store::audience::group::{self, GroupKind};
use hongyan_store::audience::member::Member;
use hongyan_store::audience::{contact, finding, import_record, member};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use tokio_util::sync::CancellationToken;

/// A list with the mistakes that real lists have.
const MESSY: &str = "姓名,手机号码,金额\n\
    张三,138 0013 8001,10\n\
    李四,+86 13900139002,20\n\
    王五,1370013700,30\n\
    赵六,1.38E+10,40\n\
    孙七,13600136003/13500135004,50\n\
    张三,13800138001,60\n\
    周八,,70\n";

async fn members(world: &World, group: GroupNo) -> Vec<Member> {
    member::page(&mut world.db.read().await.unwrap(), group, None, 10_000).await.unwrap()
}

fn numbers(members: &[Member]) -> Vec<u64> {
    members.iter().map(|member| member.number.digits()).collect()
}

/// Everything a failed import could have left: groups, members, contacts, imports.
async fn left_behind(world: &World) -> (usize, u64, usize, Option<GroupNo>) {
    let mut reader = world.db.read().await.unwrap();
    let groups = group::page(&mut reader, "", 100).await.unwrap().len();
    let contacts = contact::count(&mut reader).await.unwrap();
    let imports = import_record::page(&mut reader, None, 100).await.unwrap().len();
    let members = group::clearable(&mut reader).await.unwrap();
    (groups, contacts, imports, members)
}

#[tokio::test]
async fn a_messy_list_gives_its_people_and_findings() {
    let world = World::new().await;
    let path = world.write("list.csv", MESSY);
    let summary = world.import(&path, "客户").await.unwrap();
    let tally = &summary.tally;
    assert_eq!((tally.rows, tally.people, tally.rows_failed, tally.duplicates), (7, 4, 3, 1));
    assert_eq!(tally.rows_repaired, 3);
    assert_eq!(
        tally.repairs,
        BTreeMap::from([(Repair::Blanks, 2), (Repair::CountryCode, 1), (Repair::Several, 1)])
    );
    assert_eq!(
        tally.faults,
        BTreeMap::from([
            (Fault::Empty, 1),
            (Fault::PrecisionLost, 1),
            (Fault::TooShort, 1),
            (Fault::Duplicate, 1)
        ])
    );
    let found: Vec<_> = summary
        .findings
        .iter()
        .map(|finding| (finding.row, finding.col, finding.value.as_str(), finding.reason.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (4, 2, "13****3700", "too_short"),
            (5, 2, "1.38E+10", "precision_lost"),
            (7, 2, "138****8001", "duplicate"),
            (8, 2, "", "empty"),
        ]
    );
    let people = members(&world, summary.group.unwrap()).await;
    assert_eq!(numbers(&people), [13_500_135_004, 13_600_136_003, 13_800_138_001, 13_900_139_002]);
    assert_eq!(
        (people[2].name.as_str(), people[2].fields.as_str()),
        ("张三", r#"{"姓名":"张三","金额":"10"}"#)
    );
    assert_eq!(people[0].fields, people[1].fields);

    let mut reader = world.db.read().await.unwrap();
    let no = summary.import_no.unwrap();
    let kept = finding::page(&mut reader, no, None, 0, 100).await.unwrap();
    assert_eq!(kept.into_iter().map(|kept| kept.row).collect::<Vec<_>>(), summary.findings);
    let record = import_record::by_no(&mut reader, no).await.unwrap().unwrap();
    assert_eq!(record.contacts_cursor, None);
    assert_eq!(
        (record.import.people, record.import.rows_failed, record.created_by.as_str()),
        (4, 3, "tester")
    );
    assert_eq!(record.import.faults, r#"{"duplicate":1,"empty":1,"precision_lost":1,"too_short":1}"#);
    assert_eq!(contact::count(&mut reader).await.unwrap(), 4);
    let stored = group::by_name(&mut reader, "客户").await.unwrap().unwrap();
    assert_eq!((stored.people, stored.kind), (4, GroupKind::Group));
}

#[tokio::test]
async fn a_second_list_joins_the_group_and_newer_rows_win() {
    let world = World::new().await;
    let first = world.write("a.csv", "姓名,手机,城市\n张三,13800138001,北京\n李四,13900139002,上海\n");
    let second = world.write("b.csv", "姓名,手机,金额\n,13800138001,9\n王五,13700137003,8\n");
    let before = world.import(&first, "客户").await.unwrap();
    let after = world.import(&second, "客户").await.unwrap();
    assert_eq!((before.merged, before.added), (false, 2));
    assert_eq!((after.merged, after.added, after.group), (true, 1, before.group));
    let people = members(&world, after.group.unwrap()).await;
    assert_eq!(numbers(&people), [13_700_137_003, 13_800_138_001, 13_900_139_002]);
    assert_eq!(people[1].name, "张三", "an empty name does not wipe out a known one");
    let fields: BTreeMap<String, String> = serde_json::from_str(&people[1].fields).unwrap();
    assert_eq!(
        fields,
        BTreeMap::from(
            [("姓名", "张三"), ("城市", "北京"), ("金额", "9")].map(|(k, v)| (k.into(), v.into()))
        )
    );
    let mut reader = world.db.read().await.unwrap();
    assert_eq!(group::by_name(&mut reader, "客户").await.unwrap().unwrap().people, 3);
    assert_eq!(group::clearable(&mut reader).await.unwrap(), None, "the staged rows are gone");
    let known =
        contact::by_number(&mut reader, Msisdn::parse("13800138001").unwrap()).await.unwrap().unwrap();
    assert_eq!(serde_json::from_str::<BTreeMap<String, String>>(&known.fields).unwrap(), fields);
}

#[tokio::test]
async fn the_same_file_again_says_so() {
    let world = World::new().await;
    let path = world.write("list.csv", MESSY);
    let first = world.import(&path, "客户").await.unwrap();
    assert_eq!(first.previous, None);
    world.clock.advance(std::time::Duration::from_secs(60));
    let copy = world.write("copy.txt", MESSY);
    let again = world.import(&copy, "别的").await.unwrap();
    let previous = again.previous.unwrap();
    assert_eq!(Some(previous.no), first.import_no);
    assert_eq!((previous.at, previous.file_name.as_str()), (UnixMillis(1_772_328_600_000), "list.csv"));
    assert_eq!(previous.group.as_deref(), Some("客户"));
}

#[tokio::test]
async fn a_dry_run_stores_nothing_and_says_the_same() {
    let world = World::new().await;
    let path = world.write("list.csv", MESSY);
    let dry = world.import_with(&path, ImportOptions { dry_run: true, ..into("客户") }).await.unwrap();
    assert_eq!((dry.import_no, dry.group), (None, None));
    assert_eq!(left_behind(&world).await, (0, 0, 0, None));
    let real = world.import(&path, "客户").await.unwrap();
    assert_eq!((dry.tally, dry.findings), (real.tally, real.findings));
}

#[tokio::test]
async fn a_list_of_one_task_stays_out_of_the_address_book() {
    let world = World::new().await;
    let path = world.write("list.csv", MESSY);
    let summary = world.import_with(&path, ImportOptions::new(Target::List, "tester", 1)).await.unwrap();
    assert_eq!(members(&world, summary.group.unwrap()).await.len(), 4);
    assert_eq!(left_behind(&world).await, (0, 0, 1, None));
}

#[tokio::test]
async fn a_cancel_at_any_moment_keeps_nothing() {
    let mut list = "手机,城市\n".to_owned();
    for step in 0..30_000_u64 {
        writeln!(list, "{},北京", 13_000_000_000 + step * 7_919).unwrap();
    }
    let world = World::new().await;
    let path = world.write("list.csv", &list);
    for phase in [Phase::Reading, Phase::Storing] {
        let cancel = CancellationToken::new();
        let trigger = cancel.clone();
        let progress = move |progress: import::Progress| {
            if progress.phase == phase {
                trigger.cancel();
            }
        };
        let error =
            import::run(&world.db, &world.clock, &path, into("客户"), progress, cancel).await.unwrap_err();
        assert_eq!(error.code(), "import_cancelled", "{phase:?}");
        assert_eq!(left_behind(&world).await, (0, 0, 0, None), "{phase:?}");
    }
    assert_eq!(world.import(&path, "客户").await.unwrap().tally.people, 30_000);
}

#[tokio::test]
async fn what_a_crash_left_is_cleared_and_caught_up() {
    let world = World::new().await;
    let path = world.write("list.csv", MESSY);
    let done = world.import(&path, "客户").await.unwrap();
    let (no, at) = (done.import_no.unwrap(), UnixMillis(1));
    // As a crash leaves it: a group half filled, and an address book that stopped after the first two.
    let staged = world
        .db
        .write(move |tx| {
            Box::pin(async move {
                let uid = hongyan_domain::Uid::new(at, [1; 10]);
                let staged = group::stage(tx, uid, "半途", GroupKind::Group, "tester", at).await?;
                let number = Msisdn::from_digits(13_800_138_000).unwrap();
                let person = Member { number, name: String::new(), fields: "{}".to_owned() };
                member::insert_staged(tx, staged, &[person]).await?;
                for number in [13_800_138_001, 13_900_139_002] {
                    contact::remove(tx, Msisdn::from_digits(number).unwrap()).await?;
                }
                import_record::set_contacts_cursor(tx, no, Msisdn::from_digits(13_600_136_003)).await?;
                Ok(staged)
            })
        })
        .await
        .unwrap();
    import::recover(&world.db, &world.clock).await.unwrap();
    let mut reader = world.db.read().await.unwrap();
    assert_eq!(member::count(&mut reader, staged).await.unwrap(), 0);
    assert_eq!(contact::count(&mut reader).await.unwrap(), 4);
    assert_eq!(import_record::unfinished(&mut reader).await.unwrap(), None);
    assert_eq!(group::page(&mut reader, "", 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn bad_files_leave_the_store_untouched() {
    let world = World::new().await;
    let broken =
        zip(&xlsx_parts(b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>13800138000</v></c></row>"));
    for (name, bytes, code) in [
        ("empty.xlsx", Vec::new(), "file_empty"),
        ("encrypted.xlsx", ole("EncryptedPackage"), "file_encrypted"),
        ("cut.xlsx", b"PK\x03\x04".to_vec(), "file_truncated"),
        ("broken.xlsx", broken, "file_damaged"),
        ("page.xls", b"<html>".to_vec(), "file_not_a_list"),
    ] {
        let path = world.write(name, bytes);
        assert_eq!(world.import(&path, "客户").await.unwrap_err().code(), code);
    }
    let list = world.write("list.csv", MESSY);
    assert_eq!(world.import(&list, "  ").await.unwrap_err().code(), "group_name_invalid");
    assert_eq!(left_behind(&world).await, (0, 0, 0, None));
}

#[tokio::test]
async fn a_list_without_one_good_number_makes_no_group() {
    let world = World::new().await;
    let path = world.write("list.csv", "姓名,手机\n张三,无\n李四,1380013\n");
    let summary = world.import(&path, "客户").await.unwrap();
    assert_eq!((summary.tally.people, summary.tally.rows_failed, summary.import_no), (0, 2, None));
    assert_eq!(left_behind(&world).await, (0, 0, 0, None));
}

#[tokio::test]
async fn formulas_dates_and_errors_are_read_or_found() {
    let world = World::new().await;
    let path = world.path("list.xlsx");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for (col, text) in (0_u16..).zip(["手机", "日期", "金额", "状态"]) {
        sheet.write_string(0, col, text).unwrap();
    }
    sheet.write_formula(1, 0, Formula::new("=A9&\"\"").set_result("13800138001")).unwrap();
    sheet.write_datetime_with_format(1, 1, ExcelDateTime::from_ymd(2026, 3, 1).unwrap(), &date).unwrap();
    sheet.write_number(1, 2, 0.1 + 0.2).unwrap();
    sheet.write_number(2, 0, 13_900_139_002.0).unwrap();
    sheet.write_number_with_format(3, 0, 13_700_137_003.0, &date).unwrap();
    sheet.write_datetime_with_format(4, 0, ExcelDateTime::from_ymd(2026, 3, 1).unwrap(), &date).unwrap();
    sheet.write_number(5, 0, 1_380_013_800.0).unwrap();
    workbook.save(&path).unwrap();
    let summary = world.import(&path, "客户").await.unwrap();
    let people = members(&world, summary.group.unwrap()).await;
    assert_eq!(numbers(&people), [13_700_137_003, 13_800_138_001, 13_900_139_002]);
    assert_eq!(people[1].fields, r#"{"日期":"2026-03-01","金额":"0.3"}"#);
    assert_eq!(summary.tally.faults, BTreeMap::from([(Fault::Date, 1), (Fault::TooShort, 1)]));

    let sheet = br##"<worksheet><sheetData>
        <row r="1"><c r="A1" t="inlineStr"><is><t>phone</t></is></c><c r="B1" t="inlineStr"><is><t>city</t></is></c></row>
        <row r="2"><c r="A2"><f>C2</f></c></row>
        <row r="3"><c r="A3" t="e"><v>#N/A</v></c></row>
        <row r="4"><c r="A4"><v>13800138001</v></c><c r="B4" t="e"><v>#REF!</v></c></row>
        <row r="5"><c r="A5"><v>13800138002</v></c><c r="B5"><f>X1</f></c></row>
        </sheetData></worksheet>"##;
    let path = world.write("raw.xlsx", zip(&xlsx_parts(sheet)));
    let summary = world.import(&path, "公式").await.unwrap();
    let found: Vec<_> =
        summary.findings.iter().map(|finding| (finding.row, finding.col, finding.reason.as_str())).collect();
    assert_eq!(
        found,
        [
            (2, 1, "formula_without_value"),
            (3, 1, "error_cell"),
            (4, 2, "error_cell"),
            (5, 2, "formula_without_value")
        ]
    );
    assert_eq!(summary.tally.people, 2);
    assert_eq!(
        members(&world, summary.group.unwrap()).await[0].fields,
        "{}",
        "no error value reaches a message"
    );
}

#[tokio::test]
async fn odd_rows_are_found_and_stop_nothing() {
    let world = World::new().await;
    let long = "长".repeat(3_000);
    let open = "x,\"".to_owned() + &"13900139002\n".repeat(60) + "\"\n";
    let path = world.write("list.csv", format!("备注,手机\n{long},13800138001\n{open}y,13700137003\n"));
    let summary = world.import(&path, "客户").await.unwrap();
    assert_eq!(summary.tally.faults, BTreeMap::from([(Fault::ValueCut, 1), (Fault::QuoteNotClosed, 1)]));
    assert_eq!(summary.findings[0].row, 2);
    assert_eq!(numbers(&members(&world, summary.group.unwrap()).await), [13_700_137_003, 13_800_138_001]);
}

#[tokio::test]
async fn the_repaired_list_imports_clean() {
    let world = World::new().await;
    let path = world.write("list.csv", MESSY);
    let (repaired, failures) = (world.path("repaired.xlsx"), world.path("failures.xlsx"));
    let options =
        ImportOptions {
            repaired: Some(repaired.clone()), failures: Some(failures.clone()), ..into("客户")
        };
    let first = world.import_with(&path, options).await.unwrap();
    let again = world.import(&repaired, "修复").await.unwrap();
    assert_eq!(again.layout.sheet, CodeWords.list_sheet());
    assert!(again.tally.repairs.is_empty() && again.tally.faults.is_empty(), "{:?}", again.tally);
    let strip = |people: Vec<Member>| people.into_iter().map(|p| (p.number, p.name)).collect::<Vec<_>>();
    assert_eq!(
        strip(members(&world, again.group.unwrap()).await),
        strip(members(&world, first.group.unwrap()).await)
    );
    let bad = world.import(&failures, "失败").await.unwrap();
    assert_eq!((bad.tally.rows, bad.tally.people), (4, 1), "the duplicate stands there, too");
    assert!(!world.path("repaired.xlsx.part").exists());
    let reasons: Vec<String> =
        members(&world, again.group.unwrap()).await.into_iter().map(|p| p.fields).collect();
    assert!(reasons[2].contains(r#""reason":"blanks""#), "{}", reasons[2]);
}

#[tokio::test]
async fn an_output_that_cannot_be_written_stops_before_the_store() {
    let world = World::new().await;
    let path = world.write("list.csv", MESSY);
    let nowhere = world.path("no/such/folder/out.xlsx");
    let error = world
        .import_with(&path, ImportOptions { repaired: Some(nowhere), ..into("客户") })
        .await
        .unwrap_err();
    assert_eq!(error.code(), "output_not_writable");
    assert_eq!(left_behind(&world).await, (0, 0, 0, None));
}

#[tokio::test]
async fn exports_read_back_as_they_were() {
    let world = World::new().await;
    let list = "姓名,手机,备注\n张三,13800138001,\"a,\"\"b\"\"\"\n=危险,13900139002,-5\n";
    let path = world.write("list.csv", list);
    let first = world.import(&path, "客户").await.unwrap();
    let expected = members(&world, first.group.unwrap()).await;
    for (name, format) in [("out.csv", ExportFormat::Csv), ("out.xlsx", ExportFormat::Xlsx)] {
        let out = world.path(name);
        assert_eq!(ExportFormat::of_path(&out), Some(format));
        let source = Source::Group(first.group.unwrap());
        let count =
            export::write(&world.db, source, &out, format, std::sync::Arc::new(CodeWords)).await.unwrap();
        assert_eq!(count, 2);
        let again: ImportSummary = world.import(&out, name).await.unwrap();
        let people = members(&world, again.group.unwrap()).await;
        assert_eq!(numbers(&people), numbers(&expected), "{name}");
        assert!(people[0].fields.contains(r#""备注":"a,\"b\"""#), "{}", people[0].fields);
    }
    let csv = fs::read_to_string(world.path("out.csv")).unwrap();
    assert!(csv.starts_with('\u{feff}') && csv.contains(",'=危险,"), "{csv}");
    let all = world.path("all.csv");
    assert_eq!(
        export::write(&world.db, Source::Contacts, &all, ExportFormat::Csv, std::sync::Arc::new(CodeWords))
            .await
            .unwrap(),
        2
    );
    let error = export::write(
        &world.db,
        Source::Group(GroupNo(99)),
        &all,
        ExportFormat::Csv,
        std::sync::Arc::new(CodeWords),
    )
    .await
    .unwrap_err();
    assert_eq!(error.code(), "not_found");
}

#[tokio::test]
async fn people_are_counted_by_carrier_and_reach() {
    let world = World::new().await;
    let path = world.path("list.xlsx");
    xlsx(&path, &[&["手机"], &["13800138001"], &["13000130002"], &["14800138003"]]);
    let tally = world.import(&path, "客户").await.unwrap().tally;
    assert_eq!((tally.people, tally.unreachable), (3, 1), "148 is for things, not for people");
    assert_eq!(tally.carriers.values().sum::<u64>(), 3);
}

#[tokio::test]
async fn a_number_that_is_probably_meant_keeps_its_person_and_how_the_file_was_read_is_kept() {
    let world = World::new().await;
    let path = world.write("list.csv", "姓名,手机号码,金额\n王五,3700137000,30\n赵六,13800138000,\n");
    let mut options = into("客户");
    options.recipe = r#"{"sheet":null}"#.to_owned();
    let summary = world.import_with(&path, options).await.unwrap();
    let no = summary.import_no.unwrap();
    let mut reader = world.db.read().await.unwrap();
    let found = finding::mendable(&mut reader, no, 0, 10).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].row.name.as_str(), found[0].row.fixed),
        ("王五", Msisdn::from_digits(13_700_137_000))
    );
    assert_eq!(found[0].row.fields, r#"{"姓名":"王五","金额":"30"}"#);
    let record = import_record::by_no(&mut reader, no).await.unwrap().unwrap();
    assert_eq!(record.import.source, path.display().to_string());
    assert_eq!(record.import.layout, r#"{"sheet":null}"#);
    let before = import::imported_before(&world.db, &path).await.unwrap().unwrap();
    assert_eq!((before.no, before.group.as_deref()), (no, Some("客户")));
}

#[tokio::test]
async fn who_stands_on_a_list_is_counted_of_the_file_alone() {
    use hongyan_domain::Uid;
    use hongyan_store::audience::blocklist::{self, Block, BlockKind};
    let world = World::new().await;
    world.import(&world.write("old.csv", "13800138000\n13800138001\n"), "客户").await.unwrap();
    let blocks = [(13_800_138_000, BlockKind::Blacklist), (13_900_139_000, BlockKind::OptOut)];
    world
        .db
        .write(move |tx| {
            Box::pin(async move {
                for (step, (number, kind)) in (1..).zip(blocks) {
                    let block = Block {
                        number: Msisdn::from_digits(number).unwrap(),
                        kind,
                        scope: String::new(),
                        source: "person".to_owned(),
                        note: String::new(),
                        created_at: UnixMillis(1),
                    };
                    blocklist::add(tx, Uid::new(UnixMillis(1), [step; 10]), &block, "me").await?;
                }
                Ok(())
            })
        })
        .await
        .unwrap();
    let summary = world.import(&world.write("new.csv", "13900139000\n13900139001\n"), "客户").await.unwrap();
    assert!(summary.merged);
    let blocked = summary.blocked;
    assert_eq!((blocked.blacklisted, blocked.opted_out, blocked.dead), (0, 1, 0));
}

#[tokio::test]
async fn a_look_shows_both_encodings_when_in_doubt_and_a_list_without_numbers() {
    let world = World::new().await;
    let (gb, ..) = encoding_rs::GB18030.encode("姓名,手机\n王芳,13800138000\n");
    let path = world.write("gb.csv", gb);
    let seen = import::look(&path, &Default::default(), Default::default()).await.unwrap();
    let codes: Vec<&str> = seen.encodings.iter().map(|one| one.encoding.code()).collect();
    assert_eq!(codes, ["gb18030", "utf-8"]);
    let first = |at: usize| seen.encodings[at].rows[0].cells[&1].text.clone();
    assert_eq!(first(0), "姓名");
    assert!(first(1).contains('\u{fffd}'));
    let sure = world.write("utf8.csv", "姓名,手机\n王芳,13800138000\n");
    let seen = import::look(&sure, &Default::default(), Default::default()).await.unwrap();
    assert!(seen.encodings.is_empty());
    let none = world.write("none.csv", "姓名,备注\n王芳,好\n李明,不好\n");
    let seen = import::look(&none, &Default::default(), Default::default()).await.unwrap();
    assert!(seen.layout.columns.iter().all(|column| column.role != hongyan_contacts::layout::Role::Number));
    assert_eq!(seen.rows.len(), 3);
    let refused = world.import(&none, "x").await.unwrap_err();
    assert_eq!(refused.code(), "import_no_number_column");
}

#[tokio::test]
async fn an_export_gives_out_what_a_search_finds_and_runs_no_formula() {
    use hongyan_contacts::export::Wanted;
    use hongyan_store::audience::search::Needle;
    let world = World::new().await;
    let rows = "姓名,手机,备注\n=1+1,13800138000,@SUM(A1)\n+86,13800138001,-cmd\n-x,13900139000,<b>&\n";
    let no = world.import(&world.write("f.csv", rows), "公式").await.unwrap().group.unwrap();
    let out = world.path("out.csv");
    let cancel = CancellationToken::new();
    let wanted = Wanted { source: Source::Group(no), needle: Needle::of("8000") };
    let words = std::sync::Arc::new(CodeWords);
    let write = |wanted: Wanted, out: std::path::PathBuf, format, cancel: CancellationToken| {
        let (db, words) = (world.db.clone(), std::sync::Arc::clone(&words));
        async move {
            export::write_wanted(
                &db,
                &wanted,
                &out,
                format,
                words,
                |done, total| assert!(done <= total),
                &cancel,
            )
            .await
        }
    };
    assert_eq!(write(wanted, out.clone(), ExportFormat::Csv, cancel.clone()).await.unwrap(), 1);
    let text = fs::read_to_string(&out).unwrap();
    assert_eq!(text, "\u{feff}phone,name,备注,姓名\n13800138000,'=1+1,'@SUM(A1),'=1+1\n");
    let all = Wanted { source: Source::Group(no), needle: None };
    assert_eq!(write(all.clone(), out.clone(), ExportFormat::Csv, cancel.clone()).await.unwrap(), 3);
    let text = fs::read_to_string(&out).unwrap();
    for cell in ["'+86", "'-cmd", "'-x", "<b>&"] {
        assert!(text.contains(cell), "{text}");
    }
    // In a workbook they are texts: there is no formula in it.
    let book = world.path("out.xlsx");
    write(all.clone(), book.clone(), ExportFormat::Xlsx, cancel.clone()).await.unwrap();
    let again = world.import(&book, "再来").await.unwrap();
    assert_eq!((again.tally.people, again.tally.faults.len()), (3, 0));
    let back = members(&world, again.group.unwrap()).await;
    assert_eq!(back[0].name, "=1+1");
    cancel.cancel();
    let broken_off = write(all, world.path("never.csv"), ExportFormat::Csv, cancel).await;
    assert!(matches!(broken_off, Err(export::ExportError::Cancelled)));
    assert!(!world.path("never.csv").exists());
}
