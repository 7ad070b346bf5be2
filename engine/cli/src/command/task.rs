//! Tasks, and one message to one person.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use hongyan_console::send::SendRequest;
use hongyan_console::task::{
    CheckFinding, CheckOptions, MessageFilter, MessageView, Reason, SpecFile, TaskCheck, TaskView,
};
use hongyan_console::{Console, ConsoleError, ErrorCode, Role, TaskFigures};
use hongyan_domain::{MessageId, MessageState, TaskNo, TaskState};

use super::contact::counted;
use super::shown;
use crate::app::App;
use crate::args::{Send, Task};
use crate::i18n::Words;
use crate::out::Out;

pub(super) async fn task(app: &App, args: Task) -> Result<bool, ConsoleError> {
    match args {
        Task::Schema => {
            app.out.line(crate::i18n::task_example(app.words).trim_end());
            Ok(true)
        }
        Task::Start { task, detach } => start(app, TaskNo(task), detach).await,
        Task::Check { .. }
        | Task::Create { .. }
        | Task::Pause(_)
        | Task::Resume(_)
        | Task::Stop(_)
        | Task::Resend(_)
        | Task::Show(_)
        | Task::List { .. }
        | Task::Wait { .. }
        | Task::Messages { .. } => {
            let console = app.open(Role::Beside).await?;
            let done = work(app, &console, args).await;
            console.close().await;
            done
        }
    }
}

async fn work(app: &App, console: &Console, args: Task) -> Result<bool, ConsoleError> {
    let label = &app.words.label;
    match args {
        Task::Schema | Task::Start { .. } => {} // need no store, or the engine
        Task::Check { file, numbers, reveal } => {
            let options = CheckOptions { routes_of: numbers, shown: shown(reveal) };
            let read = legible(console, &file).await?;
            let checked = placed(&read, console.check_task(&read.spec, &options).await)?;
            app.out.reply(&checked, |out| {
                check(out, app.words, &checked);
                out.line(label.no_effect);
            });
            return Ok(checked.may_start);
        }
        Task::Create { file } => {
            let read = legible(console, &file).await?;
            let created = placed(&read, console.create_task(&read.spec).await)?;
            app.out.reply(&created, |out| {
                check(out, app.words, &created);
                let no = created.task.clone().unwrap_or_default();
                out.line(&label.task_created.replace("{task}", &no));
                out.line(&label.next_start.replace("{task}", &no));
            });
        }
        Task::Pause(no) => {
            let view = console.pause_task(TaskNo(no.task)).await?;
            app.out.reply(&view, |out| show(out, app.words, &view));
        }
        Task::Resume(no) => {
            let view = console.resume_task(TaskNo(no.task)).await?;
            app.out.reply(&view, |out| show(out, app.words, &view));
            hint_engine(app, console);
        }
        Task::Stop(no) => {
            let view = console.stop_task(TaskNo(no.task)).await?;
            app.out.reply(&view, |out| show(out, app.words, &view));
        }
        Task::Resend(no) => {
            let count = console.resend_doubtful(TaskNo(no.task)).await?;
            app.out.reply(&serde_json::json!({ "resent": count }), |out| {
                out.line(&label.resent.replace("{count}", &count.to_string()));
            });
            hint_engine(app, console);
        }
        Task::Show(no) => {
            let view = console.task(TaskNo(no.task)).await?;
            app.out.reply(&view, |out| show(out, app.words, &view));
        }
        Task::List { open, limit } => {
            let tasks = console.tasks(None, open, limit).await?;
            app.out.reply(&tasks, |out| list(out, app.words, &tasks));
        }
        Task::Wait { task, timeout } => {
            console.task(TaskNo(task)).await?;
            return follow(app, console, TaskNo(task), timeout.map(Duration::from_secs)).await;
        }
        Task::Messages { task, state, class, number, after, limit, reveal } => {
            let state = match state.as_deref() {
                None => None,
                Some(code) => MessageState::ALL.into_iter().find(|state| state.code() == code),
            };
            console.task(TaskNo(task)).await?;
            let after = after.map(MessageId);
            let filter = MessageFilter { task: Some(TaskNo(task)), number, state, class, after, limit };
            let messages = console.messages(&filter, app.words.language, shown(reveal)).await?;
            app.out.reply(&messages, |out| list_messages(out, app.words, &messages, limit));
        }
    }
    Ok(true)
}

