//! What the counters come to. Nothing here counts messages: the counters change with the rows (promise P4).

use std::collections::BTreeMap;

use hongyan_domain::{Carrier, ChannelNo, Exclusion, FailureClass, MessageState, Money, TaskNo, UnixMillis};
use hongyan_store::tally::{self, Tally};
use hongyan_store::{Conn, StoreError};

/// How many people stand where, and what it costs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Totals {
    /// Everybody of the list who has a message row, the excluded included.
    pub people: u64,
    /// Never to be sent.
    pub excluded: u64,
    /// Waiting for their turn, or with a channel whose answer is awaited.
    pub queued: u64,
    /// The carrier has it and a receipt is awaited.
    pub waiting: u64,
    /// On the phone.
    pub delivered: u64,
    /// The carrier could not deliver it.
    pub failed: u64,
    /// The carrier refused to take it.
    pub rejected: u64,
    /// Its validity ended first.
    pub expired: u64,
    /// No receipt came in time.
    pub no_receipt: u64,
    /// Nobody knows whether the carrier has it.
    pub in_doubt: u64,
    /// Called back.
    pub recalled: u64,
    /// The task ended before it was sent.
    pub stopped: u64,
    /// Billed segments of what carriers took or may have taken.
    pub segments: u64,
    /// Their price.
    pub cost: Money,
}

impl Totals {
    /// Everything that did not come through: failed, rejected and expired.
    #[must_use]
    pub const fn failures(&self) -> u64 {
        self.failed + self.rejected + self.expired
    }

    /// Everything that left the queue for a carrier: delivered, failures, no receipt, in doubt, recalled, waiting.
    #[must_use]
    pub const fn submitted(&self) -> u64 {
        self.delivered + self.failures() + self.no_receipt + self.in_doubt + self.recalled + self.waiting
    }

    /// Submitted without a result: waiting, without receipt, in doubt, recalled.
    #[must_use]
    pub const fn open(&self) -> u64 {
        self.waiting + self.no_receipt + self.in_doubt + self.recalled
    }

    /// Everybody who is not excluded.
    #[must_use]
    pub const fn sendable(&self) -> u64 {
        self.people - self.excluded
    }

    /// Delivered of submitted, in ten-thousandths; `None` before anything was submitted.
    #[must_use]
    pub fn delivered_share(&self) -> Option<u64> {
        (self.delivered.saturating_mul(10_000) + self.submitted() / 2).checked_div(self.submitted())
    }

    /// Adds messages that stand in one state.
    pub fn add(&mut self, state: MessageState, messages: i64, billed: i64, price: Money) {
        let messages = unsigned(messages);
        self.people += messages;
        let (place, charged) = match state {
            MessageState::Excluded => (&mut self.excluded, false),
            MessageState::Queued | MessageState::Claimed => (&mut self.queued, false),
            MessageState::Submitted => (&mut self.waiting, true),
            MessageState::Delivered => (&mut self.delivered, true),
            MessageState::Failed => (&mut self.failed, true),
            MessageState::Expired => (&mut self.expired, false),
            MessageState::NoReceipt => (&mut self.no_receipt, true),
            MessageState::Recalled => (&mut self.recalled, true),
            MessageState::Rejected => (&mut self.rejected, false),
            MessageState::InDoubt => (&mut self.in_doubt, true),
            MessageState::Stopped => (&mut self.stopped, false),
        };
        *place += messages;
        if charged {
            self.segments += unsigned(billed);
            self.cost += price;
        }
    }
}

impl std::ops::AddAssign for Totals {
    fn add_assign(&mut self, other: Self) {
        let Self {
            people,
            excluded,
            queued,
            waiting,
            delivered,
            failed,
            rejected,
            expired,
            no_receipt,
            in_doubt,
            recalled,
            stopped,
            segments,
            cost,
        } = other;
        self.people += people;
        self.excluded += excluded;
        self.queued += queued;
        self.waiting += waiting;
        self.delivered += delivered;
        self.failed += failed;
        self.rejected += rejected;
        self.expired += expired;
        self.no_receipt += no_receipt;
        self.in_doubt += in_doubt;
        self.recalled += recalled;
        self.stopped += stopped;
        self.segments += segments;
        self.cost += cost;
    }
}

