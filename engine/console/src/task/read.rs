//! Reading a task file: every mistake with its place, not only the first.

use std::collections::BTreeMap;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::spec::{
    ListFile, NumberEntry, RECIPIENT_FIELDS, RecipientsSpec, SPEED_FIELD, TASK_FIELDS, TaskSpec,
};
use crate::contact::ListLayout;
use crate::error::{ConsoleError, ErrorCode};
use crate::mistake::{Mistake, MistakeCode};

/// Octets of a task file: far more than the longest text and all inline numbers take.
const FILE_OCTETS_MAX: u64 = 8 * 1024 * 1024;

/// The form of a task file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SpecFormat {
    /// TOML: mistakes have line and character.
    Toml,
    /// JSON: syntax has line and character, other mistakes their field.
    Json,
}

/// A task file that was read: the task as far as it can be understood, and what is wrong with the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SpecFile {
    /// The task; fields that cannot be read are as if they were not there.
    pub spec: TaskSpec,
    /// What is wrong so far.
    pub mistakes: Vec<Mistake>,
    places: BTreeMap<String, (usize, usize)>,
}

impl SpecFile {
    /// Reads a task file; `.json` is JSON, everything else TOML. Paths in it start from its folder.
    ///
    /// # Errors
    /// When the file itself cannot be read. Mistakes in it are in [`SpecFile::mistakes`].
    pub fn read(path: &Path) -> Result<Self, ConsoleError> {
        let failed = |error: std::io::Error| ConsoleError::unreadable_file(path, &error);
        let octets = std::fs::metadata(path).map_err(failed)?.len();
        if octets > FILE_OCTETS_MAX {
            return Err(ConsoleError::new(
                ErrorCode::FileTooLarge,
                format!("{octets} octets are no task file"),
            )
            .with("file", path.display()));
        }
        let text = match String::from_utf8(std::fs::read(path).map_err(failed)?) {
            Ok(text) => text,
            Err(error) => {
                let good = error.utf8_error().valid_up_to();
                let before =
                    String::from_utf8_lossy(error.as_bytes().get(..good).unwrap_or_default()).into_owned();
                let (line, column) = place(&before, before.len());
                let mistake = Mistake::at(MistakeCode::Syntax, "").with("message", "not UTF-8");
                let mistake = Mistake { line: Some(line), column: Some(column), ..mistake };
                return Ok(Self {
                    spec: TaskSpec::default(),
                    mistakes: vec![mistake],
                    places: BTreeMap::new(),
                });
            }
        };
        let is_json = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
        let mut read = Self::parse(&text, if is_json { SpecFormat::Json } else { SpecFormat::Toml });
        if let (Some(file), Some(folder)) = (&mut read.spec.recipients.file, path.parent()) {
            file.path = folder.join(&file.path).display().to_string();
        }
        Ok(read)
    }

    /// Reads the text of a task file.
    #[must_use]
    pub fn parse(text: &str, format: SpecFormat) -> Self {
        let text = text.trim_start_matches('\u{feff}');
        let root = match format {
            SpecFormat::Toml => from_toml(text),
            SpecFormat::Json => from_json(text),
        };
        let mut reader = Reading::default();
        let spec = match root {
            Ok(root) => reader.task(&root),
            Err(mistake) => {
                reader.mistakes.push(mistake);
                TaskSpec::default()
            }
        };
        Self { spec, mistakes: reader.mistakes, places: reader.places }
    }

    /// Whether the file could be read at all, so that what it says can be checked.
    #[must_use]
    pub fn is_legible(&self) -> bool {
        !self.mistakes.iter().any(|mistake| mistake.code == MistakeCode::Syntax)
    }

    /// All mistakes together: those of the file, and of `found` those in fields that could be read, with their places.
    #[must_use]
    pub fn with_found(&self, found: Vec<Mistake>) -> Vec<Mistake> {
        let mut all = self.mistakes.clone();
        for mut mistake in found {
            let known = self.mistakes.iter().any(|file| {
                file.field == mistake.field || mistake.field.starts_with(&format!("{}.", file.field))
            });
            if known {
                continue;
            }
            if mistake.line.is_none()
                && let Some((line, column)) = self.places.get(&mistake.field)
            {
                (mistake.line, mistake.column) = (Some(*line), Some(*column));
            }
            all.push(mistake);
        }
        all.sort_by_key(|mistake| (mistake.line.unwrap_or(usize::MAX), mistake.column));
        all
    }
}

