//! The accounts of a gateway: who may log in, how, and how fast.

use std::collections::HashMap;
use std::time::Duration;

use hongyan_domain::UnixMillis;
use hongyan_wire::cmpp::{
    AuthenticatorForm, Connect, ConnectResp, ConnectStatus, MsgId, Query, QueryResp, Submit, SubmitResult,
    Version, authenticator_ismg,
};
use hongyan_wire::field::{Digest, Text, TextError};
use thiserror::Error;

use crate::secret::Secret;

use super::ids::MsgIds;
use super::tally::{DayCounts, Tally};
use super::throttle::Throttle;

/// What a gateway does with a client that asks for a version it does not speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OtherVersion {
    /// Refuses it (status 4 when the version is too high) and names the highest that it speaks.
    #[default]
    Refuse,
    /// Lets it in and speaks its own highest version all the same, as some gateways do (`protocols/cmpp.md` §12).
    SpeakOwn,
}

/// One account as the carrier hands it out. All of it are settings; the defaults are the protocol's suggestions.
#[derive(Clone, Debug)]
pub struct Account {
    /// `SP_Id`, at most six characters.
    pub name: Text<6>,
    /// The versions that it may speak; the highest is offered to the others.
    pub versions: Vec<Version>,
    /// What becomes of the others.
    pub other_version: OtherVersion,
    /// Beginnings that `Src_Id` must have; empty: any digits.
    pub service_codes: Vec<String>,
    /// Whether `Msg_src` must be the account's name (Result 11 otherwise).
    pub checks_msg_src: bool,
    /// Connections at the same time.
    pub connections_max: u32,
    /// SUBMITs that may wait for their answer on one connection; the next ones get Result 8.
    pub window: u32,
    /// DELIVERs that may wait for their answer on one connection.
    pub deliver_window: usize,
    /// Receivers per second over all connections, exactly; Result 8 above it.
    pub rate_per_second: Option<u32>,
    /// Silence before an ACTIVE_TEST.
    pub idle: Duration,
    /// How long an answer to a DELIVER, ACTIVE_TEST or TERMINATE is awaited.
    pub answer_wait: Duration,
    /// How often a request is sent in all before the connection is given up.
    pub sends_max: u8,
    /// How far the CONNECT's timestamp may be off; `None`: it is not looked at.
    pub clock_skew_max: Option<Duration>,
    /// The shared secret.
    pub secret: Secret,
}

impl Account {
    /// An account with the protocol's suggested values (`protocols/cmpp.md` §1) and no rate.
    ///
    /// # Errors
    /// When the name has more than six characters or is not ASCII.
    pub fn new(name: &str, secret: &str, versions: &[Version]) -> Result<Self, TextError> {
        Ok(Self {
            name: Text::new(name)?,
            versions: versions.to_vec(),
            other_version: OtherVersion::Refuse,
            service_codes: Vec::new(),
            checks_msg_src: false,
            connections_max: 8,
            window: 16,
            deliver_window: 16,
            rate_per_second: None,
            idle: Duration::from_secs(180),
            answer_wait: Duration::from_secs(60),
            sends_max: 3,
            clock_skew_max: None,
            secret: Secret::new(secret),
        })
    }

    fn highest(&self) -> Version {
        self.versions.iter().copied().max().unwrap_or(Version::V30)
    }

    fn lowest(&self) -> Version {
        self.versions.iter().copied().min().unwrap_or(Version::V20)
    }
}

/// Which account of a gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountNo(pub usize);

/// Two accounts cannot have one name.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("account {name:?} is given twice; give each account once")]
pub struct DuplicateAccount {
    /// The name.
    pub name: Text<6>,
}

impl DuplicateAccount {
    /// Stable code for faces and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "gateway.duplicate_account"
    }
}

/// A gateway's accounts with everything that their connections share: counts, rates and the ids given out.
#[derive(Debug)]
pub struct Accounts {
    ids: MsgIds,
    numbers: HashMap<Text<6>, AccountNo>,
    held: Vec<Held>,
}

#[derive(Debug)]
struct Held {
    account: Account,
    connections: u32,
    throttle: Option<Throttle>,
    tally: Tally,
    waiting: u32,
}

/// A login that was let in.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) account: AccountNo,
    pub(super) version: Version,
    pub(super) answer: ConnectResp,
}

/// A login that was refused, with the form in which to say so.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) version: Version,
    pub(super) answer: ConnectResp,
}

