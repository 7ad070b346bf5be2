//! Tasks: looked at, checked, created, started and steered.

use std::collections::BTreeMap;

use hongyan_store::task::Search;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::caller::Caller;
use super::host::Host;
use super::read::{self, Tongue};
use crate::error::ConsoleError;
use crate::send::{SendRequest, spec_of};
use crate::task::{
    CarrierShare, CheckFinding, CheckOptions, Route, Started, Steer, TaskDetail, TaskFailures, TaskPage,
    TaskSpec, TaskSpeed, TimelineEvent, Undone,
};
use crate::view::Shown;

/// Numbers whose way is explained at once.
const ROUTES_MAX: usize = 20;

/// Which tasks.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TasksOf {
    /// In one of these states; empty: in any.
    #[ts(type = "TaskState[]")]
    pub states: Vec<String>,
    /// In name, text or signature.
    pub search: String,
    /// Practice, or not; none: both.
    pub sandbox: Option<bool>,
    /// Only older ones than this task.
    pub before: Option<String>,
    /// How many at most.
    pub limit: u32,
}

/// One task.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OneTask {
    /// Its number.
    pub task: String,
}

/// One task; causes come in words of this language.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OneTaskIn {
    /// Its number.
    pub task: String,
    /// The language.
    pub language: Tongue,
}

/// What happened to a task.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TaskTimeline {
    /// Oldest first.
    pub events: Vec<TimelineEvent>,
}

/// A task to be checked.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CheckTask {
    /// The task.
    pub spec: TaskSpec,
    /// Numbers whose way is to be explained.
    pub routes_of: Vec<String>,
}

/// What the check found.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TaskCheck {
    /// The task's number, once it was created.
    pub task: Option<String>,
    /// Everybody who stands in the list.
    pub people: u64,
    /// Those who get nothing, by reason.
    #[ts(type = "Partial<Record<Exclusion, number>>")]
    pub excluded: BTreeMap<&'static str, u64>,
    /// Messages that will be sent.
    pub messages: u64,
    /// Segments billed.
    pub segments: u64,
    /// Parts that go over the air.
    pub parts: u64,
    /// What they cost, in yuan.
    pub cost: String,
    /// By carrier.
    pub carriers: Vec<CarrierShare>,
    /// When the first message leaves.
    pub starts_at: String,
    /// Whether nothing stands in the way.
    pub may_start: bool,
    /// What to mend, look at or know.
    pub findings: Vec<CheckFinding>,
    /// A finished text.
    pub sample: Option<String>,
    /// The ways of the numbers that were asked for.
    pub routes: Vec<Route>,
    /// Whether it goes by simulated channels.
    pub sandbox: bool,
    /// How long sending takes at the accounts' speeds, in seconds; none where there is no limit.
    pub seconds: Option<u64>,
}

/// Creates a task and starts it; the same client key answers with the same task.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CreateTask {
    /// The task.
    pub spec: TaskSpec,
    /// Whether to start it at once.
    pub start: bool,
}

/// Sends again to those who may get it again.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Resend {
    /// The task.
    pub task: String,
    /// Failure classes; empty: all that may.
    pub classes: Vec<String>,
}

/// One message to one person.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SendOne {
    /// The number.
    pub to: String,
    /// The text as it is; a signature in 【】 at its begin is taken as such.
    pub text: String,
    /// The signature, when it does not stand in the text.
    pub signature: Option<String>,
    /// What it is for.
    #[ts(type = "Business")]
    pub business: String,
    /// A channel, by number.
    pub channel: Option<String>,
    /// Whether it is practice.
    pub sandbox: bool,
    /// The same key never sends twice.
    pub client_key: String,
}

/// How many.
#[derive(Clone, Copy, Debug, Serialize, TS)]
pub struct Count {
    /// How many.
    pub count: u64,
}

pub(super) async fn tasks(host: &Host, _: &Caller, request: TasksOf) -> Result<TaskPage, ConsoleError> {
    let states = read::task_states(&request.states)?;
    let wanted = Search { states, words: request.search, sandbox: request.sandbox };
    let before = request.before.as_deref().map(read::task).transpose()?;
    host.console().task_page(&wanted, before, request.limit).await
}

pub(super) async fn task(host: &Host, _: &Caller, request: OneTask) -> Result<TaskDetail, ConsoleError> {
    host.console().task_detail(read::task(&request.task)?).await
}

pub(super) async fn timeline(
    host: &Host,
    _: &Caller,
    request: OneTask,
) -> Result<TaskTimeline, ConsoleError> {
    Ok(TaskTimeline { events: host.console().task_timeline(read::task(&request.task)?).await? })
}

