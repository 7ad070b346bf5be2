//! Whom a task did not reach and who may get it again: counted by cause, made the list of another task, sent to.

use std::collections::{BTreeMap, BTreeSet};

use hongyan_delivery::TaskText;
use hongyan_domain::{FailureClass, GroupNo, MessageId, MessageState, Msisdn, Retry, TaskNo, TaskState};
use hongyan_insight::Language;
use hongyan_insight::cause::{Causes, Standing};
use hongyan_policy::codes::Confidence;
use hongyan_policy::limits::Limits;
use hongyan_store::audience::blocklist;
use hongyan_store::audience::group::{self, GroupKind};
use hongyan_store::audience::member::{self, Member};
use hongyan_store::message::{self, Again, FollowUps};
use hongyan_store::tally;
use hongyan_store::task::{self, Task};
use hongyan_store::{Conn, StoreError};
use serde::Serialize;
use ts_rs::TS;

use super::spec::{FailedOf, RecipientsSpec, TaskSpec};
use super::start::Started;
use crate::contact::BY;
use crate::error::{ConsoleError, ErrorCode};
use crate::mistake::{Mistake, MistakeCode};
use crate::open::Console;
use crate::recipients::Gathered;

/// Groups of failures that are shown at most, the most frequent first.
const GROUPS_MAX: usize = 200;
/// Groups that are counted at most: classes, codes, carriers and channels multiply, yet not to so many.
const COUNTED_MAX: u32 = 10_000;
/// Messages read at once while a list is made of them.
const PAGE: u32 = 2_000;

/// Messages that ended in the same way without having come through.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct FailureGroup {
    /// The failure class; empty where nobody failed: no receipt, in doubt.
    pub class: String,
    /// The carrier's own words.
    pub code: String,
    /// How they ended.
    #[ts(type = "MessageState")]
    pub state: &'static str,
    /// The carrier.
    #[ts(type = "Carrier")]
    pub carrier: &'static str,
    /// What the code means.
    pub cause: String,
    /// What to do.
    pub action: String,
    /// How many people.
    pub people: u64,
    /// Whether they may get it again, as far as the cause goes.
    pub may_resend: bool,
    /// Whether providers mean different things by the code.
    pub low_confidence: bool,
}

/// Whom a task did not reach, by cause.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct TaskFailures {
    /// The most frequent first.
    pub groups: Vec<FailureGroup>,
    /// People who may get it again now.
    pub may_resend: u64,
    /// People who may not: by cause, because they refused meanwhile, or because they are with a follow-up already.
    pub may_not_resend: u64,
}

