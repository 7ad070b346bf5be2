//! Keeping the data safe: doctor, backup, restore.

use hongyan_console::backup::restore as put_in_place;
use hongyan_console::doctor::{Weight, examine_installation};
use hongyan_console::{ConsoleError, Role};

use crate::app::App;
use crate::args::{Backup, Restore};

pub(super) async fn doctor(app: &App) -> Result<bool, ConsoleError> {
    let found = examine_installation(&app.options()?).await;
    let (words, label) = (app.words, &app.words.label);
    app.out.reply(&found, |out| {
        out.facts(&[(label.version, found.version.to_owned()), (label.data_folder, found.folder.clone())]);
        for finding in &found.findings {
            let mark = match finding.weight {
                Weight::Fine => label.fine,
                Weight::Warning => label.warning,
                Weight::Broken => label.broken,
            };
            let Some(line) = (words.doctor)(finding.code) else {
                out.line(&format!("[{mark}] {} {:?}", finding.code, finding.params));
                continue;
            };
            let next = if finding.weight == Weight::Fine || line.next.is_empty() {
                String::new()
            } else {
                format!(" -> {}", line.next)
            };
            out.line(&format!("[{mark}] {}{next}", out.filled(line.cause, &finding.params)));
        }
        let (verdict, count) = match (found.broken, found.warnings) {
            (0, 0) => (label.healthy, 0),
            (0, warnings) => (label.noticed, warnings),
            (broken, _) => (label.unhealthy, broken),
        };
        out.line(&verdict.replace("{count}", &count.to_string()));
    });
    Ok(found.ok)
}

pub(super) async fn backup(app: &App, args: Backup) -> Result<bool, ConsoleError> {
    let label = &app.words.label;
    let passphrase = match args.passphrase {
        true => Some(app.new_secret(label.passphrase_backup_prompt)?),
        false => None,
    };
    let console = app.open(Role::Beside).await?;
    let bar = app.out.bar(label.backup_done);
    let watched = bar.clone();
    let made = console
        .backup(&args.to, passphrase, move |done, total| {
            watched.set_length(total);
            watched.set_position(done);
        })
        .await;
    bar.finish_and_clear();
    console.close().await;
    let made = made?;
    app.out.reply(&made, |out| {
        out.line(label.backup_done);
        out.facts(&[(label.data_folder, made.folder.clone()), (label.time, made.created_at.clone())]);
        out.line(if made.portable { label.portable } else { label.not_portable });
    });
    Ok(true)
}

pub(super) async fn restore(app: &App, args: Restore) -> Result<bool, ConsoleError> {
    let label = &app.words.label;
    let options = app.options()?;
    let passphrase = match args.passphrase {
        true => Some(app.secret(label.passphrase_backup_prompt)?),
        false => None,
    };
    let done = put_in_place(&args.from, args.key.as_deref(), passphrase, &options).await?;
    app.out.reply(&done, |out| {
        out.line(label.restore_done);
        out.facts(&[
            (label.data_folder, options.folder().display().to_string()),
            (label.time, done.backup.created_at.clone()),
        ]);
        if let Some(replaced) = &done.replaced {
            out.line(&label.replaced.replace("{path}", replaced));
        }
    });
    Ok(true)
}
