//! Figures of a task as they go out.

use std::collections::BTreeMap;

use hongyan_domain::{Carrier, Exclusion, FailureClass};
use hongyan_insight::figures::{Figures, Totals};
use serde::Serialize;
use ts_rs::TS;

use crate::channel::yuan;
use crate::view;

/// How many people of a task stand where. At the end `submitted` is `delivered`, all of `failed`, `no_receipt`,
/// `in_doubt` and `recalled`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, TS)]
pub struct TaskFigures {
    /// Everybody who has a row so far.
    pub people: u64,
    /// Those who get nothing, by reason.
    #[ts(type = "Partial<Record<Exclusion, number>>")]
    pub excluded: BTreeMap<&'static str, u64>,
    /// Waiting for their turn, or with a channel.
    pub queued: u64,
    /// What carriers took, refused or may have taken.
    pub submitted: u64,
    /// Of these, waiting for a receipt.
    pub waiting: u64,
    /// Of these, on the phone.
    pub delivered: u64,
    /// Of these, failed, refused or expired, by class.
    #[ts(type = "Partial<Record<FailureClass, number>>")]
    pub failed: BTreeMap<&'static str, u64>,
    /// Of these, without a receipt in time.
    pub no_receipt: u64,
    /// Of these, known to nobody.
    pub in_doubt: u64,
    /// Of these, called back.
    pub recalled: u64,
    /// Not sent because the task was stopped.
    pub stopped: u64,
    /// Billed segments of what carriers took or may have taken.
    pub segments: u64,
    /// Their price in yuan.
    pub cost: String,
    /// By carrier.
    #[ts(type = "Partial<Record<Carrier, CarrierFigures>>")]
    pub carriers: BTreeMap<&'static str, CarrierFigures>,
    /// People who replied.
    pub replied: u64,
}

/// Figures of one carrier.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, TS)]
pub struct CarrierFigures {
    /// What it took, refused or may have taken.
    pub submitted: u64,
    /// On the phone.
    pub delivered: u64,
    /// Failed, refused or expired.
    pub failed: u64,
}

impl CarrierFigures {
    pub(crate) const fn of(totals: &Totals) -> Self {
        Self { submitted: totals.submitted(), delivered: totals.delivered, failed: totals.failures() }
    }
}

impl TaskFigures {
    pub(crate) fn of(figures: &Figures) -> Self {
        let totals: &Totals = &figures.totals;
        Self {
            people: totals.people,
            excluded: view::counts(&figures.excluded, |reason: &Exclusion| reason.code()),
            queued: totals.queued,
            submitted: totals.submitted(),
            waiting: totals.waiting,
            delivered: totals.delivered,
            failed: view::counts(&figures.failed, |class: &FailureClass| class.code()),
            no_receipt: totals.no_receipt,
            in_doubt: totals.in_doubt,
            recalled: totals.recalled,
            stopped: totals.stopped,
            segments: totals.segments,
            cost: yuan(totals.cost),
            carriers: figures
                .carriers
                .iter()
                .map(|(carrier, totals): (&Carrier, &Totals)| (carrier.code(), CarrierFigures::of(totals)))
                .filter(|(_, figures)| figures.submitted > 0)
                .collect(),
            replied: 0,
        }
    }

    /// The same with how many people replied.
    pub(crate) fn with_replied(self, replied: u64) -> Self {
        Self { replied, ..self }
    }

    /// All failures together.
    #[must_use]
    pub fn failed_in_all(&self) -> u64 {
        self.failed.values().sum()
    }

    /// Everybody who is excluded.
    #[must_use]
    pub fn excluded_in_all(&self) -> u64 {
        self.excluded.values().sum()
    }
}