impl Console {
    /// Whom a task did not reach and why; causes in `language`.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn task_failures(&self, no: TaskNo, language: Language) -> Result<TaskFailures, ConsoleError> {
        let causes = self.causes(language).await?;
        let mut reader = self.db.read().await?;
        let task = task::find(&mut reader, no).await?;
        let follow_ups = follow_ups(&mut reader, no).await?;
        let (business, signature) = (task.draft.business, task.draft.signature.as_str());
        let ended =
            message::ended_groups(&mut reader, no, business, signature, &follow_ups, COUNTED_MAX).await?;
        // Channels of one dialect are one group.
        let mut groups: Vec<FailureGroup> = Vec::new();
        let mut failures = TaskFailures { groups: Vec::new(), may_resend: 0, may_not_resend: 0 };
        for group in ended {
            let standing = Standing {
                state: group.state,
                channel: group.channel,
                class: &group.class,
                code: &group.code,
            };
            let may_resend = may_resend(&causes, &standing);
            let may = if may_resend { group.messages - group.blocked } else { 0 };
            failures.may_resend += may;
            failures.may_not_resend += group.messages - may;
            let explained = causes.explain(&standing);
            let told = FailureGroup {
                low_confidence: causes.verdict(&standing).confidence == Confidence::Varies,
                class: group.class,
                code: group.code,
                state: group.state.code(),
                carrier: group.carrier.code(),
                cause: explained.cause,
                action: explained.action,
                people: 0,
                may_resend,
            };
            match groups.iter_mut().find(|known| FailureGroup { people: 0, ..(*known).clone() } == told) {
                Some(known) => known.people += group.messages,
                None => groups.push(FailureGroup { people: group.messages, ..told }),
            }
        }
        groups.sort_by_key(|group| std::cmp::Reverse(group.people));
        groups.truncate(GROUPS_MAX);
        failures.groups = groups;
        Ok(failures)
    }

    /// Makes a task with the same text for those whom `no` did not reach and who may get it again, and starts it. When
    /// all of them are with a follow-up already, that one is the answer: pressing twice sends once.
    ///
    /// # Errors
    /// [`ErrorCode::TaskInvalid`] when nobody may get it again.
    pub async fn resend_failed(
        &self,
        no: TaskNo,
        classes: &[String],
        by: &str,
    ) -> Result<Started, ConsoleError> {
        // One after the other, so that the second press sees the first one's follow-up.
        let _turn = self.resending.lock().await;
        let failed_of = FailedOf { task: no.to_string(), classes: classes.to_vec() };
        let spec = TaskSpec {
            recipients: RecipientsSpec { failed_of: Some(failed_of), ..RecipientsSpec::default() },
            start_at: None,
            client_key: None,
            ..self.task_spec(no).await?
        };
        match self.create_and_start(&spec, true, by).await {
            Err(error) if nobody(&error) => match self.follow_up_of(no, classes).await? {
                Some(follow_up) => self.start_of(follow_up).await,
                None => Err(error),
            },
            done => done,
        }
    }

    /// The follow-up that has those of these classes who might get it again otherwise.
    async fn follow_up_of(&self, no: TaskNo, classes: &[String]) -> Result<Option<TaskNo>, ConsoleError> {
        let causes = self.causes(Language::Chinese).await?; // only what codes mean, no words
        let mut reader = self.db.read().await?;
        let known = task::follow_ups(&mut reader, no).await?;
        let task = task::find(&mut reader, no).await?;
        for (state, class) in ends_of(&mut reader, no, classes).await? {
            let (none, end) = (FollowUps::default(), (state, class.as_str()));
            let (list, first) = (task.draft.group, MessageId(0));
            let page = message::ended_page(&mut reader, no, list, end, &none, first, PAGE).await?;
            let may = |row: &&Again| {
                may_resend(&causes, &Standing { state, channel: row.channel, class: &class, code: &row.code })
            };
            let Some(person) = page.iter().find(may).map(|row| row.number) else { continue };
            for (follow_up, state, list) in &known {
                let has = member::find(&mut reader, *list, person).await?.is_some();
                if has && *state != TaskState::Stopped {
                    return Ok(Some(*follow_up));
                }
            }
        }
        Ok(None)
    }

    /// The task whose people are to get it again, or what is wrong with asking for them.
    pub(crate) async fn failed_task(
        &self,
        of: &FailedOf,
        sandbox: bool,
    ) -> Result<Result<Task, Vec<Mistake>>, ConsoleError> {
        let unknown =
            || Mistake::at(MistakeCode::UnknownTask, "recipients.failed_of").with("value", &of.task);
        let Ok(no) = of.task.trim().parse().map(TaskNo) else { return Ok(Err(vec![unknown()])) };
        let task = match task::find(&mut *self.db.read().await?, no).await {
            Ok(task) => task,
            Err(StoreError::NotFound { .. }) => return Ok(Err(vec![unknown()])),
            Err(error) => return Err(error.into()),
        };
        let mut mistakes = Vec::new();
        if task.draft.sandbox != sandbox {
            let mistake = Mistake::at(MistakeCode::OtherWorld, "recipients.failed_of");
            mistakes.push(mistake.with("value", &task.draft.name));
        }
        for class in of.classes.iter().filter(|class| FailureClass::from_code(class).is_none()) {
            let mistake = Mistake::at(MistakeCode::NotOneOf, "recipients.failed_of").with("value", class);
            mistakes.push(mistake.with("allowed", FailureClass::ALL.map(FailureClass::code).join(", ")));
        }
        Ok(if mistakes.is_empty() { Ok(task) } else { Err(mistakes) })
    }

    /// Makes a list of those who may get a task again, with what the task's list and its messages know of them.
    pub(crate) async fn gather_failed(&self, of: &FailedOf, name: &str) -> Result<Gathered, ConsoleError> {
        let no = TaskNo(of.task.trim().parse().map_err(|_| ConsoleError::not_found("task", &of.task))?);
        let (uid, at, name) = (self.uid(), self.now(), name.to_owned());
        let staged = self.db.write(move |tx| {
            Box::pin(async move { group::stage(tx, uid, &name, GroupKind::List, BY, at).await })
        });
        let list = staged.await?;
        match self.fill_with_failed(no, &of.classes, list).await {
            Ok(()) => Ok(Gathered { group: list, own: true, left_out: BTreeMap::new(), import: None }),
            Err(error) => {
                let given_up = self
                    .db
                    .write(move |tx| Box::pin(async move { group::abandon(tx, list, at).await }))
                    .await;
                if let Err(error) = given_up {
                    tracing::warn!(%error, "a list that nobody came to use could not be given up");
                }
                Err(error)
            }
        }
    }

    async fn fill_with_failed(
        &self,
        no: TaskNo,
        classes: &[String],
        list: GroupNo,
    ) -> Result<(), ConsoleError> {
        let causes = self.causes(Language::Chinese).await?; // only what codes mean, no words
        let (task, follow_ups, ends) = {
            let mut reader = self.db.read().await?;
            let task = task::find(&mut reader, no).await?;
            let ends = ends_of(&mut reader, no, classes).await?;
            (task, follow_ups(&mut reader, no).await?, ends)
        };
        let names = variables(&task);
        for (state, class) in ends {
            let mut after = MessageId(0);
            loop {
                let (page, refused) = {
                    let mut reader = self.db.read().await?;
                    let (from, end) = (task.draft.group, (state, class.as_str()));
                    let page =
                        message::ended_page(&mut reader, no, from, end, &follow_ups, after, PAGE).await?;
                    let refused = refused(&mut reader, &task, &page).await?;
                    (page, refused)
                };
                let Some(last) = page.last() else { break };
                after = last.id;
                let may = |row: &&Again| {
                    let (channel, code) = (row.channel, row.code.as_str());
                    let standing = Standing { state, channel, class: &class, code };
                    !refused.contains(&row.number) && may_resend(&causes, &standing)
                };
                let people: Vec<Member> = page.iter().filter(may).map(|row| member_of(row, &names)).collect();
                if !people.is_empty() {
                    self.db
                        .write(move |tx| {
                            Box::pin(async move { member::insert_staged(tx, list, &people).await })
                        })
                        .await?;
                }
            }
        }
        let at = self.now();
        self.db.write(move |tx| Box::pin(async move { group::publish(tx, list, at).await })).await?;
        Ok(())
    }
}

