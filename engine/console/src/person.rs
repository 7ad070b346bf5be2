//! One number among millions: who it is with, what was sent to it and came back, and what is known of the person.

use std::collections::BTreeMap;

use hongyan_domain::{Carrier, Msisdn, NumberKind};
use hongyan_insight::Language;
use hongyan_policy::segments::SegmentTable;
use hongyan_store::audience::{contact, number_fact};
use hongyan_store::inbound::{self, InboundFilter};
use hongyan_store::{message, person};
use serde::Serialize;
use ts_rs::TS;

use crate::error::ConsoleError;
use crate::open::Console;
use crate::task::{MessageRow, rows_of};
use crate::view::{self, Shown};

/// Messages and replies that are shown.
const SHOWN_MAX: u32 = 50;

/// An entry of the lists of those who get nothing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct BlockRow {
    /// Its id.
    pub block: String,
    /// The number, masked.
    pub number: String,
    /// Why.
    #[ts(type = "\"blacklist\" | \"opt_out\"")]
    pub kind: String,
    /// What it holds for: empty is everything, else a business type or a signature.
    pub scope: String,
    /// Where it came from.
    pub source: String,
    /// What a person wrote beside it.
    pub note: String,
    /// Since when.
    pub at: String,
    /// Who made it.
    pub by: String,
}

/// A reply.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ReplyRow {
    /// Its id.
    pub reply: String,
    /// When it came.
    pub at: String,
    /// The number, masked.
    pub number: String,
    /// What it says.
    pub text: String,
    /// The task that it answers.
    pub task: Option<String>,
    /// Whether it refuses further messages.
    #[ts(type = "\"yes\" | \"no\" | \"ask\"")]
    pub opt_out: &'static str,
    /// Whether all of its parts came.
    pub complete: bool,
}

/// Everything about one number.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct PersonView {
    /// The number in digits: whoever asks has it.
    pub number: String,
    /// The number as it is shown.
    pub shown: String,
    /// Who carries it, as well as we know.
    #[ts(type = "Carrier | null")]
    pub carrier: Option<&'static str>,
    /// Whether it is with another carrier than its first digits say.
    pub ported: bool,
    /// Since when it is known not to exist.
    pub dead_since: Option<String>,
    /// The first digits that tell the carrier; empty when no table names them.
    pub segment: String,
    /// The person's name in the address book.
    pub name: String,
    /// What else the address book says.
    pub fields: BTreeMap<String, String>,
    /// Whether the person is in the address book.
    pub contact: bool,
    /// The groups that the person is in.
    pub groups: Vec<String>,
    /// Entries in the lists of those who get nothing.
    pub blocks: Vec<BlockRow>,
    /// The last messages, newest first.
    pub messages: Vec<MessageRow>,
    /// The last replies, newest first.
    pub replies: Vec<ReplyRow>,
    /// Messages that a carrier took or may have taken, in all.
    pub sent: u64,
    /// Of these, on the phone.
    pub delivered: u64,
}

impl Console {
    /// Everything about one number, in any spelling; causes in `language`.
    ///
    /// # Errors
    /// [`ErrorCode::NumberInvalid`](crate::ErrorCode::NumberInvalid).
    pub async fn person(&self, number: &str, language: Language) -> Result<PersonView, ConsoleError> {
        let number = spelled(number)?;
        let causes = self.causes(language).await?;
        let mut reader = self.db.read().await?;
        let fact = number_fact::of_numbers(&mut reader, &[number]).await?.into_iter().next();
        let segment = SegmentTable::shipped().find(number);
        let listed = segment.kind != NumberKind::Unlisted;
        let ported_to = fact.as_ref().and_then(|fact| fact.ported_to);
        let carrier = ported_to.or_else(|| listed.then_some(segment.carrier));
        let known = contact::by_number(&mut reader, number).await?;
        let fields = known.as_ref().and_then(|known| serde_json::from_str(&known.fields).ok());
        let messages = message::of_number(&mut reader, number, None, SHOWN_MAX).await?;
        let filter = InboundFilter { number: Some(number), ..InboundFilter::default() };
        let replies = inbound::page(&mut reader, &filter, None, SHOWN_MAX).await?;
        let (sent, delivered) = person::counts_of(&mut reader, number).await?;
        let blocks = person::blocks_of(&mut reader, number).await?;
        Ok(PersonView {
            number: number.reveal(),
            shown: number.to_string(),
            carrier: carrier.map(Carrier::code),
            ported: ported_to.is_some_and(|carrier| !listed || carrier != segment.carrier),
            dead_since: fact.and_then(|fact| fact.dead_since).map(view::time),
            segment: if listed { segment.prefix.to_string() } else { String::new() },
            contact: known.is_some(),
            name: known.map(|known| known.name).unwrap_or_default(),
            fields: fields.unwrap_or_default(),
            groups: person::groups_of(&mut reader, number).await?,
            blocks: blocks.into_iter().map(|entry| block_row(number, entry)).collect(),
            messages: rows_of(&mut reader, &messages, &causes, Shown::Masked).await?,
            replies: replies.iter().map(reply_row).collect(),
            sent,
            delivered,
        })
    }
}

/// Reads a number as people paste it: full-width digits, blanks, dashes, brackets and the country code are forgiven.
fn spelled(text: &str) -> Result<Msisdn, ConsoleError> {
    let narrow = |sign: char| match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
        _ => sign,
    };
    let kept: String =
        text.chars().map(narrow).filter(|sign| sign.is_ascii_digit() || *sign == '+').collect();
    Msisdn::parse_mainland(&kept).or_else(|_| crate::contact::number_of(text))
}

fn block_row(number: Msisdn, entry: person::BlockEntry) -> BlockRow {
    BlockRow {
        block: entry.no.to_string(),
        number: number.to_string(),
        kind: entry.kind,
        scope: entry.scope,
        source: entry.source,
        note: entry.note,
        at: view::time(entry.created_at),
        by: entry.created_by,
    }
}

fn reply_row(row: &inbound::Inbound) -> ReplyRow {
    let reply = &row.reply;
    ReplyRow {
        reply: row.id.to_string(),
        at: view::time(reply.at),
        number: reply.number.to_string(),
        text: reply.text.clone(),
        task: reply.task.map(|no| no.to_string()),
        opt_out: reply.opt_out.code(),
        complete: reply.complete,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_in_every_spelling() {
        for text in [
            "13800138000",
            " +86 138-0013-8000",
            "(138) 0013 8000",
            "１３８００１３８０００",
            "0086 13800138000",
            "138.0013.8000",
            "号码：13800138000。",
        ] {
            assert_eq!(spelled(text).unwrap().reveal(), "13800138000", "{text}");
        }
        for text in ["", "1380013800", "13800138000 13900139000", "王芳"] {
            assert!(spelled(text).is_err(), "{text}");
        }
    }
}