/// A value with its place, whatever the format.
struct Node {
    place: Option<(usize, usize)>,
    value: Value,
}

enum Value {
    Text(String),
    Integer(i64),
    Boolean(bool),
    List(Vec<Node>),
    Table(Vec<(String, Node)>),
    /// What the schema uses nowhere, by its kind.
    Other(&'static str),
}

impl Value {
    const fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Integer(_) => "number",
            Self::Boolean(_) => "true/false",
            Self::List(_) => "list",
            Self::Table(_) => "table",
            Self::Other(kind) => kind,
        }
    }
}

/// Line and character, both from 1, of an octet in a text.
fn place(text: &str, octet: usize) -> (usize, usize) {
    let before = text.get(..octet).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (line, column)
}

fn from_toml(text: &str) -> Result<Node, Mistake> {
    let parsed = DeTable::parse(text).map_err(|error| {
        let (line, column) = place(text, error.span().map_or(0, |span| span.start));
        let mistake = Mistake::at(MistakeCode::Syntax, "").with("message", error.message());
        Mistake { line: Some(line), column: Some(column), ..mistake }
    })?;
    let at = |octet: usize| Some(place(text, octet));
    Ok(Node { place: None, value: toml_table(parsed.get_ref(), &at) })
}

fn toml_table(table: &DeTable<'_>, at: &dyn Fn(usize) -> Option<(usize, usize)>) -> Value {
    let mut entries: Vec<(usize, String, Node)> = table
        .iter()
        .map(|(key, value)| {
            (key.span().start, key.get_ref().to_string(), toml_node(value, key.span().start, at))
        })
        .collect();
    entries.sort_by_key(|(octet, ..)| *octet);
    Value::Table(entries.into_iter().map(|(_, key, node)| (key, node)).collect())
}

/// Values are placed at their key, where people look; those in lists at themselves.
fn toml_node(
    value: &Spanned<DeValue<'_>>,
    octet: usize,
    at: &dyn Fn(usize) -> Option<(usize, usize)>,
) -> Node {
    let kind = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(digits) => {
            let number = i64::from_str_radix(digits.as_str(), digits.radix());
            number.map_or(Value::Other("number too large"), Value::Integer)
        }
        DeValue::Float(_) => Value::Other("decimal number"),
        DeValue::Boolean(truth) => Value::Boolean(*truth),
        DeValue::Datetime(moment) => Value::Text(moment.to_string()),
        DeValue::Array(items) => {
            Value::List(items.iter().map(|item| toml_node(item, item.span().start, at)).collect())
        }
        DeValue::Table(table) => toml_table(table, at),
    };
    Node { place: at(octet), value: kind }
}

fn from_json(text: &str) -> Result<Node, Mistake> {
    let parsed: serde_json::Value = serde_json::from_str(text).map_err(|error| {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default().to_owned();
        let mistake = Mistake::at(MistakeCode::Syntax, "").with("message", message);
        Mistake { line: Some(error.line()), column: Some(error.column()), ..mistake }
    })?;
    Ok(json_node(parsed))
}

fn json_node(value: serde_json::Value) -> Node {
    use serde_json::Value as Json;
    let value = match value {
        Json::Null => Value::Other("null"),
        Json::Bool(truth) => Value::Boolean(truth),
        Json::Number(number) => number.as_i64().map_or(Value::Other("decimal number"), Value::Integer),
        Json::String(text) => Value::Text(text),
        Json::Array(items) => Value::List(items.into_iter().map(json_node).collect()),
        Json::Object(entries) => {
            Value::Table(entries.into_iter().map(|(key, value)| (key, json_node(value))).collect())
        }
    };
    Node { place: None, value }
}

/// Gathers mistakes and places while a tree becomes a task.
#[derive(Default)]
struct Reading {
    mistakes: Vec<Mistake>,
    places: BTreeMap<String, (usize, usize)>,
}

