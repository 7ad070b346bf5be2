//! Why a message stands where it stands, in words for people (operator guide §8).

use std::collections::BTreeMap;
use std::sync::Arc;

use hongyan_domain::{ChannelNo, Exclusion, FailureClass, MessageState};
use hongyan_policy::codes::{CodeTable, Confidence, Protocol, Source, Verdict};

use crate::Language;

/// Codes up to this number are answers to a submit, longer ones are receipts written in digits (`640`, `601`).
const SUBMIT_RESULT_MAX: u32 = 99;

/// Whose codes a channel speaks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dialect {
    /// The provider's name in the code table; empty: none.
    pub provider: String,
    /// The protocol.
    pub protocol: Protocol,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { provider: String::new(), protocol: Protocol::Cmpp30 }
    }
}

/// A cause with what to do about it; both are empty where nothing is to be said.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Explanation {
    /// What a clerk can do about it; `None` when nothing has failed.
    pub class: Option<FailureClass>,
    /// The cause.
    pub cause: String,
    /// The suggested action.
    pub action: String,
}

/// What is known about a message's state.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing<'a> {
    /// The state.
    pub state: MessageState,
    /// Its channel, whose dialect the code is in.
    pub channel: ChannelNo,
    /// Failure class or exclusion.
    pub class: &'a str,
    /// The carrier's own words.
    pub code: &'a str,
}

/// Puts causes into words.
#[derive(Clone, Debug)]
pub struct Causes {
    /// The language of the words.
    pub language: Language,
    /// The meaning of codes.
    pub codes: Arc<CodeTable>,
    /// The dialect of each channel; one that is missing speaks CMPP 3.0 of no provider.
    pub dialects: BTreeMap<ChannelNo, Dialect>,
}

impl Causes {
    /// Words by the shipped table.
    #[must_use]
    pub fn shipped(language: Language) -> Self {
        Self { language, codes: Arc::new(CodeTable::shipped().clone()), dialects: BTreeMap::new() }
    }

    /// Why a message stands where it stands, and what to do.
    #[must_use]
    pub fn explain(&self, standing: &Standing<'_>) -> Explanation {
        let words = self.language.words();
        let by_state = || Explanation {
            class: FailureClass::from_code(standing.class),
            cause: (words.state_cause)(standing.state).to_owned(),
            action: (words.state_action)(standing.state).to_owned(),
        };
        match standing.state {
            MessageState::Delivered => Explanation::default(),
            MessageState::Excluded | MessageState::Stopped => match Exclusion::from_code(standing.class) {
                Some(reason) => Explanation {
                    class: None,
                    cause: (words.exclusion)(reason).to_owned(),
                    action: (words.exclusion_action)(reason).to_owned(),
                },
                None => by_state(),
            },
            MessageState::Failed => self.by_code(standing),
            MessageState::Rejected | MessageState::Queued if !standing.code.is_empty() => {
                self.by_code(standing)
            }
            MessageState::Rejected
            | MessageState::Queued
            | MessageState::Claimed
            | MessageState::Submitted
            | MessageState::Expired
            | MessageState::NoReceipt
            | MessageState::Recalled
            | MessageState::InDoubt => by_state(),
        }
    }

    fn by_code(&self, standing: &Standing<'_>) -> Explanation {
        let verdict = self.verdict(standing);
        let mut cause = self.language.of(&verdict.cause).to_owned();
        if verdict.confidence == Confidence::Varies {
            cause.push_str(self.language.words().varies);
        }
        Explanation {
            class: FailureClass::from_code(standing.class).or(verdict.class),
            cause,
            action: self.language.of(&verdict.action).to_owned(),
        }
    }

    /// What the code of a message means in its channel's dialect.
    #[must_use]
    pub fn verdict(&self, standing: &Standing<'_>) -> &Verdict {
        let other = Dialect::default();
        let dialect = self.dialects.get(&standing.channel).unwrap_or(&other);
        let number = standing
            .code
            .parse()
            .ok()
            .filter(|number| standing.state == MessageState::Rejected || *number <= SUBMIT_RESULT_MAX);
        let source = number.map_or(Source::Stat(standing.code), Source::SubmitResult);
        self.codes.verdict(&dialect.provider, dialect.protocol, source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn explain(state: MessageState, class: &str, code: &str) -> Explanation {
        let standing = Standing { state, channel: ChannelNo(1), class, code };
        Causes::shipped(Language::Chinese).explain(&standing)
    }

    #[test]
    fn a_receipt_is_told_with_its_action() {
        let dead = explain(MessageState::Failed, "NUM", "MK:0001");
        assert_eq!(dead.class, Some(FailureClass::Num));
        assert!(dead.cause.contains("空号"), "{}", dead.cause);
        assert_eq!(dead.action, "移出名单");
    }

    #[test]
    fn digits_are_read_by_where_they_stood() {
        let refused = explain(MessageState::Rejected, "RATE", "8");
        let receipt = explain(MessageState::Failed, "NUM", "640");
        assert_ne!(refused.cause, receipt.cause);
        assert!(receipt.cause.contains("空号"), "{}", receipt.cause);
        assert!(refused.cause.contains('快') || refused.cause.contains("流"), "{}", refused.cause);
    }

    #[test]
    fn reasons_of_ours_need_no_code() {
        assert_eq!(explain(MessageState::Excluded, "opted_out", "").cause, "本人已退订");
        assert_eq!(explain(MessageState::Stopped, "opted_out", "").cause, "本人已退订");
        assert!(explain(MessageState::InDoubt, "", "").action.contains("核对"));
        assert_eq!(explain(MessageState::Delivered, "", "DELIVRD"), Explanation::default());
    }

    #[test]
    fn an_unknown_code_is_a_failure_that_nobody_knows() {
        let odd = explain(MessageState::Failed, "UNK", "Q?Z");
        assert_eq!(odd.class, Some(FailureClass::Unk));
        assert!(!odd.cause.is_empty());
    }
}