/// Reads a task file; a file with mistakes of its own is refused together with all others that can be found.
async fn legible(console: &Console, file: &Path) -> Result<SpecFile, ConsoleError> {
    let read = SpecFile::read(file)?;
    if read.mistakes.is_empty() {
        return Ok(read);
    }
    let found = if read.is_legible() { console.task_mistakes(&read.spec).await? } else { Vec::new() };
    Err(ConsoleError::mistakes(ErrorCode::TaskInvalid, read.with_found(found)))
}

/// Gives the mistakes of a task their places in its file.
fn placed<T>(read: &SpecFile, done: Result<T, ConsoleError>) -> Result<T, ConsoleError> {
    done.map_err(|error| {
        if error.code == ErrorCode::TaskInvalid {
            ConsoleError::mistakes(ErrorCode::TaskInvalid, read.with_found(error.mistakes))
        } else {
            error
        }
    })
}

fn hint_engine(app: &App, console: &Console) {
    if !console.is_served() {
        app.out.say(app.words.label.no_engine);
    }
}

async fn start(app: &App, no: TaskNo, detach: bool) -> Result<bool, ConsoleError> {
    let console = match detach {
        true => app.open(Role::Beside).await?,
        false => app.open_engine_or_beside().await?,
    };
    let done = start_open(app, &console, no, detach).await;
    console.close().await;
    done
}

async fn start_open(app: &App, console: &Console, no: TaskNo, detach: bool) -> Result<bool, ConsoleError> {
    let label = &app.words.label;
    let state = console.task(no).await?.state;
    // A task that was started before goes on: that is how an interrupted one is taken up again.
    let under_way = [TaskState::Scheduled.code(), TaskState::Running.code()].contains(&state);
    if !under_way {
        let started = console.start_task(no).await?;
        if detach {
            app.out.reply(&started, |out| out.line(label.started_detached));
            hint_engine(app, console);
            return Ok(true);
        }
        let params = BTreeMap::from([
            ("task", started.task),
            ("release_at", started.release_at),
            ("expires_at", started.expires_at),
        ]);
        app.out.say(&app.out.filled(label.started, &params));
    } else if detach {
        let view = console.task(no).await?;
        app.out.reply(&view, |out| out.line(label.started_detached));
        hint_engine(app, console);
        return Ok(true);
    }
    follow(app, console, no, None).await
}

/// Follows a task to its end. Ctrl+C ends the watching, not the task.
async fn follow(
    app: &App,
    console: &Console,
    no: TaskNo,
    timeout: Option<Duration>,
) -> Result<bool, ConsoleError> {
    let label = &app.words.label;
    hint_engine(app, console);
    let bar = app.out.bar(label.sending);
    let watched = bar.clone();
    let words = app.words;
    let following = console.follow_task(no, timeout, move |view| progress(&watched, words, view));
    let ended = tokio::select! {
        ended = following => Some(ended),
        () = super::run::interrupted() => None,
    };
    bar.finish_and_clear();
    let Some(ended) = ended else {
        let view = console.task(no).await?;
        app.out.reply(&view, |out| out.line(&label.continues.replace("{task}", &no.to_string())));
        return Ok(false);
    };
    let view = ended?;
    app.out.reply(&view, |out| show(out, app.words, &view));
    Ok(view.state != TaskState::Faulted.code())
}

/// Moves a bar to where a task stands.
pub(super) fn progress(bar: &indicatif::ProgressBar, words: &Words, view: &TaskView) {
    let figures = &view.figures;
    let people = figures.people - figures.excluded_in_all();
    bar.set_length(people);
    bar.set_position(people.saturating_sub(figures.queued + figures.waiting));
    let label = &words.label;
    bar.set_message(format!(
        "{}  {} {}  {} {}",
        words.task_state_code(view.state),
        label.queued,
        figures.queued,
        label.waiting,
        figures.waiting
    ));
}

