//! Opening lists: every format, every way of being wrong, and what is found in them.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{Part, deflated_zeros, ole, xlsx, xlsx_parts, zip};
use hongyan_contacts::import::{Inspection, inspect};
use hongyan_contacts::layout::{Layout, LayoutOverrides, MappingReason, Role, SheetChoice};
use hongyan_contacts::read::{Format, TextEncoding, TextOverrides};
use rust_xlsxwriter::{Format as CellFormat, Workbook};

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

async fn look(path: &Path) -> Inspection {
    inspect(path, &LayoutOverrides::default(), TextOverrides::default()).await.unwrap()
}

async fn refusal(path: &Path) -> (&'static str, String) {
    let error = inspect(path, &LayoutOverrides::default(), TextOverrides::default()).await.unwrap_err();
    (error.code(), error.to_string())
}

fn number(layout: &Layout) -> (&str, u8) {
    let column = layout.columns.iter().find(|column| column.role == Role::Number).unwrap();
    (&column.header, column.confidence)
}

fn fields(layout: &Layout) -> Vec<&str> {
    layout
        .columns
        .iter()
        .filter_map(|column| match &column.role {
            Role::Field(name) => Some(name.as_str()),
            Role::Number | Role::Name | Role::Ignored => None,
        })
        .collect()
}

const LIST: &str = "姓名,手机号码,城市\n张三,13800138001,北京\n李四,13900139002,上海\n";

#[tokio::test]
async fn text_is_read_in_every_encoding() {
    let folder = Folder::new();
    let utf16 = |big: bool| -> Vec<u8> {
        LIST.encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    };
    let marked = |mark: &[u8], text: Vec<u8>| [mark, &text].concat();
    let (gb18030, ..) = encoding_rs::GB18030.encode(LIST);
    let cases: [(&str, Vec<u8>, TextEncoding); 7] = [
        ("utf8.csv", LIST.into(), TextEncoding::Utf8),
        ("bom.csv", marked(b"\xEF\xBB\xBF", LIST.into()), TextEncoding::Utf8),
        ("gb.csv", gb18030.into_owned(), TextEncoding::Gb18030),
        ("le.txt", marked(b"\xFF\xFE", utf16(false)), TextEncoding::Utf16Le),
        ("be.txt", marked(b"\xFE\xFF", utf16(true)), TextEncoding::Utf16Be),
        ("le_unmarked.txt", utf16(false), TextEncoding::Utf16Le),
        ("be_unmarked.txt", utf16(true), TextEncoding::Utf16Be),
    ];
    for (name, bytes, encoding) in cases {
        let seen = look(&folder.write(name, bytes)).await;
        let (guess, delimiter) = seen.text.unwrap();
        assert_eq!(
            (guess.encoding, guess.malformed, delimiter.delimiter),
            (encoding, 0, Some(b',')),
            "{name}"
        );
        assert_eq!((seen.layout.header_row, number(&seen.layout).0), (Some(1), "手机号码"), "{name}");
        assert_eq!(seen.rows[2].cells[&3].text, "上海", "{name}");
    }
}

#[tokio::test]
async fn one_wrong_byte_does_not_turn_a_file_into_another_encoding() {
    let folder = Folder::new();
    let mut bytes = LIST.repeat(3).into_bytes();
    bytes.push(0xFF);
    let (guess, _) = look(&folder.write("list.csv", &bytes)).await.text.unwrap();
    assert_eq!((guess.encoding, guess.confidence, guess.malformed), (TextEncoding::Utf8, 50, 1));
}

#[tokio::test]
async fn a_wrong_guess_of_the_encoding_is_overridden() {
    let folder = Folder::new();
    let (gb18030, ..) = encoding_rs::GB18030.encode(LIST);
    let path = folder.write("list.csv", gb18030);
    let text =
        TextOverrides { encoding: Some(TextEncoding::Gb18030), delimiter: Some(b','), look_bytes: None };
    let seen = inspect(&path, &LayoutOverrides::default(), text).await.unwrap();
    assert_eq!(seen.text.unwrap().0.confidence, 100);
    assert_eq!(number(&seen.layout).0, "手机号码");
}

