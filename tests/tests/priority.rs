//! Codes beside a running bulk task, and how soon a pause takes hold: counted in messages, not in time (P8, P9).

use std::sync::Arc;
use std::time::Duration;

use hongyan_carrier::Carriers;
use hongyan_channels::sms::CmppSpec;
use hongyan_delivery::EngineConfig;
use hongyan_domain::{
    BusinessType, Carrier, Clock, MessageState, Msisdn, SystemClock, TaskNo, TaskState, UnixMillis,
};
use hongyan_tests::books::Books;
use hongyan_tests::patience::{seed, until};
use hongyan_tests::stage::{Stage, Trouble, calm_carriers, notice, numbers, spec};

const LIMIT: Duration = Duration::from_secs(60);
/// Messages of the bulk task: far more than leave while the test lasts.
const BULK: u64 = 30_000;
/// Codes sent beside it.
const CODES: u64 = 50;
/// Messages per second of each channel.
const SPEED: u32 = 150;
/// What a lane may hold of bulk: two windows, which is more than its line takes in a fifth of a second. On a machine
/// that stumbles the rate is measured too high for a moment, so twice that.
const HELD: usize = 64;
/// Carriers, each with a channel.
const CHANNELS: usize = 4;

struct Busy {
    folder: tempfile::TempDir,
    carriers: Carriers,
    stage: Stage,
    bulk: TaskNo,
    people: Vec<Msisdn>,
    others: Vec<Msisdn>,
}

impl Busy {
    /// A bulk task on all channels, well under way.
    async fn set() -> Result<Self, Trouble> {
        let (folder, seed) = (tempfile::tempdir()?, seed()?);
        let carriers = Carriers::start(&calm_carriers()?, seed, Arc::new(SystemClock)).await?;
        let paced = |spec| CmppSpec { speed_per_second: Some(SPEED), ..spec };
        let specs = carriers.gateways().iter().map(|gateway| (gateway.carrier, paced(spec(gateway, 16, 1))));
        let stage = Stage::set_at(folder.path(), specs.collect(), EngineConfig::shipped(seed)).await?;
        let mut people = numbers(BULK + CODES);
        let others = people.split_off(usize::try_from(BULK)?);
        let group = stage.group("bulk", &people, "{}").await?;
        let bulk = stage.engine.create(notice(group, "您的包裹已到网点。"), 4).await?;
        stage.engine.start_task(bulk).await?;
        let busy = Self { folder, carriers, stage, bulk, people, others };
        let running = async || {
            let all = busy.carriers.gateways().iter().all(|gateway| gateway.counters().accepted > 200);
            Ok(all.then_some(()))
        };
        until("every channel is busy", LIMIT, running).await?;
        Ok(busy)
    }

    /// When the carriers accepted each message of the bulk task so far, in order.
    fn accepted(&self) -> Vec<(Carrier, UnixMillis)> {
        let mut accepted: Vec<_> = self
            .people
            .iter()
            .filter_map(|number| {
                self.carriers.inbox(*number).first().map(|received| (carrier(*number), received.at))
            })
            .collect();
        accepted.sort_unstable_by_key(|(_, at)| *at);
        accepted
    }

    fn accepted_in_all(&self) -> u64 {
        self.carriers.gateways().iter().map(|gateway| gateway.counters().accepted).sum()
    }

    async fn end(self) {
        self.stage.end().await;
        self.carriers.stop().await;
        drop(self.folder);
    }
}

