//! One number among millions: every message to a person, where it stands, why, and what it said (operator guide J4).

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use hongyan_domain::{ChannelNo, MessageId, Msisdn, TaskNo};
use hongyan_store::audience::blocklist::{self, Block};
use hongyan_store::inbound::{self, Inbound, InboundFilter};
use hongyan_store::message::{self, Message};
use hongyan_store::task::{self, Task};
use hongyan_store::{Conn, StoreError, channel};

use crate::TaskTexts;
use crate::cause::{Causes, Explanation, Standing};

/// Messages of one page at most.
pub const PAGE_MAX: u32 = 200;

/// One message to the person.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The message.
    pub message: Message,
    /// The name of its task.
    pub task_name: Arc<str>,
    /// The name of its channel; empty for none.
    pub channel_name: Arc<str>,
    /// Why it stands where it stands, and what to do.
    pub explanation: Explanation,
    /// What it says; `None` when it cannot be put together any more.
    pub text: Option<Arc<str>>,
}

/// What is known of a number.
#[derive(Clone, Debug)]
pub struct Known {
    /// The number.
    pub number: Msisdn,
    /// Messages, newest first.
    pub sent: Vec<Sent>,
    /// The cursor of the next page; `None` when there are no more messages.
    pub next: Option<MessageId>,
    /// Replies, newest first, at most [`PAGE_MAX`].
    pub replies: Vec<Inbound>,
    /// Opt-outs and blacklist entries.
    pub blocks: Vec<Block>,
}

/// Looks a number up: its messages with ids below `before`, newest first, at most `page_max` ([`PAGE_MAX`] at most).
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub async fn lookup(
    conn: &mut Conn,
    number: Msisdn,
    before: Option<MessageId>,
    page_max: u32,
    causes: &Causes,
    texts: &dyn TaskTexts,
) -> Result<Known, StoreError> {
    let page_max = page_max.clamp(1, PAGE_MAX);
    let messages = message::of_number(conn, number, before, page_max).await?;
    let full = messages.len() == usize::try_from(page_max).unwrap_or(usize::MAX);
    let next = messages.last().filter(|_| full).map(|last| last.id);
    let channels = channel_names(conn).await?;
    let mut tasks: BTreeMap<TaskNo, (Task, Arc<str>)> = BTreeMap::new();
    let mut sent = Vec::with_capacity(messages.len());
    for message in messages {
        let (task, name) = match tasks.entry(message.task) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => {
                let task = task::find(conn, message.task).await?;
                let name = Arc::from(task.draft.name.as_str());
                free.insert((task, name))
            }
        };
        let standing = Standing {
            state: message.state,
            channel: message.channel,
            class: &message.class,
            code: &message.code,
        };
        sent.push(Sent {
            task_name: Arc::clone(name),
            channel_name: channels.get(&message.channel).map_or_else(|| Arc::from(""), Arc::clone),
            explanation: causes.explain(&standing),
            text: texts.text(task, message.vars.as_deref()),
            message,
        });
    }
    let filter = InboundFilter { number: Some(number), ..InboundFilter::default() };
    let replies = inbound::page(conn, &filter, None, PAGE_MAX).await?;
    let blocks = blocklist::of_numbers(conn, &[number]).await?;
    Ok(Known { number, sent, next, replies, blocks })
}

/// The names of all channels there ever were.
pub(crate) async fn channel_names(conn: &mut Conn) -> Result<BTreeMap<ChannelNo, Arc<str>>, StoreError> {
    let stored = channel::list(conn, true).await?;
    Ok(stored.into_iter().map(|channel| (channel.no, Arc::from(channel.draft.name))).collect())
}