#[tokio::test]
async fn every_workbook_format_gives_the_same_list() {
    let folder = Folder::new();
    let plain = folder.path("list.xlsx");
    xlsx(
        &plain,
        &[
            &["姓名", "手机号码", "金额", "日期", "备注"],
            &["张三", "13800138001", "12.5", "2026-03-01", "a"],
            &["李四", "13900139002", "100", "2026-03-02"],
        ],
    );
    let binary = folder.write(
        "list.xlsb",
        common::xlsb(&[
            &["姓名", "手机号码", "金额", "日期", "备注"],
            &["张三", "13800138001", "12.5", "2026-03-01", "a"],
            &["李四", "13900139002", "100", "2026-03-02"],
        ]),
    );
    let cases = [
        (plain, Format::Xlsx),
        (binary, Format::Xlsb),
        (data("list.xls"), Format::Xls),
        (data("list.ods"), Format::Ods),
    ];
    for (path, format) in cases {
        let seen = look(&path).await;
        assert_eq!(seen.format, format);
        assert_eq!(seen.layout.header_row, Some(1), "{format:?}");
        assert_eq!(number(&seen.layout).0, "手机号码", "{format:?}");
        assert_eq!(fields(&seen.layout), ["金额", "日期", "备注"], "{format:?}");
        let row: Vec<&str> = seen.rows[1].cells.values().map(|cell| cell.text.as_str()).collect();
        assert_eq!(row, ["张三", "13800138001", "12.5", "2026-03-01", "a"], "{format:?}");
    }
}

#[tokio::test]
async fn contents_decide_and_not_the_name() {
    let folder = Folder::new();
    let text = look(&folder.write("list.xls", LIST)).await;
    assert_eq!(text.format, Format::Text);
    let book = folder.path("book.xlsx");
    xlsx(&book, &[&["手机"], &["13800138001"]]);
    let renamed = folder.path("list.csv");
    fs::rename(book, &renamed).unwrap();
    assert_eq!(look(&renamed).await.format, Format::Xlsx);
}

#[tokio::test]
async fn what_is_no_list_is_refused_by_what_it_is() {
    let folder = Folder::new();
    let cases: [(&str, Vec<u8>, &str); 8] = [
        ("list.xls", b"<html><table><tr><td>13800138000</td></tr></table>".to_vec(), "web_page"),
        ("list.xls", b"<?xml version=\"1.0\"?><Workbook/>".to_vec(), "xml"),
        ("list.xlsx", b"%PDF-1.7 ...".to_vec(), "pdf"),
        ("list.csv", b"\x89PNG\r\n".to_vec(), "picture"),
        ("list.xlsx", zip(&[Part::stored("word/document.xml", b"<w/>")]), "document"),
        ("list.xlsx", zip(&[Part::stored("readme.txt", b"hello")]), "zip"),
        ("list.xls", ole("WordDocument"), "document"),
        ("list.csv", b"MZ\x90\0\x03\0\0\0binary".to_vec(), "binary"),
    ];
    for (name, bytes, found) in cases {
        let (code, text) = refusal(&folder.write(name, bytes)).await;
        assert_eq!(code, "file_not_a_list", "{found}");
        assert!(text.contains(found), "{text}");
    }
}

#[tokio::test]
async fn damage_is_told_apart() {
    let folder = Folder::new();
    let whole = folder.path("whole.xlsx");
    xlsx(&whole, &[&["手机"], &["13800138001"]]);
    let bytes = fs::read(&whole).unwrap();
    let half = bytes[..bytes.len() / 2].to_vec();
    let mut locked = xlsx_parts(b"<worksheet><sheetData/></worksheet>");
    locked[4].flags = 1;
    let cases: [(&str, Vec<u8>, &str); 6] = [
        ("empty.xlsx", Vec::new(), "file_empty"),
        ("blank.csv", b"\r\n\r\n".to_vec(), "file_empty"),
        ("half.xlsx", half, "file_truncated"),
        ("encrypted.xlsx", ole("EncryptedPackage"), "file_encrypted"),
        ("locked.xlsx", zip(&locked), "file_encrypted"),
        ("short.xls", ole("Workbook")[..600].to_vec(), "file_truncated"),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(refusal(&folder.write(name, bytes)).await.0, expected, "{name}");
    }
    assert_eq!(refusal(&folder.path("missing.xlsx")).await.0, "file_not_found");
    assert_eq!(refusal(&folder.write("~$list.xlsx", b"owner")).await.0, "file_lock_mark");
    assert_eq!(refusal(folder.0.path()).await.0, "file_not_readable");
}

