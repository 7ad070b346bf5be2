//! Parts of received long messages back to texts, in whatever order and over whatever connection.
//!
//! [`merge`] is the pure step for parts that a store has kept; [`Reassembler`] is the same in memory, a
//! value that takes `now` and never reads a clock. Source: `protocols/sms-encoding.md` §4, "Reassembly".

use std::collections::BTreeMap;
use std::fmt;

use hongyan_domain::{ChannelNo, UnixMillis};

use super::charset::{Alphabet, Decoded, Forgiven, Scheme, decode};
use super::udh::{Concat, UdhForm};

/// How long parts wait for their siblings: 72 h in milliseconds, the longest a centre keeps a message.
pub const WAIT_MS: i64 = 72 * 60 * 60 * 1000;

/// How long a finished message is remembered so that repeats of its parts do not start a new one, in
/// milliseconds: five minutes, more than the three minutes in which a gateway repeats (`cmpp.md` §1).
pub const REPEAT_MS: i64 = 5 * 60 * 1000;

/// Most messages held at once; the oldest is given up for a newcomer.
pub const MESSAGES_MAX: usize = 10_000;

/// Most octets held at once, 16 MiB; the oldest messages are given up above it.
pub const OCTETS_MAX: usize = 16 * 1024 * 1024;

/// Most octets of one part: the longest content field whose length stands in one octet.
pub const PART_OCTETS_MAX: usize = 255;

/// Shown in an incomplete text where parts are missing.
pub const GAP: &str = "[…]";

/// Which long message a part belongs to.
///
/// `Debug` masks both numbers.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartKey {
    /// The gateway account; all its connections share it.
    pub account: ChannelNo,
    /// Sender's number.
    pub source: String,
    /// Receiver's number: access code with extension.
    pub dest: String,
    /// Width of the reference.
    pub form: UdhForm,
    /// The reference.
    pub reference: u16,
    /// Number of parts.
    pub total: u8,
}

impl PartKey {
    /// The key of a part whose header said `concat`.
    #[must_use]
    pub fn new(account: ChannelNo, source: &str, dest: &str, concat: &Concat) -> Self {
        let Concat { form, reference, total, number: _ } = *concat;
        Self { account, source: source.to_owned(), dest: dest.to_owned(), form, reference, total }
    }
}

impl fmt::Debug for PartKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PartKey")
            .field("account", &self.account)
            .field("source", &Masked(&self.source))
            .field("dest", &Masked(&self.dest))
            .field("form", &self.form)
            .field("reference", &self.reference)
            .field("total", &self.total)
            .finish()
    }
}

/// Shows the first three and the last four characters of a long number, nothing of a short one.
struct Masked<'a>(&'a str);

impl fmt::Debug for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = self.0.chars().count();
        if length < 11 {
            return f.write_str("****");
        }
        let head: String = self.0.chars().take(3).collect();
        let tail: String = self.0.chars().skip(length - 4).collect();
        write!(f, "{head}****{tail}")
    }
}

/// One received part, its data header taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboundPart {
    /// Its number, from 1.
    pub number: u8,
    /// Format number as received.
    pub msg_fmt: u8,
    /// Text octets without data header.
    pub octets: Vec<u8>,
}

/// The text of a long message, as far as its parts arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The text; [`GAP`] stands for each run of missing parts.
    pub text: String,
    /// Numbers of the missing parts.
    pub missing: Vec<u8>,
    /// What was forgiven in any part, each kind once.
    pub forgiven: Vec<Forgiven>,
    /// Text octets of the parts that arrived, in order.
    pub octets: Vec<u8>,
}

impl Merged {
    /// True when no part is missing.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }
}

/// Joins stored parts `(number, octets without header)` of one format; any order, repeats allowed.
///
/// Of parts with the same number the first counts; numbers outside `1..=total` are left out. The octets
/// are joined before they are read, so a peer's cut through a surrogate pair or a GB18030 character heals.
#[must_use]
pub fn merge(parts: &[(u8, &[u8])], total: u8, msg_fmt: u8) -> Merged {
    merge_refs(parts.iter().map(|(number, octets)| (*number, msg_fmt, *octets)), total)
}

/// [`merge`] for parts that came in different formats: each run of one format is joined and read by it.
#[must_use]
pub fn merge_mixed(parts: &[InboundPart], total: u8) -> Merged {
    merge_refs(parts.iter().map(|part| (part.number, part.msg_fmt, part.octets.as_slice())), total)
}

