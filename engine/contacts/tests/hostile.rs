//! Workbooks that say more than they hold: counts, extents and repeats that would take gigabytes if they were believed,
//! and contents without an end.
//!
//! A reader that believed them would end the whole process, or never come back, so each test would, too.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod common;

use std::fs;
use std::path::Path;
use std::time::Duration;

use common::{Part, World, ods, ods_of, xlsb_saying, xlsx_parts, zip};
use hongyan_contacts::import::{Inspection, inspect};
use hongyan_contacts::layout::LayoutOverrides;
use hongyan_contacts::read::TextOverrides;

/// Far more than any of these files takes to be refused.
const PATIENCE: Duration = Duration::from_secs(30);

async fn look(bytes: &[u8]) -> Result<Inspection, (&'static str, String)> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list");
    fs::write(&path, bytes).unwrap();
    let overrides = LayoutOverrides::default();
    let looked = inspect(&path, &overrides, TextOverrides::default());
    let looked = tokio::time::timeout(PATIENCE, looked).await.expect("a reader comes back");
    looked.map_err(|error| (error.code(), error.to_string()))
}

async fn code(bytes: &[u8]) -> &'static str {
    look(bytes).await.map_or_else(|(code, _)| code, |_| "read")
}

/// An xlsx with one shared text, whose part begins like this.
fn with_strings(name: &str, head: &str) -> Vec<u8> {
    const SHEET: &[u8] = br#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData>
        <row r="1"><c r="A1" t="s"><v>0</v></c></row>
        <row r="2"><c r="A2"><v>13800138001</v></c></row></sheetData></worksheet>"#;
    let strings = format!("{head}<si><t>phone</t></si></sst>");
    let mut parts = xlsx_parts(SHEET);
    parts.push(Part::stored(name, strings.as_bytes()));
    zip(&parts)
}

const STRINGS: &str = "xl/sharedStrings.xml";

