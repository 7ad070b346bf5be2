use std::sync::Arc;

use hongyan_domain::{
    BusinessType, Carrier, Clock as _, ManualClock, MessageState, Msisdn, TaskState, Uid, UnixMillis,
};
use hongyan_store::audience::group::{self, GroupKind};
use hongyan_store::message::{self, NewMessage, Step, To};
use hongyan_store::task::{self, TaskChange, TaskDraft};

use super::*;
use crate::open::ConsoleOptions;

/// 2026-03-10 09:30 in China.
const NOW: UnixMillis = UnixMillis(1_773_106_200_000);

/// A task of `people`, all delivered for 0.045 yuan each, released at `at`.
async fn sent(console: &Console, seed: u8, at: UnixMillis, people: u64, sandbox: bool) {
    let write = console.db.write(move |tx| {
        Box::pin(async move {
            let uid = |last| Uid::new(at, [seed, last, 0, 0, 0, 0, 0, 0, 0, 0]);
            let group = group::create(tx, uid(1), "list", GroupKind::List, "local", at).await?;
            let draft = TaskDraft {
                name: "t".to_owned(),
                business: BusinessType::Notice,
                signature: "s".to_owned(),
                template: "t".to_owned(),
                flash: false,
                group,
                channel: None,
                speed_limit: None,
                start_at: None,
                undo_ms: 0,
                validity_ms: 1,
                sandbox,
            };
            let no = task::create(tx, uid(2), &draft, 0, at).await?;
            let rows: Vec<NewMessage> = (0..people)
                .map(|index| NewMessage {
                    task: no,
                    number: Msisdn::from_digits(13_800_000_000 + index).unwrap(),
                    state: MessageState::Queued,
                    carrier: Carrier::Mobile,
                    channel: Some(ChannelNo(1)),
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
            let first = hongyan_domain::MessageId(0);
            let queued = message::waiting_since(tx, no, MessageState::Queued, never, first, 1_000).await?;
            let steps: Vec<Step> = queued
                .iter()
                .map(|message| Step {
                    place: message.standing().place,
                    from: MessageState::Queued,
                    from_class: Arc::from(""),
                    to: To::plain(MessageState::Delivered, at),
                })
                .collect();
            message::apply(tx, &steps).await?;
            let mut from = TaskState::Draft;
            for to in [TaskState::Scheduled, TaskState::Running] {
                let change =
                    TaskChange { from, to, reason: String::new(), release_at: Some(at), expires_at: None };
                task::change(tx, no, &change, at).await?;
                from = to;
            }
            Ok(())
        })
    });
    write.await.unwrap();
}

#[tokio::test]
async fn today_stands_against_the_mean_of_the_days_before_and_practice_apart() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::at(NOW));
    let options = ConsoleOptions::new(folder.path()).key_in_file().clock(Arc::clone(&clock) as Arc<_>);
    let console = Console::open(options).await.unwrap();
    let bare = console.home(false).await.unwrap();
    assert!(bare.empty && bare.days == 0 && bare.running.is_empty() && bare.todo.is_empty());
    assert_eq!(bare.today, DayFigures { cost: "0.000".to_owned(), ..DayFigures::default() });
    assert_eq!(bare.mean, bare.today);

    sent(&console, 1, NOW - DAY * 3, 10, false).await;
    sent(&console, 2, NOW - DAY * 1, 5, false).await;
    sent(&console, 3, NOW, 7, false).await;
    sent(&console, 4, NOW, 4, true).await;
    let home = console.home(false).await.unwrap();
    assert_eq!((home.today.sent, home.today.delivered, home.today.cost.as_str()), (7, 7, "0.315"));
    assert_eq!((home.days, home.mean.sent, home.mean.cost.as_str()), (3, 5, "0.225"));
    assert_eq!((home.running.len(), home.empty), (3, false));
    let practice = console.home(true).await.unwrap();
    assert_eq!((practice.today.sent, practice.days, practice.running.len()), (4, 0, 1));

    // Past midnight in China today is yesterday.
    clock.advance(Duration::from_secs(15 * 3_600));
    let home = console.home(false).await.unwrap();
    assert_eq!((home.today.sent, home.days), (0, 4));
    assert_eq!(home.mean.sent, 6, "22 over four days, halves rounded up");
    // What is older than the seven days counts no more.
    clock.advance(DAY * 5);
    let home = console.home(false).await.unwrap();
    assert_eq!((home.days, home.mean.sent), (7, 2), "12 over seven days");
    assert!(clock.now() > NOW);
    console.close().await;
}

#[test]
fn what_does_not_wait_is_not_listed() {
    let counts = Todo { faulted: 1, drafts: 3, ..Todo::default() };
    let told: Vec<_> = todo_of(&counts, 0).iter().map(|todo| (todo.kind, todo.count)).collect();
    assert_eq!(told, [(TodoKind::Faulted, 1), (TodoKind::Draft, 3)]);
}