fn merge_refs<'a>(parts: impl Iterator<Item = (u8, u8, &'a [u8])>, total: u8) -> Merged {
    let mut by_number: BTreeMap<u8, (u8, &[u8])> = BTreeMap::new();
    for (number, msg_fmt, octets) in parts {
        if (1..=total).contains(&number) {
            by_number.entry(number).or_insert((msg_fmt, octets));
        }
    }
    let mut merged =
        Merged { text: String::new(), missing: Vec::new(), forgiven: Vec::new(), octets: Vec::new() };
    let mut run: Vec<&[u8]> = Vec::new();
    let mut run_fmt = 0;
    for number in 1..=total {
        let part = by_number.get(&number).copied();
        if part.is_none_or(|(msg_fmt, _)| msg_fmt != run_fmt) {
            merged.read_run(&run, run_fmt);
            run.clear();
        }
        match part {
            Some((msg_fmt, octets)) => {
                run_fmt = msg_fmt;
                run.push(octets);
            }
            None => {
                if merged.missing.last() != Some(&(number - 1)) {
                    merged.text.push_str(GAP);
                }
                merged.missing.push(number);
            }
        }
    }
    merged.read_run(&run, run_fmt);
    merged
}

impl Merged {
    /// Reads parts that follow each other in one format.
    fn read_run(&mut self, run: &[&[u8]], msg_fmt: u8) {
        let joined = run.concat();
        // An odd sum of UTF-16 octets means that a part lost one; joined, all text behind it would shift.
        let torn = Scheme::of(msg_fmt).alphabet == Alphabet::Ucs2 && joined.len() % 2 == 1;
        if torn {
            for octets in run {
                self.take(&decode(octets, msg_fmt));
            }
        } else {
            self.take(&decode(&joined, msg_fmt));
        }
    }

    fn take(&mut self, decoded: &Decoded) {
        self.text.push_str(&decoded.text);
        self.octets.extend_from_slice(&decoded.octets);
        for forgiven in &decoded.forgiven {
            if !self.forgiven.contains(forgiven) {
                self.forgiven.push(*forgiven);
            }
        }
    }
}

/// Bounds of a [`Reassembler`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most messages held; zero counts as one.
    pub messages_max: usize,
    /// Most octets held.
    pub octets_max: usize,
    /// Waiting time from a message's first part, in milliseconds.
    pub wait_ms: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { messages_max: MESSAGES_MAX, octets_max: OCTETS_MAX, wait_ms: WAIT_MS }
    }
}

/// What became of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accepted {
    /// It was kept; siblings are missing.
    Waiting {
        /// Parts that are there.
        have: u8,
        /// Parts in all.
        total: u8,
    },
    /// It was already there, or its message was finished a short while ago; nothing changed.
    Repeated,
    /// It was the last: the whole message.
    Complete(Merged),
    /// Its number is outside `1..=total` or it has more than [`PART_OCTETS_MAX`] octets; not kept.
    Refused,
}

/// Why a message was given up with parts missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WhyIncomplete {
    /// The waiting time ran out.
    TimedOut,
    /// A new message of the same sender uses its reference.
    ReferenceReused,
    /// A [`Limits`] bound was reached and it was the oldest.
    Crowded,
}

/// A message that will not be completed; tell the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incomplete {
    /// Which message.
    pub key: PartKey,
    /// The parts that arrived.
    pub merged: Merged,
    /// When its first part arrived.
    pub since: UnixMillis,
    /// Why it was given up.
    pub why: WhyIncomplete,
}

/// The result of one [`Reassembler::accept`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What became of the part.
    pub accepted: Accepted,
    /// Messages given up on the way; usually none.
    pub given_up: Vec<Incomplete>,
}

/// A part as a store keeps it, enough to rebuild the reassembler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPart {
    /// Which message.
    pub key: PartKey,
    /// The part.
    pub part: InboundPart,
    /// When it arrived.
    pub arrived: UnixMillis,
}

/// Collects parts until their message is whole.
///
/// Limit: [`Limits`] bounds messages and octets; the oldest message is given up first and reported.
#[derive(Debug, Clone)]
pub struct Reassembler {
    limits: Limits,
    pending: BTreeMap<PartKey, Pending>,
    /// Invariant: one entry per pending message, under its `due`.
    due: BTreeMap<(UnixMillis, u64), PartKey>,
    octets: usize,
    serial: u64,
}

#[derive(Debug, Clone)]
struct Pending {
    parts: BTreeMap<u8, (UnixMillis, InboundPart)>,
    since: UnixMillis,
    due: (UnixMillis, u64),
    finished: bool,
}

impl Pending {
    fn octets(&self) -> usize {
        self.parts.values().map(|(_, part)| part.octets.len()).sum()
    }

    fn merged(&self, total: u8) -> Merged {
        let parts = self.parts.values().map(|(_, part)| (part.number, part.msg_fmt, part.octets.as_slice()));
        merge_refs(parts, total)
    }
}

impl Default for Reassembler {
    fn default() -> Self {
        Self::new(Limits::default())
    }
}

impl Reassembler {
    /// An empty reassembler.
    #[must_use]
    pub const fn new(limits: Limits) -> Self {
        Self { limits, pending: BTreeMap::new(), due: BTreeMap::new(), octets: 0, serial: 0 }
    }

