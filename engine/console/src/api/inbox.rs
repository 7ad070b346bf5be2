//! Replies by person, and answering.

use hongyan_store::conversation::{self, Mark, Narrowed};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::caller::Caller;
use super::host::Host;
use super::person::shown;
use super::reply::Nothing;
use crate::error::ConsoleError;
use crate::inbox::{Cursor, InboxFilter, Item, Said};
use crate::task::Started;
use crate::view;

/// Characters of the last reply that a list shows.
const LAST_TEXT_MAX: usize = 200;
/// Entries of one page of a conversation.
const ITEMS: u32 = 50;

/// Which conversations.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConversationFilter {
    /// Every one.
    All,
    /// With replies that nobody has read.
    Unread,
    /// With a reply that may be an opt-out.
    Ask,
    /// With people who opted out.
    OptOut,
}

/// Which conversations, newest first.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ConversationsOf {
    /// Which kind.
    pub filter: ConversationFilter,
    /// A part of the number, or of the name or a reply.
    pub search: String,
    /// Older than this cursor.
    pub before: Option<String>,
    /// At most so many.
    pub limit: u32,
    /// Whether numbers are shown whole.
    pub whole: bool,
}

/// A conversation in the list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ConversationRow {
    /// The number.
    pub number: String,
    /// The id to open it.
    pub person: String,
    /// The name in the address book.
    pub name: String,
    /// The begin of the last reply.
    pub last_text: String,
    /// When it came.
    pub last_at: String,
    /// Replies that nobody has read.
    pub unread: u64,
    /// Whether a person must decide about an opt-out.
    pub ask: bool,
    /// Whether the person opted out of anything.
    pub opted_out: bool,
    /// Whether somebody has dealt with it.
    pub done: bool,
    /// The task that the last reply answers.
    pub task: Option<String>,
    /// Its name.
    pub task_name: Option<String>,
}

/// Some conversations. A page may be short or empty and still have a next one: the search went on for a while.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ConversationPage {
    /// Newest first.
    pub conversations: Vec<ConversationRow>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Conversations with unread replies, at most 1,000 are counted.
    pub unread: u64,
    /// Replies that may be opt-outs.
    pub ask: u64,
}

/// One conversation; without `before` its newest entries.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OneConversation {
    /// With whom.
    pub person: String,
    /// Older than this cursor.
    pub before: Option<String>,
    /// Whether the number is shown whole.
    pub whole: bool,
}

/// One entry of a conversation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ConversationItem {
    /// Who said it.
    #[ts(type = "\"sent\" | \"reply\"")]
    pub kind: &'static str,
    /// The id of the message or reply.
    pub id: String,
    /// When.
    pub at: String,
    /// The text as it was on the phone.
    pub text: String,
    /// Where a message stands.
    #[ts(type = "MessageState | null")]
    pub state: Option<&'static str>,
    /// The task.
    pub task: Option<String>,
    /// Its name.
    pub task_name: Option<String>,
    /// Whether a reply refuses further messages.
    #[ts(type = "\"yes\" | \"no\" | \"ask\" | null")]
    pub opt_out: Option<&'static str>,
    /// Whether all parts of a reply have come.
    pub complete: bool,
    /// Whether it went by simulated carriers.
    pub sandbox: bool,
}

/// A conversation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Conversation {
    /// The id.
    pub person: String,
    /// The number.
    pub number: String,
    /// The name in the address book.
    pub name: String,
    /// What was said, oldest first.
    pub items: Vec<ConversationItem>,
    /// Where older entries begin.
    pub next: Option<String>,
    /// Whether the person opted out of anything.
    pub opted_out: bool,
    /// Whether the number is on the blacklist.
    pub blacklisted: bool,
    /// Whether the address book has the number.
    pub contact: bool,
    /// Whether an answer goes by simulated carriers, as what was said last.
    pub sandbox: bool,
}

/// A mark on a conversation.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConversationMark {
    /// Everything was read.
    Read,
    /// The last reply is to be read again.
    Unread,
    /// Somebody has dealt with it.
    Done,
    /// It is to be dealt with again.
    Open,
}

/// Marks a conversation.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MarkConversation {
    /// With whom.
    pub person: String,
    /// How.
    pub mark: ConversationMark,
}

/// What a person says about a reply that may be an opt-out.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DecideOptOut {
    /// The reply.
    pub reply: String,
    /// Whether it is one.
    pub opt_out: bool,
}

/// An answer; the same `client_key` sends it once.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// To whom.
    pub person: String,
    /// The text.
    pub text: String,
    /// The signature.
    pub signature: String,
    /// The key.
    pub client_key: String,
}

