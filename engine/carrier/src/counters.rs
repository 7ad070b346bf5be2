//! What a carrier counts.

use std::collections::BTreeMap;

/// Everything that one carrier's gateway saw and did since it was started.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counters {
    /// Connections that logged in.
    pub logins: u64,
    /// Logins that were refused.
    pub logins_refused: u64,
    /// Connections that are logged in now.
    pub lines: u64,
    /// Connections that the carrier cut, as a fate or by order.
    pub cut: u64,
    /// Connections that fell silent.
    pub silenced: u64,
    /// SUBMITs that could be read.
    pub submits: u64,
    /// Receivers whose message was taken; one per part.
    pub accepted: u64,
    /// SUBMITs refused, by Result.
    pub refused: BTreeMap<u32, u64>,
    /// SUBMITs refused because the window was overrun; also in `refused` under 8.
    pub window_overruns: u64,
    /// SUBMITs that came again while the first copy was open.
    pub repeated: u64,
    /// SUBMITs that went down with their line before anybody looked at them.
    pub unprocessed: u64,
    /// SUBMITs that were taken but whose line was cut before the answer.
    pub taken_unanswered: u64,
    /// Answers that were due later than their line lived: taken or refused, and the client does not know which.
    pub answers_lost: u64,
    /// Whole messages that appeared on phones.
    pub shown: u64,
    /// Messages lost without a word, or refused a receipt by their fate.
    pub unreported: u64,
    /// Receipts made, by end state.
    pub receipts: BTreeMap<String, u64>,
    /// Receipts that the client took.
    pub receipts_taken: u64,
    /// Messages from phones, in parts.
    pub inbound: u64,
    /// Those parts that the client took.
    pub inbound_taken: u64,
    /// Receipts and parts that the client answered with something else than 0.
    pub declined: u64,
    /// Receipts and parts that a lost line gave back; they are delivered again.
    pub given_back: u64,
    /// Receipts and parts dropped because too many waited.
    pub dropped: u64,
    /// Receipts and parts that wait for the client now.
    pub waiting: u64,
    /// Messages that were recalled.
    pub cancelled: u64,
    /// Messages that could not be read, or have no place here.
    pub ignored: u64,
    /// Small faults of the client that were let pass.
    pub forgiven: u64,
    /// Accepted SUBMITs that the ledger had no room for.
    pub uncounted: u64,
}

impl Counters {
    /// Receipts made in all.
    #[must_use]
    pub fn receipts_made(&self) -> u64 {
        self.receipts.values().sum()
    }

    /// SUBMITs refused in all.
    #[must_use]
    pub fn refused_in_all(&self) -> u64 {
        self.refused.values().sum()
    }
}
