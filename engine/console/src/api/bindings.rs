//! The TypeScript of the user interface, made from the table.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use hongyan_domain::{BusinessType, Carrier, Exclusion, FailureClass, MessageState, TaskState};
use ts_rs::{Config, TS, TypeVisitor};

use super::reply::ErrorView;
use super::table::Kind;
use super::{COMMANDS, Change};
use crate::error::ErrorCode;
use crate::mistake::MistakeCode;

const HEAD: &str = "// The engine's commands and their types. Made from the table in engine/console/src/api.rs: change it there, then\n\
// run `cargo xtask bindings`.\n";

/// The text of `ui/src/api/generated.ts`.
#[must_use]
pub fn bindings() -> String {
    let mut types = Types {
        config: Config::new().with_large_int("number"),
        declared: BTreeMap::new(),
        commands: Vec::new(),
    };
    types.add::<ErrorView>();
    types.add::<Change>();
    super::visit_types(&mut types);

    let mut text = HEAD.to_owned();
    for (name, codes) in unions() {
        let codes = codes.iter().map(|code| format!("\"{code}\"")).collect::<Vec<_>>();
        let _ = write!(text, "\nexport type {name} = {};\n", codes.join(" | "));
    }
    for (name, kind, codes) in lists() {
        let codes = codes.iter().map(|code| format!("\"{code}\"")).collect::<Vec<_>>();
        let _ = write!(text, "\nexport type {kind} = {};\n", codes.join(" | "));
        let _ = writeln!(text, "export const {name}: readonly {kind}[] = [\n  {},\n];", codes.join(",\n  "));
    }
    for declaration in types.declared.values() {
        let _ = write!(text, "\n{declaration}\n");
    }
    text.push_str(
        "\n/** Every command: what it takes and what it answers. */\nexport interface Commands {\n",
    );
    for line in &types.commands {
        let _ = writeln!(text, "  {line}");
    }
    text.push_str("}\n\n/** For a query: what it shows. For a mutation: what is stale afterwards. */\n");
    text.push_str("export const TAGS: { [command in keyof Commands]: readonly Tag[] } = {\n");
    for command in COMMANDS {
        let tags = serde_json::to_string(command.tags).unwrap_or_default().replace(',', ", ");
        let _ = writeln!(text, "  {}: {tags},", command.name);
    }
    text.push_str("};\n");
    text
}

/// Words of the domain that types name by `#[ts(type = "…")]`.
fn unions() -> Vec<(&'static str, Vec<&'static str>)> {
    let mut carriers: Vec<&'static str> = Carrier::ALL.iter().map(|carrier| carrier.code()).collect();
    if !carriers.contains(&Carrier::Other.code()) {
        carriers.push(Carrier::Other.code());
    }
    vec![
        ("Business", BusinessType::ALL.iter().map(|business| business.code()).collect()),
        ("Carrier", carriers),
        ("Exclusion", Exclusion::ALL.iter().map(|reason| reason.code()).collect()),
        ("FailureClass", FailureClass::ALL.iter().map(|class| class.code()).collect()),
        ("MessageState", MessageState::ALL.iter().map(|state| state.code()).collect()),
        ("TaskState", TaskState::ALL.iter().map(|state| state.code()).collect()),
    ]
}

/// Codes that the user interface needs one by one, so that a test can hold words for each against them.
fn lists() -> [(&'static str, &'static str, Vec<&'static str>); 2] {
    [
        ("ERROR_CODES", "ErrorCode", ErrorCode::ALL.iter().map(|code| code.code()).collect()),
        ("MISTAKE_CODES", "MistakeCode", MistakeCode::ALL.iter().map(|code| code.code()).collect()),
    ]
}

/// Collects declarations.
pub(super) struct Types {
    config: Config,
    declared: BTreeMap<String, String>,
    commands: Vec<String>,
}

impl Types {
    /// Adds a command with everything that its types need.
    pub(super) fn command<Request: TS + 'static, Reply: TS + 'static>(&mut self, name: &str, kind: Kind) {
        self.add::<Request>();
        self.add::<Reply>();
        let kind = match kind {
            Kind::Query => "query",
            Kind::Mutation => "mutation",
        };
        let (request, reply) = (Request::name(&self.config), Reply::name(&self.config));
        self.commands.push(format!("{name}: {{ kind: \"{kind}\"; request: {request}; reply: {reply} }};"));
    }

    fn add<T: TS + 'static + ?Sized>(&mut self) {
        // Only types that were declared by hand have a file of their own; the others are TypeScript's.
        if T::output_path().is_some() {
            let name = T::ident(&self.config);
            if self.declared.contains_key(&name) {
                return;
            }
            let docs = T::docs().unwrap_or_default();
            self.declared.insert(name, format!("{docs}export {}", T::decl(&self.config)));
        }
        T::visit_dependencies(self);
    }
}

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.add::<T>();
    }
}
