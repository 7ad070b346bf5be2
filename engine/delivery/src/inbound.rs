//! Replies: put together, tied to their task, and heeded when they refuse further messages.

use std::sync::Arc;
use std::time::Duration;

use hongyan_channels::Inbound;
use hongyan_domain::{ChannelNo, Exclusion, MessageState, Msisdn, TaskNo, UnixMillis};
use hongyan_policy::optout::OptOut;
use hongyan_store::audience::LOCAL;
use hongyan_store::audience::blocklist::{self, Block, BlockKind};
use hongyan_store::inbound::{self, InboundPart, NewInbound, OptOutMark};
use hongyan_store::message::{self, Message, To};
use hongyan_store::task::{self, Task};
use hongyan_store::{StoreError, Tx};
use hongyan_wire::text::{InboundPart as TextPart, UdhForm, decode, merge_mixed, udh};

use crate::plan;
use crate::world::World;

/// A reply answers what was sent to the person within this time.
const REPLY_WINDOW: Duration = Duration::from_secs(30 * 24 * 3_600);
/// Extensions repeat: so many of the newest tasks with one are asked whether they wrote to the person.
const TASKS_ASKED_MAX: u32 = 8;

/// Stores one inbound message, or keeps its part until the others have come.
pub(crate) async fn receive(
    tx: &mut Tx,
    world: &World,
    channel: ChannelNo,
    inbound: &Inbound,
) -> Result<(), StoreError> {
    let now = world.now();
    let Some(number) = inbound.number else {
        tracing::warn!(%channel, "an inbound message without a readable number is not kept");
        return Ok(());
    };
    if !inbound::first_time(tx, channel, inbound.carrier_id, number, now).await? {
        return Ok(());
    }
    let content = udh::read(&inbound.content, inbound.udhi);
    let Some(concat) = content.concat else {
        let text = decode(content.text, inbound.msg_fmt).text;
        return keep(tx, world, channel, number, &inbound.to, text, true, inbound.at).await;
    };
    let part = InboundPart {
        channel,
        number,
        sent_to: inbound.to.clone(),
        wide: concat.form == UdhForm::SixteenBit,
        reference: concat.reference,
        total: concat.total,
        part: concat.number,
        msg_fmt: inbound.msg_fmt,
        content: content.text.to_vec(),
        at: inbound.at,
    };
    let parts = inbound::keep_part(tx, &part).await?;
    if parts.len() < usize::from(concat.total) {
        return Ok(());
    }
    inbound::take_parts(tx, &part).await?;
    let text = put_together(&parts, concat.total);
    keep(tx, world, channel, number, &inbound.to, text, true, inbound.at).await
}

/// Stores long replies whose missing parts will not come any more, with what is there.
pub(crate) async fn give_up(tx: &mut Tx, world: &World, before: UnixMillis) -> Result<(), StoreError> {
    let mut waiting = inbound::stale_parts(tx, before).await?;
    while let Some(first) = waiting.first().cloned() {
        let same = |part: &InboundPart| {
            (part.channel, part.number, &part.sent_to, part.wide, part.reference, part.total)
                == (first.channel, first.number, &first.sent_to, first.wide, first.reference, first.total)
        };
        let (parts, rest): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|part| same(part));
        waiting = rest;
        inbound::take_parts(tx, &first).await?;
        let text = put_together(&parts, first.total);
        keep(tx, world, first.channel, first.number, &first.sent_to, text, false, first.at).await?;
    }
    Ok(())
}

fn put_together(parts: &[InboundPart], total: u8) -> String {
    let parts: Vec<TextPart> = parts
        .iter()
        .map(|part| TextPart { number: part.part, msg_fmt: part.msg_fmt, octets: part.content.clone() })
        .collect();
    merge_mixed(&parts, total).text
}

#[expect(clippy::too_many_arguments, reason = "a reply with where it came from")]
async fn keep(
    tx: &mut Tx,
    world: &World,
    channel: ChannelNo,
    number: Msisdn,
    sent_to: &str,
    text: String,
    complete: bool,
    at: UnixMillis,
) -> Result<(), StoreError> {
    let answered = answered_message(tx, number, sent_to, at).await?;
    let task = match &answered {
        Some(message) => Some(task::find(tx, message.task).await?),
        None => None,
    };
    let opt_out = match world.limits.opt_out.recognise(&text) {
        OptOut::OptOut => OptOutMark::Yes,
        OptOut::Ambiguous => OptOutMark::Ask,
        OptOut::No => OptOutMark::No,
    };
    if opt_out == OptOutMark::Yes {
        refuse(tx, world, number, task.as_ref()).await?;
    }
    let reply = NewInbound {
        channel,
        number,
        sent_to: sent_to.to_owned(),
        text,
        at,
        task: answered.as_ref().map(|message| message.task),
        message: answered.map(|message| message.id),
        opt_out,
        complete,
    };
    inbound::insert(tx, &reply).await.map(|_| ())
}

/// The message that a reply answers: of the newest task with the extension at the end of `sent_to` that wrote to this
/// person; else the last one that anybody wrote to them.
async fn answered_message(
    tx: &mut Tx,
    number: Msisdn,
    sent_to: &str,
    at: UnixMillis,
) -> Result<Option<Message>, StoreError> {
    let since = at - REPLY_WINDOW;
    for digits in (1..=sent_to.len().min(9)).rev() {
        let Some(extension) = sent_to.get(sent_to.len() - digits..) else { continue };
        let tasks: Vec<TaskNo> = task::with_extension(tx, extension, TASKS_ASKED_MAX).await?;
        for no in tasks {
            if let Some(message) = message::last_sent_to(tx, number, Some(no), since).await? {
                return Ok(Some(message));
            }
        }
    }
    message::last_sent_to(tx, number, None, since).await
}

/// Stores the refusal and stops what is queued for the person in the same transaction (P6). Its scope is the business
/// type of the task that was answered (operator guide C5); without a task it is everything.
async fn refuse(tx: &mut Tx, world: &World, number: Msisdn, task: Option<&Task>) -> Result<(), StoreError> {
    let now = world.now();
    let scope = task.map_or(String::new(), |task| task.draft.business.code().to_owned());
    let block = Block {
        number,
        kind: BlockKind::OptOut,
        scope: scope.clone(),
        source: "reply".to_owned(),
        note: String::new(),
        created_at: now,
    };
    blocklist::add(tx, world.uid(), &block, LOCAL).await?;
    stop_queued(tx, number, &scope, Exclusion::OptedOut, now).await
}

/// Takes a person out of everything that is queued for them and that `scope` stops.
pub(crate) async fn stop_queued(
    tx: &mut Tx,
    number: Msisdn,
    scope: &str,
    reason: Exclusion,
    now: UnixMillis,
) -> Result<(), StoreError> {
    let mut steps = Vec::new();
    for queued in message::queued_for(tx, number).await? {
        let task = task::find(tx, queued.task).await?;
        if World::scope_hits(scope, task.draft.business, &task.draft.signature) {
            let to = To { class: Arc::from(reason.code()), ..To::plain(MessageState::Excluded, now) };
            steps.push(plan::step(&queued.standing(), to));
        }
    }
    message::apply(tx, &steps).await.map(|_| ())
}
