//! What an account is agreed to be: identity, version and limits of one session.

use std::time::Duration;

use hongyan_wire::cmpp::{Text, Version};

use crate::secret::Secret;

/// Unanswered orders on the way at once (`cmpp.md` §1: W).
pub const WINDOW: usize = 16;
/// The widest window that may be set; commercial gateways hand out up to 256.
pub const WINDOW_MAX: usize = 4_096;
/// Silence before the line's pulse is felt (SMSGate's default; the sheet suggests 180 s, which NAT boxes outlive
/// rarely).
pub const IDLE: Duration = Duration::from_secs(30);
/// How long an answer is awaited before the same PDU goes again (`cmpp.md` §1: T).
pub const RESPONSE_TIMEOUT: Duration = Duration::from_secs(60);
/// How long the answer to a login is awaited; people wait for it.
pub const LOGIN_TIMEOUT: Duration = Duration::from_secs(10);
/// How often a PDU is sent in all before the line counts as dead (`cmpp.md` §1: N).
pub const SENDS_MAX: u8 = 3;
/// Receipts and inbound messages that the owner has not acknowledged; when so many wait, the session stops reading,
/// which makes the gateway wait. Far above the gateway's own window of 16, so it is the last resort.
pub const UNACKNOWLEDGED_MAX: usize = 1_024;

/// What a session does when the gateway speaks another version than it was asked for (`cmpp.md` §12).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum VersionPolicy {
    /// End with [`Cause::OtherVersion`](crate::Cause::OtherVersion) and leave it to a person: never silently.
    #[default]
    Exact,
    /// The supervisor logs in again with the lower version and reports it.
    AllowLower,
}

/// Whether the gateway's proof of the secret matters. Gateways compute it in different ways and some send zeros
/// (`cmpp.md` §5.2), so the default only records it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ProofCheck {
    /// Not looked at.
    Off,
    /// Compared with all known forms; the result is reported with the login.
    #[default]
    Record,
    /// A login without a proof in one of the known forms is ended.
    Require,
}

/// Everything one session must know about its account.
#[derive(Clone, Debug)]
pub struct SessionConfig {
    /// The login, `Source_Addr`.
    pub account: Text<6>,
    /// The shared secret.
    pub secret: Secret,
    /// The version that is asked for and spoken.
    pub version: Version,
    /// What to do when the gateway speaks another one.
    pub version_policy: VersionPolicy,
    /// Whether the gateway must prove the secret.
    pub proof_check: ProofCheck,
    /// Unanswered orders on the way at once, 1 to [`WINDOW_MAX`].
    pub window: usize,
    /// Silence before ACTIVE_TEST.
    pub idle: Duration,
    /// Wait for the answer to a login.
    pub login_timeout: Duration,
    /// Wait for any other answer before the repeat.
    pub response_timeout: Duration,
    /// Sends of one PDU in all, at least 1.
    pub sends_max: u8,
    /// Unacknowledged receipts and inbound messages at which reading stops.
    pub unacknowledged_max: usize,
}

impl SessionConfig {
    /// An account with the usual limits.
    #[must_use]
    pub const fn new(account: Text<6>, secret: Secret, version: Version) -> Self {
        Self {
            account,
            secret,
            version,
            version_policy: VersionPolicy::Exact,
            proof_check: ProofCheck::Record,
            window: WINDOW,
            idle: IDLE,
            login_timeout: LOGIN_TIMEOUT,
            response_timeout: RESPONSE_TIMEOUT,
            sends_max: SENDS_MAX,
            unacknowledged_max: UNACKNOWLEDGED_MAX,
        }
    }
}
