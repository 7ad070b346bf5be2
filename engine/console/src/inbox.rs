//! The inbox: replies by person, with what was sent to them, and answering.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use hongyan_delivery::TaskText;
use hongyan_domain::{ChannelNo, MessageId, MessageState, Msisdn, TaskNo, UnixMillis};
use hongyan_policy::limits::Limits;
use hongyan_store::audience::blocklist::{self, BlockKind};
use hongyan_store::audience::contact;
use hongyan_store::audience::search::Needle;
use hongyan_store::conversation::{self, Home, Mark, Narrowed, Page, Waiting};
use hongyan_store::inbound::{self, Inbound, InboundFilter, OptOutMark};
use hongyan_store::message::{self, Message};
use hongyan_store::{Conn, StoreError, channel, task};

use crate::contact::PAGE_MAX;
use crate::error::ConsoleError;
use crate::open::Console;
use crate::send::{SendRequest, spec_of};
use crate::task::{Started, TaskSpec};

/// Messages of a person that one page of a conversation looks at, beside those it shows.
const LOOKED_AT: u32 = 200;
/// What answers are for: somebody wrote and waits.
const ANSWERS_ARE: &str = "notice";

/// Which conversations.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct InboxFilter {
    /// Which kind.
    pub narrowed: Narrowed,
    /// A part of the number, or of the name or a text.
    pub search: String,
    /// Older than this cursor.
    pub before: Option<i64>,
    /// How many at most.
    pub limit: u32,
}

/// Where a page of a conversation ended: behind these messages and replies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cursor {
    /// The oldest message that was shown.
    pub message: i64,
    /// The oldest reply.
    pub reply: i64,
}

/// What a person writes back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AnswerText {
    /// The text as it is.
    pub text: String,
    /// The signature.
    pub signature: String,
}

/// What stands in a conversation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Said {
    /// We wrote.
    Sent {
        /// The message.
        message: MessageId,
        /// Where it stands.
        state: MessageState,
    },
    /// The person wrote.
    Reply {
        /// The reply.
        reply: i64,
        /// Whether it refuses further messages.
        opt_out: OptOutMark,
        /// Whether all its parts have come.
        complete: bool,
    },
}

/// One entry of a conversation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// Who said it.
    pub said: Said,
    /// When.
    pub at: UnixMillis,
    /// The text as it was on the phone.
    pub text: String,
    /// The task, with its name.
    pub task: Option<(TaskNo, String)>,
    /// Whether it went by simulated carriers.
    pub sandbox: bool,
    channel: ChannelNo,
}

/// A conversation, oldest entry first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Thread {
    /// With whom.
    pub number: Msisdn,
    /// The name in the address book.
    pub name: String,
    /// What was said.
    pub items: Vec<Item>,
    /// Where older entries begin.
    pub next: Option<Cursor>,
    /// Whether the person opted out of anything.
    pub opted_out: bool,
    /// Whether the number is on the blacklist.
    pub blacklisted: bool,
    /// Whether the address book has the number.
    pub contact: bool,
}

impl Console {
    /// Conversations, the newest first, and what waits.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn conversations(&self, filter: &InboxFilter) -> Result<(Page, Waiting), ConsoleError> {
        let mut reader = self.db.read().await?;
        let needle = Needle::of(&filter.search);
        let limit = filter.limit.clamp(1, PAGE_MAX);
        let page =
            conversation::page(&mut reader, filter.narrowed, needle.as_ref(), filter.before, limit).await?;
        Ok((page, conversation::waiting(&mut reader).await?))
    }

    /// What was sent to a person and what they wrote.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn conversation(
        &self,
        number: Msisdn,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Thread, ConsoleError> {
        let mut reader = self.db.read().await?;
        let limit = usize::try_from(limit.clamp(1, PAGE_MAX)).unwrap_or(usize::MAX);
        let (items, next) = said(&mut reader, number, before, limit).await?;
        let person = contact::by_number(&mut reader, number).await?;
        let blocks = blocklist::of_numbers(&mut reader, &[number]).await?;
        let on = |kind: BlockKind| blocks.iter().any(|block| block.kind == kind);
        Ok(Thread {
            number,
            contact: person.is_some(),
            name: person.map(|person| person.name).unwrap_or_default(),
            items,
            next,
            opted_out: on(BlockKind::OptOut),
            blacklisted: on(BlockKind::Blacklist),
        })
    }

    /// Marks a conversation as read, to be read, dealt with, or open.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`](crate::ErrorCode::NotFound) when the person never wrote.
    pub async fn mark_conversation(&self, number: Msisdn, mark: Mark) -> Result<(), ConsoleError> {
        let at = self.now();
        let marked =
            self.db.write(move |tx| Box::pin(async move { conversation::mark(tx, number, mark, at).await }));
        Ok(marked.await?)
    }

    /// What a person says about a reply that may be an opt-out. An opt-out holds at once, also for what is queued.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`](crate::ErrorCode::NotFound).
    pub async fn decide_opt_out(&self, reply: i64, opt_out: bool, by: &str) -> Result<(), ConsoleError> {
        Ok(self.engine.decide_opt_out(reply, opt_out, by).await?)
    }

    /// Answers a person in the world of what was said last, simulated or real, and by the same channel while it is there.
    /// The same key answers once.
    ///
    /// # Errors
    /// [`ErrorCode::TaskInvalid`](crate::ErrorCode::TaskInvalid) with every mistake;
    /// [`ErrorCode::NotFound`](crate::ErrorCode::NotFound) when nothing was ever said.
    pub async fn answer(
        &self,
        number: Msisdn,
        answer: AnswerText,
        client_key: Option<String>,
        by: &str,
    ) -> Result<Started, ConsoleError> {
        let last = {
            let mut reader = self.db.read().await?;
            let (items, _) = said(&mut reader, number, None, 1).await?;
            items.into_iter().next_back().ok_or_else(|| ConsoleError::not_found("conversation", number))?
        };
        let there = channel::list(&mut *self.db.read().await?, false).await?;
        let by_the_same = there.iter().any(|channel| channel.no == last.channel);
        let request = SendRequest {
            to: number.reveal(),
            text: answer.text,
            signature: Some(answer.signature),
            business: ANSWERS_ARE.to_owned(),
            channel: by_the_same.then(|| last.channel.to_string()),
        };
        let (sandbox, by_number) = (Some(last.sandbox), true);
        let spec = TaskSpec { sandbox, client_key, by_number, ..spec_of(&request) };
        self.create_and_start(&spec, true, by).await
    }
}