/// The figures of a task, or of many.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Figures {
    /// Everybody.
    pub totals: Totals,
    /// Excluded people by reason.
    pub excluded: BTreeMap<Exclusion, u64>,
    /// Failures by class; expired and unknown ones are [`FailureClass::Unk`].
    pub failed: BTreeMap<FailureClass, u64>,
    /// By carrier.
    pub carriers: BTreeMap<Carrier, Totals>,
    /// By channel, without those who have none.
    pub channels: BTreeMap<ChannelNo, Totals>,
}

impl Figures {
    /// Sums up counters.
    #[must_use]
    pub fn of(tallies: &[Tally]) -> Self {
        let mut figures = Self::default();
        for tally in tallies {
            let messages = unsigned(tally.messages);
            let add =
                |totals: &mut Totals| totals.add(tally.state, tally.messages, tally.billed, tally.price);
            add(&mut figures.totals);
            add(figures.carriers.entry(tally.carrier).or_default());
            if tally.channel != ChannelNo(0) {
                add(figures.channels.entry(tally.channel).or_default());
            }
            match tally.state {
                MessageState::Excluded => {
                    if let Some(reason) = Exclusion::from_code(&tally.class) {
                        *figures.excluded.entry(reason).or_default() += messages;
                    }
                }
                MessageState::Failed | MessageState::Rejected | MessageState::Expired => {
                    let class = FailureClass::from_code(&tally.class).unwrap_or(FailureClass::Unk);
                    *figures.failed.entry(class).or_default() += messages;
                }
                MessageState::Queued
                | MessageState::Claimed
                | MessageState::Submitted
                | MessageState::Delivered
                | MessageState::NoReceipt
                | MessageState::Recalled
                | MessageState::InDoubt
                | MessageState::Stopped => {}
            }
        }
        figures
    }
}

/// Counters are never below zero; one that is shows as nothing rather than as billions.
fn unsigned(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

/// The figures of one task.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub async fn funnel(conn: &mut Conn, task: TaskNo) -> Result<Figures, StoreError> {
    Ok(Figures::of(&tally::of(conn, Some(task)).await?))
}

/// The figures of all tasks made at or after `since`; `None`: of all there ever were.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub async fn overview(conn: &mut Conn, since: Option<UnixMillis>) -> Result<Figures, StoreError> {
    Ok(Figures::of(&tally::over_all(conn, since).await?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(state: MessageState, class: &str, channel: i64, messages: i64) -> Tally {
        Tally {
            task: TaskNo(1),
            channel: ChannelNo(channel),
            carrier: if channel == 2 { Carrier::Telecom } else { Carrier::Mobile },
            state,
            class: class.to_owned(),
            messages,
            billed: messages * 2,
            price: Money(messages * 80),
        }
    }

    #[test]
    fn every_person_is_in_one_place() {
        let tallies: Vec<Tally> = MessageState::ALL
            .into_iter()
            .zip(1_i64..)
            .map(|(state, messages)| tally(state, "", 1, messages))
            .collect();
        let totals = Figures::of(&tallies).totals;
        assert_eq!(totals.people, (1..=12).sum::<u64>());
        assert_eq!(totals.people, totals.excluded + totals.queued + totals.submitted() + totals.stopped);
    }

    #[test]
    fn only_what_a_carrier_may_have_costs() {
        let charged = |state| Figures::of(&[tally(state, "", 1, 10)]).totals.cost;
        assert_eq!(charged(MessageState::Delivered), Money(800));
        assert_eq!(charged(MessageState::InDoubt), Money(800));
        assert_eq!(charged(MessageState::Rejected), Money::ZERO);
        assert_eq!(charged(MessageState::Excluded), Money::ZERO);
    }

    #[test]
    fn reasons_and_classes_stand_apart() {
        let figures = Figures::of(&[
            tally(MessageState::Excluded, "opted_out", 0, 3),
            tally(MessageState::Failed, "NUM", 1, 5),
            tally(MessageState::Rejected, "RATE", 2, 2),
            tally(MessageState::Delivered, "", 2, 90),
        ]);
        assert_eq!(figures.excluded[&Exclusion::OptedOut], 3);
        assert_eq!(figures.failed[&FailureClass::Num], 5);
        assert_eq!(figures.carriers[&Carrier::Telecom].submitted(), 92);
        assert_eq!(figures.channels.keys().copied().collect::<Vec<_>>(), [ChannelNo(1), ChannelNo(2)]);
        assert_eq!(figures.totals.delivered_share(), Some(9_278));
        assert_eq!(Totals::default().delivered_share(), None);
    }
}
