//! Statistics against the rows that they summarise: every sum is the fold over the messages (promise P4).
#![allow(clippy::unwrap_used, reason = "a test that cannot go on shall say where")]

use std::collections::BTreeMap;
use std::sync::Arc;

use hongyan_domain::{
    BusinessType, Carrier, ChannelNo, MessageId, MessageState, Money, Msisdn, TaskNo, TaskState, Uid,
    UnixMillis,
};
use hongyan_insight::figures::Totals;
use hongyan_insight::report::Format;
use hongyan_insight::report::statistics::{self as file, Request};
use hongyan_insight::statistics::{REST, Row, begin_of, day_from, day_of, statistics};
use hongyan_insight::{Language, statistics::text_of};
use hongyan_store::audience::group::{self, GroupKind};
use hongyan_store::channel::{self, ChannelDraft};
use hongyan_store::inbound::{self, NewInbound, OptOutMark};
use hongyan_store::message::{self, NewMessage, Step, To};
use hongyan_store::tally::slice::{By, KEYS_MAX, Slice};
use hongyan_store::task::{self, TaskChange, TaskDraft};
use hongyan_store::{Db, Tx};

/// One task of the store.
#[derive(Clone)]
struct Made {
    no: TaskNo,
    day: i64,
    business: BusinessType,
    signature: &'static str,
    sandbox: bool,
}

/// One message as a test remembers it.
#[derive(Clone)]
struct Sent {
    task: usize,
    carrier: Carrier,
    channel: i64,
    state: MessageState,
    billed: u32,
    replies: u64,
}

struct World {
    db: Db,
    tasks: Vec<Made>,
    sent: Vec<Sent>,
    _folder: tempfile::TempDir,
}

/// The day of the first task.
fn first_day() -> i64 {
    day_from("2026-03-01").unwrap()
}

fn uid(seed: i64) -> Uid {
    let mut random = [0; 10];
    random[..8].copy_from_slice(&seed.to_be_bytes());
    Uid::new(UnixMillis(0), random)
}

async fn make_task(tx: &mut Tx, seed: i64, day: i64, made: &Made) -> TaskNo {
    let created = begin_of(day - 1); // the day before its release
    let group =
        group::create(tx, uid(1_000 + seed), "list", GroupKind::List, "local", created).await.unwrap();
    let draft = TaskDraft {
        name: format!("task {seed}"),
        business: made.business,
        signature: made.signature.to_owned(),
        template: "t".to_owned(),
        flash: false,
        group,
        channel: None,
        speed_limit: None,
        start_at: None,
        undo_ms: 0,
        validity_ms: 1,
        sandbox: made.sandbox,
    };
    let no = task::create(tx, uid(2_000 + seed), &draft, 0, created).await.unwrap();
    // The last moment of the day still is that day.
    let release_at = Some(UnixMillis(begin_of(day + 1).0 - 1));
    let change = TaskChange {
        from: TaskState::Draft,
        to: TaskState::Scheduled,
        reason: String::new(),
        release_at,
        expires_at: None,
    };
    task::change(tx, no, &change, created).await.unwrap();
    no
}

async fn add_messages(tx: &mut Tx, no: TaskNo, sent: &[Sent]) {
    let rows: Vec<NewMessage> = sent
        .iter()
        .zip(0_u64..)
        .map(|(sent, index)| NewMessage {
            task: no,
            number: Msisdn::from_digits(13_800_000_000 + index).unwrap(),
            state: MessageState::Queued,
            carrier: sent.carrier,
            channel: Some(ChannelNo(sent.channel)),
            parts: 1,
            billed: sent.billed,
            price: i64::from(sent.billed) * 45,
            due_at: UnixMillis(0),
            class: "",
            why: Arc::from(""),
            vars: None,
        })
        .collect();
    message::insert(tx, &rows).await.unwrap();
    let queued =
        message::waiting_since(tx, no, MessageState::Queued, UnixMillis(i64::MAX), MessageId(0), 10_000)
            .await
            .unwrap();
    let mut steps = Vec::new();
    for (message, sent) in queued.iter().zip(sent) {
        for _ in 0..sent.replies {
            let reply = NewInbound {
                channel: ChannelNo(sent.channel),
                number: message.number,
                sent_to: "1069".to_owned(),
                text: "ok".to_owned(),
                at: UnixMillis(0),
                task: Some(no),
                message: Some(message.id),
                opt_out: OptOutMark::No,
                complete: true,
            };
            inbound::insert(tx, &reply).await.unwrap();
        }
        if sent.state != MessageState::Queued {
            let to = To { class: Arc::from("NUM"), ..To::plain(sent.state, UnixMillis(1)) };
            let place = message.standing().place;
            steps.push(Step { place, from: MessageState::Queued, from_class: Arc::from(""), to });
        }
    }
    message::apply(tx, &steps).await.unwrap();
}