pub(super) async fn send(app: &App, args: Send) -> Result<bool, ConsoleError> {
    let detach = args.detach;
    let console = match detach {
        true => app.open(Role::Beside).await?,
        false => app.open_engine_or_beside().await?,
    };
    let request = SendRequest {
        to: args.to,
        text: args.text,
        signature: args.signature,
        business: args.business,
        channel: args.channel,
    };
    let done = send_open(app, &console, &request, detach).await;
    console.close().await;
    done
}

async fn send_open(
    app: &App,
    console: &Console,
    request: &SendRequest,
    detach: bool,
) -> Result<bool, ConsoleError> {
    let label = &app.words.label;
    let started = console.send(request).await?;
    let no = TaskNo(started.task.parse().unwrap_or(0));
    if detach {
        app.out.reply(&started, |out| out.line(label.started_detached));
        hint_engine(app, console);
        return Ok(true);
    }
    let bar = app.out.bar(label.sending);
    let (watched, words) = (bar.clone(), app.words);
    let following = console.follow_task(no, None, move |view| progress(&watched, words, view));
    let ended = tokio::select! {
        ended = following => ended.map(|_| ()),
        () = super::run::interrupted() => Ok(()),
    };
    bar.finish_and_clear();
    ended?;
    let filter = MessageFilter { task: Some(no), limit: 1, ..MessageFilter::default() };
    let messages = console.messages(&filter, app.words.language, shown(false)).await?;
    app.out.reply(&messages, |out| list_messages(out, app.words, &messages, 2));
    Ok(messages.iter().all(|message| matches!(message.state, "delivered" | "submitted")))
}

fn check(out: &Out, words: &Words, checked: &TaskCheck) {
    let label = &words.label;
    out.facts(&[
        (label.people, checked.people.to_string()),
        (label.excluded, counted(&checked.excluded, |code| words.exclusion_code(code))),
        (label.messages, checked.messages.to_string()),
        (label.segments, checked.segments.to_string()),
        (label.cost, checked.cost.clone()),
        (label.starts_at, checked.starts_at.clone()),
        (label.sample, checked.sample.clone().unwrap_or_default()),
    ]);
    if !checked.carriers.is_empty() {
        let rows: Vec<Vec<String>> = checked
            .carriers
            .iter()
            .map(|share| {
                let channels: Vec<String> = share
                    .channels
                    .iter()
                    .map(|channel| format!("{} {}", channel.name, channel.people))
                    .collect();
                vec![
                    words.carrier_code(share.carrier),
                    share.people.to_string(),
                    share.segments.to_string(),
                    share.cost.clone(),
                    channels.join(", "),
                ]
            })
            .collect();
        out.table(&[label.carrier, label.people, label.segments, label.cost, label.channel], &rows);
    }
    for route in &checked.routes {
        let to = match (&route.channel_name, route.excluded) {
            (Some(channel), _) => channel.clone(),
            (None, Some(reason)) => format!("{}: {}", label.excluded, words.exclusion_code(reason)),
            (None, None) => label.none.to_owned(),
        };
        let carrier = route.carrier.map(|code| words.carrier_code(code)).unwrap_or_default();
        out.line(&format!(
            "{} {}  {carrier} -> {to}  ({})",
            label.number,
            route.number,
            reasons(words, &route.why)
        ));
    }
    for finding in &checked.findings {
        out.line(&format!("[{}] {}", severity(words, finding), finding_text(words, finding)));
    }
    out.line(if checked.may_start { label.may_start } else { label.may_not_start });
}

fn severity(words: &Words, finding: &CheckFinding) -> &'static str {
    match finding.severity {
        "block" => words.label.block,
        "warn" => words.label.warning,
        _ => words.label.hint,
    }
}

fn finding_text(words: &Words, finding: &CheckFinding) -> String {
    match (words.finding)(finding.code) {
        Some(text) => words.fill(text, &finding.params),
        None => finding.code.to_owned(),
    }
}

fn reasons(words: &Words, why: &[Reason]) -> String {
    let text = |reason: &Reason| match (words.why)(reason.code) {
        Some(text) => words.fill(text, &reason.params),
        None => reason.code.to_owned(),
    };
    why.iter().map(text).collect::<Vec<_>>().join("; ")
}