#[tokio::test]
async fn a_count_of_texts_is_held_against_the_part() {
    // 96 GB, 18 EB, and a number that no counter holds.
    for count in ["4000000000", "768614336404564650", "99999999999999999999999"] {
        for name in [STRINGS, "xl/SHAREDSTRINGS.XML"] {
            let bytes = with_strings(name, &format!(r#"<?xml version="1.0"?><sst uniqueCount="{count}">"#));
            let (code, text) = look(&bytes).await.unwrap_err();
            assert_eq!(code, "file_damaged", "{text}");
            assert!(text.contains(name), "{text}");
        }
    }
    let hidden = format!("<!--{}--><sst uniqueCount=\"4000000000\">", "-".repeat(70_000).replace("--", "-+"));
    assert_eq!(code(&with_strings(STRINGS, &hidden)).await, "file_damaged", "behind a long comment");
    let entity = with_strings(STRINGS, r#"<x:sst uniqueCount="4000000000" xmlns:x="x">"#);
    assert_eq!(code(&entity).await, "file_damaged", "with a prefix");
}

#[tokio::test]
async fn a_count_that_is_a_little_wrong_does_no_harm() {
    // Some programs count cells there, some nothing at all. The sheet's extent is a lie in all of them.
    for head in
        [r#"<sst uniqueCount="1048576">"#, r#"<sst uniqueCount="0">"#, "<sst>", r#"<sst uniqueCount="many">"#]
    {
        let seen = look(&with_strings(STRINGS, head)).await.unwrap();
        assert_eq!((seen.rows.len(), seen.layout.header_row), (2, Some(1)), "{head}");
        assert_eq!(seen.rows[0].cells[&1].text, "phone", "{head}");
    }
}

#[tokio::test]
async fn a_part_that_breaks_off_is_damage() {
    for head in ["", "<sst", "<si><t>x</t></si>"] {
        let mut parts = xlsx_parts(b"<worksheet><sheetData/></worksheet>");
        parts.push(Part::stored(STRINGS, head.as_bytes()));
        assert_eq!(code(&zip(&parts)).await, "file_damaged", "{head}");
    }
    // Packed bytes that end in the middle of a block: eight of a stream that would unpack to zeros.
    let mut parts = xlsx_parts(b"<worksheet><sheetData/></worksheet>");
    let (packed, unpacked) = common::deflated_zeros(100_000);
    parts.push(Part { name: STRINGS, bytes: &packed[..8], unpacked, method: 8, flags: 0 });
    assert_eq!(code(&zip(&parts)).await, "file_damaged");
}

#[tokio::test]
async fn an_xlsb_may_say_what_it_likes() {
    let rows: &[&[&str]] = &[&["phone"], &["13800138001"]];
    let everywhere = [[0; 4], [0xFF; 4], [0; 4], [0xFF; 4]].concat().try_into().unwrap();
    let seen = look(&xlsb_saying(rows, &everywhere, None)).await.unwrap();
    assert_eq!(seen.rows.len(), 2);
    assert_eq!(code(&xlsb_saying(rows, &[0; 16], Some(u32::MAX))).await, "file_damaged");
}

const CELL: &str =
    r#"<table:table-cell office:value-type="string"><text:p>13800138001</text:p></table:table-cell>"#;

#[tokio::test]
async fn repeats_of_an_ods_are_counted_before_they_are_written_out() {
    let row = |repeats: u64, cells: &str| {
        format!(r#"<table:table-row table:number-rows-repeated="{repeats}">{cells}</table:table-row>"#)
    };
    let cell = |repeats: u64, inside: &str| {
        format!(
            r#"<table:table-cell table:number-columns-repeated="{repeats}" office:value-type="string"><text:p>{inside}</text:p></table:table-cell>"#
        )
    };
    let blanks = r#"<table:table-cell table:number-columns-repeated="16384"/>"#;
    let wide = row(1, &cell(16_384, "x"));
    for (what, table) in [
        ("rows of a wide row", row(1_048_576, &cell(16_384, "x"))),
        ("many wide rows", wide.repeat(1_000)),
        ("rows of a far cell", row(1_048_576, &format!("{blanks}{CELL}"))),
        ("a far cell after empty rows", format!("{}{}{}", row(1, CELL), row(1_000_000, blanks), wide)),
        ("blanks between cells", row(1, &format!("{blanks}{CELL}")).repeat(1_000)),
        ("a long text", row(1_000_000, &cell(1, &"x".repeat(10_000)))),
        ("a text of blanks", row(1, &cell(1, r#"<text:s text:c="1000000000000"/>"#))),
    ] {
        let (code, text) = look(&ods(&table)).await.unwrap_err();
        assert_eq!(code, "file_unpacks_too_large", "{what}: {text}");
    }
    for repeats in ["-1", "18446744073709551616", "many"] {
        let table = row(1, CELL).replace("\"1\"", &format!("\"{repeats}\""));
        assert_eq!(code(&ods(&table)).await, "file_damaged", "{repeats}");
    }
}

#[tokio::test]
async fn the_empty_rest_of_an_ods_sheet_is_no_list() {
    let rest = r#"<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#;
    let blanks = r#"<table:table-cell table:number-columns-repeated="16383"/>"#;
    let row = format!("<table:table-row>{CELL}{blanks}</table:table-row>");
    let seen = look(&ods(&format!("{row}{row}{rest}"))).await.unwrap();
    assert_eq!(seen.rows.len(), 2);
    // As wide as lists get.
    let wide = format!("<table:table-row>{}{blanks}</table:table-row>", CELL.repeat(200));
    assert_eq!(look(&ods(&format!("{wide}{rest}"))).await.unwrap().rows[0].cells.len(), 200);
}

#[tokio::test]
async fn an_ods_without_its_end_is_cut_off() {
    let row = format!("<table:table-row>{CELL}</table:table-row>");
    let open = "<office:document-content><office:body><office:spreadsheet>";
    for content in [
        format!(r#"{open}<table:table table:name="S">{row}"#),
        format!(r#"{open}<table:table table:name="S"><table:table-row>{CELL}"#),
        format!(
            r#"{open}<table:table table:name="S"><table:table-row><table:table-cell office:value-type="string"><office:annotation>"#
        ),
        format!("{open}<table:named-expressions>"),
    ] {
        assert_eq!(code(&ods_of(&content)).await, "file_truncated", "{content}");
    }
    let crossed = format!(r#"{open}<table:table table:name="S">{row}</office:spreadsheet></table:table>"#);
    assert_eq!(code(&ods_of(&crossed)).await, "file_damaged");
}

fn xls() -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/list.xls")).unwrap()
}

/// Where the last record that begins with these bytes has its data.
fn record(bytes: &[u8], head: [u8; 4]) -> usize {
    bytes.windows(4).rposition(|window| window == head).unwrap() + 4
}

fn long_at(bytes: &[u8], at: usize) -> usize {
    usize::try_from(u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap())).unwrap()
}

#[tokio::test]
async fn an_xls_that_reaches_everywhere_is_refused() {
    assert_eq!(code(&xls()).await, "read", "as it is");
    let mut extent = xls();
    let at = record(&extent, [0x00, 0x02, 0x0E, 0x00]);
    extent[at + 4..at + 8].fill(0xFF);
    extent[at + 10..at + 12].fill(0xFF);
    let mut corner = xls();
    let at = record(&corner, [0xFD, 0x00, 0x0A, 0x00]);
    corner[at..at + 4].fill(0xFF);
    for (what, bytes) in [("an announced extent", extent), ("a cell in the last corner", corner)] {
        let (code, text) = look(&bytes).await.unwrap_err();
        assert_eq!(code, "file_unpacks_too_large", "{what}: {text}");
    }
}

#[tokio::test]
async fn chains_of_an_xls_that_go_in_a_circle_are_damage() {
    let original = xls();
    let table = (long_at(&original, 76) + 1) * 512;
    let circle = |sector: usize| {
        let mut bytes = xls();
        bytes[table + sector * 4..table + sector * 4 + 4]
            .copy_from_slice(&u32::try_from(sector).unwrap().to_le_bytes());
        bytes
    };
    let (code, text) = look(&circle(long_at(&original, 48))).await.unwrap_err();
    assert!(code == "file_damaged" && text.contains("circle"), "{code}: {text}");
    let mut endless = xls();
    endless[68..72].copy_from_slice(&0_u32.to_le_bytes()); // a list of tables that begins in the first sector
    assert_ne!(self::code(&endless).await, "read");
}

#[tokio::test]
async fn an_xls_with_any_wrong_byte_ends_in_a_word() {
    let original = xls();
    for at in (0..original.len()).step_by(5) {
        let mut bytes = original.clone();
        bytes[at] ^= 0xFF;
        assert!(!code(&bytes).await.is_empty());
    }
    for length in (0..original.len()).step_by(97) {
        assert!(!code(&original[..length]).await.is_empty());
    }
}

#[tokio::test]
async fn a_hostile_file_leaves_the_store_untouched() {
    let world = World::new().await;
    let path = world.write("list.xlsx", with_strings(STRINGS, r#"<sst uniqueCount="4000000000">"#));
    assert_eq!(world.import(&path, "客户").await.unwrap_err().code(), "file_damaged");
    let mut reader = world.db.read().await.unwrap();
    assert!(hongyan_store::audience::group::by_name(&mut reader, "客户").await.unwrap().is_none());
}
