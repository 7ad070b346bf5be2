//! Why a connection is not, or no longer, there. Kept and shown until the next login succeeds.

use std::io;
use std::time::Duration;

use hongyan_wire::cmpp::{ConnectStatus, DecodeError, EncodeError, FrameError, Version};
use thiserror::Error;

/// The gateway answered the login with "no" (`cmpp.md` §5.2).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("the gateway refused the login: {status}")]
pub struct Refusal {
    /// Its word for it.
    pub status: ConnectStatus,
}

impl Refusal {
    /// The stable code that faces translate and explain.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self.status {
            ConnectStatus::BAD_STRUCTURE => "line.refused_structure",
            ConnectStatus::BAD_SOURCE => "line.refused_account",
            ConnectStatus::NOT_AUTHENTICATED => "line.refused_password",
            ConnectStatus::VERSION_TOO_HIGH => "line.refused_version",
            _ => "line.refused_other",
        }
    }
}

/// What stayed without an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unanswered {
    /// A message.
    Submit,
    /// The pulse of an idle line.
    ActiveTest,
}

/// Why a connection ended or never came to be.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Cause {
    /// The host's name leads nowhere.
    #[error("the host's name could not be resolved")]
    UnknownHost,
    /// Nobody takes connections there, or the network does not reach it.
    #[error("could not connect: {0}")]
    Unreachable(io::ErrorKind),
    /// The connection did not come about in time.
    #[error("no connection within {} s", after.as_secs())]
    ConnectTimeout {
        /// How long it was waited for.
        after: Duration,
    },
    /// The gateway said no; a setting of the account must change.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The gateway speaks another version than the account is set to.
    #[error("the gateway speaks CMPP {}, the account is set to {}", version_text(*offered), version_text(*asked))]
    OtherVersion {
        /// What the account is set to.
        asked: Version,
        /// What the gateway speaks.
        offered: Version,
    },
    /// The gateway did not prove that it knows the secret, and the account demands it.
    #[error("the gateway did not prove that it knows the password")]
    Unproven,
    /// Connected, but the login stayed without an answer: nobody there speaks CMPP, or a firewall swallows it.
    #[error("no answer to the login within {} s", after.as_secs())]
    LoginUnanswered {
        /// How long it was waited for.
        after: Duration,
    },
    /// The login was answered with something else: this port speaks no CMPP.
    #[error("the login was answered with command {command_id:#010x}, which is no answer to it")]
    NotALoginAnswer {
        /// What came.
        command_id: u32,
    },
    /// What came is no stream of frames.
    #[error("what came is no CMPP: {0}")]
    Garbage(#[from] FrameError),
    /// Too many frames in a row that do not hold what they say.
    #[error("{in_a_row} unreadable frames in a row, the last: {last}")]
    Malformed {
        /// How many.
        in_a_row: u32,
        /// What was wrong with the last one.
        last: DecodeError,
    },
    /// All repeats stayed without an answer; the line is half open or the gateway hangs.
    #[error("{what:?} was sent {sends} times without an answer")]
    Unanswered {
        /// What was not answered.
        what: Unanswered,
        /// How often it was sent.
        sends: u8,
    },
    /// The gateway ended the connection in good order.
    #[error("the gateway logged us out")]
    PeerTerminated,
    /// The gateway closed the connection without a word.
    #[error("the gateway closed the connection")]
    PeerClosed,
    /// The connection broke.
    #[error("the connection broke: {0}")]
    Broken(io::ErrorKind),
    /// A frame of ours could not be written; a setting is wrong.
    #[error("the login cannot be written: {0}")]
    Unwritable(#[from] EncodeError),
    /// We ended it.
    #[error("logged out")]
    Terminated,
}

impl Cause {
    /// The stable code that faces translate and explain.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownHost => "line.unknown_host",
            Self::Unreachable(_) => "line.unreachable",
            Self::ConnectTimeout { .. } => "line.connect_timeout",
            Self::Refused(refusal) => refusal.code(),
            Self::OtherVersion { .. } => "line.other_version",
            Self::Unproven => "line.unproven",
            Self::LoginUnanswered { .. } => "line.login_unanswered",
            Self::NotALoginAnswer { .. } => "line.not_a_login_answer",
            Self::Garbage(_) => "line.garbage",
            Self::Malformed { .. } => "line.malformed",
            Self::Unanswered { .. } => "line.unanswered",
            Self::PeerTerminated => "line.peer_terminated",
            Self::PeerClosed => "line.peer_closed",
            Self::Broken(_) => "line.broken",
            Self::Unwritable(_) => "line.unwritable",
            Self::Terminated => "line.terminated",
        }
    }

    /// Whether trying again soon is of no use: a setting, here or at the carrier, must change first.
    #[must_use]
    pub const fn needs_a_person(&self) -> bool {
        match self {
            // Status 5 and above is often "too many connections": that passes.
            Self::Refused(refusal) => refusal.status.0 < ConnectStatus::OTHER.0,
            Self::OtherVersion { .. } | Self::Unproven | Self::Unwritable(_) => true,
            Self::UnknownHost
            | Self::Unreachable(_)
            | Self::ConnectTimeout { .. }
            | Self::LoginUnanswered { .. }
            | Self::NotALoginAnswer { .. }
            | Self::Garbage(_)
            | Self::Malformed { .. }
            | Self::Unanswered { .. }
            | Self::PeerTerminated
            | Self::PeerClosed
            | Self::Broken(_)
            | Self::Terminated => false,
        }
    }
}

/// A version as people write it.
#[must_use]
pub const fn version_text(version: Version) -> &'static str {
    match version {
        Version::V20 => "2.0",
        Version::V21 => "2.1",
        Version::V30 => "3.0",
    }
}
