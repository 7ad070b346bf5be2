//! What is done for each command.

mod blocklist;
mod carrier;
mod channel;
mod contact;
mod demo;
mod run;
mod safety;
mod serve;
mod task;

use hongyan_console::reply::ReplyFilter;
use hongyan_console::report::ReportRequest;
use hongyan_console::{ConsoleError, Role, Shown};
use hongyan_domain::TaskNo;

use crate::app::App;
use crate::args::{Command, Replies, Report};

/// Runs a command; answers whether it did what it was asked.
pub(crate) async fn run(app: &App, command: Command) -> Result<bool, ConsoleError> {
    match command {
        Command::Demo(args) => demo::demo(app, args).await,
        Command::Import(args) => contact::import(app, args).await,
        Command::Contacts(args) => contact::contacts(app, args).await,
        Command::Groups(args) => contact::groups(app, args).await,
        Command::Channel(args) => channel::channel(app, args).await,
        Command::Task(args) => task::task(app, args).await,
        Command::Send(args) => task::send(app, args).await,
        Command::Replies(args) => replies(app, args).await,
        Command::Report(args) => report(app, args).await,
        Command::Blocklist(args) => blocklist::blocklist(app, args).await,
        Command::Numbers(args) => blocklist::numbers(app, &args).await,
        Command::Run(args) => run::run(app, &args).await,
        Command::Serve(args) => serve::serve(app, args).await,
        Command::Carrier(args) => carrier::carrier(app, args).await,
        Command::Doctor => safety::doctor(app).await,
        Command::Backup(args) => safety::backup(app, args).await,
        Command::Restore(args) => safety::restore(app, args).await,
    }
}

const fn shown(reveal: bool) -> Shown {
    if reveal { Shown::Whole } else { Shown::Masked }
}

async fn replies(app: &App, args: Replies) -> Result<bool, ConsoleError> {
    let console = app.open(Role::Beside).await?;
    let filter = ReplyFilter {
        task: args.task.map(TaskNo),
        number: args.number,
        opt_outs_only: args.opt_outs,
        before: args.before,
        limit: args.limit,
    };
    let replies = console.replies(&filter, shown(args.reveal)).await;
    console.close().await;
    let replies = replies?;
    app.out.reply(&replies, |out| {
        let label = &app.words.label;
        if replies.is_empty() {
            return out.line(label.no_replies);
        }
        let rows: Vec<Vec<String>> = replies
            .iter()
            .map(|reply| {
                let mark = match reply.opt_out {
                    "yes" => label.opt_out_yes,
                    "ask" => label.opt_out_ask,
                    _ => "",
                };
                let whole = if reply.complete { "" } else { label.incomplete };
                vec![
                    reply.reply.clone(),
                    reply.at.clone(),
                    reply.number.clone(),
                    reply.task.clone().unwrap_or_default(),
                    mark.to_owned(),
                    format!("{}{whole}", reply.text),
                ]
            })
            .collect();
        out.table(&["#", label.time, label.number, label.task, label.opt_outs, label.text], &rows);
    });
    Ok(true)
}

async fn report(app: &App, args: Report) -> Result<bool, ConsoleError> {
    let console = app.open(Role::Beside).await?;
    let bar = app.out.bar(app.words.label.reporting);
    let request = ReportRequest {
        task: TaskNo(args.task),
        path: args.out,
        language: app.words.language,
        masked: args.masked,
        with_text: args.with_text,
    };
    let watched = bar.clone();
    let written = console.report(request, move |done, people| {
        watched.set_length(people);
        watched.set_position(done);
        std::ops::ControlFlow::Continue(())
    });
    let written = written.await;
    bar.finish_and_clear();
    console.close().await;
    let written = written?;
    app.out.reply(&written, |out| {
        let label = &app.words.label;
        out.line(label.report_written);
        task::figures(out, app.words, &written.figures);
        out.line(&label.report_path.replace("{report}", &written.report));
    });
    Ok(true)
}
