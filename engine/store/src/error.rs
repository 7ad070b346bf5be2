//! What a read or a write can end with.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use thiserror::Error;

use crate::fault::Fault;

/// Why a read or a write did not happen.
///
/// Split by what the caller does next. After any error of [`Db::write`](crate::Db::write) nothing of that job is in
/// the store; jobs that were answered with `Ok` before stay.
#[derive(Clone, Debug, Error)]
pub enum StoreError {
    /// The store as a whole failed under this statement: stop sending and show the fault. Nothing of the group was kept.
    #[error("{doing}: {fault}")]
    Faulty {
        /// What was being done.
        doing: &'static str,
        /// What stopped the store.
        fault: Fault,
        /// The database's own words.
        #[source]
        cause: Cause,
    },
    /// An earlier fault has not passed yet; the job was not run. Wait for [`Db::health`](crate::Db::health).
    #[error("the store takes no writes: {fault}")]
    NotWritable {
        /// The fault that the store waits on.
        fault: Fault,
    },
    /// The rows break a rule of the schema.
    #[error("{doing}: {rule}")]
    Conflict {
        /// What was being done.
        doing: &'static str,
        /// The rule that was broken.
        rule: Rule,
        /// The database's own words: table and column, no values.
        #[source]
        cause: Cause,
    },
    /// The row that the caller named is not there.
    #[error("{what} {id} does not exist")]
    NotFound {
        /// The kind of row, such as `task`.
        what: &'static str,
        /// Its id as text.
        id: String,
    },
    /// The row was changed by someone else since the caller read it: read again, then decide.
    #[error("{what} {id} was changed meanwhile")]
    Stale {
        /// The kind of row, such as `task`.
        what: &'static str,
        /// Its id as text.
        id: String,
    },
    /// A stored value is not one that this program writes.
    #[error("{doing}: column {column} holds a value that this program does not know: {found}")]
    Unreadable {
        /// What was being done.
        doing: &'static str,
        /// The column.
        column: &'static str,
        /// The value, shortened; never a phone number or a message text.
        found: String,
    },
    /// The statement itself is wrong: a mistake in the program.
    #[error("{doing}: the statement failed")]
    Statement {
        /// What was being done.
        doing: &'static str,
        /// The database's own words.
        #[source]
        cause: Cause,
    },
    /// The job panicked and was rolled back; the store goes on. A mistake in the program.
    #[error("a job of the store panicked: {message}")]
    Panicked {
        /// The panic's message.
        message: String,
    },
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
}

impl StoreError {
    /// The stable name that faces translate.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Faulty { fault, .. } | Self::NotWritable { fault } => fault.code(),
            Self::Conflict { .. } => "store_conflict",
            Self::NotFound { .. } => "not_found",
            Self::Stale { .. } => "stale",
            Self::Unreadable { .. } => "store_unreadable",
            Self::Statement { .. } | Self::Panicked { .. } => "internal",
            Self::Closed => "store_closed",
        }
    }

    /// The fault behind it, when the store as a whole cannot be written.
    #[must_use]
    pub fn fault(&self) -> Option<Fault> {
        match self {
            Self::Faulty { fault, .. } | Self::NotWritable { fault } => Some(*fault),
            Self::Conflict { .. }
            | Self::NotFound { .. }
            | Self::Stale { .. }
            | Self::Unreadable { .. }
            | Self::Statement { .. }
            | Self::Panicked { .. }
            | Self::Closed => None,
        }
    }

    /// Turns the database's error into ours: `.map_err(StoreError::doing("claim due messages"))`.
    pub(crate) fn doing(doing: &'static str) -> impl Fn(sqlx::Error) -> Self {
        move |error| Self::of(doing, error)
    }

    fn of(doing: &'static str, error: sqlx::Error) -> Self {
        let undecrypted = did_not_decrypt(&error);
        let code = sqlite_code(&error);
        let io = matches!(error, sqlx::Error::Io(_));
        let gone = matches!(error, sqlx::Error::WorkerCrashed | sqlx::Error::PoolClosed);
        let cause = Cause(Arc::new(error));
        if gone {
            return Self::Closed;
        }
        if io {
            return Self::Faulty { doing, fault: Fault::Io, cause };
        }
        if undecrypted {
            return Self::Faulty { doing, fault: Fault::Corrupt, cause };
        }
        match code {
            Some(code) => match (Fault::of_code(code), Rule::of_code(code)) {
                (Some(fault), _) => Self::Faulty { doing, fault, cause },
                (None, Some(rule)) => Self::Conflict { doing, rule, cause },
                (None, None) => Self::Statement { doing, cause },
            },
            None => Self::Statement { doing, cause },
        }
    }
}

/// The extended SQLite result code of an error, if the database gave one.
pub(crate) fn sqlite_code(error: &sqlx::Error) -> Option<i32> {
    error.as_database_error()?.code()?.parse().ok()
}

/// Whether this is the first error after a page failed its authentication: SQLCipher then sets the general code 1 and
/// no message, so that SQLite's stock text appears. A mistake in a statement has the same code but its own message.
fn did_not_decrypt(error: &sqlx::Error) -> bool {
    sqlite_code(error) == Some(1)
        && error.as_database_error().is_some_and(|error| error.message() == "SQL logic error")
}

/// A rule of the schema that rows broke.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Rule {
    /// Two rows with the same key.
    Unique,
    /// A row refers to one that does not exist, or is still referred to.
    ForeignKey,
    /// A value outside its allowed range, or missing, or of the wrong type.
    Value,
}

impl Rule {
    fn of_code(code: i32) -> Option<Self> {
        match code {
            787 => Some(Self::ForeignKey),
            1555 | 2067 | 2579 => Some(Self::Unique),
            _ if code & 0xFF == 19 => Some(Self::Value),
            _ => None,
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unique => "the key exists already",
            Self::ForeignKey => "the row refers to one that does not exist, or is still referred to",
            Self::Value => "a value is outside what the column takes",
        })
    }
}

/// The database's own error, kept for the log.
#[derive(Clone)]
pub struct Cause(pub(crate) Arc<sqlx::Error>);

impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Error for Cause {}
