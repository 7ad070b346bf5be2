//! Keeping the engine running.

use std::time::Duration;

use hongyan_console::{Console, ConsoleError, Role};
use hongyan_domain::TaskState;

use crate::app::App;
use crate::args::Run;

/// How often the tasks are looked at for the display.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Returns when a person or the system asks to end.
pub(super) async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    _ = tokio::signal::ctrl_c().await;
}

pub(super) async fn run(app: &App, args: &Run) -> Result<bool, ConsoleError> {
    let console = app.open(Role::Engine).await?;
    let label = &app.words.label;
    app.out.say(label.running);
    let bar = app.out.bar(label.sending);
    let watching = watch(app, &console, &bar, args.until_done);
    let ended = tokio::select! {
        ended = watching => ended,
        () = interrupted() => Ok(()),
    };
    bar.finish_and_clear();
    console.close().await;
    ended?;
    app.out.reply(&serde_json::json!({ "stopped": true }), |out| out.line(label.engine_stopped));
    Ok(true)
}

/// Shows what is under way; returns when nothing is and that was asked for.
async fn watch(
    app: &App,
    console: &Console,
    bar: &indicatif::ProgressBar,
    until_done: bool,
) -> Result<(), ConsoleError> {
    let waits = [TaskState::Scheduled.code(), TaskState::Running.code()];
    loop {
        let tasks = console.tasks(None, true, 100).await?;
        let busy: Vec<_> = tasks.iter().filter(|task| waits.contains(&task.state)).collect();
        let people: u64 = busy.iter().map(|task| task.figures.people - task.figures.excluded_in_all()).sum();
        let open: u64 = busy.iter().map(|task| task.figures.queued + task.figures.waiting).sum();
        bar.set_length(people);
        bar.set_position(people.saturating_sub(open));
        let names: Vec<&str> = busy.iter().map(|task| task.name.as_str()).collect();
        let shown = if busy.is_empty() { app.words.label.running_idle.to_owned() } else { names.join(", ") };
        bar.set_message(shown);
        if until_done && busy.is_empty() {
            return Ok(());
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}
