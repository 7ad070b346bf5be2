//! Figures of many tasks, by whatever they have in common.

use hongyan_domain::{BusinessType, Carrier, ChannelNo, UnixMillis};
use hongyan_insight::statistics::{self, REST, Row, begin_of, day_from};
use hongyan_store::tally::slice::{By, Slice};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::channel::yuan;
use crate::error::{ConsoleError, ErrorCode};
use crate::mistake::{Mistake, MistakeCode};
use crate::open::Console;
use crate::view;

/// Days of one look at most: ten years.
const DAYS_MAX: i64 = 3_660;

/// What figures are told apart by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// The day of the task.
    Day,
    /// Who carries the number.
    Carrier,
    /// The channel.
    Channel,
    /// The template that the task's text was taken from.
    Template,
    /// Who made the task.
    Operator,
    /// What the task is for.
    Business,
    /// The signature.
    Signature,
    /// The task.
    Task,
}

impl Dimension {
    const fn by(self) -> By {
        match self {
            Self::Day => By::Day,
            Self::Carrier => By::Carrier,
            Self::Channel => By::Channel,
            Self::Template => By::Template,
            Self::Operator => By::Operator,
            Self::Business => By::Business,
            Self::Signature => By::Signature,
            Self::Task => By::Task,
        }
    }
}

/// Which tasks and messages, and how they are told apart. A task counts, with everything that became of it, on the day
/// of its release, before that on the day of its creation.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StatisticsOf {
    /// The first day on China's calendar, such as `2026-03-01`.
    pub from: String,
    /// The last day.
    pub to: String,
    /// What is told apart.
    pub by: Dimension,
    /// Practice instead of real sending.
    pub sandbox: bool,
    /// Only people of this carrier.
    #[ts(type = "Carrier | null")]
    pub carrier: Option<String>,
    /// Only what went by this channel.
    pub channel: Option<String>,
    /// Only tasks of this kind.
    #[ts(type = "Business | null")]
    pub business: Option<String>,
}

/// Figures of one value.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, TS)]
pub struct StatisticsRow {
    /// The value: a day, a code, a number, a signature; empty for none, `*` for all those beyond the largest 500.
    pub key: String,
    /// Its name, where it has one that is no code.
    pub name: String,
    /// Everybody on the tasks' lists.
    pub people: u64,
    /// What carriers took, refused or may have taken.
    pub submitted: u64,
    /// Of these, on the phone.
    pub delivered: u64,
    /// Of these, failed, refused or expired.
    pub failed: u64,
    /// Of these, without a receipt in time.
    pub no_receipt: u64,
    /// Of these, known to nobody.
    pub in_doubt: u64,
    /// Those who get nothing.
    pub excluded: u64,
    /// Billed segments.
    pub segments: u64,
    /// Their price in yuan.
    pub cost: String,
    /// Replies to the tasks.
    pub replies: u64,
}

/// Figures of a period.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Statistics {
    /// By value: every day in order; everything else by how much was submitted.
    pub rows: Vec<StatisticsRow>,
    /// All rows together.
    pub total: StatisticsRow,
    /// The period of the same length right before.
    pub before: StatisticsRow,
    /// When this was so.
    pub as_of: String,
}

impl Console {
    /// Figures of the tasks of a period. They come from the counters: a store with millions of messages answers as fast
    /// as one with few.
    ///
    /// # Errors
    /// [`ErrorCode::PeriodInvalid`] with every mistake; when the store cannot be read.
    pub async fn statistics(&self, of: &StatisticsOf) -> Result<Statistics, ConsoleError> {
        let (_, _, found) = self.counted(of).await?;
        let shown = |row: &Row| row_of(row, of.by);
        Ok(Statistics {
            rows: found.rows.iter().map(shown).collect(),
            total: shown(&found.total),
            before: shown(&found.before),
            as_of: view::time(self.now()),
        })
    }

    /// The figures as they were counted, with what they are of.
    pub(crate) async fn counted(
        &self,
        of: &StatisticsOf,
    ) -> Result<(Slice, By, statistics::Statistics), ConsoleError> {
        let (slice, by) = (slice_of(of)?, of.by.by());
        let figures = statistics::statistics(&mut *self.db.read().await?, &slice, by).await?;
        Ok((slice, by, figures))
    }
}

fn slice_of(of: &StatisticsOf) -> Result<Slice, ConsoleError> {
    let mut mistakes = Vec::new();
    let mut day = |text: &str, field| {
        day_from(text).unwrap_or_else(|| {
            mistakes.push(Mistake::at(MistakeCode::BadTime, field).with("value", text));
            0
        })
    };
    let (first, last) = (day(&of.from, "from"), day(&of.to, "to"));
    if mistakes.is_empty() && !(1..=DAYS_MAX).contains(&(last - first + 1)) {
        let mistake = Mistake::at(MistakeCode::OutOfRange, "to").with("value", last - first + 1);
        mistakes.push(mistake.with("min", 1).with("max", DAYS_MAX));
    }
    let mut unknown = |field, value: &str| {
        mistakes.push(Mistake::at(MistakeCode::NotOneOf, field).with("value", value));
    };
    let carrier = of.carrier.as_deref().and_then(|code| {
        let carrier = Carrier::from_code(code);
        if carrier.is_none() {
            unknown("carrier", code);
        }
        carrier
    });
    let business = of.business.as_deref().and_then(|code| {
        let business = BusinessType::from_code(code);
        if business.is_none() {
            unknown("business", code);
        }
        business
    });
    let channel = of.channel.as_deref().and_then(|number| {
        let channel = number.parse().ok().map(ChannelNo);
        if channel.is_none() {
            unknown("channel", number);
        }
        channel
    });
    if !mistakes.is_empty() {
        return Err(ConsoleError::mistakes(ErrorCode::PeriodInvalid, mistakes));
    }
    let (from, to): (UnixMillis, UnixMillis) = (begin_of(first), begin_of(last + 1));
    Ok(Slice { from, to, sandbox: of.sandbox, carrier, channel, business })
}

fn row_of(row: &Row, by: Dimension) -> StatisticsRow {
    let totals = &row.totals;
    let number = || row.key.parse::<i64>().unwrap_or(0);
    let key = match by {
        _ if row.key == REST => row.key.clone(),
        _ if row.key.is_empty() => String::new(),
        Dimension::Carrier => Carrier::from_db(number()).code().to_owned(),
        // No channel and no template are no value.
        Dimension::Channel | Dimension::Template if number() == 0 => String::new(),
        Dimension::Day
        | Dimension::Channel
        | Dimension::Template
        | Dimension::Operator
        | Dimension::Business
        | Dimension::Signature
        | Dimension::Task => row.key.clone(),
    };
    StatisticsRow {
        key,
        name: row.name.clone(),
        people: totals.people,
        submitted: totals.submitted(),
        delivered: totals.delivered,
        failed: totals.failures(),
        no_receipt: totals.no_receipt,
        in_doubt: totals.in_doubt,
        excluded: totals.excluded,
        segments: totals.segments,
        cost: yuan(totals.cost),
        replies: row.replies,
    }
}

#[cfg(test)]
mod tests;
