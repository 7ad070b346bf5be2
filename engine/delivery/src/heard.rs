//! What a lane heard, sorted into what is to be recorded.

use std::sync::PoisonError;

use hongyan_channels::{AckToken, Answer, ChannelEvent, Inbound, Ticket};
use hongyan_domain::ChannelNo;
use hongyan_policy::codes::Protocol;
use hongyan_store::attempt::Attempt;
use hongyan_store::receipt::Receipt;

use crate::lane::{Held, Lane};
use crate::plan::{self, Answered};
use crate::recent::Taken;

/// One batch of a lane's events.
pub(crate) struct Heard {
    pub(crate) channel: ChannelNo,
    pub(crate) protocol: Protocol,
    pub(crate) attempts: Vec<Attempt>,
    pub(crate) ended: Vec<(Ticket, Held, Answered)>,
    pub(crate) receipts: Vec<Receipt>,
    /// For each receipt the message that the lane remembers for it.
    pub(crate) known: Vec<Option<Taken>>,
    /// Messages that the carrier took, by its ids: to be remembered when they are durable.
    pub(crate) taken: Vec<(u64, Taken)>,
    pub(crate) inbounds: Vec<Inbound>,
    pub(crate) acks: Vec<AckToken>,
    /// Messages have fallen in doubt: their answers will not come, so receipts that wait in the store for them must
    /// speak for themselves.
    pub(crate) doubtful: bool,
}

/// Stands in for a carrier's code where our own encoder refused the message.
pub(crate) const UNSENDABLE: u32 = u32::MAX;

impl Heard {
    pub(crate) fn nothing(lane: &Lane) -> Self {
        Self {
            channel: lane.no,
            protocol: lane.protocol,
            attempts: Vec::new(),
            ended: Vec::new(),
            receipts: Vec::new(),
            known: Vec::new(),
            taken: Vec::new(),
            inbounds: Vec::new(),
            acks: Vec::new(),
            doubtful: false,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.attempts.is_empty()
            && self.ended.is_empty()
            && self.receipts.is_empty()
            && self.inbounds.is_empty()
    }

    /// How many rows it asks for, roughly.
    pub(crate) fn weight(&self) -> usize {
        self.attempts.len() + self.receipts.len() + self.inbounds.len()
    }
}

/// Sorts a lane's events; what came back for a message is counted on the message that the lane holds.
pub(crate) fn sort(lane: &Lane, events: Vec<ChannelEvent>) -> Heard {
    let mut batch = Heard::nothing(lane);
    let mut recent = lane.recent.lock().unwrap_or_else(PoisonError::into_inner);
    let mut held = lane.held.lock().unwrap_or_else(PoisonError::into_inner);
    let mut heard = |batch: &mut Heard, ticket: Ticket, parts: u8, count: &dyn Fn(&mut plan::Answers)| {
        let Some(of_ticket) = held.get_mut(&ticket) else { return };
        of_ticket.answers.parts = parts;
        count(&mut of_ticket.answers);
        let verdict = of_ticket.answers.verdict();
        if verdict != Answered::Waiting {
            batch.ended.push((ticket, of_ticket.clone(), verdict));
        }
        if verdict == Answered::NotSent {
            // It will be claimed again under the same ticket, perhaps as soon as this is written.
            held.remove(&ticket);
        }
    };
    for event in events {
        match event {
            ChannelEvent::Answered { ticket, part, parts, answer, sends, at } => {
                let (carrier_id, result) = match answer {
                    Answer::Accepted { carrier_id } => (Some(carrier_id), 0),
                    Answer::Refused { code } => (None, code),
                };
                let (message, try_no) = crate::lane::message_of(ticket);
                batch.attempts.push(Attempt {
                    message,
                    try_no,
                    part,
                    channel: lane.no,
                    carrier_id,
                    answered_at: at,
                    result,
                    stat: None,
                    stat_at: None,
                });
                heard(&mut batch, ticket, parts, &|answers| {
                    answers.repeated |= sends > 1;
                    match answer {
                        Answer::Accepted { .. } => answers.accepted += 1,
                        Answer::Refused { code } => {
                            answers.refused += 1;
                            answers.code = code;
                        }
                    }
                });
                if let (Some(id), 0 | 1, Some((of, held, Answered::Submitted))) =
                    (carrier_id, parts, batch.ended.last())
                    && *of == ticket
                {
                    batch.taken.push((id, Taken::of(held, at)));
                }
            }
            ChannelEvent::InDoubt { ticket, parts, .. } => {
                heard(&mut batch, ticket, parts, &|answers| answers.in_doubt += 1);
            }
            ChannelEvent::PartNotSent { ticket, parts, .. } => {
                heard(&mut batch, ticket, parts, &|answers| answers.not_sent += 1);
            }
            ChannelEvent::NotSent { ticket, .. } => {
                heard(&mut batch, ticket, 1, &|answers| answers.not_sent += 1);
            }
            ChannelEvent::Unsendable { ticket, cause, .. } => {
                tracing::error!(channel = %lane.no, %cause, "a message cannot be encoded for this channel");
                heard(&mut batch, ticket, 1, &|answers| {
                    answers.refused += 1;
                    answers.code = UNSENDABLE;
                });
            }
            ChannelEvent::Receipt { ack, carrier_id, number, stat, at, .. } => {
                batch.acks.push(ack);
                batch.known.push(recent.take(carrier_id, number));
                batch.receipts.push(Receipt {
                    channel: lane.no,
                    carrier_id,
                    number,
                    stat: stat.to_string(),
                    at,
                });
            }
            ChannelEvent::Inbound(inbound) => {
                batch.acks.push(inbound.ack);
                batch.inbounds.push(*inbound);
            }
            ChannelEvent::State { state, .. } => {
                tracing::info!(channel = %lane.no, state = state.code(), "the line's state");
            }
        }
    }
    drop((held, recent));
    batch.doubtful = batch.ended.iter().any(|(.., answered)| *answered == Answered::InDoubt);
    batch
}
