use std::sync::Arc;

use hongyan_domain::{BusinessType, GroupNo, Uid};

use super::*;
use crate::audience::group::{self, GroupKind};
use crate::message::{self, NewMessage};
use crate::task::{self, TaskDraft};
use crate::{Db, Tx};

const NOW: UnixMillis = UnixMillis(1_772_328_600_000);
/// Rows of the store that is searched; the tasks take turns, so that their ids lie between each other's.
const ROWS: i64 = 900;
const TASKS: i64 = 3;

fn draft(group: GroupNo, sandbox: bool) -> TaskDraft {
    TaskDraft {
        name: "April".to_owned(),
        business: BusinessType::Notice,
        signature: "Post".to_owned(),
        template: "Closed today.".to_owned(),
        flash: false,
        group,
        channel: None,
        speed_limit: None,
        start_at: None,
        undo_ms: 0,
        validity_ms: 0,
        sandbox,
    }
}

/// What becomes of the row at a place: each state somewhere, the failures few.
fn fate(place: i64) -> (MessageState, &'static str) {
    match place % 30 {
        0 => (MessageState::Failed, "NUM"),
        1 => (MessageState::Failed, "TERM"),
        2 => (MessageState::Rejected, "RATE"),
        3 => (MessageState::Excluded, "opted_out"),
        4 => (MessageState::InDoubt, ""),
        5 => (MessageState::Queued, ""),
        6..=9 => (MessageState::Submitted, ""),
        _ => (MessageState::Delivered, ""),
    }
}

async fn filled(tx: &mut Tx) -> Result<(), StoreError> {
    let uid = |seed: u8| Uid::new(NOW, [seed; 10]);
    let group = group::create(tx, uid(1), "all", GroupKind::Group, "local", NOW).await?;
    for no in 1..=TASKS {
        let seed = u8::try_from(no).unwrap_or(0) + 1;
        task::create(tx, uid(seed), &draft(group, no == 2), 0, NOW).await?;
    }
    let rows: Vec<NewMessage> = (0..ROWS)
        .map(|place| {
            let (state, class) = fate(place / TASKS);
            NewMessage {
                task: TaskNo(place % TASKS + 1),
                number: Msisdn::from_db(13_800_000_000 + place / 2).unwrap(),
                state,
                carrier: if place % 5 == 0 { Carrier::Unicom } else { Carrier::Mobile },
                channel: Some(ChannelNo(place % 2 + 1)),
                parts: 1,
                billed: 1,
                price: 40,
                due_at: UnixMillis(NOW.0 + place * 1_000),
                class,
                why: Arc::from("prefix"),
                vars: None,
            }
        })
        .collect();
    message::insert(tx, &rows).await?;
    sqlx::query("UPDATE message SET code = 'MK:0001' WHERE class = 'NUM' AND id % 2 = 0")
        .execute(tx.sql())
        .await
        .map(|_| ())
        .map_err(StoreError::doing("set codes"))
}

async fn store() -> (tempfile::TempDir, Db) {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open_in_folder(folder.path()).await.unwrap();
    db.write(|tx| Box::pin(filled(tx))).await.unwrap();
    (folder, db)
}

fn searches() -> Vec<Wanted> {
    let all = Wanted::default;
    vec![
        all(),
        Wanted { task: Some(TaskNo(2)), ..all() },
        Wanted { number: Msisdn::from_db(13_800_000_007), ..all() },
        Wanted { number: Msisdn::from_db(13_800_000_007), sandbox: Some(true), ..all() },
        Wanted { sandbox: Some(false), ..all() },
        Wanted { states: vec![MessageState::Failed], ..all() },
        Wanted { states: vec![MessageState::Failed, MessageState::Delivered], ..all() },
        Wanted { states: vec![MessageState::Queued], task: Some(TaskNo(1)), ..all() },
        Wanted { classes: vec!["NUM".to_owned(), "opted_out".to_owned()], ..all() },
        Wanted { classes: vec!["NUM".to_owned()], code: Some("MK:0001".to_owned()), ..all() },
        Wanted { code: Some("MK:0001".to_owned()), ..all() },
        Wanted { carrier: Some(Carrier::Unicom), channel: Some(ChannelNo(2)), ..all() },
        Wanted { carrier: Some(Carrier::Telecom), ..all() },
        Wanted {
            from: Some(UnixMillis(NOW.0 + 100_000)),
            to: Some(UnixMillis(NOW.0 + 200_000)),
            states: vec![MessageState::Rejected, MessageState::Submitted],
            ..all()
        },
    ]
}

