//! The messages of a task, or of one person: where each stands, why, and what to do.

use hongyan_domain::{MessageId, MessageState, TaskNo};
use hongyan_insight::Language;
use hongyan_insight::cause::{Causes, Standing};
use hongyan_policy::Why;
use hongyan_store::message::{self, Filter, Message};
use hongyan_store::{attempt, channel};
use serde::Serialize;
use ts_rs::TS;

use super::check::Reason;
use super::told::reason_of;
use crate::channel::yuan;
use crate::contact::{PAGE_MAX, number_of};
use crate::error::ConsoleError;
use crate::open::Console;
use crate::view::{self, Shown};

/// Which messages.
#[derive(Clone, Debug, Default)]
pub struct MessageFilter {
    /// Only of this task.
    pub task: Option<TaskNo>,
    /// Only to this number.
    pub number: Option<String>,
    /// Only in this state.
    pub state: Option<MessageState>,
    /// Only of this failure class or exclusion.
    pub class: Option<String>,
    /// Only those behind the message of this id: the way to the next page.
    pub after: Option<MessageId>,
    /// How many at most.
    pub limit: u32,
}

/// A message as shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct MessageView {
    /// Its id.
    pub message: String,
    /// Its task.
    pub task: String,
    /// The person, masked unless asked for.
    pub number: String,
    /// Where it stands.
    pub state: &'static str,
    /// The carrier.
    pub carrier: &'static str,
    /// The channel's name; empty when it has none.
    pub channel: String,
    /// Segments billed.
    pub segments: u32,
    /// Their price in yuan.
    pub price: String,
    /// How often it was handed to a channel.
    pub tries: u32,
    /// Who allowed a second copy: `none`, `policy` or `person`.
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
    /// Why this carrier and channel.
    pub why: Vec<Reason>,
    /// Its tries, when one number was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attempts: Vec<AttemptView>,
}

/// One part of one try.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct AttemptView {
    /// Which try, from 1.
    pub try_no: u32,
    /// Which part, from 1.
    pub part: u8,
    /// The carrier's id.
    pub carrier_id: Option<String>,
    /// When the answer came.
    pub answered_at: String,
    /// 0 accepted; else the carrier's result.
    pub result: u32,
    /// The receipt's words.
    pub receipt: Option<String>,
    /// When the receipt came.
    pub receipt_at: Option<String>,
}

impl Console {
    /// Messages in the order of their ids; causes in `language`.
    ///
    /// # Errors
    /// When the number is none or the store cannot be read.
    pub async fn messages(
        &self,
        filter: &MessageFilter,
        language: Language,
        shown: Shown,
    ) -> Result<Vec<MessageView>, ConsoleError> {
        let number = filter.number.as_deref().map(number_of).transpose()?;
        let causes = self.causes(language).await?;
        let wanted = Filter { task: filter.task, number, state: filter.state, class: filter.class.clone() };
        let mut reader = self.db.read().await?;
        let after = filter.after.unwrap_or(MessageId(0));
        let rows = message::page(&mut reader, &wanted, after, filter.limit.clamp(1, PAGE_MAX)).await?;
        let channels = channel::list(&mut reader, true).await?;
        let mut views = Vec::with_capacity(rows.len());
        for row in &rows {
            let mut view = view_of(row, &causes, &channels, shown);
            if number.is_some() {
                view.attempts = attempt::of(&mut reader, row.id).await?.iter().map(attempt_view).collect();
            }
            views.push(view);
        }
        Ok(views)
    }
}

fn view_of(row: &Message, causes: &Causes, channels: &[channel::StoredChannel], shown: Shown) -> MessageView {
    let standing = Standing { state: row.state, channel: row.channel, class: &row.class, code: &row.code };
    let explained = causes.explain(&standing);
    let name =
        channels.iter().find(|channel| channel.no == row.channel).map(|channel| channel.draft.name.clone());
    MessageView {
        message: row.id.to_string(),
        task: row.task.to_string(),
        number: shown.number(row.number),
        state: row.state.code(),
        carrier: row.carrier.code(),
        channel: name.unwrap_or_default(),
        segments: row.billed,
        price: yuan(hongyan_domain::Money(row.price)),
        tries: row.tries,
        mark: row.mark.code(),
        submitted_at: row.submitted_at.map(view::time),
        ended_at: row.done_at.map(view::time),
        class: row.class.clone(),
        code: row.code.clone(),
        cause: explained.cause,
        action: explained.action,
        why: Why::split(&row.why).iter().map(|why| reason_of(why, channels)).collect(),
        attempts: Vec::new(),
    }
}

pub(super) fn attempt_view(row: &attempt::Attempt) -> AttemptView {
    AttemptView {
        try_no: row.try_no,
        part: row.part,
        carrier_id: row.carrier_id.map(|id| id.to_string()),
        answered_at: view::time(row.answered_at),
        result: row.result,
        receipt: row.stat.clone(),
        receipt_at: row.stat_at.map(view::time),
    }
}
