//! The contract with the user interface: its types are those of the table, and every command gives an answer, even on
//! an installation that has nothing in it yet.

mod typescript;

use std::path::{Path, PathBuf};

use hongyan_console::api::{COMMANDS, Caller, Face, Host, Permit, User, bindings, dispatch};
use hongyan_console::{ConsoleOptions, ErrorCode, Role};
use typescript::Types;

/// Set by `cargo xtask bindings`: the test writes the file instead of reading it.
const WRITE: &str = "HONGYAN_WRITE_BINDINGS";

fn generated() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/api/generated.ts")
}

#[test]
fn bindings_are_up_to_date() {
    let wanted = bindings();
    if std::env::var_os(WRITE).is_some_and(|set| set == "1") {
        std::fs::write(generated(), &wanted).expect("ui/src/api/generated.ts can be written");
    }
    let there = std::fs::read_to_string(generated()).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        there == wanted,
        "ui/src/api/generated.ts is not what the table makes: run `cargo xtask bindings`"
    );
}

#[test]
fn bindings_name_no_type_that_they_do_not_declare() {
    let types = Types::read(&bindings());
    for command in COMMANDS {
        let (request, reply) = types.command(command.name);
        types.least(&request);
        types.least(&reply);
    }
}

#[test]
fn names_are_there_once_and_told() {
    for (index, command) in COMMANDS.iter().enumerate() {
        assert!(
            !COMMANDS[..index].iter().any(|other| other.name == command.name),
            "{} is there twice",
            command.name
        );
        assert!(command.about.trim().ends_with('.'), "{} is not told: {:?}", command.name, command.about);
    }
}

#[tokio::test]
async fn every_command_answers_on_a_bare_installation() {
    let folder = tempfile::tempdir().unwrap();
    let options = ConsoleOptions::new(folder.path()).key_in_file().role(Role::Engine);
    let host = Host::open(options).await.unwrap();
    let types = Types::read(&bindings());
    let user = User { uid: "local".to_owned(), login: "lisi".to_owned(), name: "Li Si".to_owned() };
    let somebody = Caller { face: Face::Browser, user: Some(user) };
    let nobody = Caller { face: Face::Browser, user: None };
    let mut faults = Vec::new();
    for command in COMMANDS {
        let request = types.least(&types.command(command.name).0);
        let answered = dispatch(&host, &somebody, command.name, request.clone()).await;
        if let Err(error) = answered {
            let known = ErrorCode::from_code(&error.code);
            if known.is_none_or(|code| matches!(code, ErrorCode::Internal | ErrorCode::BadRequest)) {
                faults.push(format!("{} answers {} with {error:?}", command.name, request));
            }
        }
        if command.permit != Permit::Anyone {
            let refused = dispatch(&host, &nobody, command.name, request).await;
            let code = refused.err().map(|error| error.code.into_owned());
            if code.as_deref() != Some(ErrorCode::NotSignedIn.code()) {
                faults.push(format!("{} lets everybody in: {code:?}", command.name));
            }
        }
        let odd = dispatch(&host, &somebody, command.name, serde_json::json!({ "odd": 1 })).await;
        let code = odd.err().map(|error| error.code.into_owned());
        if code.as_deref() != Some(ErrorCode::BadRequest.code()) {
            faults.push(format!("{} takes what it does not know: {code:?}", command.name));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    host.close().await;
}