fn fits(wanted: &Wanted, message: &Message) -> bool {
    let at = message.submitted_at.unwrap_or(message.due_at);
    wanted.task.is_none_or(|task| task == message.task)
        && wanted.number.is_none_or(|number| number == message.number)
        && (wanted.states.is_empty() || wanted.states.contains(&message.state))
        && (wanted.classes.is_empty() || wanted.classes.contains(&message.class))
        && wanted.code.as_ref().is_none_or(|code| *code == message.code)
        && wanted.carrier.is_none_or(|carrier| carrier == message.carrier)
        && wanted.channel.is_none_or(|channel| channel == message.channel)
        && wanted.from.is_none_or(|from| at >= from)
        && wanted.to.is_none_or(|to| at < to)
        && wanted.sandbox.is_none_or(|sandbox| sandbox == (message.task == TaskNo(2)))
}

#[tokio::test]
async fn pages_hold_what_fits_newest_first_and_nothing_else() {
    let (_folder, db) = store().await;
    let mut reader = db.read().await.unwrap();
    let every = message::page(&mut reader, &message::Filter::default(), MessageId(0), 10_000).await.unwrap();
    assert_eq!(i64::try_from(every.len()).unwrap(), ROWS);
    for wanted in searches() {
        let mut expected: Vec<i64> =
            every.iter().filter(|message| fits(&wanted, message)).map(|message| message.id.0).collect();
        expected.reverse();
        for (page, looks) in [(7, 10_000), (7, 1), (1_000, 10_000), (50, 100)] {
            let (mut told, mut before, mut pages) = (Vec::new(), None, 0);
            loop {
                let found = search(&mut reader, &wanted, before, page, looks).await.unwrap();
                assert!(found.messages.len() <= usize::try_from(page).unwrap());
                told.extend(found.messages.iter().map(|message| message.id.0));
                pages += 1;
                assert!(pages <= 2 * ROWS, "{wanted:?} comes to no end");
                match found.next {
                    Some(next) => {
                        assert!(before.is_none_or(|before| next < before), "{wanted:?} stands still");
                        before = Some(next);
                    }
                    None => break,
                }
            }
            assert_eq!(told, expected, "{wanted:?}, pages of {page}, {looks} looks");
        }
    }
    drop(reader);
    db.close().await;
}

#[tokio::test]
async fn a_page_of_few_among_many_looks_at_few() {
    let (_folder, db) = store().await;
    let mut reader = db.read().await.unwrap();
    let wanted = Wanted { classes: vec!["opted_out".to_owned()], ..Wanted::default() };
    let found = search(&mut reader, &wanted, None, 100, 10_000).await.unwrap();
    let expected = usize::try_from(ROWS / 30).unwrap();
    assert_eq!((found.messages.len(), usize::try_from(found.looked).unwrap()), (expected, expected));
    drop(reader);
    db.close().await;
}

async fn plan(conn: &mut Conn, way: Way) -> String {
    let mut sql = window("EXPLAIN QUERY PLAN ", &way, &Wanted::default(), 500, 50);
    let rows = sql.build().fetch_all(conn.sql()).await.unwrap();
    rows.iter().map(|row| row.get::<String, _>(3)).collect::<Vec<_>>().join("; ")
}

#[tokio::test]
async fn every_way_reads_an_index_in_order() {
    let (_folder, db) = store().await;
    let mut reader = db.read().await.unwrap();
    let task = TaskNo(1);
    let number = Msisdn::from_db(13_800_000_001).unwrap();
    let ended = Way::Ended { task, state: MessageState::Failed, class: "NUM".to_owned() };
    for (way, index) in [
        (Way::All, "USING INTEGER PRIMARY KEY (rowid<?)"),
        (Way::Number(number), "USING INDEX message_number (number=? AND id<?)"),
        (Way::Task { task, living: false }, "USING INDEX message_task (task_no=? AND id<?)"),
        (ended, "USING INDEX message_ended (task_no=? AND state=? AND class=? AND id<?)"),
    ] {
        let plan = plan(&mut reader, way).await;
        assert!(plan.contains(index), "{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    }
    drop(reader);
    db.close().await;
}

#[tokio::test]
async fn so_many_tasks_that_all_messages_are_looked_through_give_the_same() {
    let (_folder, db) = store().await;
    let mut reader = db.read().await.unwrap();
    let wanted = Wanted { states: vec![MessageState::Failed], ..Wanted::default() };
    let mut all = Stream { way: Way::All, below: i64::MAX, window: WINDOW_MAX, open: true };
    let mut ids = Vec::new();
    advance(&mut reader, &wanted, &mut all, &mut ids).await.unwrap();
    ids.sort_unstable_by(|a, b| b.cmp(a));
    let found = search(&mut reader, &wanted, None, 1_000, 10_000).await.unwrap();
    assert!(!all.open);
    assert_eq!(ids, found.messages.iter().map(|message| message.id.0).collect::<Vec<_>>());
    drop(reader);
    db.close().await;
}
