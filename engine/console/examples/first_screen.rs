//! How long the first screen and the statistics take in a store with many tasks: `first_screen [TASKS]`.
//!
//! Their cost follows the counters, twelve a task here, and not the messages: a store with 20,000 tasks of 150
//! messages has 3,000,000 of them and as many counters as this one, whose tasks have twelve.
#![allow(clippy::expect_used, reason = "an example that cannot go on says where")]

use std::sync::Arc;

use hongyan_console::statistics::{Dimension, StatisticsOf};
use hongyan_console::{Console, ConsoleOptions, Role};
use hongyan_domain::{
    BusinessType, Carrier, ChannelNo, Clock as _, MessageId, MessageState, Msisdn, SystemClock, TaskState,
    Uid, UnixMillis,
};
use hongyan_store::audience::group::{self, GroupKind};
use hongyan_store::inbound::{self, NewInbound, OptOutMark};
use hongyan_store::message::{self, NewMessage, Step, To};
use hongyan_store::task::{self, TaskChange, TaskDraft};
use hongyan_store::{Db, StoreError, Tx};

/// Tasks made by one job.
const JOB_TASKS: i64 = 200;
/// The tasks of a year, spread evenly.
const YEAR_MS: i64 = 365 * 24 * 3_600_000;
/// Looks that a time is the median of.
const LOOKS: usize = 15;

fn uid(seed: i64, of: u8) -> Uid {
    let mut random = [of; 10];
    for (place, octet) in random.iter_mut().zip(seed.to_be_bytes()) {
        *place = octet;
    }
    Uid::new(UnixMillis(0), random)
}

async fn task_of(tx: &mut Tx, seed: i64, at: UnixMillis) -> Result<(), StoreError> {
    let group = group::create(tx, uid(seed, 1), "list", GroupKind::List, "local", at).await?;
    let draft = TaskDraft {
        name: format!("task {seed}"),
        business: BusinessType::ALL[usize::try_from(seed % 4).unwrap_or(0)],
        signature: format!("signature {}", seed % 9),
        template: "text ".repeat(40),
        flash: false,
        group,
        channel: None,
        speed_limit: None,
        start_at: None,
        undo_ms: 0,
        validity_ms: 1,
        sandbox: false,
    };
    let no = task::create(tx, uid(seed, 2), &draft, 0, at).await?;
    // Four carriers in three states each.
    let ends = [MessageState::Delivered, MessageState::Failed, MessageState::NoReceipt];
    let rows: Vec<NewMessage> = (0..12_u64)
        .map(|index| NewMessage {
            task: no,
            number: Msisdn::from_digits(13_800_000_000 + seed.unsigned_abs() * 12 + index).expect("a number"),
            state: MessageState::Queued,
            carrier: Carrier::ALL[usize::try_from(index % 4).unwrap_or(0)],
            channel: Some(ChannelNo(i64::try_from(index % 4).unwrap_or(0) + 1)),
            parts: 1,
            billed: 1,
            price: 45,
            due_at: at,
            class: "",
            why: Arc::from(""),
            vars: None,
        })
        .collect();
    message::insert(tx, &rows).await?;
    let never = UnixMillis(i64::MAX);
    let queued = message::waiting_since(tx, no, MessageState::Queued, never, MessageId(0), 100).await?;
    let steps: Vec<Step> = queued
        .iter()
        .zip(0_usize..)
        .map(|(message, index)| {
            let state = ends[index / 4];
            let class = if state == MessageState::Failed { "NUM" } else { "" };
            Step {
                place: message.standing().place,
                from: MessageState::Queued,
                from_class: Arc::from(""),
                to: To { class: Arc::from(class), ..To::plain(state, at) },
            }
        })
        .collect();
    message::apply(tx, &steps).await?;
    if let Some(first) = queued.first() {
        let reply = NewInbound {
            channel: ChannelNo(1),
            number: first.number,
            sent_to: "1069".to_owned(),
            text: "ok".to_owned(),
            at,
            task: Some(no),
            message: Some(first.id),
            opt_out: OptOutMark::No,
            complete: true,
        };
        inbound::insert(tx, &reply).await?;
    }
    let states = [TaskState::Draft, TaskState::Scheduled, TaskState::Running, TaskState::Done];
    for pair in states.windows(2) {
        let change = TaskChange {
            from: pair[0],
            to: pair[1],
            reason: String::new(),
            release_at: Some(at),
            expires_at: None,
        };
        task::change(tx, no, &change, at).await?;
    }
    Ok(())
}

#[tokio::main]
async fn main() {
    let tasks: i64 = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(20_000);
    let folder = tempfile::tempdir().expect("a folder");
    let now = SystemClock.now();
    let db = Db::open_in_folder(folder.path()).await.expect("a store");
    for first in (0..tasks).step_by(usize::try_from(JOB_TASKS).unwrap_or(1)) {
        db.write(move |tx| {
            Box::pin(async move {
                for seed in first..(first + JOB_TASKS).min(tasks) {
                    let ago = YEAR_MS / tasks * (tasks - 1 - seed);
                    task_of(tx, seed, UnixMillis(now.0 - ago)).await?;
                }
                Ok(())
            })
        })
        .await
        .expect("the tasks are stored");
    }
    db.close().await;
    let options = ConsoleOptions::new(folder.path()).key_in_file().role(Role::Beside);
    let console = Console::open(options).await.expect("the console opens");
    let day = |ago: i64| UnixMillis(now.0 - ago * 24 * 3_600_000).display_china()[..10].to_owned();
    println!("{tasks} tasks, median of {LOOKS} looks");
    let mut took = Vec::new();
    for _ in 0..LOOKS {
        let began = SystemClock.now();
        let home = console.home(false).await.expect("the first screen");
        took.push(SystemClock.now().since(began).as_millis());
        assert!(!home.empty && home.days == 7);
    }
    took.sort_unstable();
    println!("home: {} ms", took[LOOKS / 2]);
    for (days, by) in [
        (7, Dimension::Day),
        (31, Dimension::Carrier),
        (365, Dimension::Day),
        (365, Dimension::Carrier),
        (365, Dimension::Channel),
        (365, Dimension::Signature),
        (365, Dimension::Task),
    ] {
        let of = StatisticsOf {
            from: day(days - 1),
            to: day(0),
            by,
            sandbox: false,
            carrier: None,
            channel: None,
            business: None,
        };
        let mut took = Vec::new();
        for _ in 0..LOOKS {
            let began = SystemClock.now();
            let told = console.statistics(&of).await.expect("the statistics");
            took.push(SystemClock.now().since(began).as_millis());
            assert!(told.total.submitted > 0);
        }
        took.sort_unstable();
        println!("{days} days by {by:?}: {} ms", took[LOOKS / 2]);
    }
    console.close().await;
}