    /// Rebuilds a reassembler from stored parts, in the order of their arrival.
    #[must_use]
    pub fn restore(limits: Limits, stored: impl IntoIterator<Item = StoredPart>) -> Self {
        let mut rebuilt = Self::new(limits);
        for StoredPart { key, part, arrived } in stored {
            rebuilt.accept(key, part, arrived);
        }
        rebuilt
    }

    /// All parts held, finished messages that are still remembered included, in order of arrival.
    #[must_use]
    pub fn snapshot(&self) -> Vec<StoredPart> {
        let mut stored: Vec<StoredPart> = self
            .pending
            .iter()
            .flat_map(|(key, pending)| pending.parts.values().map(move |held| (key, held)))
            .map(|(key, (arrived, part))| StoredPart {
                key: key.clone(),
                part: part.clone(),
                arrived: *arrived,
            })
            .collect();
        stored.sort_by_key(|stored| stored.arrived);
        stored
    }

    /// Messages that wait for parts.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.pending.values().filter(|pending| !pending.finished).count()
    }

    /// Takes a part in.
    ///
    /// A part whose number is there with other octets belongs to a new message under a reused reference:
    /// the old one is given up.
    pub fn accept(&mut self, key: PartKey, part: InboundPart, now: UnixMillis) -> Step {
        let mut given_up = self.expire(now);
        let total = key.total;
        if !(1..=total).contains(&part.number) || part.octets.len() > PART_OCTETS_MAX {
            return Step { accepted: Accepted::Refused, given_up };
        }
        match self.pending.get(&key).and_then(|pending| pending.parts.get(&part.number)) {
            Some((_, held)) if *held == part => {
                return Step { accepted: Accepted::Repeated, given_up };
            }
            Some(_) => given_up.extend(self.give_up(&key, WhyIncomplete::ReferenceReused)),
            None => {}
        }
        self.make_room(&key, part.octets.len(), &mut given_up);
        Step { accepted: self.keep(key, part, now), given_up }
    }

    /// Gives up the messages whose time has run out.
    pub fn expire(&mut self, now: UnixMillis) -> Vec<Incomplete> {
        let mut given_up = Vec::new();
        while let Some(key) = self.oldest().filter(|((due, _), _)| *due <= now).map(|(_, key)| key) {
            given_up.extend(self.give_up(&key, WhyIncomplete::TimedOut));
        }
        given_up
    }

    /// When [`Reassembler::expire`] next has something to do; calling it earlier is harmless.
    #[must_use]
    pub fn next_timeout(&self) -> Option<UnixMillis> {
        self.due.keys().next().map(|(due, _)| *due)
    }

    fn keep(&mut self, key: PartKey, part: InboundPart, now: UnixMillis) -> Accepted {
        let total = key.total;
        self.octets = self.octets.saturating_add(part.octets.len());
        self.serial = self.serial.wrapping_add(1);
        let fresh = (later(now, self.limits.wait_ms), self.serial);
        let pending = self.pending.entry(key.clone()).or_insert_with(|| {
            self.due.insert(fresh, key.clone());
            Pending { parts: BTreeMap::new(), since: now, due: fresh, finished: false }
        });
        pending.parts.insert(part.number, (now, part));
        let have = u8::try_from(pending.parts.len()).unwrap_or(u8::MAX);
        if have < total {
            return Accepted::Waiting { have, total };
        }
        let merged = pending.merged(total);
        pending.finished = true;
        self.due.remove(&pending.due);
        pending.due = (later(now, REPEAT_MS), self.serial);
        self.due.insert(pending.due, key);
        Accepted::Complete(merged)
    }

    /// Gives up the oldest messages until one part more fits; never the one it belongs to.
    fn make_room(&mut self, key: &PartKey, octets: usize, given_up: &mut Vec<Incomplete>) {
        let messages_max = self.limits.messages_max.max(1);
        loop {
            let crowded = !self.pending.contains_key(key) && self.pending.len() >= messages_max;
            let heavy = self.octets.saturating_add(octets) > self.limits.octets_max;
            if !(crowded || heavy) {
                return;
            }
            let Some(victim) = self.due.values().find(|other| *other != key).cloned() else { return };
            given_up.extend(self.give_up(&victim, WhyIncomplete::Crowded));
        }
    }

    fn oldest(&self) -> Option<((UnixMillis, u64), PartKey)> {
        self.due.first_key_value().map(|(due, key)| (*due, key.clone()))
    }

    /// Forgets a message; a finished one was handed out before and is not reported.
    fn give_up(&mut self, key: &PartKey, why: WhyIncomplete) -> Option<Incomplete> {
        let pending = self.pending.remove(key)?;
        self.due.remove(&pending.due);
        self.octets = self.octets.saturating_sub(pending.octets());
        (!pending.finished).then(|| Incomplete {
            key: key.clone(),
            merged: pending.merged(key.total),
            since: pending.since,
            why,
        })
    }
}

const fn later(now: UnixMillis, wait_ms: i64) -> UnixMillis {
    UnixMillis(now.0.saturating_add(wait_ms))
}
