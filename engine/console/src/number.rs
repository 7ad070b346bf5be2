//! What is known about numbers: by their first digits, and about single ones.

use hongyan_domain::{Carrier, Msisdn, NumberKind};
use hongyan_policy::segments::SegmentTable;
use hongyan_store::audience::number_fact::{self, FactKind, NumberFact};
use serde::Serialize;
use ts_rs::TS;

use crate::contact::{PAGE_MAX, number_of};
use crate::error::ConsoleError;
use crate::open::Console;
use crate::view::{self, Shown};

/// What is known about one number.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct NumberView {
    /// The number, masked.
    pub shown: String,
    /// The first digits that say whose block it is from; empty for a block that no table names.
    pub prefix: String,
    /// Who got the block; `None` when nobody knows.
    #[ts(type = "Carrier | null")]
    pub carrier: Option<&'static str>,
    /// What the block is for: `mobile`, `data`, `mvno`, `satellite`, `emergency`, `iot` or `unlisted`.
    pub kind: &'static str,
    /// Who carries the number, when it was taken along to somebody else.
    #[ts(type = "Carrier | null")]
    pub ported_to: Option<&'static str>,
    /// Since when it is known not to exist.
    pub dead_since: Option<String>,
    /// Where that comes from; empty when nothing is known beyond the first digits.
    pub source: String,
}

/// A number block.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct SegmentRow {
    /// Its first digits.
    pub prefix: String,
    /// Who got it.
    #[ts(type = "Carrier")]
    pub carrier: &'static str,
    /// What it is for.
    pub kind: &'static str,
}

/// A fact about a number.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct FactRow {
    /// The number, masked unless asked for.
    pub number: String,
    /// Whose fact it is, to name it by.
    pub person: String,
    /// Who carries it.
    #[ts(type = "Carrier | null")]
    pub ported_to: Option<&'static str>,
    /// Since when it is known not to exist.
    pub dead_since: Option<String>,
    /// Where this comes from.
    pub source: String,
    /// When it was learned.
    pub at: String,
}

/// A page of facts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct FactPage {
    /// In number order.
    pub facts: Vec<FactRow>,
    /// Where the next page goes on; `None` at the end.
    pub next: Option<String>,
    /// How many there are.
    pub total: u64,
}

impl Console {
    /// What is known about a number: its block, and what was learned about itself.
    ///
    /// # Errors
    /// [`ErrorCode::NumberInvalid`](crate::ErrorCode::NumberInvalid).
    pub async fn number(&self, text: &str) -> Result<NumberView, ConsoleError> {
        let number = number_of(text)?;
        let segment = SegmentTable::shipped().find(number);
        let facts = number_fact::of_numbers(&mut *self.db.read().await?, &[number]).await?;
        let fact = facts.first();
        let listed = segment.kind != NumberKind::Unlisted;
        Ok(NumberView {
            shown: Shown::Masked.number(number),
            prefix: if listed { segment.prefix.to_string() } else { String::new() },
            carrier: listed.then(|| segment.carrier.code()),
            kind: kind_code(segment.kind),
            ported_to: fact.and_then(|fact| fact.ported_to).map(Carrier::code),
            dead_since: fact.and_then(|fact| fact.dead_since).map(view::time),
            source: fact.map(|fact| fact.source.clone()).unwrap_or_default(),
        })
    }

    /// Every number block that is known, short prefixes first.
    #[must_use]
    pub fn segments(&self) -> Vec<SegmentRow> {
        let row = |segment: &hongyan_policy::segments::Segment| SegmentRow {
            prefix: segment.prefix.to_string(),
            carrier: segment.carrier.code(),
            kind: kind_code(segment.kind),
        };
        SegmentTable::shipped().rows().iter().map(row).collect()
    }

