//! What follows from an answer or a receipt: pure decisions over values.
//!
//! | message \ event | all parts accepted | refused | line cut | receipt ok | receipt bad | receipt odd |
//! |---|---|---|---|---|---|---|
//! | claimed | submitted | queued again, or rejected | in_doubt | – | – | – |
//! | submitted | – | – | – | delivered (when all parts are) | queued again, or failed | unchanged |
//! | in_doubt, no_receipt | – | – | – | delivered | failed | unchanged |
//! | failed, expired, rejected, queued for a retry | – | – | – | delivered | unchanged | unchanged |
//!
//! A late success is always believed, and never starts another copy. A failure counts only for the try that it names;
//! after `no_receipt` it only says what became of the message, which is not sent again.

use std::sync::Arc;

use hongyan_domain::{BusinessType, ChannelNo, MessageState, UnixMillis};
use hongyan_policy::codes::{Effect, End, Outcome, Verdict};
use hongyan_policy::quiet::QuietHours;
use hongyan_policy::retry::{self, Failed, Next, Tries};
use hongyan_store::message::{Standing, Step, To};

/// What the carrier said to all parts of one message.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Answers {
    pub(crate) parts: u8,
    pub(crate) accepted: u8,
    /// Parts of which nobody knows.
    pub(crate) in_doubt: u8,
    /// Parts that were refused, and the last code.
    pub(crate) refused: u8,
    pub(crate) code: u32,
    /// Parts that were never written.
    pub(crate) not_sent: u8,
    /// Whether a part was written again because its answer was late: the carrier may have taken it twice.
    pub(crate) repeated: bool,
}

/// What all the answers together mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Answered {
    /// Parts are missing still.
    Waiting,
    /// The carrier has it.
    Submitted,
    /// Nothing of it was written: queue it as if it had not been claimed.
    NotSent,
    /// The carrier has none of it.
    Refused { code: u32 },
    /// The carrier has some of it and refused the rest: a retry would double the first parts.
    PartlyRefused { code: u32 },
    /// Nobody knows.
    InDoubt,
}

impl Answers {
    pub(crate) fn verdict(&self) -> Answered {
        let seen = self.accepted + self.in_doubt + self.refused + self.not_sent;
        if seen < self.parts {
            Answered::Waiting
        } else if self.in_doubt > 0 {
            Answered::InDoubt
        } else if self.refused > 0 && self.accepted == 0 {
            Answered::Refused { code: self.code }
        } else if self.refused > 0 {
            Answered::PartlyRefused { code: self.code }
        } else if self.not_sent == 0 {
            Answered::Submitted
        } else if self.accepted == 0 {
            Answered::NotSent
        } else {
            Answered::InDoubt // a part is out, the rest stayed here
        }
    }
}

/// What is known about a message's further life when it has failed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outlook<'a> {
    pub(crate) business: BusinessType,
    pub(crate) not_after: UnixMillis,
    pub(crate) quiet: &'a QuietHours,
    /// Another channel that could carry it.
    pub(crate) elsewhere: Option<ChannelNo>,
}

/// The step of a message that failed with `verdict`: queued again, or ended as `end`.
pub(crate) fn fail(
    message: &Standing,
    verdict: &Verdict,
    code: &Arc<str>,
    end: MessageState,
    outlook: &Outlook<'_>,
    now: UnixMillis,
) -> Step {
    let tries = Tries {
        throttled: message.throttled,
        other: message.tries.saturating_sub(1).saturating_sub(message.throttled),
    };
    let failed = Failed {
        business: outlook.business,
        tries,
        not_after: outlook.not_after,
        elsewhere: outlook.elsewhere.is_some(),
    };
    let to = match retry::decide(verdict, &failed, outlook.quiet, now) {
        Next::Again { at, other_channel } => To {
            code: Arc::clone(code),
            channel: if other_channel { outlook.elsewhere } else { None },
            throttled: verdict.effects.has(Effect::Throttle),
            ..To::plain(MessageState::Queued, at)
        },
        Next::GiveUp(_) => To { code: Arc::clone(code), ..ended(end, verdict, now) },
    };
    step(message, to)
}

/// The step of a message that ends with `verdict` as `state`, without another try.
pub(crate) fn end(
    message: &Standing,
    verdict: &Verdict,
    code: &Arc<str>,
    state: MessageState,
    now: UnixMillis,
) -> Step {
    step(message, To { code: Arc::clone(code), ..ended(state, verdict, now) })
}

fn ended(state: MessageState, verdict: &Verdict, now: UnixMillis) -> To {
    let class = verdict.class.map_or("UNK", hongyan_domain::FailureClass::code);
    To { class: Arc::from(class), ..To::plain(state, now) }
}

pub(crate) fn step(message: &Standing, to: To) -> Step {
    Step { place: message.place, from: message.state, from_class: Arc::clone(&message.class), to }
}

/// What one receipt says about its part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum PartEnd {
    Delivered,
    Failed,
    /// Nothing final.
    Open,
}

pub(crate) fn part_end(verdict: &Verdict) -> PartEnd {
    match verdict.outcome {
        Outcome::Final(End::Delivered) => PartEnd::Delivered,
        Outcome::Final(End::Failed) => PartEnd::Failed,
        Outcome::Intermediate => PartEnd::Open,
    }
}