/// Twelve tasks over six days, a third of them practice, with messages of every state.
async fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open_in_folder(folder.path()).await.unwrap();
    let businesses = [BusinessType::Notice, BusinessType::Marketing, BusinessType::Verification];
    let (mut tasks, mut sent) = (Vec::new(), Vec::new());
    for index in 0..12_usize {
        let seed = i64::try_from(index).unwrap();
        tasks.push(Made {
            no: TaskNo(seed + 1),
            day: first_day() + seed / 2,
            business: businesses[index % 3],
            signature: ["邮政", "银行"][index / 6],
            sandbox: index % 3 == 2,
        });
        for place in 0..(17 + index * 5) {
            sent.push(Sent {
                task: index,
                carrier: Carrier::ALL[place % 5],
                channel: i64::try_from(place % 2).unwrap() + 1,
                state: MessageState::ALL[(place * 7 + index) % 12],
                billed: u32::try_from(place % 3).unwrap() + 1,
                replies: u64::from(place % 6 == 0),
            });
        }
    }
    let (made, rows) = (tasks.clone(), sent.clone());
    db.write(move |tx| {
        Box::pin(async move {
            for (name, seed) in ["one", "other"].into_iter().zip(1..) {
                let draft = ChannelDraft {
                    name: name.to_owned(),
                    sandbox: false,
                    settings: "{}".to_owned(),
                    secret: String::new(),
                    carriers: Vec::new(),
                    business_types: Vec::new(),
                    price: Money(45),
                    rank: 0,
                    weight: 1,
                };
                channel::create(tx, uid(seed), &draft, UnixMillis(0)).await?;
            }
            for (index, task) in made.iter().enumerate() {
                let seed = i64::try_from(index).unwrap();
                let no = make_task(tx, seed, task.day, task).await;
                assert_eq!(no, task.no);
                let own: Vec<Sent> = rows.iter().filter(|sent| sent.task == index).cloned().collect();
                add_messages(tx, no, &own).await;
            }
            Ok(())
        })
    })
    .await
    .unwrap();
    World { db, tasks, sent, _folder: folder }
}

impl World {
    /// The fold over the messages that a slice names, by one dimension.
    fn fold(&self, slice: &Slice, by: By) -> BTreeMap<String, (Totals, u64)> {
        let mut folded: BTreeMap<String, (Totals, u64)> = BTreeMap::new();
        for sent in &self.sent {
            let task = &self.tasks[sent.task];
            let inside = task.sandbox == slice.sandbox
                && (day_of(slice.from)..day_of(slice.to)).contains(&task.day)
                && slice.carrier.is_none_or(|carrier| carrier == sent.carrier)
                && slice.channel.is_none_or(|channel| channel.0 == sent.channel)
                && slice.business.is_none_or(|business| business == task.business);
            if !inside {
                continue;
            }
            let key = match by {
                By::Day => text_of(task.day),
                By::Carrier => sent.carrier.to_db().to_string(),
                By::Channel => sent.channel.to_string(),
                By::Template => "0".to_owned(),
                By::Operator => "local".to_owned(),
                By::Business => task.business.code().to_owned(),
                By::Signature => task.signature.to_owned(),
                By::Task => task.no.to_string(),
            };
            let (totals, replies) = folded.entry(key).or_default();
            let price = Money(i64::from(sent.billed) * 45);
            totals.add(sent.state, 1, i64::from(sent.billed), price);
            *replies += sent.replies;
        }
        folded
    }
}

const ALL: [By; 8] =
    [By::Day, By::Carrier, By::Channel, By::Template, By::Operator, By::Business, By::Signature, By::Task];

fn slice(from: i64, days: i64, sandbox: bool) -> Slice {
    let (from, to) = (begin_of(from), begin_of(from + days));
    Slice { from, to, sandbox, carrier: None, channel: None, business: None }
}

#[tokio::test]
async fn every_sum_is_the_fold_over_the_rows() {
    let world = world().await;
    let first = first_day();
    let plain = slice(first, 6, false);
    let slices = [
        plain,
        slice(first, 6, true),
        slice(first + 2, 2, false),
        Slice { carrier: Some(Carrier::Telecom), ..plain },
        Slice { channel: Some(ChannelNo(2)), ..plain },
        Slice { business: Some(BusinessType::Notice), carrier: Some(Carrier::Mobile), ..plain },
        slice(first + 20, 3, false),
    ];
    let mut looked = 0;
    for slice in &slices {
        for by in ALL {
            let told = statistics(&mut world.db.read().await.unwrap(), slice, by).await.unwrap();
            let folded = world.fold(slice, by);
            let known: BTreeMap<String, (Totals, u64)> = told
                .rows
                .iter()
                .filter(|row| row.totals != Totals::default() || row.replies > 0)
                .map(|row| (row.key.clone(), (row.totals, row.replies)))
                .collect();
            assert_eq!(known, folded, "{by:?} of {slice:?}");
            let sum = world.fold(slice, By::Operator).remove("local").unwrap_or_default();
            assert_eq!((told.total.totals, told.total.replies), sum, "{by:?} of {slice:?}");
            looked += folded.len();
        }
    }
    assert!(looked > 60, "{looked} sums were looked at");
}

