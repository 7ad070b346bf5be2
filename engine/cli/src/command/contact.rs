//! People: import, address book, groups.

use std::collections::BTreeMap;

use hongyan_console::contact::{
    GroupView, ImportProgress, ImportReport, ImportRequest, ListLayout, PeoplePage,
};
use hongyan_console::{CancellationToken, CellFault, CellRepair, ConsoleError, Role, Suggestion};

use super::shown;
use crate::app::App;
use crate::args::{Contacts, Groups, Import};
use crate::i18n::Words;
use crate::out::Out;

pub(super) async fn import(app: &App, args: Import) -> Result<bool, ConsoleError> {
    let console = app.open(Role::Beside).await?;
    let request = ImportRequest {
        file: args.file,
        group: args.group,
        layout: ListLayout {
            sheet: args.sheet,
            header_row: args.header,
            columns: args.map,
            encoding: args.encoding,
            delimiter: args.delimiter,
        },
        repaired: args.repaired,
        failures: args.failures,
        dry_run: args.dry_run,
        wording: app.wording(),
    };
    let bar = app.out.bar(app.words.label.importing);
    let (watched, cancel) = (bar.clone(), CancellationToken::new());
    let done = {
        let importing =
            console.import(request, move |now: ImportProgress| show(&watched, now), cancel.clone());
        tokio::pin!(importing);
        tokio::select! {
            done = &mut importing => done,
            _ = tokio::signal::ctrl_c() => {
                cancel.cancel();
                importing.await
            }
        }
    };
    bar.finish_and_clear();
    console.close().await;
    let done = done?;
    app.out.reply(&done, |out| {
        report(out, app.words, &done);
        if args.dry_run {
            out.line(app.words.label.dry_run);
        }
    });
    Ok(true)
}

pub(super) fn show(bar: &indicatif::ProgressBar, now: ImportProgress) {
    match now.people_total {
        Some(total) => {
            bar.set_length(total);
            bar.set_position(now.people);
        }
        None => bar.set_position(now.rows),
    }
}

/// What an import came to.
pub(super) fn report(out: &Out, words: &Words, done: &ImportReport) {
    let label = &words.label;
    let group = match done.import {
        Some(_) if done.merged => format!("{} ({})", done.group, label.merged),
        Some(_) | None => done.group.clone(),
    };
    out.facts(&[
        (label.group, group),
        (label.sheet_list, format!("{} {}", done.format, done.sheet)),
        (label.rows, done.rows.to_string()),
        (label.people, done.people.to_string()),
        (label.added, done.added.to_string()),
        (label.duplicates, done.duplicates.to_string()),
        (label.repaired, done.rows_repaired.to_string()),
        (label.failed_rows, done.rows_failed.to_string()),
        (label.columns, columns(done)),
        (label.share, counted(&done.carriers, |code| words.carrier_code(code))),
    ]);
    let repairs = counted(&done.repairs, |code| {
        CellRepair::ALL
            .iter()
            .find(|repair| repair.code() == code)
            .map_or_else(|| code.to_owned(), |repair| (words.list.repair)(*repair).to_owned())
    });
    out.facts(&[
        (label.repaired, repairs),
        (label.failed_rows, counted(&done.faults, |code| fault(words, code))),
    ]);
    if !done.findings.is_empty() {
        out.line(&format!("{}:", label.findings));
        for finding in &done.findings {
            let suggestion =
                Suggestion::ALL.iter().find(|known| known.code() == finding.suggestion).map_or_else(
                    || finding.suggestion.clone(),
                    |known| (words.list.suggestion)(*known).to_owned(),
                );
            let fixed = finding.fixed.as_ref().map(|number| format!(" ({number})")).unwrap_or_default();
            out.line(&format!(
                "  {} {}  {}  {}  {suggestion}{fixed}",
                finding.sheet,
                finding.cell,
                finding.value,
                fault(words, &finding.reason)
            ));
        }
    }
    if let Some(previous) = &done.imported_before {
        let params = BTreeMap::from([
            ("at", previous.at.clone()),
            ("import", previous.import.clone()),
            ("file", previous.file.clone()),
        ]);
        out.line(&out.filled(label.imported_before, &params));
    }
    if done.open_elsewhere {
        out.line(label.open_elsewhere);
    }
    if done.people == 0 {
        out.line(label.nothing_imported);
    }
}

