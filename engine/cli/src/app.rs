//! What every command has: words, output, and the way to the data.

use std::io::{self, IsTerminal as _};
use std::sync::Arc;

use hongyan_console::{Console, ConsoleError, ConsoleOptions, ErrorCode, ListWording, Role, data_folder};
use tokio::sync::OnceCell;

use crate::args::Cli;
use crate::i18n::Words;
use crate::out::Out;

/// What every command has.
pub(crate) struct App {
    pub(crate) out: Out,
    pub(crate) words: &'static Words,
    data: Option<std::path::PathBuf>,
    key_in_file: bool,
    passphrase: OnceCell<String>,
}

impl App {
    /// For these arguments; reads the passphrase when it stands on standard input.
    pub(crate) fn new(cli: &Cli, words: &'static Words) -> Result<Self, ConsoleError> {
        let passphrase = match cli.passphrase_stdin {
            true => OnceCell::new_with(Some(input_line()?)),
            false => OnceCell::new(),
        };
        Ok(Self {
            out: Out { json: cli.json, words },
            words,
            data: cli.data.clone(),
            key_in_file: cli.key_in_file,
            passphrase,
        })
    }

    /// Whether `--data` was given.
    pub(crate) fn named_data(&self) -> Option<&std::path::Path> {
        self.data.as_deref()
    }

    /// How to open the data.
    pub(crate) fn options(&self) -> Result<ConsoleOptions, ConsoleError> {
        let folder = match &self.data {
            Some(folder) => folder.clone(),
            None => data_folder()?,
        };
        let mut options = ConsoleOptions::new(folder);
        if self.key_in_file {
            options = options.key_in_file();
        }
        if let Some(passphrase) = self.passphrase.get() {
            options = options.passphrase(passphrase.clone());
        }
        Ok(options)
    }

    /// Opens the data; asks for its passphrase when it has one and a person is there.
    pub(crate) async fn open(&self, role: Role) -> Result<Console, ConsoleError> {
        match Console::open(self.options()?.role(role)).await {
            Err(error)
                if matches!(error.code, ErrorCode::PassphraseNeeded)
                    && !self.out.json
                    && io::stdin().is_terminal() =>
            {
                let typed = prompt(self.words.label.passphrase_prompt)?;
                // Only set here, and only when it was not given.
                _ = self.passphrase.set(typed);
                Console::open(self.options()?.role(role)).await
            }
            opened => opened,
        }
    }

    /// Runs the engine here, or, when another process does, works beside it.
    pub(crate) async fn open_engine_or_beside(&self) -> Result<Console, ConsoleError> {
        match self.open(Role::Engine).await {
            Err(error) if error.code == ErrorCode::StoreInUse => {
                let pid = error.params.get("pid").cloned().unwrap_or_default();
                self.out.say(&self.words.label.beside_engine.replace("{pid}", &pid));
                self.open(Role::Beside).await
            }
            opened => opened,
        }
    }

    /// A secret: from a prompt when a person is there, else the next line of standard input. Never from arguments.
    pub(crate) fn secret(&self, label: &str) -> Result<String, ConsoleError> {
        if io::stdin().is_terminal() { prompt(label) } else { input_line() }
    }

    /// A new secret, typed twice by a person.
    pub(crate) fn new_secret(&self, label: &str) -> Result<String, ConsoleError> {
        let first = self.secret(label)?;
        if io::stdin().is_terminal() && prompt(self.words.label.passphrase_again)? != first {
            return Err(ConsoleError::new(ErrorCode::PassphraseWrong, self.words.label.passphrase_differs));
        }
        Ok(first)
    }

    /// The words of list files.
    pub(crate) fn wording(&self) -> Arc<dyn ListWording> {
        Arc::new(self.words.list)
    }
}

fn prompt(label: &str) -> Result<String, ConsoleError> {
    rpassword::prompt_password(label).map_err(|error| ConsoleError::new(ErrorCode::Internal, error))
}

fn input_line() -> Result<String, ConsoleError> {
    let mut line = String::new();
    io::stdin().read_line(&mut line).map_err(|error| ConsoleError::new(ErrorCode::Internal, error))?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