#[tokio::test]
async fn the_period_before_is_as_long_and_ends_where_this_one_begins() {
    let world = world().await;
    let (now, before) = (slice(first_day() + 3, 3, false), slice(first_day(), 3, false));
    let told = statistics(&mut world.db.read().await.unwrap(), &now, By::Day).await.unwrap();
    let wanted = world.fold(&before, By::Operator).remove("local").unwrap();
    assert_eq!((told.before.totals, told.before.replies), wanted);
    assert_eq!(told.rows.len(), 3);
}

#[tokio::test]
async fn names_stand_beside_values_and_the_largest_come_first() {
    let world = world().await;
    let slice = slice(first_day(), 6, false);
    let mut reader = world.db.read().await.unwrap();
    let names = async |reader: &mut hongyan_store::Conn, by| -> Vec<String> {
        let told = statistics(reader, &slice, by).await.unwrap();
        let order: Vec<u64> = told.rows.iter().map(|row| row.totals.submitted()).collect();
        assert!(order.is_sorted_by(|one, next| one >= next), "{by:?}: {order:?}");
        let mut names: Vec<String> = told.rows.into_iter().map(|row| row.name).collect();
        names.sort();
        names
    };
    assert_eq!(names(&mut reader, By::Channel).await, ["one", "other"]);
    assert_eq!(names(&mut reader, By::Operator).await, ["local"]);
    assert!(names(&mut reader, By::Task).await.contains(&"task 0".to_owned()));
}

#[tokio::test]
async fn what_is_beyond_the_largest_is_summed_up() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open_in_folder(folder.path()).await.unwrap();
    let day = first_day();
    let many = KEYS_MAX + 20;
    db.write(move |tx| {
        Box::pin(async move {
            let made =
                Made { no: TaskNo(0), day, business: BusinessType::Notice, signature: "s", sandbox: false };
            for seed in 0..many {
                let no = make_task(tx, seed, day, &made).await;
                let one = Sent {
                    task: 0,
                    carrier: Carrier::Mobile,
                    channel: 1,
                    state: MessageState::Delivered,
                    billed: 1,
                    replies: u64::from(seed >= KEYS_MAX),
                };
                let people = if seed < KEYS_MAX { 2 } else { 1 };
                add_messages(tx, no, &vec![one; people]).await;
            }
            Ok(())
        })
    })
    .await
    .unwrap();
    let told = statistics(&mut db.read().await.unwrap(), &slice(day, 1, false), By::Task).await.unwrap();
    assert_eq!(i64::try_from(told.rows.len()).unwrap(), KEYS_MAX + 1);
    let rest: &Row = told.rows.last().unwrap();
    assert_eq!((rest.key.as_str(), rest.totals.delivered, rest.replies), (REST, 20, 20));
    assert_eq!(told.total.totals.delivered, u64::try_from(KEYS_MAX * 2 + 20).unwrap());
}

#[tokio::test]
async fn a_file_holds_every_row_the_sums_and_a_chart() {
    let world = world().await;
    let out = tempfile::tempdir().unwrap();
    for (by, language) in
        [(By::Day, Language::Chinese), (By::Carrier, Language::English), (By::Task, Language::Chinese)]
    {
        let slice = slice(first_day(), 6, true);
        let figures = statistics(&mut world.db.read().await.unwrap(), &slice, by).await.unwrap();
        let rows = figures.rows.len();
        let request = |format, name: &str| Request {
            path: out.path().join(name),
            format,
            language,
            slice,
            by,
            figures: figures.clone(),
            now: begin_of(first_day() + 9),
        };
        let workbook = request(Format::Xlsx, "figures.xlsx");
        let octets = file::write(&workbook).unwrap();
        assert_eq!(octets, std::fs::metadata(&workbook.path).unwrap().len());
        let archive = std::fs::read(&workbook.path).unwrap();
        let has = |name: &str| archive.windows(name.len()).any(|window| window == name.as_bytes());
        assert!(has("xl/charts/chart1.xml") && has("xl/worksheets/sheet1.xml"));

        let table = request(Format::Csv, "figures.csv");
        file::write(&table).unwrap();
        let text = std::fs::read_to_string(&table.path).unwrap();
        let mut lines = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let records: Vec<csv::StringRecord> = lines.records().map(Result::unwrap).collect();
        assert_eq!(records.len(), rows + 2, "rows, their sum, and the period before");
        let submitted = |record: &csv::StringRecord| record[3].parse::<u64>().unwrap();
        let sum: u64 = records[..rows].iter().map(submitted).sum();
        assert_eq!(sum, submitted(&records[rows]));
        assert_eq!(sum, figures.total.totals.submitted());
    }
}