impl Accounts {
    /// The accounts of the gateway with this code (six digits, `protocols/cmpp.md` §2).
    ///
    /// # Errors
    /// When two have the same name.
    pub fn new(gateway: u32, accounts: impl IntoIterator<Item = Account>) -> Result<Self, DuplicateAccount> {
        let mut this = Self { ids: MsgIds::new(gateway), numbers: HashMap::new(), held: Vec::new() };
        for account in accounts {
            let name = account.name;
            if this.numbers.insert(name, AccountNo(this.held.len())).is_some() {
                return Err(DuplicateAccount { name });
            }
            let throttle = account.rate_per_second.map(Throttle::new);
            this.held.push(Held { account, connections: 0, throttle, tally: Tally::default(), waiting: 0 });
        }
        Ok(this)
    }

    /// The account's settings.
    #[must_use]
    pub fn account(&self, no: AccountNo) -> Option<&Account> {
        self.held.get(no.0).map(|held| &held.account)
    }

    /// The account of this name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<AccountNo> {
        self.numbers.get(&Text::new(name).ok()?).copied()
    }

    /// How many connections the account has.
    #[must_use]
    pub fn connections(&self, no: AccountNo) -> u32 {
        self.held.get(no.0).map_or(0, |held| held.connections)
    }

    /// Tells how many DELIVERs wait for the account, for the answer to its QUERY.
    pub fn set_waiting(&mut self, no: AccountNo, waiting: usize) {
        if let Some(held) = self.held.get_mut(no.0) {
            held.waiting = u32::try_from(waiting).unwrap_or(u32::MAX);
        }
    }

    /// The next id that the gateway gives out, for a DELIVER.
    pub(super) fn next_id(&mut self, now: UnixMillis) -> MsgId {
        self.ids.take(1, now)
    }

    /// Checks a CONNECT; whoever is let in counts as a connection until [`Accounts::leave`].
    pub(super) fn enter(&mut self, connect: &Connect, now: UnixMillis) -> Result<Entry, Box<Refusal>> {
        let asked = Version::from_byte(connect.version);
        let unknown = |status: ConnectStatus| {
            let version = asked.unwrap_or(Version::V30);
            refusal(status, version, Version::V30)
        };
        let Some(no) = self.numbers.get(&connect.source_addr).copied() else {
            return Err(unknown(ConnectStatus::BAD_SOURCE));
        };
        let Some(held) = self.held.get_mut(no.0) else { return Err(unknown(ConnectStatus::BAD_SOURCE)) };
        let account = &held.account;
        let (highest, lowest) = (account.highest(), account.lowest());
        let version = match asked {
            Some(version) if account.versions.contains(&version) => version,
            Some(_) | None if account.other_version == OtherVersion::SpeakOwn => highest,
            Some(_) | None if connect.version > lowest.to_byte() => {
                // A gateway that knows no higher version can only answer in the form that it knows.
                return Err(refusal(ConnectStatus::VERSION_TOO_HIGH, highest, highest));
            }
            Some(_) | None => {
                return Err(refusal(ConnectStatus::OTHER, asked.unwrap_or(Version::V20), highest));
            }
        };
        if !connect.proves(account.secret.reveal()) {
            return Err(refusal(ConnectStatus::NOT_AUTHENTICATED, version, highest));
        }
        if let Some(skew_max) = account.clock_skew_max {
            match skew(connect.timestamp, now) {
                None => return Err(refusal(ConnectStatus::BAD_STRUCTURE, version, highest)),
                Some(skew) if skew > skew_max => {
                    return Err(refusal(ConnectStatus::NOT_AUTHENTICATED, version, highest));
                }
                Some(_) => {}
            }
        }
        if held.connections >= account.connections_max {
            return Err(refusal(ConnectStatus::OTHER, version, highest));
        }
        let form = match version {
            Version::V20 | Version::V21 => AuthenticatorForm::OneOctet,
            Version::V30 => AuthenticatorForm::FourOctets,
        };
        let secret = account.secret.reveal();
        let proof = authenticator_ismg(form, ConnectStatus::OK, &connect.authenticator_source, secret);
        held.connections += 1;
        let answer = ConnectResp {
            status: ConnectStatus::OK,
            authenticator_ismg: proof.unwrap_or(Digest::ZERO),
            version: highest.to_byte(),
        };
        Ok(Entry { account: no, version, answer })
    }

    /// A connection of the account is gone.
    pub(super) fn leave(&mut self, no: AccountNo) {
        if let Some(held) = self.held.get_mut(no.0) {
            held.connections = held.connections.saturating_sub(1);
        }
    }

    /// Checks a SUBMIT against the account and counts it; yields the id for its first receiver.
    pub(super) fn arrive(
        &mut self,
        no: AccountNo,
        submit: &Submit,
        now: UnixMillis,
    ) -> Result<MsgId, SubmitResult> {
        let receivers = u8::try_from(submit.dest_terminal_ids.len()).unwrap_or(u8::MAX);
        let Some(held) = self.held.get_mut(no.0) else { return Err(SubmitResult::BAD_MSG_SRC) };
        let counts = held.tally.at(submit.service_id, now);
        counts.messages = counts.messages.saturating_add(1);
        counts.users = counts.users.saturating_add(u32::from(receivers));
        let refused = if !serves(&held.account.service_codes, &submit.src_id) {
            Some(SubmitResult::BAD_SRC_ID)
        } else if held.account.checks_msg_src && submit.msg_src != held.account.name {
            Some(SubmitResult::BAD_MSG_SRC)
        } else if held.throttle.as_mut().is_some_and(|throttle| !throttle.admit(u32::from(receivers), now)) {
            Some(SubmitResult::FLOW_CONTROL)
        } else {
            None
        };
        match refused {
            Some(result) => {
                counts.failed = counts.failed.saturating_add(u32::from(receivers));
                Err(result)
            }
            None => Ok(self.ids.take(receivers, now)),
        }
    }

    /// Counts what a SUBMIT was answered with.
    pub(super) fn answered(
        &mut self,
        no: AccountNo,
        service: Text<10>,
        receivers: u8,
        ok: bool,
        now: UnixMillis,
    ) {
        self.count(no, service, now, |counts| {
            let count = if ok { &mut counts.forwarded } else { &mut counts.failed };
            *count = count.saturating_add(u32::from(receivers));
        });
    }

    /// Counts what a DELIVER was answered with.
    pub(super) fn delivered(&mut self, no: AccountNo, ok: bool, now: UnixMillis) {
        self.count(no, Text::EMPTY, now, |counts| {
            let count = if ok { &mut counts.delivered } else { &mut counts.undelivered };
            *count = count.saturating_add(1);
        });
    }

    /// Answers a QUERY; `in_flight` DELIVERs are on the asking connection.
    pub(super) fn query(&self, no: AccountNo, query: &Query, in_flight: usize, now: UnixMillis) -> QueryResp {
        let in_flight = u32::try_from(in_flight).unwrap_or(u32::MAX);
        self.held.get(no.0).map_or_else(
            || Tally::default().answer(query, in_flight, now),
            |held| held.tally.answer(query, held.waiting.saturating_add(in_flight), now),
        )
    }

    fn count(
        &mut self,
        no: AccountNo,
        service: Text<10>,
        now: UnixMillis,
        change: impl FnOnce(&mut DayCounts),
    ) {
        if let Some(held) = self.held.get_mut(no.0) {
            change(held.tally.at(service, now));
        }
    }
}