#[tokio::test]
async fn a_sheet_that_breaks_off_names_the_row() {
    let folder = Folder::new();
    let sheet = br#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row><row r="2"><c r="A2""#;
    let (code, text) = refusal(&folder.write("list.xlsx", zip(&xlsx_parts(sheet)))).await;
    assert_eq!(code, "file_damaged");
    assert!(text.contains("after row 1"), "{text}");
}

#[tokio::test]
async fn a_zip_bomb_is_refused_by_its_table_of_contents() {
    let folder = Folder::new();
    let (packed, unpacked) = deflated_zeros(64 * 1_024 * 1_024);
    assert!(packed.len() < 70_000 && unpacked > 60_000_000);
    let mut parts = xlsx_parts(&packed);
    parts[4].method = 8;
    parts[4].unpacked = unpacked;
    let (code, text) = refusal(&folder.write("bomb.xlsx", zip(&parts))).await;
    assert_eq!(code, "file_unpacks_too_large");
    assert!(text.contains("sheet1.xml"), "{text}");
}

#[tokio::test]
async fn a_bomb_that_lies_about_its_size_gets_no_more_than_it_declared() {
    let folder = Folder::new();
    let (packed, _) = deflated_zeros(64 * 1_024 * 1_024);
    let mut parts = xlsx_parts(&packed);
    parts[4].method = 8;
    parts[4].unpacked = 1_000;
    assert_eq!(refusal(&folder.write("liar.xlsx", zip(&parts))).await.0, "file_damaged");
}

#[tokio::test]
async fn strings_that_would_fill_the_memory_are_refused() {
    let folder = Folder::new();
    let mut parts = xlsx_parts(b"<worksheet/>");
    parts.push(Part {
        name: "xl/sharedStrings.xml",
        bytes: &[0; 2_000_000],
        unpacked: 400_000_000,
        method: 8,
        flags: 0,
    });
    assert_eq!(refusal(&folder.write("strings.xlsx", zip(&parts))).await.0, "file_unpacks_too_large");
}

#[tokio::test]
async fn a_workbook_with_every_column_is_refused() {
    let folder = Folder::new();
    let path = folder.path("wide.xlsx");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for col in 0..16_000_u16 {
        sheet.write_string(0, col, format!("列{col}")).unwrap();
    }
    workbook.save(&path).unwrap();
    let (code, text) = refusal(&path).await;
    assert_eq!(code, "file_too_many_columns");
    assert!(text.contains("row 1"), "{text}");
}

#[tokio::test]
async fn a_text_row_without_end_is_refused() {
    let folder = Folder::new();
    let mut text = b"name,phone\nx,13800138000\n\"".to_vec();
    text.resize(4 * 1_024 * 1_024, b'y');
    assert_eq!(refusal(&folder.write("open.csv", text)).await.0, "file_row_too_long");
}

#[tokio::test]
async fn the_header_is_found_below_titles() {
    let folder = Folder::new();
    let path = folder.path("titled.xlsx");
    xlsx(
        &path,
        &[
            &["2026年客户通知名单"],
            &["制表：办公室"],
            &["序号", "客户姓名", "联系电话", "金额（元）"],
            &["1", "张三", "无", "5"],
            &["2", "李四", "13900139002", "6"],
        ],
    );
    let seen = look(&path).await;
    assert_eq!((seen.layout.header_row, seen.layout.header_confidence), (Some(3), 95));
    assert_eq!(number(&seen.layout).0, "联系电话");
    assert!(
        seen.layout.columns.iter().any(|column| column.role == Role::Name && column.header == "客户姓名")
    );
    assert_eq!(fields(&seen.layout), ["序号", "金额（元）"]);
}

#[tokio::test]
async fn a_list_without_header_is_fine() {
    let folder = Folder::new();
    let seen = look(&folder.write("bare.csv", "张三,13800138001,北京路\n李四,13900139002,南京路\n")).await;
    assert_eq!((seen.layout.header_row, seen.layout.header_confidence), (None, 95));
    assert_eq!(number(&seen.layout).0, "B");
    assert_eq!(seen.layout.columns[0].role, Role::Name);
    assert_eq!(seen.layout.columns[0].why, MappingReason::Values);
    assert_eq!(fields(&seen.layout), ["C"]);
}

