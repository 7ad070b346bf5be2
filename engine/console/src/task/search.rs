//! Messages as the screens look for them: any filter over millions, and all about one.

use std::collections::BTreeSet;

use hongyan_domain::{Carrier, ChannelNo, MessageId, MessageState, TaskNo, UnixMillis};
use hongyan_insight::cause::{Causes, Standing};
use hongyan_insight::{Language, TaskTexts as _};
use hongyan_policy::Why;
use hongyan_policy::codes::{CodeTable, End, Outcome, Protocol, Source};
use hongyan_store::channel::{self, StoredChannel};
use hongyan_store::message::{self, Message, Wanted};
use hongyan_store::task;
use hongyan_store::{Conn, StoreError, attempt};
use serde::Serialize;
use ts_rs::TS;

use super::check::Reason;
use super::message::{AttemptView, attempt_view};
use super::told::reason_of;
use crate::channel::yuan;
use crate::compose::seams;
use crate::contact::{PAGE_MAX, number_of};
use crate::error::{ConsoleError, ErrorCode};
use crate::open::Console;
use crate::report::Texts;
use crate::view::{self, Shown};

/// Rows that one page looks at: a quarter of a second's worth where no index helps.
const LOOKS_MAX: u32 = 60_000;

/// Which messages; what is empty narrows nothing.
#[derive(Clone, Debug, Default)]
pub struct MessageSearch {
    /// Of this task.
    pub task: Option<TaskNo>,
    /// To this number, in any spelling.
    pub number: Option<String>,
    /// In one of these states.
    pub states: Vec<MessageState>,
    /// Of one of these failure classes or exclusions.
    pub classes: Vec<String>,
    /// With this code of the carrier's.
    pub code: Option<String>,
    /// To this carrier.
    pub carrier: Option<Carrier>,
    /// By this channel.
    pub channel: Option<ChannelNo>,
    /// Taken by a carrier, or due, at or after this moment.
    pub from: Option<UnixMillis>,
    /// And before this one.
    pub to: Option<UnixMillis>,
    /// Of practice, or not.
    pub sandbox: Option<bool>,
}

/// A message in a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct MessageRow {
    /// Its id.
    pub message: String,
    /// Its task.
    pub task: String,
    /// The task's name.
    pub task_name: String,
    /// The person, masked unless asked for.
    pub number: String,
    /// Where it stands.
    #[ts(type = "MessageState")]
    pub state: &'static str,
    /// The carrier.
    #[ts(type = "Carrier")]
    pub carrier: &'static str,
    /// The channel's name; empty when it has none.
    pub channel: String,
    /// Segments billed.
    pub segments: u32,
    /// Their price in yuan.
    pub price: String,
    /// How often it was handed to a channel.
    pub tries: u32,
    /// Who allowed a second copy.
    #[ts(type = "\"none\" | \"policy\" | \"person\"")]
    pub mark: &'static str,
    /// When the carrier took it.
    pub submitted_at: Option<String>,
    /// When it ended.
    pub ended_at: Option<String>,
    /// Failure class or exclusion.
    pub class: String,
    /// The carrier's own words.
    pub code: String,
    /// What they mean.
    pub cause: String,
    /// What to do.
    pub action: String,
    /// Whether it is practice.
    pub sandbox: bool,
    /// Whether the person replied to it.
    pub replied: bool,
}

/// Messages, newest first. `next` is where the next page begins; with fewer messages than were asked for, the search
/// paused there and goes on from it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct MessagePage {
    /// The messages.
    pub messages: Vec<MessageRow>,
    /// What to give as `before` for the next page; none when there is nothing more.
    pub next: Option<String>,
}

/// All about a message.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct MessageDetail {
    /// What lists show.
    #[serde(flatten)]
    pub row: MessageRow,
    /// What it says.
    pub text: String,
    /// Where its segments part, in UTF-16 units of the text.
    pub seams: Vec<u32>,
    /// Why this carrier and channel.
    pub why: Vec<Reason>,
    /// Its tries, part by part.
    pub attempts: Vec<AttemptView>,
}

