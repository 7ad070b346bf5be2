//! What people wrote back.

use hongyan_domain::TaskNo;
use hongyan_store::inbound::{self, InboundFilter};
use serde::Serialize;

use crate::contact::{PAGE_MAX, number_of};
use crate::error::ConsoleError;
use crate::open::Console;
use crate::view::{self, Shown};

/// Which replies.
#[derive(Clone, Debug, Default)]
pub struct ReplyFilter {
    /// Only to this task.
    pub task: Option<TaskNo>,
    /// Only from this number.
    pub number: Option<String>,
    /// Only opt-outs and what may be one.
    pub opt_outs_only: bool,
    /// Only those older than the reply of this id: the way to the next page.
    pub before: Option<i64>,
    /// How many at most.
    pub limit: u32,
}

/// A reply as shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ReplyView {
    /// Its id.
    pub reply: String,
    /// When it came.
    pub at: String,
    /// Who wrote, masked unless asked for.
    pub number: String,
    /// What the person wrote.
    pub text: String,
    /// The task that it answers.
    pub task: Option<String>,
    /// The channel it came by.
    pub channel: String,
    /// The sender number it was written to.
    pub sent_to: String,
    /// `yes`, `no`, or `ask` when a person must decide.
    pub opt_out: &'static str,
    /// Whether all its parts have come.
    pub complete: bool,
}

impl Console {
    /// Replies, newest first.
    ///
    /// # Errors
    /// When the number is none or the store cannot be read.
    pub async fn replies(&self, filter: &ReplyFilter, shown: Shown) -> Result<Vec<ReplyView>, ConsoleError> {
        let number = filter.number.as_deref().map(number_of).transpose()?;
        let wanted = InboundFilter { task: filter.task, number, opt_outs_only: filter.opt_outs_only };
        let limit = filter.limit.clamp(1, PAGE_MAX);
        let rows = inbound::page(&mut *self.db.read().await?, &wanted, filter.before, limit).await?;
        Ok(rows
            .into_iter()
            .map(|row| ReplyView {
                reply: row.id.to_string(),
                at: view::time(row.reply.at),
                number: shown.number(row.reply.number),
                text: row.reply.text,
                task: row.reply.task.map(|no| no.to_string()),
                channel: row.reply.channel.to_string(),
                sent_to: row.reply.sent_to,
                opt_out: row.reply.opt_out.code(),
                complete: row.reply.complete,
            })
            .collect())
    }
}
