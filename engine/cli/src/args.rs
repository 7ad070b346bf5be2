//! What may be typed.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use hongyan_domain::MessageState;

/// Where the help lists what every command takes.
const GLOBAL: &str = "Global options";

/// Hongyan: converged messaging from a branch's desk.
#[derive(Parser, Debug)]
#[command(name = "hongyan", version, propagate_version = true, max_term_width = 110)]
pub(crate) struct Cli {
    /// The data folder; else HONGYAN_DATA, else the system's folder for data
    #[arg(long, global = true, value_name = "DIR", help_heading = GLOBAL)]
    pub(crate) data: Option<PathBuf>,
    /// One JSON document on standard output; errors as JSON on standard error
    #[arg(long, global = true, help_heading = GLOBAL)]
    pub(crate) json: bool,
    /// The language: zh or en; else HONGYAN_LANG
    #[arg(long, global = true, value_enum, env = "HONGYAN_LANG", value_name = "LANG", help_heading = GLOBAL)]
    #[arg(hide_possible_values = true, hide_env = true)]
    pub(crate) lang: Option<Lang>,
    /// The first line of standard input is the passphrase of the data
    #[arg(long, global = true, help_heading = GLOBAL)]
    pub(crate) passphrase_stdin: bool,
    /// A new data folder keeps its key in a file instead of the system's keychain
    #[arg(long, global = true, help_heading = GLOBAL)]
    pub(crate) key_in_file: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// A language.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Lang {
    /// Simplified Chinese
    Zh,
    /// English
    En,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// The whole job on simulated carriers, from a made-up list to the report
    Demo(Demo),
    /// Import a list of people into a group
    Import(Import),
    /// Show or export the address book
    Contacts(Contacts),
    /// Groups of people
    #[command(subcommand)]
    Groups(Groups),
    /// Channels: accounts at carriers
    #[command(subcommand)]
    Channel(Channel),
    /// Tasks: check, create, send, follow
    #[command(subcommand)]
    Task(Task),
    /// Send one message to one number
    Send(Send),
    /// What people wrote back
    Replies(Replies),
    /// Write the report of a task
    Report(Report),
    /// Opt-outs and the blacklist
    #[command(subcommand)]
    Blocklist(Blocklist),
    /// Learn ported and dead numbers from a table
    Numbers(Numbers),
    /// Keep the engine running: sends what is started, takes receipts and replies
    Run(Run),
    /// Run the engine and offer its pages to browsers; prints "listening URL"
    Serve(Serve),
    /// Simulated carriers on their own, for others to connect to
    Carrier(Carrier),
    /// What is wrong with this installation; ends with 1 when something is broken
    Doctor,
    /// Back the data up into a new folder, also while the engine runs
    Backup(Backup),
    /// Put a backup in place; what was there is kept aside
    Restore(Restore),
}

#[derive(Args, Debug)]
pub(crate) struct Demo {
    /// People of the made-up list
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=1_048_575))]
    pub(crate) people: u32,
    /// A list of your own instead
    #[arg(long, value_name = "FILE")]
    pub(crate) contacts: Option<PathBuf>,
    /// Chance starts from this: the same seed gives the same list and fates
    #[arg(long)]
    pub(crate) seed: Option<u64>,
    /// Where list and report go; the data goes to "data" in it unless --data is given
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}