/// Whether a message that ended so may be sent again because a person says so: never what may have come through, never
/// what the person or the carrier refused for good.
pub(crate) fn may_resend(causes: &Causes, standing: &Standing<'_>) -> bool {
    match standing.state {
        MessageState::Expired => true,
        MessageState::Rejected => {
            [FailureClass::Rate, FailureClass::Route].iter().any(|class| class.code() == standing.class)
        }
        MessageState::Failed => {
            standing.class != FailureClass::Block.code() && causes.verdict(standing).retry != Retry::Never
        }
        MessageState::Excluded
        | MessageState::Queued
        | MessageState::Claimed
        | MessageState::Submitted
        | MessageState::Delivered
        | MessageState::NoReceipt
        | MessageState::Recalled
        | MessageState::InDoubt
        | MessageState::Stopped => false,
    }
}

const fn retryable(state: MessageState) -> bool {
    matches!(state, MessageState::Failed | MessageState::Expired | MessageState::Rejected)
}

fn fits(classes: &[String], class: &str) -> bool {
    classes.is_empty() || classes.iter().any(|wanted| wanted == class)
}

/// Whether a task could not be made because it has nobody to send to.
fn nobody(error: &ConsoleError) -> bool {
    error.code == ErrorCode::TaskInvalid
        && error.mistakes.iter().any(|mistake| mistake.code == MistakeCode::EmptyList)
}

/// Tasks that send again to people of this one.
async fn follow_ups(conn: &mut Conn, no: TaskNo) -> Result<FollowUps, StoreError> {
    let mut follow_ups = FollowUps::default();
    for (task, state, list) in task::follow_ups(conn, no).await? {
        if state == TaskState::Stopped {
            follow_ups.stopped.push(task);
        } else {
            follow_ups.lists.push(list);
        }
    }
    Ok(follow_ups)
}

/// How those of a task's messages ended that may be sent again as far as state and class go.
pub(super) async fn ends_of(
    conn: &mut Conn,
    no: TaskNo,
    classes: &[String],
) -> Result<BTreeSet<(MessageState, String)>, StoreError> {
    let tallies = tally::of(conn, Some(no)).await?.into_iter();
    let wanted = tallies.filter(|tally| retryable(tally.state) && fits(classes, &tally.class));
    Ok(wanted.map(|tally| (tally.state, tally.class)).collect())
}

/// Those who opted out or were put on the blacklist meanwhile.
async fn refused(conn: &mut Conn, task: &Task, page: &[Again]) -> Result<BTreeSet<Msisdn>, StoreError> {
    let numbers: Vec<Msisdn> = page.iter().map(|row| row.number).collect();
    let hits = |scope: &str| {
        scope.is_empty() || scope == task.draft.business.code() || scope == task.draft.signature
    };
    let blocks = blocklist::of_numbers(conn, &numbers).await?;
    Ok(blocks.into_iter().filter(|block| hits(&block.scope)).map(|block| block.number).collect())
}

/// The names of a task's variables, in the order of the values in its messages.
pub(crate) fn variables(task: &Task) -> Vec<String> {
    TaskText::of(&task.draft, Limits::shipped()).map(|text| text.names().to_vec()).unwrap_or_default()
}

/// What the list knows of a person, with the values that their message had.
fn member_of(row: &Again, names: &[String]) -> Member {
    let mut fields: BTreeMap<String, String> =
        row.fields.as_deref().and_then(|fields| serde_json::from_str(fields).ok()).unwrap_or_default();
    let values: Vec<Option<String>> =
        row.vars.as_deref().and_then(|vars| serde_json::from_str(vars).ok()).unwrap_or_default();
    for (name, value) in names.iter().zip(values) {
        if let Some(value) = value {
            fields.insert(name.clone(), value);
        }
    }
    Member {
        number: row.number,
        name: row.name.clone().unwrap_or_default(),
        fields: serde_json::to_string(&fields).unwrap_or_else(|_| "{}".to_owned()),
    }
}

#[cfg(test)]
mod tests;