impl Console {
    /// Messages with ids below `before`, newest first, at most `limit`; causes in `language`.
    ///
    /// # Errors
    /// [`ErrorCode::NumberInvalid`] when the number is none.
    pub async fn message_page(
        &self,
        search: &MessageSearch,
        before: Option<MessageId>,
        limit: u32,
        language: Language,
        shown: Shown,
    ) -> Result<MessagePage, ConsoleError> {
        let number = search.number.as_deref().map(number_of).transpose()?;
        let wanted = Wanted {
            task: search.task,
            number,
            states: states_of(search),
            classes: search.classes.clone(),
            code: search.code.clone(),
            carrier: search.carrier,
            channel: search.channel,
            from: search.from,
            to: search.to,
            sandbox: search.sandbox,
        };
        let causes = self.causes(language).await?;
        let mut reader = self.db.read().await?;
        let limit = limit.clamp(1, PAGE_MAX);
        let found = message::search(&mut reader, &wanted, before, limit, LOOKS_MAX).await?;
        let messages = rows_of(&mut reader, &found.messages, &causes, shown).await?;
        Ok(MessagePage { messages, next: found.next.map(|id| id.to_string()) })
    }

    /// All about one message; causes in `language`.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn message_detail(
        &self,
        id: MessageId,
        language: Language,
        shown: Shown,
    ) -> Result<MessageDetail, ConsoleError> {
        let causes = self.causes(language).await?;
        let mut reader = self.db.read().await?;
        let message = message::find(&mut reader, id).await?;
        let message = message.ok_or_else(|| ConsoleError::not_found("message", id))?;
        let channels = channel::list(&mut reader, true).await?;
        let task = task::find(&mut reader, message.task).await?;
        let text = Texts.text(&task, message.vars.as_deref());
        let attempts = attempt::of(&mut reader, id).await?;
        let why = Why::split(&message.why).iter().map(|why| reason_of(why, &channels)).collect();
        let mut rows = rows_of(&mut reader, std::slice::from_ref(&message), &causes, shown).await?;
        let row =
            rows.pop().ok_or_else(|| ConsoleError::new(ErrorCode::Internal, "a message without row"))?;
        Ok(MessageDetail {
            row,
            seams: text.as_deref().map(seams).unwrap_or_default(),
            text: text.map(|text| text.to_string()).unwrap_or_default(),
            why,
            attempts: attempts.iter().map(attempt_view).collect(),
        })
    }
}

/// Only what has been answered has a code: what ended without coming through, or what waits for another try, unless
/// the code itself says that it came through.
fn states_of(search: &MessageSearch) -> Vec<MessageState> {
    let Some(code) = search.code.as_deref().filter(|_| search.states.is_empty()) else {
        return search.states.clone();
    };
    let verdict = CodeTable::shipped().verdict("", Protocol::Cmpp30, Source::Stat(code));
    if verdict.outcome == Outcome::Final(End::Delivered) {
        return vec![MessageState::Delivered];
    }
    let silent =
        [MessageState::Excluded, MessageState::Claimed, MessageState::Submitted, MessageState::Delivered];
    MessageState::ALL.into_iter().filter(|state| !silent.contains(state)).collect()
}

/// These messages as lists show them.
pub(crate) async fn rows_of(
    conn: &mut Conn,
    messages: &[Message],
    causes: &Causes,
    shown: Shown,
) -> Result<Vec<MessageRow>, StoreError> {
    let channels = channel::list(conn, true).await?;
    let tasks = task::names(conn, &messages.iter().map(|message| message.task).collect()).await?;
    let ids: Vec<MessageId> = messages.iter().map(|message| message.id).collect();
    let replied: BTreeSet<MessageId> = message::replied(conn, &ids).await?.into_iter().collect();
    let row = |message: &Message| {
        let task = tasks.get(&message.task);
        row_of(message, task, &channels, causes, shown, replied.contains(&message.id))
    };
    Ok(messages.iter().map(row).collect())
}

fn row_of(
    message: &Message,
    task: Option<&(String, bool)>,
    channels: &[StoredChannel],
    causes: &Causes,
    shown: Shown,
    replied: bool,
) -> MessageRow {
    let standing = Standing {
        state: message.state,
        channel: message.channel,
        class: &message.class,
        code: &message.code,
    };
    let explained = causes.explain(&standing);
    let channel = channels.iter().find(|channel| channel.no == message.channel);
    MessageRow {
        message: message.id.to_string(),
        task: message.task.to_string(),
        task_name: task.map(|(name, _)| name.clone()).unwrap_or_default(),
        number: shown.number(message.number),
        state: message.state.code(),
        carrier: message.carrier.code(),
        channel: channel.map(|channel| channel.draft.name.clone()).unwrap_or_default(),
        segments: message.billed,
        price: yuan(hongyan_domain::Money(message.price)),
        tries: message.tries,
        mark: message.mark.code(),
        submitted_at: message.submitted_at.map(view::time),
        ended_at: message.done_at.map(view::time),
        class: message.class.clone(),
        code: message.code.clone(),
        cause: explained.cause,
        action: explained.action,
        sandbox: task.is_some_and(|(_, sandbox)| *sandbox),
        replied,
    }
}