impl Reading {
    fn task(&mut self, root: &Node) -> TaskSpec {
        let mut spec = TaskSpec::default();
        let Some(entries) = self.table(root, "") else { return spec };
        for (key, node) in entries {
            self.note(key, node);
            match key.as_str() {
                "name" => spec.name = self.text(node, key).unwrap_or_default(),
                "business" => spec.business = self.text(node, key).unwrap_or_default(),
                "signature" => spec.signature = self.text(node, key).unwrap_or_default(),
                "text" => spec.text = self.text(node, key).unwrap_or_default(),
                "flash" => spec.flash = self.boolean(node, key).unwrap_or_default(),
                "recipients" => spec.recipients = self.recipients(node),
                "channel" => spec.channel = self.text_or_number(node, key),
                "start_at" => spec.start_at = self.text(node, key),
                "validity_hours" => spec.validity_hours = self.number(node, key),
                "undo_seconds" => spec.undo_seconds = self.number(node, key).unwrap_or_default(),
                SPEED_FIELD => spec.speed_per_second = self.number(node, key),
                _ => self.unknown(key, node, &TASK_FIELDS, Some(SPEED_FIELD)),
            }
        }
        for required in ["name", "business", "signature", "text", "recipients"] {
            if !entries.iter().any(|(key, _)| key == required) {
                self.mistakes.push(Mistake::at(MistakeCode::Missing, required));
            }
        }
        spec
    }

    fn recipients(&mut self, node: &Node) -> RecipientsSpec {
        let mut spec = RecipientsSpec::default();
        let Some(entries) = self.table(node, "recipients") else { return spec };
        let mut layout = ListLayout::default();
        let mut path = None;
        for (key, node) in entries {
            let field = format!("recipients.{key}");
            self.note(&field, node);
            match key.as_str() {
                "group" => spec.group = self.text_or_number(node, &field),
                "file" => path = self.text(node, &field),
                "sheet" => layout.sheet = self.text_or_number(node, &field),
                "header_row" => layout.header_row = self.number(node, &field),
                "columns" => layout.columns = self.pairs(node, &field),
                "numbers" => spec.numbers = self.numbers(node, &field),
                _ => self.unknown(&field, node, &RECIPIENT_FIELDS, None),
            }
        }
        spec.file = path.map(|path| ListFile { path, layout });
        spec
    }

