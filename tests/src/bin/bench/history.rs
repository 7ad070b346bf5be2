//! What a store with millions of messages has to give: a report, one number among all, and a quick start.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use hongyan_delivery::{Engine, EngineConfig};
use hongyan_domain::{
    Carrier, ChannelNo, Clock, MessageState, SystemClock, TaskNo, TaskState, Uid, UnixMillis,
};
use hongyan_insight::cause::Causes;
use hongyan_insight::report::{Format, Request, write_report};
use hongyan_insight::{Language, lookup as insight};
use hongyan_store::message::{self, NewMessage, Wanted};
use hongyan_store::task::{self, TaskChange};
use hongyan_store::{Db, tally};
use hongyan_tests::stage::Trouble;

use crate::measure::{Figure, Span, peak_mb};
use crate::{Round, Start, block_on, ended};

/// Messages of the reported campaign.
const REPORTED: u64 = 1_000_000;
/// Messages among which one number is looked up, and over which the engine starts.
const KEPT: u64 = 3_000_000;
/// From one round's number to the next one's, in places of the list: a prime, so that they are all over it.
const STRIDE: u64 = 611_953;
/// Messages between write and answer in a crash: four channels of 8 connections with a window of 32.
const UNDER_WAY: u64 = 1_024;
/// Messages of a search's first page.
const PAGE_OF_SEARCH: u32 = 50;
/// Rows that one page looks at, as the console asks it.
const LOOKS: u32 = 60_000;
/// Messages of the number that a person sees at first.
const PAGE: u32 = 20;

/// For the report.
pub(crate) const MILLION: Start =
    Start { name: "a store with a campaign of 1,000,000 messages", make: |folder| fill(folder, REPORTED) };
/// For the look-up and the start.
pub(crate) const MILLIONS: Start =
    Start { name: "a store with a campaign of 3,000,000 messages", make: |folder| fill(folder, KEPT) };

/// A campaign that has ended, four in a hundred of it in failure, with a reply of every 500th.
fn fill(folder: &Path, people: u64) -> Result<(), Trouble> {
    block_on(async {
        let db = Db::open_in_folder(folder).await?;
        ended::fill(&db, people).await.map_err(|error| error.to_string())?;
        db.close().await;
        Ok(())
    })
}

/// Writes the workbook.
pub(crate) fn report(round: &Round) -> Result<Vec<Figure>, Trouble> {
    block_on(async {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("report.xlsx");
        let db = Db::open_in_folder(&round.folder).await?;
        let causes = Causes::shipped(Language::Chinese);
        let request = Request::new(TaskNo(1), path, Format::Xlsx, causes, SystemClock.now());
        let span = Span::begin();
        let written =
            write_report(&db, request, Arc::new(ended::Texts), |_| ControlFlow::Continue(())).await?;
        let mut figures = span.figures("<= 30");
        db.close().await;
        if written.people != REPORTED {
            return Err(format!("not everybody is in the report: {written:?}").into());
        }
        figures.push(Figure { name: "peak memory", value: peak_mb(), unit: "MB", reach: "<= 200" });
        Ok(figures)
    })
}

/// All that is known of one number, asked of a store that has read nothing before.
pub(crate) fn lookup(round: &Round) -> Result<Vec<Figure>, Trouble> {
    block_on(async {
        let db = Db::open_in_folder(&round.folder).await?;
        let causes = Causes::shipped(Language::Chinese);
        let number = ended::number((round.index + 1) * STRIDE % KEPT);
        let span = Span::begin();
        let mut reader = db.read().await?;
        let known = insight::lookup(&mut reader, number, None, PAGE, &causes, &ended::Texts).await?;
        let wall = span.wall();
        drop(reader);
        db.close().await;
        if known.sent.len() != 1 {
            return Err(format!("{number} has {} messages instead of one", known.sent.len()).into());
        }
        Ok(vec![Figure {
            name: "one number",
            value: wall.as_secs_f64() * 1_000.0,
            unit: "ms",
            reach: "<= 50",
        }])
    })
}