#[derive(Args, Debug)]
pub(crate) struct Import {
    /// The list: xlsx, xlsm, xlsb, xls, ods, csv, tsv, txt
    pub(crate) file: PathBuf,
    /// The group that gets the people
    #[arg(long, value_name = "NAME")]
    pub(crate) group: String,
    /// The sheet, by place or name
    #[arg(long, value_name = "N")]
    pub(crate) sheet: Option<String>,
    /// The header's row, from 1; 0 for none
    #[arg(long, value_name = "ROW")]
    pub(crate) header: Option<u32>,
    /// What a column is: phone, name, - (left out), or a field's name; may be given several times
    #[arg(long, value_name = "COLUMN=FIELD", value_parser = pair)]
    pub(crate) map: Vec<(String, String)>,
    /// Encoding of a text file: utf-8, utf-16le, utf-16be, gb18030
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// Delimiter of a text file
    #[arg(long, value_name = "CHAR")]
    pub(crate) delimiter: Option<char>,
    /// Write the list back corrected, with a column of reasons
    #[arg(long, value_name = "OUT.xlsx")]
    pub(crate) repaired: Option<PathBuf>,
    /// Write the rows that cannot be corrected
    #[arg(long, value_name = "OUT.xlsx")]
    pub(crate) failures: Option<PathBuf>,
    /// Store nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

fn states() -> PossibleValuesParser {
    PossibleValuesParser::new(MessageState::ALL.map(MessageState::code))
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.rsplit_once('=') {
        Some((column, field)) if !column.is_empty() => Ok((column.to_owned(), field.to_owned())),
        _ => Err("COLUMN=FIELD".to_owned()),
    }
}

#[derive(Args, Debug)]
pub(crate) struct Contacts {
    /// Only this number
    #[arg(long)]
    pub(crate) number: Option<String>,
    /// How many at most
    #[arg(long, default_value_t = 20)]
    pub(crate) limit: u32,
    /// Whole numbers instead of 138****5678
    #[arg(long)]
    pub(crate) reveal: bool,
    /// Write all of them into a file, xlsx or csv
    #[arg(long, value_name = "OUT")]
    pub(crate) export: Option<PathBuf>,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Groups {
    /// All groups
    List,
    /// One group and its first people
    Show {
        /// Name or number
        group: String,
        /// How many people at most
        #[arg(long, default_value_t = 20)]
        limit: u32,
        /// Whole numbers instead of 138****5678
        #[arg(long)]
        reveal: bool,
    },
    /// Write a group into a file
    Export {
        /// Name or number
        group: String,
        /// The file, xlsx or csv
        out: PathBuf,
    },
    /// Take a group away
    Remove {
        /// Name or number
        group: String,
    },
}

#[derive(Subcommand, Debug)]
pub(crate) enum Channel {
    /// Add a CMPP account; the secret is asked for, or read from standard input
    Add(Box<ChannelAdd>),
    /// All channels
    List,
    /// One channel
    Show(Which),
    /// Log in and out once and explain a refusal; nothing is sent
    Test(Which),
    /// Send no more by it; receipts go on coming
    Pause(Which),
    /// Send by it again
    Resume(Which),
    /// Take it away; its history stays
    Remove(Which),
}

#[derive(Args, Debug)]
pub(crate) struct Which {
    /// Name or number
    pub(crate) channel: String,
}

#[derive(Args, Debug)]
pub(crate) struct ChannelAdd {
    /// Its name
    #[arg(long)]
    pub(crate) name: String,
    /// Name or address of the gateway
    #[arg(long)]
    pub(crate) host: String,
    /// TCP port of the gateway
    #[arg(long, default_value_t = 7890)]
    pub(crate) port: u16,
    /// The login (SP_Id), at most 6 characters
    #[arg(long)]
    pub(crate) account: String,
    /// CMPP version: 2.0, 2.1 or 3.0
    #[arg(long = "cmpp-version", default_value = "3.0", value_name = "VERSION")]
    pub(crate) cmpp_version: String,
    /// Log in with a lower version when the gateway offers one
    #[arg(long)]
    pub(crate) allow_lower_version: bool,
    /// The sender's number
    #[arg(long)]
    pub(crate) service_code: String,
    /// Digits that may follow it, so that replies find their task
    #[arg(long, default_value_t = 0)]
    pub(crate) extension_digits: u8,
    /// The service's code, if the carrier gave one
    #[arg(long, default_value = "")]
    pub(crate) service_id: String,
    /// Who pays: 0 receiver, 1 sender, 2 we, 3 the number in --fee-terminal
    #[arg(long, default_value_t = 2)]
    pub(crate) fee_user_type: u8,
    /// The paying number
    #[arg(long, default_value = "")]
    pub(crate) fee_terminal: String,
    /// 01 free, 02 per message, 03 monthly
    #[arg(long, default_value = "01")]
    pub(crate) fee_type: String,
    /// Price in fen for the fee type
    #[arg(long, default_value = "000000")]
    pub(crate) fee_code: String,
    /// Msg_src, if the carrier wants another than the account
    #[arg(long)]
    pub(crate) msg_src: Option<String>,
    /// Unanswered messages per connection
    #[arg(long, default_value_t = 16)]
    pub(crate) window: u16,
    /// Messages per second of the account
    #[arg(long)]
    pub(crate) speed: Option<u32>,
    /// Connections
    #[arg(long, default_value_t = 1)]
    pub(crate) connections: u16,
    /// Ask for no receipts
    #[arg(long)]
    pub(crate) no_receipts: bool,
    /// Whose numbers it takes, separated by commas: CMCC, CUCC, CTCC, CBN; all if not given
    #[arg(long, value_delimiter = ',')]
    pub(crate) carriers: Vec<String>,
    /// What for, separated by commas: verification, emergency, notice, marketing; all if not given
    #[arg(long, value_delimiter = ',')]
    pub(crate) business: Vec<String>,
    /// Price of one billed segment, in yuan
    #[arg(long, default_value = "0")]
    pub(crate) price: String,
    /// Smaller is preferred among equals
    #[arg(long, default_value_t = 0)]
    pub(crate) rank: u32,
    /// Share among channels that are equal otherwise
    #[arg(long, default_value_t = 1)]
    pub(crate) weight: u32,
    /// It leads to a simulated carrier
    #[arg(long)]
    pub(crate) sandbox: bool,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Task {
    /// A commented example of a task file
    Schema,
    /// Tell everything about a task file; creates nothing
    Check {
        /// The task file, TOML or JSON
        file: PathBuf,
        /// Explain the way of this number; may be given several times
        #[arg(long = "explain", alias = "number", value_name = "NUMBER")]
        numbers: Vec<String>,
        /// Whole numbers instead of 138****5678
        #[arg(long)]
        reveal: bool,
    },
    /// Make the same check and create the task as a draft
    Create {
        /// The task file, TOML or JSON
        file: PathBuf,
    },
    /// Start a task, or go on with it, and follow it to its end
    Start {
        /// The task's number
        task: i64,
        /// Only mark it as started; hongyan run sends it
        #[arg(long)]
        detach: bool,
    },
    /// Pause a task, wherever the engine runs
    Pause(TaskNo),
    /// Let a paused task go on
    Resume(TaskNo),
    /// Stop a task for good: what is queued is not sent
    Stop(TaskNo),
    /// Send messages in doubt again, marked
    Resend(TaskNo),
    /// One task with its figures and timeline
    Show(TaskNo),
    /// Tasks, newest first
    List {
        /// Only tasks that have not ended
        #[arg(long)]
        open: bool,
        /// How many at most
        #[arg(long, default_value_t = 20)]
        limit: u32,
    },
    /// Wait until a task has ended
    Wait {
        /// The task's number
        task: i64,
        /// At most so many seconds
        #[arg(long, value_name = "SECONDS")]
        timeout: Option<u64>,
    },
    /// The messages of a task: state, cause, what to do
    Messages {
        /// The task's number
        task: i64,
        /// Only in this state, such as failed, no_receipt, in_doubt, excluded
        #[arg(long, value_parser = states(), hide_possible_values = true)]
        state: Option<String>,
        /// Only of this failure class or exclusion, such as NUM, BLOCK, opted_out
        #[arg(long)]
        class: Option<String>,
        /// Only to this number, with every try
        #[arg(long)]
        number: Option<String>,
        /// Only behind the message of this id
        #[arg(long)]
        after: Option<i64>,
        /// How many at most
        #[arg(long, default_value_t = 20)]
        limit: u32,
        /// Whole numbers instead of 138****5678
        #[arg(long)]
        reveal: bool,
    },
}

#[derive(Args, Debug)]
pub(crate) struct TaskNo {
    /// The task's number
    pub(crate) task: i64,
}

#[derive(Args, Debug)]
pub(crate) struct Send {
    /// The number
    #[arg(long)]
    pub(crate) to: String,
    /// The text; a signature may stand in its brackets at the begin
    #[arg(long)]
    pub(crate) text: String,
    /// The signature
    #[arg(long)]
    pub(crate) signature: Option<String>,
    /// What it is for: verification, emergency, notice, marketing
    #[arg(long, default_value = "notice")]
    pub(crate) business: String,
    /// The channel, by name or number; chosen by the number if not given
    #[arg(long)]
    pub(crate) channel: Option<String>,
    /// Only mark it as started; hongyan run sends it
    #[arg(long)]
    pub(crate) detach: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Replies {
    /// Only to this task
    #[arg(long)]
    pub(crate) task: Option<i64>,
    /// Only from this number
    #[arg(long)]
    pub(crate) number: Option<String>,
    /// Only opt-outs and what may be one
    #[arg(long)]
    pub(crate) opt_outs: bool,
    /// Only older than the reply of this id
    #[arg(long)]
    pub(crate) before: Option<i64>,
    /// How many at most
    #[arg(long, default_value_t = 20)]
    pub(crate) limit: u32,
    /// Whole numbers instead of 138****5678
    #[arg(long)]
    pub(crate) reveal: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Report {
    /// The task's number
    #[arg(long)]
    pub(crate) task: i64,
    /// The file, xlsx or csv
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Numbers as 138****5678
    #[arg(long)]
    pub(crate) masked: bool,
    /// With each person's finished text
    #[arg(long)]
    pub(crate) with_text: bool,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Blocklist {
    /// Add numbers; running tasks leave these people out at once
    Add {
        /// The numbers
        #[arg(required = true)]
        numbers: Vec<String>,
        /// Which list
        #[arg(long, value_enum, default_value_t = BlockKind::Blacklist)]
        kind: BlockKind,
        /// Only for this business type
        #[arg(long)]
        business: Option<String>,
        /// A note
        #[arg(long, default_value = "")]
        note: String,
    },
    /// The list
    List {
        /// Only this number
        #[arg(long)]
        number: Option<String>,
        /// How many at most
        #[arg(long, default_value_t = 20)]
        limit: u32,
        /// Whole numbers instead of 138****5678
        #[arg(long)]
        reveal: bool,
    },
    /// Take numbers off
    Remove {
        /// The numbers
        #[arg(required = true)]
        numbers: Vec<String>,
        /// Which list
        #[arg(long, value_enum, default_value_t = BlockKind::Blacklist)]
        kind: BlockKind,
    },
}

/// Which of the two lists.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum BlockKind {
    /// The person asked for it
    OptOut,
    /// We decided it
    Blacklist,
}

#[derive(Args, Debug)]
pub(crate) struct Numbers {
    /// Lines of "number,word"; the word is CMCC, CUCC, CTCC, CBN (ported there) or dead
    pub(crate) file: PathBuf,
}

#[derive(Args, Debug)]
pub(crate) struct Run {
    /// End by itself when no started task is left
    #[arg(long)]
    pub(crate) until_done: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Serve {
    /// The port; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    pub(crate) port: u16,
    /// The address; other computers are served under TLS only
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub(crate) listen: IpAddr,
    /// A name under which other computers reach this one; may be given several times
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Vec<String>,
    /// The certificate, PEM
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub(crate) tls_cert: Option<PathBuf>,
    /// The certificate's key, PEM
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub(crate) tls_key: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct Carrier {
    /// Settings; whatever the file leaves out is as built in
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Chance starts from this
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Print the commented settings that are built in, and end
    #[arg(long)]
    pub(crate) print_config: bool,
    /// At the end, write every message that was taken, as csv
    #[arg(long, value_name = "FILE")]
    pub(crate) ledger: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct Backup {
    /// The new folder
    pub(crate) to: PathBuf,
    /// Protect it by a passphrase, so that it can be restored on any machine; asked for, or read from standard input
    #[arg(long)]
    pub(crate) passphrase: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Restore {
    /// The folder of the backup
    pub(crate) from: PathBuf,
    /// Ask for the passphrase of the backup, or read it from standard input
    #[arg(long)]
    pub(crate) passphrase: bool,
    /// A copy of the store.key of the data that the backup was made from
    #[arg(long, value_name = "FILE")]
    pub(crate) key: Option<PathBuf>,
}