/// The figures of a task.
pub(super) fn figures(out: &Out, words: &Words, figures: &TaskFigures) {
    let label = &words.label;
    let some = |count: u64| if count == 0 { String::new() } else { count.to_string() };
    let failed = match figures.failed_in_all() {
        0 => String::new(),
        all => format!("{all} ({})", counted(&figures.failed, |code| words.class_code(code))),
    };
    let excluded = match figures.excluded_in_all() {
        0 => String::new(),
        all => format!("{all} ({})", counted(&figures.excluded, |code| words.exclusion_code(code))),
    };
    out.facts(&[
        (label.people, figures.people.to_string()),
        (label.excluded, excluded),
        (label.queued, some(figures.queued)),
        (label.submitted, figures.submitted.to_string()),
        (label.waiting, some(figures.waiting)),
        (label.delivered, figures.delivered.to_string()),
        (label.failed, failed),
        (label.no_receipt, some(figures.no_receipt)),
        (label.in_doubt, some(figures.in_doubt)),
        (label.recalled, some(figures.recalled)),
        (label.stopped, some(figures.stopped)),
        (label.segments, figures.segments.to_string()),
        (label.cost, figures.cost.clone()),
    ]);
}

fn show(out: &Out, words: &Words, view: &TaskView) {
    let label = &words.label;
    out.facts(&[
        (label.task, format!("{} {}", view.task, view.name)),
        (label.business, words.business_code(view.business)),
        (label.state, words.task_state_code(view.state)),
        (label.cause, view.reason.clone()),
        (label.signature, view.signature.clone()),
        (label.text, view.text.clone()),
        (label.channel, view.channel.clone().unwrap_or_default()),
        (label.release, view.release_at.clone().unwrap_or_default()),
        (label.expires, view.expires_at.clone().unwrap_or_default()),
        (label.ended, view.ended_at.clone().unwrap_or_default()),
    ]);
    figures(out, words, &view.figures);
    out.facts(&[(label.replies, view.replies.to_string()), (label.opt_outs, view.opt_outs.to_string())]);
    if !view.events.is_empty() {
        out.line(&format!("{}:", label.events));
        for event in &view.events {
            let params = BTreeMap::from([("detail", event.detail.clone())]);
            let text = (words.event)(&event.kind)
                .map_or_else(|| event.kind.clone(), |text| words.fill(text, &params));
            out.line(&format!("  {}  {text}", event.at));
        }
    }
}

fn list(out: &Out, words: &Words, tasks: &[TaskView]) {
    let label = &words.label;
    if tasks.is_empty() {
        return out.line(label.no_tasks);
    }
    let rows: Vec<Vec<String>> = tasks
        .iter()
        .map(|task| {
            vec![
                task.task.clone(),
                task.name.clone(),
                words.business_code(task.business),
                words.task_state_code(task.state),
                task.figures.people.to_string(),
                task.figures.submitted.to_string(),
                task.figures.delivered.to_string(),
                task.figures.failed_in_all().to_string(),
                task.created_at.clone(),
            ]
        })
        .collect();
    let headers = [
        "#",
        label.name,
        label.business,
        label.state,
        label.people,
        label.submitted,
        label.delivered,
        label.failed,
        label.created,
    ];
    out.table(&headers, &rows);
}

fn list_messages(out: &Out, words: &Words, messages: &[MessageView], limit: u32) {
    let label = &words.label;
    if messages.is_empty() {
        return out.line(label.no_messages);
    }
    let rows: Vec<Vec<String>> = messages
        .iter()
        .map(|message| {
            vec![
                message.message.clone(),
                message.number.clone(),
                words.state_code(message.state),
                words.carrier_code(message.carrier),
                message.channel.clone(),
                message.code.clone(),
                message.cause.clone(),
                message.action.clone(),
                message.tries.to_string(),
            ]
        })
        .collect();
    let headers = [
        "#",
        label.number,
        label.state,
        label.carrier,
        label.channel,
        label.code,
        label.cause,
        label.action,
        label.tries,
    ];
    out.table(&headers, &rows);
    if let [message] = messages {
        out.facts(&[(label.why, reasons(words, &message.why))]);
    }
    if u32::try_from(messages.len()).is_ok_and(|count| count >= limit) {
        out.line(label.more);
    }
}