/// The newest entries before a place, oldest first, and where the older ones begin.
async fn said(
    conn: &mut Conn,
    number: Msisdn,
    before: Option<Cursor>,
    limit: usize,
) -> Result<(Vec<Item>, Option<Cursor>), ConsoleError> {
    let fetched = u32::try_from(limit).unwrap_or(PAGE_MAX) + 1;
    let from = before.map(|cursor| MessageId(cursor.message));
    let sent = message::of_number(conn, number, from, fetched + LOOKED_AT).await?;
    let filter = InboundFilter { number: Some(number), ..InboundFilter::default() };
    let replies = inbound::page(conn, &filter, before.map(|cursor| cursor.reply), fetched).await?;
    let all_sent = u32::try_from(sent.len()).unwrap_or(u32::MAX) < fetched + LOOKED_AT;
    let all_replies = u32::try_from(replies.len()).unwrap_or(u32::MAX) < fetched;
    let mut cursor = before.unwrap_or(Cursor { message: i64::MAX, reply: i64::MAX });
    let (mut sent, mut replies) = (sent.into_iter().peekable(), replies.into_iter().peekable());
    let mut homes = Homes::default();
    let mut items = Vec::new();
    let mut more = false;
    loop {
        if items.len() >= limit {
            more = sent.peek().is_some() || replies.peek().is_some() || !all_sent || !all_replies;
            break;
        }
        let sent_is_newer = match (sent.peek(), replies.peek()) {
            (None, None) => {
                more = !all_sent || !all_replies;
                break;
            }
            // What was not read may be newer than what is left of the other side.
            (None, Some(_)) if !all_sent => {
                more = true;
                break;
            }
            (Some(_), None) if !all_replies => {
                more = true;
                break;
            }
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (Some(message), Some(reply)) => when(message) > reply.reply.at,
        };
        if sent_is_newer {
            let Some(message) = sent.next() else { break };
            cursor.message = message.id.0;
            // Who was left out got nothing.
            if message.state != MessageState::Excluded {
                items.push(homes.sent(conn, &message).await?);
            }
        } else {
            let Some(reply) = replies.next() else { break };
            cursor.reply = reply.id;
            items.push(homes.reply(conn, reply).await?);
        }
    }
    items.reverse();
    Ok((items, more.then_some(cursor)))
}

fn when(message: &Message) -> UnixMillis {
    message.submitted_at.unwrap_or(message.due_at)
}

/// Names, worlds and texts of the tasks and channels of one page, each looked up once.
#[derive(Default)]
struct Homes {
    tasks: BTreeMap<TaskNo, (Option<Home>, Option<TaskText>)>,
    channels: BTreeMap<ChannelNo, bool>,
}

impl Homes {
    async fn task(
        &mut self,
        conn: &mut Conn,
        no: TaskNo,
    ) -> Result<&(Option<Home>, Option<TaskText>), ConsoleError> {
        match self.tasks.entry(no) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => {
                let home = conversation::task_home(conn, no).await?;
                let text = match task::find(conn, no).await {
                    Ok(task) => TaskText::of(&task.draft, Limits::shipped()).ok(),
                    Err(StoreError::NotFound { .. }) => None,
                    Err(error) => return Err(error.into()),
                };
                Ok(place.insert((home, text)))
            }
        }
    }

    async fn sent(&mut self, conn: &mut Conn, message: &Message) -> Result<Item, ConsoleError> {
        let (home, text) = self.task(conn, message.task).await?;
        let text = text.as_ref().and_then(|text| text.finished(message.vars.as_deref()).ok());
        Ok(Item {
            said: Said::Sent { message: message.id, state: message.state },
            at: when(message),
            text: text.map(|text| text.to_string()).unwrap_or_default(),
            task: home.as_ref().map(|home| (message.task, home.name.clone())),
            sandbox: home.as_ref().is_some_and(|home| home.sandbox),
            channel: message.channel,
        })
    }

    async fn reply(&mut self, conn: &mut Conn, row: Inbound) -> Result<Item, ConsoleError> {
        let Inbound { id, reply } = row;
        let task = match reply.task {
            Some(no) => self.task(conn, no).await?.0.as_ref().map(|home| (no, home.name.clone())),
            None => None,
        };
        let sandbox = match self.channels.get(&reply.channel) {
            Some(sandbox) => *sandbox,
            None => {
                let home = conversation::channel_home(conn, reply.channel).await?;
                let sandbox = home.is_some_and(|home| home.sandbox);
                self.channels.insert(reply.channel, sandbox);
                sandbox
            }
        };
        Ok(Item {
            said: Said::Reply { reply: id, opt_out: reply.opt_out, complete: reply.complete },
            at: reply.at,
            text: reply.text,
            task,
            sandbox,
            channel: reply.channel,
        })
    }
}