#[tokio::test]
async fn joined_header_cells_are_read_together() {
    let folder = Folder::new();
    let path = folder.path("joined.xlsx");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let format = CellFormat::new();
    sheet.merge_range(0, 0, 1, 0, "姓名", &format).unwrap();
    sheet.merge_range(0, 1, 0, 2, "联系方式", &format).unwrap();
    sheet.write_string(1, 1, "手机").unwrap();
    sheet.write_string(1, 2, "固定电话").unwrap();
    sheet.merge_range(0, 3, 1, 3, "城市", &format).unwrap();
    for (col, text) in (0_u16..).zip(["张三", "13800138001", "010-62345678", "北京"]) {
        sheet.write_string(2, col, text).unwrap();
    }
    workbook.save(&path).unwrap();
    let seen = look(&path).await;
    assert_eq!(seen.layout.header_row, Some(2));
    assert!(seen.layout.header_merged);
    assert_eq!(number(&seen.layout).0, "手机");
    assert_eq!(fields(&seen.layout), ["固定电话", "城市"]);
    assert_eq!(seen.layout.columns[0].role, Role::Name);
}

#[tokio::test]
async fn the_better_sheet_is_chosen_and_can_be_named() {
    let folder = Folder::new();
    let path = folder.path("sheets.xlsx");
    let mut workbook = Workbook::new();
    for (name, rows) in [
        ("说明", vec!["本表供通知使用"]),
        ("名单", vec!["手机号码", "13800138001", "13900139002"]),
        ("旧名单", vec!["电话", "13700137000", "无", "无"]),
    ] {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name).unwrap();
        for (line, text) in (0_u32..).zip(rows) {
            sheet.write_string(line, 0, text).unwrap();
        }
    }
    workbook.save(&path).unwrap();
    let seen = look(&path).await;
    assert_eq!((seen.layout.sheet.as_str(), seen.sheets.len()), ("名单", 3));
    for choice in [SheetChoice::Number(3), SheetChoice::Name("旧名单".to_owned())] {
        let overrides = LayoutOverrides { sheet: Some(choice), ..LayoutOverrides::default() };
        let seen = inspect(&path, &overrides, TextOverrides::default()).await.unwrap();
        assert_eq!(seen.layout.sheet, "旧名单");
    }
    let overrides =
        LayoutOverrides { sheet: Some(SheetChoice::from_text("9")), ..LayoutOverrides::default() };
    let error = inspect(&path, &overrides, TextOverrides::default()).await.unwrap_err();
    assert_eq!(error.code(), "import_no_such_sheet");
    assert!(error.to_string().contains("说明, 名单, 旧名单"), "{error}");
}

#[tokio::test]
async fn columns_are_mapped_as_a_person_says() {
    let folder = Folder::new();
    let path = folder.write("two.csv", "姓名,手机,备用手机,城市\n张三,13800138001,13700137001,北京\n");
    let maps = |pairs: &[(&str, &str)]| LayoutOverrides {
        maps: pairs.iter().map(|(column, field)| ((*column).to_owned(), (*field).to_owned())).collect(),
        ..LayoutOverrides::default()
    };
    let overrides = maps(&[("备用手机", "phone"), ("D", "所在地"), ("1", "-")]);
    let seen = inspect(&path, &overrides, TextOverrides::default()).await.unwrap();
    assert_eq!(number(&seen.layout), ("备用手机", 100));
    assert_eq!(fields(&seen.layout), ["手机", "所在地"]);
    assert_eq!(seen.layout.columns[0].role, Role::Ignored);
    for (overrides, code) in [
        (maps(&[("邮箱", "phone")]), "import_no_such_column"),
        (maps(&[("B", "phone"), ("C", "phone")]), "import_two_number_columns"),
        (LayoutOverrides { header: Some(99), ..LayoutOverrides::default() }, "import_no_such_row"),
    ] {
        assert_eq!(inspect(&path, &overrides, TextOverrides::default()).await.unwrap_err().code(), code);
    }
    let none = LayoutOverrides { header: Some(0), ..LayoutOverrides::default() };
    assert_eq!(inspect(&path, &none, TextOverrides::default()).await.unwrap().layout.header_row, None);
}

#[tokio::test]
async fn a_list_without_numbers_names_its_columns() {
    let folder = Folder::new();
    let (code, text) = refusal(&folder.write("none.csv", "姓名,城市\n张三,北京\n")).await;
    assert_eq!(code, "import_no_number_column");
    assert!(text.contains("姓名, 城市"), "{text}");
}
