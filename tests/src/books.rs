//! Two books of one campaign side by side: what the store says of every person, and what the carriers counted.

use std::collections::BTreeMap;

use hongyan_carrier::Carriers;
use hongyan_domain::{MessageId, MessageState, Msisdn, ResendMark, TaskNo};
use hongyan_store::message::{self, Filter, Message};
use hongyan_store::{Db, tally};

use crate::stage::Trouble;

/// Rows per page.
const PAGE_MAX: u32 = 4_000;

/// The store's rows of one task, and how often the carriers accepted what.
#[derive(Debug)]
pub struct Books {
    /// Every person's message.
    pub rows: BTreeMap<Msisdn, Message>,
    /// How often a carrier accepted the message for a number: of several parts, the one that was accepted most often.
    accepted: BTreeMap<Msisdn, u32>,
}

impl Books {
    /// Reads both books. The carriers' book knows no tasks: a number is asked about in one task only.
    ///
    /// # Errors
    /// When the store cannot be read, or names somebody twice.
    pub async fn open(db: &Db, task: TaskNo, carriers: &Carriers) -> Result<Self, Trouble> {
        let mut accepted: BTreeMap<Msisdn, u32> = BTreeMap::new();
        for row in carriers.ledger() {
            let most = accepted.entry(row.number).or_insert(0);
            *most = row.accepted.max(*most);
        }
        let rows = rows(db, task).await?;
        Ok(Self { rows, accepted })
    }

    /// How often a carrier accepted the message for this number.
    #[must_use]
    pub fn accepted(&self, number: Msisdn) -> u32 {
        self.accepted.get(&number).copied().unwrap_or(0)
    }

    /// How many people a carrier has accepted a message for.
    #[must_use]
    pub fn reached(&self) -> usize {
        self.rows.keys().filter(|number| self.accepted(**number) > 0).count()
    }

    /// How many messages are in `state`.
    #[must_use]
    pub fn count(&self, state: MessageState) -> usize {
        self.rows.values().filter(|row| row.state == state).count()
    }

    /// What breaks P1 and P2: people without a row or an end, and second copies that nobody allowed.
    #[must_use]
    pub fn faults(&self, people: &[Msisdn]) -> Vec<String> {
        let mut faults = Vec::new();
        for number in people {
            let Some(row) = self.rows.get(number) else {
                faults.push(format!("{number:?} has no message"));
                continue;
            };
            if !row.state.is_terminal() {
                faults.push(format!("{number:?} has not ended: {row:?}"));
            }
            if self.accepted(*number) > 1 && row.mark == ResendMark::None {
                faults.push(format!("{number:?} was sent {} times: {row:?}", self.accepted(*number)));
            }
        }
        if self.rows.len() != people.len() {
            faults.push(format!("{} messages for {} people", self.rows.len(), people.len()));
        }
        faults
    }
}

async fn rows(db: &Db, task: TaskNo) -> Result<BTreeMap<Msisdn, Message>, Trouble> {
    let filter = Filter { task: Some(task), ..Filter::default() };
    let (mut rows, mut after) = (BTreeMap::new(), MessageId(0));
    let mut reader = db.read().await?;
    loop {
        let page = message::page(&mut reader, &filter, after, PAGE_MAX).await?;
        let Some(last) = page.last() else { return Ok(rows) };
        after = last.id;
        for row in page {
            if let Some(twice) = rows.insert(row.number, row) {
                return Err(format!("somebody has two messages in one task: {twice:?}").into());
            }
        }
    }
}

/// Whether every counter of a task equals its rows (P4).
///
/// # Errors
/// The counters and the rows that differ.
pub async fn counters_equal_rows(db: &Db, task: TaskNo) -> Result<(), Trouble> {
    let mut reader = db.read().await?;
    let (counters, rows) =
        (tally::of(&mut reader, Some(task)).await?, tally::recount(&mut reader, task).await?);
    if counters == rows { Ok(()) } else { Err(format!("counters {counters:?}\nrows     {rows:?}").into()) }
}