fn fault(words: &Words, code: &str) -> String {
    let known = CellFault::ALL.iter().find(|fault| fault.code() == code);
    known.map_or_else(|| code.to_owned(), |fault| (words.list.fault)(*fault).to_owned())
}

fn columns(done: &ImportReport) -> String {
    let shown = |column: &hongyan_console::contact::ColumnView| {
        let role = if column.role == "field" { column.field.as_str() } else { column.role };
        format!("{} {} = {role} ({}%)", column.column, column.header, column.confidence)
    };
    done.columns.iter().map(shown).collect::<Vec<_>>().join(", ")
}

/// `word count, word count`.
pub(super) fn counted(counts: &BTreeMap<&'static str, u64>, word: impl Fn(&str) -> String) -> String {
    counts.iter().map(|(code, count)| format!("{} {count}", word(code))).collect::<Vec<_>>().join(", ")
}

pub(super) async fn contacts(app: &App, args: Contacts) -> Result<bool, ConsoleError> {
    let console = app.open(Role::Beside).await?;
    if let Some(path) = args.export {
        let written = console.export_contacts(&path, app.wording()).await;
        console.close().await;
        exported(app, &path, written?);
        return Ok(true);
    }
    let page = console.contacts(args.number.as_deref(), args.limit, shown(args.reveal)).await;
    console.close().await;
    let page = page?;
    app.out.reply(&page, |out| people(out, app.words, &page));
    Ok(true)
}

fn exported(app: &App, path: &std::path::Path, count: u64) {
    let shown = path.display().to_string();
    app.out.reply(&serde_json::json!({ "people": count, "file": shown }), |out| {
        let text = app.words.label.exported.replace("{count}", &count.to_string());
        out.line(&text.replace("{path}", &shown));
    });
}

fn people(out: &Out, words: &Words, page: &PeoplePage) {
    let label = &words.label;
    if page.people.is_empty() {
        return out.line(label.no_people);
    }
    let rows: Vec<Vec<String>> = page
        .people
        .iter()
        .map(|person| {
            let fields: Vec<String> =
                person.fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
            vec![person.number.clone(), person.name.clone(), fields.join(" ")]
        })
        .collect();
    out.table(&[label.number, label.heading_name, label.fields], &rows);
    out.line(&format!("{} {}", label.total, page.total));
}

pub(super) async fn groups(app: &App, args: Groups) -> Result<bool, ConsoleError> {
    let console = app.open(Role::Beside).await?;
    let done = group_work(app, &console, args).await;
    console.close().await;
    done.map(|()| true)
}

async fn group_work(app: &App, console: &hongyan_console::Console, args: Groups) -> Result<(), ConsoleError> {
    let label = &app.words.label;
    match args {
        Groups::List => {
            let groups = console.groups().await?;
            app.out.reply(&groups, |out| {
                if groups.is_empty() {
                    return out.line(label.no_groups);
                }
                let row = |group: &GroupView| {
                    vec![
                        group.group.clone(),
                        group.name.clone(),
                        group.people.to_string(),
                        group.updated_at.clone(),
                    ]
                };
                let rows: Vec<Vec<String>> = groups.iter().map(row).collect();
                out.table(&["#", label.name, label.people, label.updated], &rows);
            });
        }
        Groups::Show { group, limit, reveal } => {
            let (group, page) = console.group(&group, limit, shown(reveal)).await?;
            app.out.reply(
                &serde_json::json!({ "group": group, "people": page.people, "more": page.more }),
                |out| {
                    out.facts(&[
                        (label.group, group.name.clone()),
                        (label.people, group.people.to_string()),
                        (label.created, group.created_at.clone()),
                        (label.updated, group.updated_at.clone()),
                    ]);
                    people(out, app.words, &page);
                },
            );
        }
        Groups::Export { group, out } => {
            let count = console.export_group(&group, &out, app.wording()).await?;
            exported(app, &out, count);
        }
        Groups::Remove { group } => {
            let removed = console.remove_group(&group).await?;
            app.out.reply(&removed, |out| out.line(&format!("{}: {}", label.group_removed, removed.name)));
        }
    }
    Ok(())
}