    /// Facts of a kind in number order, behind the number `after`.
    ///
    /// # Errors
    /// When `after` is no number or the store cannot be read.
    pub async fn facts(
        &self,
        kind: FactKind,
        after: Option<&str>,
        limit: u32,
        shown: Shown,
    ) -> Result<FactPage, ConsoleError> {
        let after = after.map(number_of).transpose()?;
        let limit = limit.clamp(1, PAGE_MAX);
        let mut reader = self.db.read().await?;
        let facts = number_fact::page(&mut reader, kind, after, limit).await?;
        let full = facts.len() == usize::try_from(limit).unwrap_or(usize::MAX);
        Ok(FactPage {
            next: facts.last().filter(|_| full).map(|fact| Shown::Whole.number(fact.number)),
            total: number_fact::count(&mut reader, kind).await?,
            facts: facts.iter().map(|fact| row_of(fact, shown)).collect(),
        })
    }

    /// Forgets what was learned about these numbers; answers how many were known.
    ///
    /// # Errors
    /// [`ErrorCode::NumberInvalid`](crate::ErrorCode::NumberInvalid); nothing is forgotten then.
    pub async fn forget_facts(&self, people: &[String]) -> Result<u64, ConsoleError> {
        let numbers = people.iter().map(|text| number_of(text)).collect::<Result<Vec<Msisdn>, _>>()?;
        let forget =
            self.db.write(move |tx| Box::pin(async move { number_fact::forget(tx, &numbers).await }));
        Ok(forget.await?)
    }
}

fn row_of(fact: &NumberFact, shown: Shown) -> FactRow {
    FactRow {
        number: shown.number(fact.number),
        person: Shown::Whole.number(fact.number),
        ported_to: fact.ported_to.map(Carrier::code),
        dead_since: fact.dead_since.map(view::time),
        source: fact.source.clone(),
        at: view::time(fact.updated_at),
    }
}

/// The stable word for a kind of numbers.
const fn kind_code(kind: NumberKind) -> &'static str {
    match kind {
        NumberKind::Mobile => "mobile",
        NumberKind::Data => "data",
        NumberKind::Mvno => "mvno",
        NumberKind::Satellite => "satellite",
        NumberKind::Emergency => "emergency",
        NumberKind::Iot => "iot",
        NumberKind::Unlisted => "unlisted",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;
    use crate::open::ConsoleOptions;

    #[tokio::test]
    async fn facts_are_learned_shown_and_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let console = Console::open(ConsoleOptions::new(folder.path()).key_in_file()).await.unwrap();
        let plain = console.number("138 0013 8000").await.unwrap();
        assert_eq!((plain.shown.as_str(), plain.prefix.as_str()), ("138****8000", "138"));
        assert_eq!((plain.carrier, plain.kind, plain.ported_to), (Some("CMCC"), "mobile", None));
        let strange = console.number("19400138000").await.unwrap();
        assert_eq!((strange.carrier, strange.kind), (None, "unlisted"));
        assert_eq!(console.number("12345").await.unwrap_err().code, ErrorCode::NumberInvalid);

        let table = "13800138000,CTCC\n13900139000,dead\n13800138001,CUCC\n13800138002,CUCC\n";
        console.learn_facts(table, "import").await.unwrap();
        let known = console.number("13800138000").await.unwrap();
        assert_eq!((known.ported_to, known.source.as_str()), (Some("CTCC"), "import"));
        assert!(console.number("13900139000").await.unwrap().dead_since.is_some());

        let page = console.facts(FactKind::Ported, None, 2, Shown::Masked).await.unwrap();
        assert_eq!((page.facts.len(), page.total, page.facts[0].number.as_str()), (2, 3, "138****8000"));
        let rest = console.facts(FactKind::Ported, page.next.as_deref(), 2, Shown::Whole).await.unwrap();
        assert_eq!((rest.facts.len(), rest.next, rest.facts[0].number.as_str()), (1, None, "13800138002"));

        let people = [page.facts[0].person.clone(), "13900139000".to_owned(), "13700137000".to_owned()];
        assert_eq!(console.forget_facts(&people).await.unwrap(), 2);
        assert_eq!(console.number("13800138000").await.unwrap(), plain);
        assert_eq!(console.facts(FactKind::Dead, None, 9, Shown::Masked).await.unwrap().total, 0);
        assert!(console.segments().iter().any(|row| (row.prefix.as_str(), row.kind) == ("10646", "iot")));
        console.close().await;
    }
}
