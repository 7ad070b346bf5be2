//! The encrypted SQLite store: one file, one writer that groups commits, a pool of readers, migrations, backups.
//!
//! It keeps rows and gives them back; it decides nothing, sends nothing and never says why a message may go out.
//! Callers hold [`Db`], [`Reader`] and [`Tx`]; no sqlx type leaves this crate, and no key or phone number gets into
//! a log. A function that reads takes `&mut Conn`, one that writes takes `&mut Tx`.
//!
//! Start with [`Db`] (the handle), then `write` (how jobs become commits) and `open` (key, lock, schema). `backup`,
//! `restore` and `health` are for the person who looks after the installation.

pub mod attempt;
pub mod audience;
mod backup;
mod bulk;
pub mod channel;
mod conn;
pub mod contact_field;
pub mod conversation;
mod db;
pub mod draft;
mod error;
mod fault;
mod health;
pub mod inbound;
pub mod job;
pub mod kept_file;
mod key;
mod keychain;
mod lock;
pub mod login_session;
pub mod message;
mod migrate;
mod open;
pub mod person;
pub mod receipt;
mod restore;
mod row;
pub mod setting;
pub mod signature;
pub mod tally;
pub mod task;
pub mod task_event;
pub mod template;
pub mod todo;
pub mod user;
mod write;

pub use backup::{BackupError, LAST_BACKUP, MANIFEST_FILE, Manifest, Progress};
pub use conn::{BoxFuture, Conn, Reader, Tx};
pub use db::Db;
pub use error::{Cause, Rule, StoreError};
pub use fault::Fault;
pub use health::{Finding, Severity, examine, free_octets};
pub use key::source::{HEADER_FILE, KEY_FILE, KeyChoice, KeyError, KeySource, read_key_file};
pub use key::{Passphrase, StoreKey};
pub use keychain::{Keychain, KeychainFault, SystemKeychain};
pub use migrate::{MIGRATIONS, Migration, made_at, schema_version};
pub use open::{DATABASE_FILE, OpenError, OpenOptions, engine_in};
pub use restore::{RestoreOptions, Restored, restore};
pub use write::Health;
