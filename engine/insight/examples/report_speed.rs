//! Makes a store with many messages and measures the report, the look-up of a number and the opening of the store.
//!
//! `cargo run --release -p hongyan-insight --example report_speed -- 1000000 [FOLDER]`; a folder that holds a store
//! already is measured as it is.

#[path = "../tests/support/mod.rs"]
mod support;

use std::error::Error;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use hongyan_domain::{Clock, MessageId, SystemClock, TaskNo};
use hongyan_insight::cause::Causes;
use hongyan_insight::report::{Format, Request, write_report};
use hongyan_insight::{Language, figures, lookup};
use hongyan_store::Db;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let people: u64 = words.next().unwrap_or_else(|| "100000".to_owned()).parse()?;
    let given = words.next().map(PathBuf::from);
    let temporary = tempfile::tempdir()?;
    let folder = given.unwrap_or_else(|| temporary.path().to_owned());
    if !folder.join("hongyan.db").exists() {
        let clock = Stopwatch::start();
        let db = Db::open_in_folder(&folder).await?;
        support::fill(&db, people).await?;
        db.close().await;
        println!("made {people} messages in {:.1} s", clock.seconds());
    }

    let clock = Stopwatch::start();
    let db = Db::open_in_folder(&folder).await?;
    let figures = figures::funnel(&mut *db.read().await?, TaskNo(1)).await?;
    println!("open and first figures: {:.3} s, people {}", clock.seconds(), figures.totals.people);

    let causes = Causes::shipped(Language::Chinese);
    for round in 0..5 {
        let number = support::number(people / 7 * (round + 1));
        let clock = Stopwatch::start();
        let mut reader = db.read().await?;
        let known = lookup::lookup(&mut reader, number, None, 20, &causes, &support::Texts).await?;
        let found = known.sent.first().map_or(MessageId(0), |sent| sent.message.id);
        println!("look-up {number}: {:.2} ms, message {found}", clock.seconds() * 1_000.0);
    }

    for format in [Format::Xlsx, Format::Csv] {
        let name = if format == Format::Xlsx { "report.xlsx" } else { "report.csv" };
        let request = Request::new(TaskNo(1), folder.join(name), format, causes.clone(), SystemClock.now());
        let clock = Stopwatch::start();
        let cpu = cpu_seconds();
        let written =
            write_report(&db, request, Arc::new(support::Texts), |_| ControlFlow::Continue(())).await?;
        println!(
            "{name}: {:.1} s wall, {:.1} s CPU, {} people, {} failures, {:.1} MB, peak RSS so far {} MB",
            clock.seconds(),
            cpu_seconds() - cpu,
            written.people,
            written.failures,
            f64::from(u32::try_from(written.octets / 1024)?) / 1024.0,
            peak_megabytes(),
        );
    }
    db.close().await;
    Ok(())
}

/// Wall time, for figures that people read.
struct Stopwatch(std::time::Instant);

impl Stopwatch {
    #[expect(clippy::disallowed_methods, reason = "a measurement, not the engine")]
    fn start() -> Self {
        Self(std::time::Instant::now())
    }

    fn seconds(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
}

/// CPU seconds of this process, from `/proc` (100 ticks a second); zero on other systems.
fn cpu_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = text.rsplit(") ").next().unwrap_or("").split(' ').collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

/// The most memory that this process had, in megabytes; zero on other systems.
fn peak_megabytes() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or("");
    line.split_whitespace().nth(1).and_then(|number| number.parse::<u64>().ok()).unwrap_or(0) / 1024
}