    fn numbers(&mut self, node: &Node, field: &str) -> Option<Vec<NumberEntry>> {
        let Value::List(items) = &node.value else {
            self.wrong(node, field, "list");
            return None;
        };
        let mut numbers = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let field = format!("{field}[{index}]");
            self.note(&field, item);
            match &item.value {
                Value::Text(number) => {
                    numbers.push(NumberEntry { number: number.clone(), values: BTreeMap::new() });
                }
                Value::Integer(number) => {
                    numbers.push(NumberEntry { number: number.to_string(), values: BTreeMap::new() });
                }
                Value::Table(_) => numbers.push(self.person(item, &field)),
                Value::Boolean(_) | Value::List(_) | Value::Other(_) => {
                    self.wrong(item, &field, "text");
                    numbers.push(NumberEntry::default());
                }
            }
        }
        Some(numbers)
    }

    fn person(&mut self, node: &Node, field: &str) -> NumberEntry {
        let mut entry = NumberEntry::default();
        for (key, value) in self.pairs(node, field) {
            if key == "number" {
                entry.number = value;
            } else {
                entry.values.insert(key, value);
            }
        }
        entry
    }

    fn pairs(&mut self, node: &Node, field: &str) -> Vec<(String, String)> {
        let Some(entries) = self.table(node, field) else { return Vec::new() };
        let mut pairs = Vec::with_capacity(entries.len());
        for (key, node) in entries {
            if let Some(value) = self.text_or_number(node, &format!("{field}.{key}")) {
                pairs.push((key.clone(), value));
            }
        }
        pairs
    }

    fn table<'n>(&mut self, node: &'n Node, field: &str) -> Option<&'n [(String, Node)]> {
        match &node.value {
            Value::Table(entries) => Some(entries),
            Value::Text(_) | Value::Integer(_) | Value::Boolean(_) | Value::List(_) | Value::Other(_) => {
                self.wrong(node, field, "table");
                None
            }
        }
    }

    fn text(&mut self, node: &Node, field: &str) -> Option<String> {
        match &node.value {
            Value::Text(text) => Some(text.clone()),
            Value::Integer(_) | Value::Boolean(_) | Value::List(_) | Value::Table(_) | Value::Other(_) => {
                self.wrong(node, field, "text");
                None
            }
        }
    }

    fn text_or_number(&mut self, node: &Node, field: &str) -> Option<String> {
        match &node.value {
            Value::Integer(number) => Some(number.to_string()),
            Value::Text(_) | Value::Boolean(_) | Value::List(_) | Value::Table(_) | Value::Other(_) => {
                self.text(node, field)
            }
        }
    }

    fn number(&mut self, node: &Node, field: &str) -> Option<u32> {
        let Value::Integer(number) = node.value else {
            self.wrong(node, field, "number");
            return None;
        };
        let small = u32::try_from(number).ok();
        if small.is_none() {
            let mistake = Mistake::at(MistakeCode::OutOfRange, field).with("value", number);
            self.add(mistake.with("min", 0).with("max", u32::MAX), node);
        }
        small
    }

    fn boolean(&mut self, node: &Node, field: &str) -> Option<bool> {
        let Value::Boolean(truth) = node.value else {
            self.wrong(node, field, "true/false");
            return None;
        };
        Some(truth)
    }

    fn wrong(&mut self, node: &Node, field: &str, wanted: &str) {
        let mistake = Mistake::at(MistakeCode::WrongType, field).with("wanted", wanted);
        self.add(mistake.with("found", node.value.kind()), node);
    }

    fn unknown(&mut self, field: &str, node: &Node, known: &[&str], last: Option<&str>) {
        let allowed: Vec<&str> = known.iter().copied().chain(last).collect();
        self.add(Mistake::at(MistakeCode::UnknownField, field).with("allowed", allowed.join(", ")), node);
    }

    fn note(&mut self, field: &str, node: &Node) {
        if let Some(place) = node.place {
            self.places.insert(field.to_owned(), place);
        }
    }

    fn add(&mut self, mistake: Mistake, node: &Node) {
        let (line, column) = node.place.unzip();
        self.mistakes.push(Mistake { line, column, ..mistake });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
name = "April"
business = "notice"
signature = "邮政"
text = "{姓名}您好"
undo_seconds = 5

[recipients]
numbers = ["13800138000", { number = "13900139000", "姓名" = "王芳" }]
"#;

    #[test]
    fn a_good_file_reads_in_both_forms() {
        let toml = SpecFile::parse(GOOD, SpecFormat::Toml);
        assert_eq!(toml.mistakes, []);
        let numbers = toml.spec.recipients.numbers.clone().unwrap();
        assert_eq!(numbers[1].number, "13900139000");
        assert_eq!(numbers[1].values["姓名"], "王芳");
        let json = r#"{"name":"April","business":"notice","signature":"邮政","text":"{姓名}您好","undo_seconds":5,
            "recipients":{"numbers":["13800138000",{"number":"13900139000","姓名":"王芳"}]}}"#;
        let json = SpecFile::parse(json, SpecFormat::Json);
        assert_eq!(json.mistakes, []);
        assert_eq!(json.spec, toml.spec);
    }

    #[test]
    fn every_mistake_is_listed_with_its_place() {
        let text = "name = 5\nbusines = \"notice\"\ntext = \"x\"\nflash = \"yes\"\nrecipients = { group = \"a\", files = 1 }\n";
        let read = SpecFile::parse(text, SpecFormat::Toml);
        let found: Vec<(MistakeCode, &str, Option<usize>)> = read
            .mistakes
            .iter()
            .map(|mistake| (mistake.code, mistake.field.as_str(), mistake.line))
            .collect();
        assert_eq!(
            found,
            [
                (MistakeCode::WrongType, "name", Some(1)),
                (MistakeCode::UnknownField, "busines", Some(2)),
                (MistakeCode::WrongType, "flash", Some(4)),
                (MistakeCode::UnknownField, "recipients.files", Some(5)),
                (MistakeCode::Missing, "business", None),
                (MistakeCode::Missing, "signature", None),
            ]
        );
    }

    #[test]
    fn broken_syntax_has_line_and_character() {
        let toml = SpecFile::parse("name = \"a\"\ntext = \"b\n", SpecFormat::Toml);
        assert!(!toml.is_legible());
        assert_eq!(toml.mistakes[0].line, Some(2));
        let json = SpecFile::parse("{\"name\": \"a\",\n  oops}", SpecFormat::Json);
        assert_eq!((json.mistakes[0].line, json.mistakes[0].code), (Some(2), MistakeCode::Syntax));
    }

    #[test]
    fn a_mistake_found_later_gets_the_place_of_its_field() {
        let read = SpecFile::parse(GOOD, SpecFormat::Toml);
        let found = read.with_found(vec![Mistake::at(MistakeCode::BadNumber, "recipients.numbers[0]")]);
        assert_eq!((found[0].line, found[0].column), (Some(9), Some(12)));
    }
}
