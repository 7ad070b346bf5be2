//! The demonstration.

use std::collections::BTreeMap;

use hongyan_console::demo::{DemoRequest, DemoResult, DemoStep, DemoWords, run};
use hongyan_console::{ConsoleError, ConsoleOptions, ErrorCode};
use hongyan_domain::{Carrier, Clock as _, SystemClock};

use super::contact::{self, counted};
use crate::app::App;
use crate::args::Demo;
use crate::i18n::Words;
use crate::out::Out;

pub(super) async fn demo(app: &App, args: Demo) -> Result<bool, ConsoleError> {
    let (words, label) = (app.words, &app.words.label);
    let data = app.named_data().map_or_else(|| args.out.join("data"), std::path::Path::to_owned);
    let seed = match args.seed {
        Some(seed) => seed,
        None => u64::try_from(SystemClock.now().0)
            .map_err(|error| ConsoleError::new(ErrorCode::Internal, error))?,
    };
    let request = DemoRequest {
        out: args.out,
        // Its data is made up: a key in a file is enough, and no keychain is left with an entry.
        store: ConsoleOptions::new(data).key_in_file(),
        people: args.people,
        contacts: args.contacts,
        seed,
        words: demo_words(app),
    };
    app.out.say(label.demo_title);
    let bar = app.out.bar(label.importing);
    let (watched, out) = (bar.clone(), Out { json: app.out.json, words });
    let running = run(request, move |step| show(&out, &watched, words, &step));
    let done = tokio::select! {
        done = running => done,
        () = super::run::interrupted() => Err(ConsoleError::new(ErrorCode::Cancelled, label.interrupted)),
    };
    bar.finish_and_clear();
    let done = done?;
    app.out.reply(&done, |out| report(out, words, &done));
    Ok(true)
}

fn demo_words(app: &App) -> DemoWords {
    let demo = &app.words.demo;
    let channels: BTreeMap<&'static str, String> = Carrier::ALL
        .into_iter()
        .map(|carrier| (carrier.code(), (demo.channel)(carrier).to_owned()))
        .collect();
    DemoWords {
        group: demo.group.to_owned(),
        task: demo.task.to_owned(),
        signature: demo.signature.to_owned(),
        text: demo.text.to_owned(),
        plain_text: demo.plain_text.to_owned(),
        channels,
        list: app.wording(),
        language: app.words.language,
    }
}

fn show(out: &Out, bar: &indicatif::ProgressBar, words: &Words, step: &DemoStep) {
    let label = &words.label;
    match step {
        DemoStep::CarriersUp(gateways) => {
            let shown = gateways
                .iter()
                .map(|gateway| format!("{} {}", words.carrier_code(gateway.carrier), gateway.address));
            out.say(&shown.collect::<Vec<_>>().join(", "));
        }
        DemoStep::ListMade { path, rows } => {
            let text = label.demo_list.replace("{path}", &path.display().to_string());
            out.say(&text.replace("{rows}", &rows.to_string()));
        }
        DemoStep::Importing(now) => contact::show(bar, *now),
        DemoStep::Imported(done) => {
            let figures = [
                (label.rows, done.rows),
                (label.people, done.people),
                (label.repaired, done.rows_repaired),
                (label.duplicates, done.duplicates),
                (label.failed_rows, done.rows_failed),
            ];
            let shown = figures.map(|(label, count)| format!("{label} {count}")).join(", ");
            bar.suspend(|| out.say(&format!("{}: {shown}", label.importing)));
        }
        DemoStep::Checked(checked) => {
            bar.suspend(|| {
                out.say(&format!(
                    "{} {}, {} {}, {} {}",
                    label.messages,
                    checked.messages,
                    label.segments,
                    checked.segments,
                    label.cost,
                    checked.cost
                ));
                if let Some(sample) = &checked.sample {
                    out.say(&format!("{}: {sample}", label.sample));
                }
            });
            bar.set_prefix(label.sending);
        }
        DemoStep::Sending(view) => super::task::progress(bar, words, view),
        DemoStep::Replies { replies } => bar.set_message(format!("{} {replies}", label.awaiting_replies)),
        DemoStep::Reporting => bar.set_message(label.reporting),
    }
}

fn report(out: &Out, words: &Words, done: &DemoResult) {
    let label = &words.label;
    let failed: u64 = done.failed.values().sum();
    let excluded: u64 = done.excluded.values().sum();
    out.facts(&[
        (label.people, done.people.to_string()),
        (
            label.excluded,
            format!("{excluded} ({})", counted(&done.excluded, |code| words.exclusion_code(code))),
        ),
        (label.submitted, done.submitted.to_string()),
        (label.delivered, done.delivered.to_string()),
        (label.failed, format!("{failed} ({})", counted(&done.failed, |code| words.class_code(code)))),
        (label.no_receipt, done.no_receipt.to_string()),
        (label.in_doubt, done.in_doubt.to_string()),
        (label.replies, done.replies.to_string()),
        (label.opt_outs, done.opt_outs.to_string()),
        (label.segments, done.segments.to_string()),
        (label.cost, done.cost.clone()),
        (
            label.took,
            format!("{:.1} s, {} {}", seconds(done.duration_ms), done.messages_per_second, label.per_second),
        ),
        (label.data_folder, done.data.clone()),
    ]);
    out.line(&label.demo_note.replace("{seconds}", &done.receipt_wait_seconds.to_string()));
    out.line(&label.report_path.replace("{report}", &done.report));
}

fn seconds(millis: u64) -> f64 {
    std::time::Duration::from_millis(millis).as_secs_f64()
}