/// The first page of every kind of search, each asked of a store that was just opened.
pub(crate) fn search(round: &Round) -> Result<Vec<Figure>, Trouble> {
    block_on(async {
        let number = ended::number((round.index + 1) * STRIDE % KEPT);
        let states = |states: &[MessageState]| Wanted { states: states.to_vec(), ..Wanted::default() };
        let all = Wanted::default;
        let class = |class: &str| vec![class.to_owned()];
        let searches = [
            ("everything", all()),
            ("one task", Wanted { task: Some(TaskNo(1)), ..all() }),
            ("one number", Wanted { number: Some(number), ..all() }),
            ("delivered", states(&[MessageState::Delivered])),
            ("failed", states(&[MessageState::Failed])),
            ("in doubt", states(&[MessageState::InDoubt])),
            ("left out", states(&[MessageState::Excluded])),
            ("a class", Wanted { classes: class("NUM"), ..all() }),
            ("a code", Wanted { code: Some("MK:0001".to_owned()), ..states(&[MessageState::Failed]) }),
            (
                "a code nobody had",
                Wanted { code: Some("ZZ:9999".to_owned()), ..states(&[MessageState::Failed]) },
            ),
            (
                "a carrier and a channel",
                Wanted { carrier: Some(Carrier::Unicom), channel: Some(ChannelNo(2)), ..all() },
            ),
            ("practice", Wanted { sandbox: Some(true), ..all() }),
            ("no practice", Wanted { sandbox: Some(false), ..all() }),
            ("before it began", Wanted { to: Some(UnixMillis(0)), ..all() }),
            ("waiting", states(&[MessageState::Queued, MessageState::Submitted])),
            ("no code anywhere", Wanted { code: Some("ZZ:9999".to_owned()), ..all() }),
        ];
        let mut figures = Vec::new();
        for (name, wanted) in searches {
            let db = Db::open_in_folder(&round.folder).await?;
            let span = Span::begin();
            let mut reader = db.read().await?;
            message::search(&mut reader, &wanted, None, PAGE_OF_SEARCH, LOOKS).await?;
            let value = span.wall().as_secs_f64() * 1_000.0;
            drop(reader);
            db.close().await;
            figures.push(Figure { name, value, unit: "ms", reach: "<= 300" });
        }
        Ok(figures)
    })
}

/// Opens the store and starts the engine, after an end in order and after a crash: from here on tasks run.
pub(crate) fn start(round: &Round) -> Result<Vec<Figure>, Trouble> {
    block_on(async {
        let span = Span::begin();
        let (db, engine) = started(&round.folder).await?;
        let mut figures = span.figures("<= 1");
        engine.shutdown(Duration::ZERO).await;
        let task = leave_under_way(&db, round.index).await?;
        db.close().await;

        let span = Span::begin();
        let (db, engine) = started(&round.folder).await?;
        figures.push(Figure {
            name: "wall, 1,024 under way in a crash",
            value: span.wall().as_secs_f64(),
            unit: "s",
            reach: "<= 1",
        });
        let tallies = tally::of(&mut *db.read().await?, Some(task)).await?;
        engine.shutdown(Duration::ZERO).await;
        db.close().await;
        if tallies.iter().any(|tally| tally.state == MessageState::Claimed && tally.messages > 0) {
            return Err(format!("the start left messages under way: {tallies:?}").into());
        }
        Ok(figures)
    })
}

async fn started(folder: &Path) -> Result<(Db, Engine), Trouble> {
    let db = Db::open_in_folder(folder).await?;
    let engine = Engine::start(db.clone(), Arc::new(SystemClock), EngineConfig::shipped(7)).await?;
    Ok((db, engine))
}

/// Leaves a running task behind as a crash does: its messages are claimed, and nobody knows whether they left.
async fn leave_under_way(db: &Db, index: u64) -> Result<TaskNo, Trouble> {
    let now = SystemClock.now();
    let mut random = [0; 10];
    random[..8].copy_from_slice(&index.to_be_bytes());
    let uid = Uid::new(now, random);
    let first = KEPT + index * UNDER_WAY; // beyond the numbers of the campaign
    let task = db
        .write(move |tx| {
            Box::pin(async move {
                let draft = task::find(tx, TaskNo(1)).await?.draft;
                let no = task::create(tx, uid, &draft, 3, now).await?;
                for (from, to) in
                    [(TaskState::Draft, TaskState::Scheduled), (TaskState::Scheduled, TaskState::Running)]
                {
                    let change = TaskChange {
                        from,
                        to,
                        reason: String::new(),
                        release_at: Some(now),
                        expires_at: None,
                    };
                    task::change(tx, no, &change, now).await?;
                }
                let rows: Vec<NewMessage> = (first..first + UNDER_WAY)
                    .map(|place| NewMessage {
                        task: no,
                        number: ended::number(place),
                        state: MessageState::Queued,
                        carrier: Carrier::Mobile,
                        channel: Some(ChannelNo(1)),
                        parts: 1,
                        billed: 1,
                        price: 40,
                        due_at: now,
                        class: "",
                        why: Arc::from("prefix"),
                        vars: None,
                    })
                    .collect();
                message::insert(tx, &rows).await?;
                Ok(no)
            })
        })
        .await?;
    let claimed =
        db.write(move |tx| Box::pin(message::claim(tx, task, ChannelNo(1), now, u32::MAX))).await?.len();
    if u64::try_from(claimed)? != UNDER_WAY {
        return Err(format!("{claimed} messages are under way instead of {UNDER_WAY}").into());
    }
    Ok(task)
}
