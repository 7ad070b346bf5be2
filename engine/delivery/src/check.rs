//! The check before sending: the same decisions as the engine's, over the whole list, nothing written.

use std::time::Duration;

use hongyan_domain::{GroupNo, Msisdn, Segments, UnixMillis};
use hongyan_policy::Decision;
use hongyan_policy::preflight::{Draft, Preflight, Refused, Routed, Tally};
use hongyan_policy::route::ChannelView;
use hongyan_policy::validity;
use hongyan_store::StoreError;
use hongyan_store::audience::member;
use hongyan_store::task::TaskDraft;
use thiserror::Error;

use crate::consider::Considering;
use crate::text::{TaskText, TextError};
use crate::world::World;

/// People per page.
const PAGE_MAX: u32 = 4_096;

/// Why nothing could be checked.
#[derive(Debug, Error)]
pub enum CheckError {
    /// The text must be mended first.
    #[error(transparent)]
    Text(#[from] TextError),
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What the check found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checked {
    /// The figures and findings.
    pub preflight: Preflight,
    /// Variables without default that at least one person has no value for, with how many people.
    pub missing: Vec<(String, u64)>,
    /// A finished text of the list: the first person's whose text could be filled in.
    pub sample: Option<String>,
}

pub(crate) async fn check(world: &World, draft: &TaskDraft, now: UnixMillis) -> Result<Checked, CheckError> {
    let text = TaskText::of(draft, world.limits)?;
    let channels = world.channel_views().await?;
    let mut considering = Considering::new(world, draft, &text, &channels);
    let mut tally = Tally::new();
    let mut missing: Vec<(String, u64)> = text.names().iter().map(|name| (name.clone(), 0)).collect();
    let mut sample = None;
    let mut after: Option<Msisdn> = None;
    loop {
        let mut reader = world.db.read().await?;
        let members = member::page(&mut reader, draft.group, after, PAGE_MAX).await?;
        for (person, member) in considering.page(&mut reader, &members).await?.iter().zip(&members) {
            tally.add(&person.decided);
            if person.decided.is_err() {
                for (value, (_, count)) in text.values(member).iter().zip(&mut missing) {
                    *count += u64::from(value.as_deref().is_none_or(str::is_empty));
                }
            } else if sample.is_none() {
                sample = text.finished(person.vars.as_deref()).ok().map(|text| text.to_string());
            }
        }
        after = members.last().map(|member| member.number);
        if members.len() < usize::try_from(PAGE_MAX).unwrap_or(usize::MAX) {
            break;
        }
    }
    missing.retain(|(_, count)| *count > 0);
    let wanted_at = wanted(draft, now);
    let signature = Some(draft.signature.as_str()).filter(|signature| !signature.is_empty());
    let about = Draft {
        business: draft.business,
        signature,
        body: &draft.template,
        wanted_at,
        not_after: not_after(world, draft, wanted_at),
    };
    // Practice knows simulated channels only: real ones beside them are none of its findings.
    let rivals: Vec<ChannelView> =
        channels.into_iter().filter(|channel| channel.sandbox || !draft.sandbox).collect();
    Ok(Checked { preflight: tally.finish(&about, &rivals, world.limits), missing, sample })
}

pub(crate) async fn explain(
    world: &World,
    draft: &TaskDraft,
    number: Msisdn,
) -> Result<Decision<Result<Routed, Refused>>, CheckError> {
    let text = TaskText::of(draft, world.limits)?;
    let channels = world.channel_views().await?;
    let considering = Considering::new(world, draft, &text, &channels);
    let mut reader = world.db.read().await?;
    let member = find(&mut reader, draft.group, number).await?;
    let segments = match member {
        Some(member) => text.fill(&text.values(&member), &mut String::new()).unwrap_or_default(),
        None => Segments { parts: 1, billed: 1, units: 0 },
    };
    Ok(considering.explain(&mut reader, number, segments).await?)
}

async fn find(
    conn: &mut hongyan_store::Conn,
    group: GroupNo,
    number: Msisdn,
) -> Result<Option<member::Member>, StoreError> {
    member::find(conn, group, number).await
}

/// When the task wants to leave: its own time, or now and after the undo window.
pub(crate) fn wanted(draft: &TaskDraft, now: UnixMillis) -> UnixMillis {
    let undo = now + Duration::from_millis(u64::from(draft.undo_ms));
    draft.start_at.map_or(undo, |at| at.max(undo))
}

/// When its messages lose their validity if they leave at `release`.
pub(crate) fn not_after(world: &World, draft: &TaskDraft, release: UnixMillis) -> UnixMillis {
    let chosen = u64::try_from(draft.validity_ms).ok().filter(|ms| *ms > 0).map(Duration::from_millis);
    validity::not_after(world.limits, draft.business, release, chosen)
}