fn carrier(number: Msisdn) -> Carrier {
    match number.digits() / 100_000_000 {
        138 => Carrier::Mobile,
        130 => Carrier::Unicom,
        133 => Carrier::Telecom,
        _ => Carrier::Broadnet,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_passes_the_bulk_that_waits() -> Result<(), Trouble> {
    let busy = Busy::set().await?;
    let mut waits = Vec::new();
    for (index, number) in busy.others.iter().enumerate() {
        let group = busy.stage.group(&format!("code {index}"), &[*number], "{}").await?;
        let mut draft = notice(group, "您的验证码是358112。");
        draft.business = BusinessType::Verification;
        let task = busy.stage.engine.create(draft, 4).await?;
        let called = SystemClock.now();
        busy.stage.engine.start_task(task).await?;
        let queued = until("the code is queued", LIMIT, async || {
            Ok((!busy.stage.counts(task).await?.is_empty()).then(|| SystemClock.now()))
        })
        .await?;
        let accepted = until("the code is accepted", LIMIT, async || {
            Ok(busy.carriers.inbox(*number).first().map(|received| received.at))
        })
        .await?;
        waits.push((*number, called, queued, accepted));
    }
    let bulk = busy.accepted();
    assert!(bulk.len() < busy.people.len(), "the bulk task ended too soon to be in the way");
    let (mut ahead_max, mut spans) = (0, Vec::new());
    for (number, called, queued, accepted) in waits {
        let before = |from: UnixMillis| {
            bulk.iter().filter(|(of, at)| *of == carrier(number) && from < *at && *at <= accepted).count()
        };
        // What the lane holds, and what its line takes while the code is claimed.
        let ahead = before(queued);
        assert!(ahead <= 2 * HELD, "{ahead} bulk messages went before a code that was queued at {queued:?}");
        ahead_max = ahead.max(ahead_max);
        spans.push(accepted.since(called));
    }
    spans.sort_unstable();
    println!(
        "{} bulk messages beside {} codes; at most {ahead_max} before a code; call to carrier: median {:?}, longest {:?}",
        bulk.len(),
        spans.len(),
        spans[spans.len() / 2],
        spans[spans.len() - 1]
    );
    busy.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pause_and_a_stop_take_hold_with_what_the_lanes_hold() -> Result<(), Trouble> {
    let busy = Busy::set().await?;
    let engine = &busy.stage.engine;
    engine.pause_task(busy.bulk).await?;
    let (paused, before) = (SystemClock.now(), busy.accepted_in_all());
    until("the lanes are empty", LIMIT, async || Ok((engine.held() == 0).then_some(()))).await?;
    let books = Books::open(&busy.stage.db, busy.bulk, &busy.carriers).await?;
    assert_eq!(books.count(MessageState::Claimed), 0);
    let after = busy.accepted_in_all();
    println!("{} messages left after the pause", after - before);
    assert!(after - before <= u64::try_from(CHANNELS * HELD)?, "{before} before the pause, {after} after it");
    let last = busy.accepted().last().map(|(_, at)| *at).ok_or("nothing was sent")?;
    assert!(
        last.since(paused) <= Duration::from_secs(2),
        "the last left {:?} after the pause",
        last.since(paused)
    );

    engine.resume_task(busy.bulk).await?;
    until("it goes on", LIMIT, async || Ok((busy.accepted_in_all() > after + 500).then_some(()))).await?;
    engine.stop_task(busy.bulk).await?;
    let (stopped, before) = (SystemClock.now(), busy.accepted_in_all());
    let books = until("everybody has an end", LIMIT, async || {
        let books = Books::open(&busy.stage.db, busy.bulk, &busy.carriers).await?;
        let ended =
            books.rows.len() == busy.people.len() && books.rows.values().all(|row| row.state.is_terminal());
        Ok(ended.then_some(books))
    })
    .await?;
    let after = busy.accepted_in_all();
    println!("{} messages left after the stop", after - before);
    assert!(after - before <= u64::try_from(CHANNELS * HELD)?, "{before} before the stop, {after} after it");
    let last = busy.accepted().last().map(|(_, at)| *at).ok_or("nothing was sent")?;
    assert!(
        last.since(stopped) <= Duration::from_secs(2),
        "the last left {:?} after the stop",
        last.since(stopped)
    );
    assert_eq!(books.faults(&busy.people), Vec::<String>::new());
    assert_eq!(u64::try_from(books.count(MessageState::Delivered))?, after);
    assert_eq!(engine.task(busy.bulk).await?.state, TaskState::Stopped);
    busy.stage.counters_equal_rows(busy.bulk).await?;
    busy.end().await;
    Ok(())
}
