//! Reads as much TypeScript as the bindings are written in, and makes the least value of a type.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests may stop the test, too")]

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// A type.
#[derive(Clone, Debug)]
pub(crate) enum Type {
    Text,
    Number,
    Flag,
    Null,
    Unknown,
    Exactly(Value),
    Named(String),
    List,
    Several(Vec<Type>),
    /// A list of these, in order.
    Tuple(Vec<Type>),
    Fields(Vec<(String, Type)>),
    /// Names that are not known beforehand, none of which must be there.
    Names,
}

/// The declarations of a file.
pub(crate) struct Types {
    declared: BTreeMap<String, Type>,
}

impl Types {
    /// Reads `export type NAME = …;` and `export interface NAME { … }`.
    pub(crate) fn read(text: &str) -> Self {
        let plain = without_comments(text);
        let mut declared = BTreeMap::new();
        for declaration in plain.split("export ").skip(1) {
            let (name, written) = if let Some(rest) = declaration.strip_prefix("type ") {
                rest.split_once('=').expect("a type has a value")
            } else if let Some(rest) = declaration.strip_prefix("interface ") {
                rest.split_at(rest.find('{').expect("an interface has fields"))
            } else {
                continue; // a value
            };
            let mut reader = Reader { words: words(written), at: 0 };
            declared.insert(name.trim().to_owned(), reader.several());
        }
        Self { declared }
    }

    /// Request and reply of a command.
    pub(crate) fn command(&self, name: &str) -> (Type, Type) {
        let field = |of: &Type, name: &str| {
            let Type::Fields(fields) = of else { return None };
            fields.iter().find(|(field, _)| field == name).map(|(_, found)| found.clone())
        };
        let command = field(&self.declared["Commands"], name);
        let command = command.unwrap_or_else(|| panic!("{name} is not among the commands"));
        let part = |part| field(&command, part).unwrap_or_else(|| panic!("{name} has no {part}"));
        (part("request"), part("reply"))
    }

    /// The least value of a type: nothing, nobody, none.
    pub(crate) fn least(&self, of: &Type) -> Value {
        match of {
            Type::Text => json!(""),
            Type::Number => json!(0),
            Type::Flag => json!(false),
            Type::Null | Type::Unknown => Value::Null,
            Type::Exactly(value) => value.clone(),
            Type::List => json!([]),
            Type::Names => json!({}),
            Type::Tuple(items) => items.iter().map(|item| self.least(item)).collect(),
            Type::Several(choices) if choices.iter().any(|choice| matches!(choice, Type::Null)) => {
                Value::Null
            }
            Type::Several(choices) => self.least(choices.first().expect("a choice")),
            Type::Fields(fields) => {
                let fields = fields.iter().map(|(name, field)| (name.clone(), self.least(field)));
                Value::Object(fields.collect::<Map<_, _>>())
            }
            Type::Named(name) => {
                self.least(self.declared.get(name).unwrap_or_else(|| panic!("{name} is not declared")))
            }
        }
    }
}

fn without_comments(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("/*") {
        plain.push_str(&rest[..start]);
        rest = rest[start..].split_once("*/").map_or("", |(_, rest)| rest);
    }
    plain.push_str(rest);
    plain.lines().map(|line| line.split("// ").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// Names, texts with their quotes, and single signs.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '"' {
            let inner: String = letters.by_ref().take_while(|letter| *letter != '"').collect();
            words.push(format!("\"{inner}\""));
        } else if letter.is_alphanumeric() || letter == '_' {
            let mut word = letter.to_string();
            while let Some(more) = letters.next_if(|letter| letter.is_alphanumeric() || *letter == '_') {
                word.push(more);
            }
            words.push(word);
        } else if !letter.is_whitespace() {
            words.push(letter.to_string());
        }
    }
    words
}

struct Reader {
    words: Vec<String>,
    at: usize,
}

impl Reader {
    fn peek(&self) -> &str {
        self.words.get(self.at).map_or("", String::as_str)
    }

    fn next(&mut self) -> String {
        let word = self.peek().to_owned();
        self.at += 1;
        word
    }

    fn take(&mut self, word: &str) -> bool {
        let there = self.peek() == word;
        self.at += usize::from(there);
        there
    }

    fn several(&mut self) -> Type {
        _ = self.take("|");
        let mut choices = vec![self.one()];
        while self.take("|") {
            choices.push(self.one());
        }
        match choices.len() {
            1 => choices.remove(0),
            _ => Type::Several(choices),
        }
    }

    fn one(&mut self) -> Type {
        let word = self.next();
        let mut found = match word.as_str() {
            "string" => Type::Text,
            "number" => Type::Number,
            "boolean" => Type::Flag,
            "null" => Type::Null,
            "unknown" => Type::Unknown,
            "{" => self.fields(),
            "[" => self.tuple(),
            "(" => {
                let inner = self.several();
                assert!(self.take(")"), "unclosed at {:?}", self.peek());
                inner
            }
            "Array" | "Partial" | "Record" => {
                self.arguments();
                if word == "Array" { Type::List } else { Type::Names }
            }
            "readonly" => self.one(),
            text if text.starts_with('"') => Type::Exactly(json!(text.trim_matches('"'))),
            name => Type::Named(name.to_owned()),
        };
        while self.peek() == "[" && self.words.get(self.at + 1).is_some_and(|word| word == "]") {
            self.at += 2;
            found = Type::List;
        }
        found
    }

    fn arguments(&mut self) {
        assert!(self.take("<"), "no arguments at {:?}", self.peek());
        while !self.take(">") {
            self.several();
            _ = self.take(",");
        }
    }

    fn tuple(&mut self) -> Type {
        let mut items = Vec::new();
        while !self.take("]") {
            items.push(self.several());
            _ = self.take(",");
        }
        Type::Tuple(items)
    }

    fn fields(&mut self) -> Type {
        let mut fields = Vec::new();
        let mut open = false;
        while !self.take("}") {
            if self.take("[") {
                // `[key in string]?: number`
                while !self.take("]") {
                    self.at += 1;
                }
                open = true;
            } else {
                fields.push((self.next().trim_matches('"').to_owned(), Type::Null));
            }
            let optional = self.take("?");
            assert!(self.take(":"), "no type at {:?}", self.peek());
            let found = self.several();
            match fields.last_mut() {
                Some(last) if !open && !optional => last.1 = found,
                Some(_) if !open => _ = fields.pop(),
                _ => {}
            }
            if !self.take(";") {
                _ = self.take(",");
            }
        }
        if open { Type::Names } else { Type::Fields(fields) }
    }
}
