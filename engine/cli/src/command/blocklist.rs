//! Opt-outs, the blacklist, and facts about numbers.

use hongyan_console::blocklist::ListKind;
use hongyan_console::{ConsoleError, Role};
use hongyan_domain::BusinessType;

use super::shown;
use crate::app::App;
use crate::args::{BlockKind, Blocklist, Numbers};

const fn kind_of(kind: BlockKind) -> ListKind {
    match kind {
        BlockKind::OptOut => ListKind::OptOut,
        BlockKind::Blacklist => ListKind::Blacklist,
    }
}

pub(super) async fn blocklist(app: &App, args: Blocklist) -> Result<bool, ConsoleError> {
    let console = app.open(Role::Beside).await?;
    let done = work(app, &console, args).await;
    console.close().await;
    done
}

async fn work(app: &App, console: &hongyan_console::Console, args: Blocklist) -> Result<bool, ConsoleError> {
    let label = &app.words.label;
    match args {
        Blocklist::Add { numbers, kind, business, note } => {
            let business = match business.as_deref() {
                None => None,
                Some(code) => Some(
                    BusinessType::from_code(code).ok_or_else(|| ConsoleError::not_found("business", code))?,
                ),
            };
            let added = console.block(&numbers, kind_of(kind), business, &note).await?;
            app.out.reply(&serde_json::json!({ "added": added }), |out| {
                out.line(&label.blocked.replace("{count}", &added.to_string()));
            });
        }
        Blocklist::Remove { numbers, kind } => {
            let removed = console.unblock(&numbers, kind_of(kind)).await?;
            app.out.reply(&serde_json::json!({ "removed": removed }), |out| {
                out.line(&label.unblocked.replace("{count}", &removed.to_string()));
            });
        }
        Blocklist::List { number, limit, reveal } => {
            let blocks = console.blocks(number.as_deref(), limit, shown(reveal)).await?;
            app.out.reply(&blocks, |out| {
                if blocks.is_empty() {
                    return out.line(label.no_blocks);
                }
                let rows: Vec<Vec<String>> = blocks
                    .iter()
                    .map(|block| {
                        let kind = if block.kind == "opt_out" { label.opt_out } else { label.blacklist };
                        let scope = match block.scope.as_str() {
                            "" => label.everything.to_owned(),
                            scope => app.words.business_code(scope),
                        };
                        vec![
                            block.number.clone(),
                            kind.to_owned(),
                            scope,
                            block.since.clone(),
                            block.source.clone(),
                            block.note.clone(),
                        ]
                    })
                    .collect();
                out.table(
                    &[label.number, label.kind, label.scope, label.since, label.source, label.note],
                    &rows,
                );
            });
        }
    }
    Ok(true)
}

pub(super) async fn numbers(app: &App, args: &Numbers) -> Result<bool, ConsoleError> {
    let table = std::fs::read_to_string(&args.file)
        .map_err(|error| ConsoleError::unreadable_file(&args.file, &error))?;
    let console = app.open(Role::Beside).await?;
    let learned = console.learn_facts(&table, "import").await;
    console.close().await;
    let learned = learned?;
    app.out.reply(&learned, |out| {
        let text = app.words.label.learned.replace("{ported}", &learned.ported.to_string());
        out.line(&text.replace("{dead}", &learned.dead.to_string()));
    });
    Ok(true)
}