/// What the receipts of a try mean for its message. `parts` are the ends of all its parts that are known.
pub(crate) fn receipt(message: &Standing, try_no: u32, parts: &[PartEnd]) -> PartEnd {
    let all = parts.len() >= usize::try_from(message.parts).unwrap_or(usize::MAX);
    let delivered = all && parts.iter().all(|part| *part == PartEnd::Delivered);
    let failed = parts.contains(&PartEnd::Failed);
    match message.state {
        MessageState::Submitted if delivered => PartEnd::Delivered,
        MessageState::Submitted if failed && try_no == message.tries => PartEnd::Failed,
        MessageState::Submitted
        | MessageState::Claimed
        | MessageState::Delivered
        | MessageState::Excluded => PartEnd::Open,
        MessageState::InDoubt | MessageState::NoReceipt
            if failed && !delivered && try_no == message.tries =>
        {
            PartEnd::Failed
        }
        MessageState::Queued
        | MessageState::Failed
        | MessageState::Expired
        | MessageState::NoReceipt
        | MessageState::Recalled
        | MessageState::Rejected
        | MessageState::InDoubt
        | MessageState::Stopped => {
            if delivered {
                PartEnd::Delivered
            } else {
                PartEnd::Open
            }
        }
    }
}

/// Whether a message of one part says by itself what its last try's receipt said, once it stands as `after`: its
/// attempt need not say it again ([`hongyan_store::attempt::of`] puts it together).
pub(crate) fn tells(message: &Standing, try_no: u32, after: Option<MessageState>) -> bool {
    let ended = matches!(after.unwrap_or(message.state), MessageState::Delivered | MessageState::Failed);
    ended && try_no == message.tries
}

#[cfg(test)]
mod tests {
    use hongyan_domain::{Carrier, MessageId, Msisdn, TaskNo};
    use hongyan_policy::codes::{CodeTable, Protocol, Source};
    use hongyan_policy::limits::Limits;
    use hongyan_store::message::Place;

    use super::*;

    fn message(state: MessageState, parts: u32, tries: u32) -> Standing {
        Standing {
            place: Place {
                id: MessageId(1),
                task: TaskNo(1),
                channel: ChannelNo(1),
                carrier: Carrier::Mobile,
                billed: parts,
                price: 40,
            },
            number: Msisdn::parse("13800138000").unwrap(),
            state,
            class: Arc::from(""),
            parts,
            tries,
            throttled: 0,
        }
    }

    fn fail_with(source: Source<'_>, tries: u32, elsewhere: Option<ChannelNo>) -> Step {
        let verdict = CodeTable::shipped().verdict("", Protocol::Cmpp30, source);
        let outlook = Outlook {
            business: BusinessType::Notice,
            not_after: UnixMillis(100 * 3_600_000),
            quiet: &Limits::shipped().quiet,
            elsewhere,
        };
        let message = message(MessageState::Submitted, 1, tries);
        fail(&message, verdict, &Arc::from("X"), MessageState::Failed, &outlook, UnixMillis(0))
    }

    #[test]
    fn parts_are_awaited_and_doubt_wins() {
        let waiting = Answers { parts: 3, accepted: 2, ..Answers::default() };
        assert_eq!(waiting.verdict(), Answered::Waiting);
        let doubtful = Answers { parts: 3, accepted: 2, in_doubt: 1, ..Answers::default() };
        assert_eq!(doubtful.verdict(), Answered::InDoubt);
        let torn = Answers { parts: 2, accepted: 1, not_sent: 1, ..Answers::default() };
        assert_eq!(torn.verdict(), Answered::InDoubt);
        let partly = Answers { parts: 2, accepted: 1, refused: 1, code: 8, ..Answers::default() };
        assert_eq!(partly.verdict(), Answered::PartlyRefused { code: 8 });
    }

    #[test]
    fn flow_control_is_tried_again_and_counts_apart() {
        let step = fail_with(Source::SubmitResult(8), 1, None);
        assert_eq!(step.to.state, MessageState::Queued);
        assert!(step.to.throttled);
    }

    #[test]
    fn a_dead_number_is_not_tried_again() {
        let step = fail_with(Source::Stat("MK:0001"), 1, Some(ChannelNo(2)));
        assert_eq!((step.to.state, &*step.to.class), (MessageState::Failed, "NUM"));
    }

    #[test]
    fn a_routing_error_goes_to_another_channel() {
        let step = fail_with(Source::Stat("MA:0051"), 1, Some(ChannelNo(2)));
        assert_eq!((step.to.state, step.to.channel), (MessageState::Queued, Some(ChannelNo(2))));
    }

    #[test]
    fn a_long_message_is_delivered_with_its_last_part() {
        let long = message(MessageState::Submitted, 2, 1);
        assert_eq!(receipt(&long, 1, &[PartEnd::Delivered]), PartEnd::Open);
        assert_eq!(receipt(&long, 1, &[PartEnd::Delivered, PartEnd::Delivered]), PartEnd::Delivered);
        assert_eq!(receipt(&long, 1, &[PartEnd::Failed]), PartEnd::Failed);
    }

    #[test]
    fn a_late_success_is_believed_and_a_late_failure_of_an_old_try_is_not() {
        let requeued = message(MessageState::Queued, 1, 1);
        assert_eq!(receipt(&requeued, 1, &[PartEnd::Delivered]), PartEnd::Delivered);
        let given_up = message(MessageState::NoReceipt, 1, 1);
        assert_eq!(receipt(&given_up, 1, &[PartEnd::Failed]), PartEnd::Failed);
        assert_eq!(receipt(&given_up, 1, &[PartEnd::Delivered]), PartEnd::Delivered);
        let second_try = message(MessageState::Submitted, 1, 2);
        assert_eq!(receipt(&second_try, 1, &[PartEnd::Failed]), PartEnd::Open);
        assert_eq!(receipt(&second_try, 1, &[PartEnd::Delivered]), PartEnd::Delivered);
    }
}