pub(super) async fn conversations(
    host: &Host,
    _caller: &Caller,
    request: ConversationsOf,
) -> Result<ConversationPage, ConsoleError> {
    let console = host.console();
    let before = match &request.before {
        Some(cursor) => Some(cursor.parse().map_err(|_| ConsoleError::not_found("page", cursor))?),
        None => None,
    };
    let narrowed = match request.filter {
        ConversationFilter::All => Narrowed::All,
        ConversationFilter::Unread => Narrowed::Unread,
        ConversationFilter::Ask => Narrowed::Ask,
        ConversationFilter::OptOut => Narrowed::OptedOut,
    };
    let filter = InboxFilter { narrowed, search: request.search, before, limit: request.limit };
    let (page, waiting) = console.conversations(&filter).await?;
    let (ids, shown) = (console.person_ids().await?, shown(request.whole));
    let row = |one: conversation::Conversation| ConversationRow {
        number: shown.number(one.number),
        person: ids.id(one.number),
        name: one.name,
        last_text: one.text.chars().take(LAST_TEXT_MAX).collect(),
        last_at: view::time(one.at),
        unread: one.unread,
        ask: one.ask,
        opted_out: one.opted_out,
        done: one.done,
        task: one.task.as_ref().map(|(no, _)| no.to_string()),
        task_name: one.task.map(|(_, name)| name),
    };
    Ok(ConversationPage {
        conversations: page.conversations.into_iter().map(row).collect(),
        next: page.next.map(|next| next.to_string()),
        unread: waiting.unread,
        ask: waiting.ask,
    })
}

pub(super) async fn conversation(
    host: &Host,
    _caller: &Caller,
    request: OneConversation,
) -> Result<Conversation, ConsoleError> {
    let console = host.console();
    let number = console.person_number(&request.person).await?;
    let before = match &request.before {
        Some(cursor) => Some(cursor_of(cursor).ok_or_else(|| ConsoleError::not_found("page", cursor))?),
        None => None,
    };
    let thread = console.conversation(number, before, ITEMS).await?;
    Ok(Conversation {
        person: request.person,
        number: shown(request.whole).number(thread.number),
        name: thread.name,
        sandbox: thread.items.last().is_some_and(|item| item.sandbox),
        items: thread.items.into_iter().map(item).collect(),
        next: thread.next.map(|cursor| format!("{}.{}", cursor.message, cursor.reply)),
        opted_out: thread.opted_out,
        blacklisted: thread.blacklisted,
        contact: thread.contact,
    })
}

pub(super) async fn mark_conversation(
    host: &Host,
    _caller: &Caller,
    request: MarkConversation,
) -> Result<Nothing, ConsoleError> {
    let number = host.console().person_number(&request.person).await?;
    let mark = match request.mark {
        ConversationMark::Read => Mark::Read,
        ConversationMark::Unread => Mark::Unread,
        ConversationMark::Done => Mark::Done,
        ConversationMark::Open => Mark::Open,
    };
    host.console().mark_conversation(number, mark).await?;
    Ok(Nothing {})
}

pub(super) async fn decide_opt_out(
    host: &Host,
    caller: &Caller,
    request: DecideOptOut,
) -> Result<Nothing, ConsoleError> {
    let reply = request.reply.parse().map_err(|_| ConsoleError::not_found("reply", &request.reply))?;
    host.console().decide_opt_out(reply, request.opt_out, caller.uid()).await?;
    Ok(Nothing {})
}

fn item(item: Item) -> ConversationItem {
    let (kind, id, state, opt_out, complete) = match item.said {
        Said::Sent { message, state } => ("sent", message.to_string(), Some(state.code()), None, true),
        Said::Reply { reply, opt_out, complete } => {
            ("reply", reply.to_string(), None, Some(opt_out.code()), complete)
        }
    };
    ConversationItem {
        kind,
        id,
        at: view::time(item.at),
        text: item.text,
        state,
        task: item.task.as_ref().map(|(no, _)| no.to_string()),
        task_name: item.task.map(|(_, name)| name),
        opt_out,
        complete,
        sandbox: item.sandbox,
    }
}

fn cursor_of(text: &str) -> Option<Cursor> {
    let (message, reply) = text.split_once('.')?;
    Some(Cursor { message: message.parse().ok()?, reply: reply.parse().ok()? })
}

pub(super) async fn answer(host: &Host, caller: &Caller, request: Answer) -> Result<Started, ConsoleError> {
    let console = host.console();
    let number = console.person_number(&request.person).await?;
    let text = crate::inbox::AnswerText { text: request.text, signature: request.signature };
    console.answer(number, text, Some(request.client_key), caller.uid()).await
}