pub(super) async fn speed(host: &Host, _: &Caller, request: OneTask) -> Result<TaskSpeed, ConsoleError> {
    host.console().task_speed(read::task(&request.task)?).await
}

pub(super) async fn failures(
    host: &Host,
    _: &Caller,
    request: OneTaskIn,
) -> Result<TaskFailures, ConsoleError> {
    host.console().task_failures(read::task(&request.task)?, request.language.into()).await
}

pub(super) async fn spec(host: &Host, _: &Caller, request: OneTask) -> Result<TaskSpec, ConsoleError> {
    host.console().task_spec(read::task(&request.task)?).await
}

pub(super) async fn check(
    host: &Host,
    caller: &Caller,
    request: CheckTask,
) -> Result<TaskCheck, ConsoleError> {
    let spec = settled(host, caller, request.spec)?;
    let routes_of = request.routes_of.into_iter().take(ROUTES_MAX).collect();
    let options = CheckOptions { routes_of, shown: Shown::Masked };
    let checked = host.console().check_task(&spec, &options).await?;
    Ok(TaskCheck {
        task: checked.task,
        people: checked.people,
        excluded: checked.excluded,
        messages: checked.messages,
        segments: checked.segments,
        parts: checked.parts,
        cost: checked.cost,
        carriers: checked.carriers,
        starts_at: checked.starts_at,
        may_start: checked.may_start,
        findings: checked.findings,
        sample: checked.sample,
        routes: checked.routes,
        sandbox: checked.sandbox,
        seconds: checked.seconds,
    })
}

pub(super) async fn create(
    host: &Host,
    caller: &Caller,
    request: CreateTask,
) -> Result<Started, ConsoleError> {
    let spec = settled(host, caller, request.spec)?;
    host.console().create_and_start(&spec, request.start, caller.uid()).await
}

pub(super) async fn start(host: &Host, caller: &Caller, request: OneTask) -> Result<Started, ConsoleError> {
    host.console().start_task_by(read::task(&request.task)?, caller.uid()).await
}

pub(super) async fn pause(
    host: &Host,
    caller: &Caller,
    request: OneTask,
) -> Result<TaskDetail, ConsoleError> {
    steer(host, caller, &request, Steer::Pause).await
}

pub(super) async fn resume(
    host: &Host,
    caller: &Caller,
    request: OneTask,
) -> Result<TaskDetail, ConsoleError> {
    steer(host, caller, &request, Steer::Resume).await
}

pub(super) async fn stop(host: &Host, caller: &Caller, request: OneTask) -> Result<TaskDetail, ConsoleError> {
    steer(host, caller, &request, Steer::Stop).await
}

async fn steer(
    host: &Host,
    caller: &Caller,
    request: &OneTask,
    steer: Steer,
) -> Result<TaskDetail, ConsoleError> {
    let no = read::task(&request.task)?;
    host.console().steer_task(no, steer, caller.uid()).await?;
    host.console().task_detail(no).await
}

pub(super) async fn undo(host: &Host, caller: &Caller, request: OneTask) -> Result<Undone, ConsoleError> {
    host.console().undo_task(read::task(&request.task)?, caller.uid()).await
}

pub(super) async fn resend_doubtful(
    host: &Host,
    caller: &Caller,
    request: OneTask,
) -> Result<Count, ConsoleError> {
    let count = host.console().resend_doubtful_by(read::task(&request.task)?, caller.uid()).await?;
    Ok(Count { count: u64::try_from(count).unwrap_or(u64::MAX) })
}

pub(super) async fn resend_failed(
    host: &Host,
    caller: &Caller,
    request: Resend,
) -> Result<Started, ConsoleError> {
    let classes = read::failure_classes(&request.classes)?;
    host.console().resend_failed(read::task(&request.task)?, &classes, caller.uid()).await
}

pub(super) async fn send_one(
    host: &Host,
    caller: &Caller,
    request: SendOne,
) -> Result<Started, ConsoleError> {
    let spec = spec_of(&SendRequest {
        to: request.to,
        text: request.text,
        signature: request.signature,
        business: request.business,
        channel: request.channel,
    });
    let (sandbox, client_key) = (Some(request.sandbox), Some(request.client_key));
    let spec = TaskSpec { sandbox, client_key, by_number: true, ..spec };
    host.console().create_and_start(&spec, true, caller.uid()).await
}

/// A task as the engine takes it: ids mean numbers, files are where the caller's face keeps them.
fn settled(host: &Host, caller: &Caller, mut spec: TaskSpec) -> Result<TaskSpec, ConsoleError> {
    spec.by_number = true;
    if let Some(file) = &mut spec.recipients.file {
        file.path = host.files().resolve(caller, &file.path)?.display().to_string();
    }
    Ok(spec)
}
