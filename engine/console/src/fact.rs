//! What is known about single numbers beyond their first digits: ported, dead.

use hongyan_domain::Carrier;
use hongyan_store::audience::number_fact::{self, NumberFact};
use serde::Serialize;
use ts_rs::TS;

use crate::contact::number_of;
use crate::error::{ConsoleError, ErrorCode};
use crate::mistake::{Mistake, MistakeCode};
use crate::open::Console;

/// Rows per transaction.
const BATCH: usize = 2_000;
/// The word for a dead number in the second column.
const DEAD: &str = "dead";

/// What a table of facts brought.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
pub struct FactsLearned {
    /// Numbers now known as ported.
    pub ported: u64,
    /// Numbers now known as dead.
    pub dead: u64,
}

impl Console {
    /// Learns facts from lines of `number,word`: the word is a carrier (`CMCC`, `CUCC`, `CTCC`, `CBN`) or `dead`.
    ///
    /// # Errors
    /// [`ErrorCode::FactsInvalid`] with every bad line; nothing is stored then.
    pub async fn learn_facts(&self, table: &str, source: &str) -> Result<FactsLearned, ConsoleError> {
        let at = self.now();
        let (mut facts, mut mistakes) = (Vec::new(), Vec::new());
        for (text, line) in table.lines().zip(1_usize..) {
            let text = text.trim().trim_start_matches('\u{feff}');
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            let (number, word) = text.split_once(',').unwrap_or((text, ""));
            let word = word.trim();
            let carrier = Carrier::from_code(word);
            match (number_of(number), carrier, word == DEAD) {
                (Ok(number), Some(_), _) | (Ok(number), None, true) => facts.push(NumberFact {
                    number,
                    ported_to: carrier,
                    dead_since: (word == DEAD).then_some(at),
                    source: source.to_owned(),
                    updated_at: at,
                }),
                (Err(_), ..) => mistakes
                    .push(Mistake { line: Some(line), ..Mistake::at(MistakeCode::BadNumber, "number") }),
                (Ok(_), None, false) => mistakes.push(Mistake {
                    line: Some(line),
                    ..Mistake::at(MistakeCode::NotOneOf, "word")
                        .with("value", word)
                        .with("allowed", "CMCC, CUCC, CTCC, CBN, dead")
                }),
            }
        }
        if !mistakes.is_empty() {
            return Err(ConsoleError::mistakes(ErrorCode::FactsInvalid, mistakes));
        }
        let count = |holds: fn(&NumberFact) -> bool| {
            u64::try_from(facts.iter().filter(|fact| holds(fact)).count()).unwrap_or(u64::MAX)
        };
        let learned = FactsLearned {
            ported: count(|fact| fact.ported_to.is_some()),
            dead: count(|fact| fact.dead_since.is_some()),
        };
        for batch in facts.chunks(BATCH) {
            let batch = batch.to_vec();
            self.db.write(move |tx| Box::pin(async move { number_fact::learn(tx, &batch).await })).await?;
        }
        Ok(learned)
    }
}