/// Whether the sender is digits that begin with one of the account's codes.
fn serves(codes: &[String], src_id: &Text<21>) -> bool {
    if src_id.is_empty() || !src_id.octets().iter().all(u8::is_ascii_digit) {
        return false;
    }
    codes.is_empty() || codes.iter().any(|code| src_id.octets().starts_with(code.as_bytes()))
}

fn refusal(status: ConnectStatus, version: Version, highest: Version) -> Box<Refusal> {
    let answer = ConnectResp { status, authenticator_ismg: Digest::ZERO, version: highest.to_byte() };
    Box::new(Refusal { version, answer })
}

/// How far the number MMDDHHMMSS is from `now`, in whichever year is nearest; `None` when it is no moment.
fn skew(timestamp: u32, now: UnixMillis) -> Option<Duration> {
    let two = |divisor: u32| timestamp / divisor % 100;
    if timestamp / 100_000_000 > 12 {
        return None;
    }
    let (month, day, hour) = (two(100_000_000), two(1_000_000), two(10_000));
    let clock = format!("{month:02}-{day:02} {hour:02}:{:02}:{:02}", two(100), two(1));
    let year = now.china().year();
    [year - 1, year, year + 1]
        .into_iter()
        .filter_map(|year| UnixMillis::parse_china(&format!("{year:04}-{clock}")))
        .map(|moment| now.since(moment).max(moment.since(now)))
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timestamp_is_read_in_the_nearest_year() {
        let new_year = UnixMillis::parse_china("2027-01-01 00:00:10").unwrap();
        assert_eq!(skew(1_231_235_950, new_year), Some(Duration::from_secs(20)));
        assert_eq!(skew(101_000_010, new_year), Some(Duration::ZERO));
        assert_eq!(skew(1_331_000_000, new_year), None);
        assert_eq!(skew(230_000_000, new_year), None, "no 30 February in any of the three years");
    }
}
