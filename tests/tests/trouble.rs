//! When something outside is wrong: one bad channel, a full disk, a flood of receipts. The rest goes on, nothing leaves
//! unrecorded, and counters stay equal to their rows.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hongyan_carrier::dice::Share;
use hongyan_carrier::fate::fate;
use hongyan_carrier::{Carriers, Counters};
use hongyan_channels::sms::{CmppChannel, CmppSettings, CmppSpec};
use hongyan_channels::{Cause, Channel, Secret};
use hongyan_delivery::EngineConfig;
use hongyan_domain::{Carrier, Clock, MessageState, Msisdn, SystemClock, TaskState};
use hongyan_policy::codes::Protocol;
use hongyan_store::{Fault, Health};
use hongyan_tests::books::Books;
use hongyan_tests::patience::{seed, until};
use hongyan_tests::stage::{Stage, Trouble, calm_carriers, notice, numbers, spec};
use hongyan_wire::cmpp::{Stat, Version};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

const LIMIT: Duration = Duration::from_secs(60);

fn sum(carriers: &Carriers, of: impl Fn(&Counters) -> u64) -> u64 {
    carriers.gateways().iter().map(|gateway| of(&gateway.counters())).sum()
}

/// A port that says `greeting` to everybody who comes, and listens to nobody.
async fn stranger(greeting: &'static [u8]) -> Result<(SocketAddr, JoinHandle<()>), Trouble> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    let serving = tokio::spawn(async move {
        let mut guests = Vec::new();
        while let Ok((mut guest, _)) = listener.accept().await {
            // A guest that has gone hears nothing, which is its own affair.
            let _ = guest.read(&mut [0; 64]).await;
            let _ = guest.write_all(greeting).await;
            guests.push(guest);
        }
    });
    Ok((address, serving))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_bad_channel_says_why_and_the_others_go_on() -> Result<(), Trouble> {
    let (folder, seed) = (tempfile::tempdir()?, seed()?);
    let carriers = Carriers::start(&calm_carriers()?, seed, Arc::new(SystemClock)).await?;
    let stage = Stage::set(folder.path(), &carriers, EngineConfig::shipped(seed)).await?;
    let gateway = carriers.gateway(Carrier::Mobile).ok_or("China Mobile runs")?;
    let broadnet = carriers.gateway(Carrier::Broadnet).ok_or("China Broadnet runs")?;
    let mobile = stage.channels[&Carrier::Mobile];
    let good = spec(gateway, 16, 1);
    let at = |address: SocketAddr| CmppSpec { port: address.port(), ..good.clone() };
    let (silent, silence) = stranger(b"").await?;
    let (web, web_server) = stranger(b"HTTP/1.1 400 Bad Request\r\n\r\n").await?;
    let (huge, huge_server) = stranger(&[0xFF, 0xFF, 0xFF, 0xFF, 0x80, 0, 0, 1, 0, 0, 0, 1]).await?;
    let (nobody, port_taken) = stranger(b"").await?;
    port_taken.abort();
    let _ = port_taken.await;
    let bad = [
        ("line.refused_account", CmppSpec { account: "900000".to_owned(), ..good.clone() }),
        ("line.refused_password", CmppSpec { secret: Secret::new("another"), ..good.clone() }),
        // An account agreed for 2.0, and one for 3.0 where the gateway knows 2.0 only: it says so, we do not guess.
        ("line.refused_other", CmppSpec { version: Version::V20, ..good.clone() }),
        ("line.other_version", CmppSpec { version: Version::V30, ..spec(broadnet, 16, 1) }),
        ("line.login_unanswered", CmppSpec { login_timeout: Duration::from_secs(1), ..at(silent) }),
        ("line.garbage", at(web)),
        ("line.garbage", at(huge)),
        ("line.unreachable", at(nobody)),
    ];
    let everybody = numbers(1_200);
    let is_mobile = |number: &&Msisdn| number.digits() / 100_000_000 == 138;
    let others: Vec<Msisdn> = everybody.iter().filter(|number| !is_mobile(number)).copied().collect();
    let theirs: Vec<Msisdn> = everybody.iter().filter(is_mobile).copied().collect();
    let group = stage.group("others", &others, "{}").await?;
    let waiting =
        stage.engine.create(notice(stage.group("waiting", &theirs, "{}").await?, "等候。"), 4).await?;
    stage.engine.detach(mobile, Duration::from_secs(1)).await;
    stage.engine.start_task(waiting).await?;

    for (round, (code, spec)) in bad.into_iter().enumerate() {
        let settings = CmppSettings::new(spec)?;
        let line: Arc<dyn Channel> = Arc::new(CmppChannel::start(&settings, Arc::new(SystemClock), seed));
        stage.engine.attach(mobile, Protocol::Cmpp30, Arc::clone(&line)).await?;
        let shows = async || {
            let state = line.state();
            Ok(state.cause().map(Cause::code).filter(|shown| *shown == code).map(|_| state))
        };
        let state = until(&format!("{code}, instead of {:?}", line.state()), LIMIT, shows).await?;
        println!("{code}: {} because {:?}", state.code(), state.cause().map(ToString::to_string));
        let task = stage.engine.create(notice(group, &format!("第{round}条。")), 4).await?;
        stage.engine.start_task(task).await?;
        stage.wait(task, TaskState::Done, LIMIT).await?;
        assert_eq!(
            stage.counts(task).await?,
            BTreeMap::from([(MessageState::Delivered, 900)]),
            "beside {code}"
        );
        assert_eq!(
            stage.counts(waiting).await?,
            BTreeMap::from([(MessageState::Queued, 300)]),
            "with {code}"
        );
        stage.engine.detach(mobile, Duration::from_secs(1)).await;
    }
    for server in [silence, web_server, huge_server] {
        server.abort();
    }

    let line = CmppChannel::start(&CmppSettings::new(good)?, Arc::new(SystemClock), seed);
    stage.engine.attach(mobile, Protocol::Cmpp30, Arc::new(line)).await?;
    stage.wait(waiting, TaskState::Done, LIMIT).await?;
    assert_eq!(stage.counts(waiting).await?, BTreeMap::from([(MessageState::Delivered, 300)]));
    stage.counters_equal_rows(waiting).await?;
    stage.end().await;
    carriers.stop().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_stops_the_sending_before_anything_leaves_unrecorded() -> Result<(), Trouble> {
    let (folder, seed) = (tempfile::tempdir()?, seed()?);
    let mut config = calm_carriers()?;
    for carrier in &mut config.carriers {
        carrier.receipt.delay_ms = [50, 500];
    }
    let carriers = Carriers::start(&config, seed, Arc::new(SystemClock)).await?;
    let stage = Stage::set(folder.path(), &carriers, EngineConfig::shipped(seed)).await?;
    let people = numbers(12_000);
    let task =
        stage.engine.create(notice(stage.group("many", &people, "{}").await?, "一条短信。"), 4).await?;
    stage.engine.start_task(task).await?;
    let accepted = || sum(&carriers, |counters| counters.accepted);
    until("the campaign is under way", LIMIT, async || Ok((accepted() > 2_000).then_some(()))).await?;

    stage.db.set_quota(Some(0)).await?; // not a page more than it has
    let health = stage.db.health();
    until("the store is full", LIMIT, async || Ok((*health.borrow() != Health::Writable).then_some(())))
        .await?;
    let books = Books::open(&stage.db, task, &carriers).await?;
    let claimed: usize = books.rows.values().filter(|row| row.tries > 0).count();
    println!(
        "full: {} of {} expanded, {claimed} claimed, {} accepted",
        books.rows.len(),
        people.len(),
        accepted()
    );
    assert!(claimed < people.len(), "the disk was full too late to matter");

    // Whatever the engine tries in the next second, no more leaves than the claims that were recorded.
    let full_since = SystemClock.now();
    until("a second on a full disk", LIMIT, async || {
        let (accepted, stored) = (accepted(), sum(&carriers, |counters| counters.receipts_taken));
        if accepted > u64::try_from(claimed)? {
            return Err(format!("{accepted} accepted, {claimed} claims recorded").into());
        }
        let books = Books::open(&stage.db, task, &carriers).await?;
        let delivered = books.count(MessageState::Delivered);
        if stored > u64::try_from(delivered)? {
            return Err(format!("{stored} receipts were acknowledged, {delivered} are recorded").into());
        }
        Ok((SystemClock.now().since(full_since) > Duration::from_secs(1)).then_some(()))
    })
    .await?;
    let Health::NotWritable { fault, .. } = stage.db.probe().await? else {
        return Err("it is not full".into());
    };
    assert_eq!(fault, Fault::Full);
    let refused = stage.engine.pause_task(task).await;
    assert_eq!(refused.err().map(|error| error.code()), Some("store_full"), "people are told, too");

    stage.db.set_quota(None).await?;
    stage.wait(task, TaskState::Done, LIMIT).await?;
    let books = Books::open(&stage.db, task, &carriers).await?;
    assert_eq!(books.faults(&people), Vec::<String>::new());
    assert_eq!(books.count(MessageState::Delivered), people.len());
    assert!(people.iter().all(|number| books.accepted(*number) == 1), "nobody is sent twice");
    stage.counters_equal_rows(task).await?;
    stage.end().await;
    carriers.stop().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn receipts_twice_too_early_and_in_any_order_count_once() -> Result<(), Trouble> {
    let (folder, seed) = (tempfile::tempdir()?, seed()?);
    let mut config = calm_carriers()?;
    config.steering = false;
    for carrier in &mut config.carriers {
        carrier.answer.delay_ms = [0, 20];
        let receipt = &mut carrier.receipt;
        receipt.delay_ms = [0, 60];
        receipt.duplicate = Share::new(0.4).ok_or("a share")?;
        receipt.early = Share::new(0.4).ok_or("a share")?;
        receipt.intermediate = Share::new(0.3).ok_or("a share")?;
        // A dead number is not tried again, so that the first fate is the last.
        receipt.outcomes = [(Stat::DELIVERED, 7), ("MK:0001", 3)]
            .into_iter()
            .map(|(stat, weight)| Stat::new(stat).map(|stat| (stat, weight)))
            .collect::<Result<_, _>>()?;
    }
    let carriers = Carriers::start(&config, seed, Arc::new(SystemClock)).await?;
    // Two connections each: what goes out in order comes back in none.
    let stage = Stage::set_with(folder.path(), &carriers, EngineConfig::shipped(seed), 16, 2).await?;
    let mut people = numbers(8_000);
    let few = people.split_off(6_000);
    let long = "长".repeat(100);
    for (people, template, parts) in [(people, "一条短信。", 1), (few, long.as_str(), 2)] {
        let began = SystemClock.now();
        let group = stage.group(&format!("{parts} parts"), &people, "{}").await?;
        let task = stage.engine.create(notice(group, template), 4).await?;
        stage.engine.start_task(task).await?;
        stage.wait(task, TaskState::Done, LIMIT).await?;
        until("every receipt is taken", LIMIT, async || {
            let (made, taken) =
                (sum(&carriers, Counters::receipts_made), sum(&carriers, |counters| counters.receipts_taken));
            Ok((made == taken).then_some(()))
        })
        .await?;
        let books = Books::open(&stage.db, task, &carriers).await?;
        assert_eq!(books.faults(&people), Vec::<String>::new());
        for (number, row) in &books.rows {
            let carrier = config.carrier(row.carrier).ok_or("a carrier with settings")?;
            let last = fate(carrier, false, seed, *number, 0).receipts.into_iter().flatten().last();
            let expected = match last.ok_or("everybody has a receipt")?.stat.is_delivered() {
                true => (MessageState::Delivered, ""),
                false => (MessageState::Failed, "NUM"),
            };
            assert_eq!(
                (row.state, row.class.as_str(), row.parts),
                (expected.0, expected.1, parts),
                "{row:?}"
            );
            assert_eq!(books.accepted(*number), 1, "{row:?}");
        }
        stage.counters_equal_rows(task).await?;
        let taken = sum(&carriers, |counters| counters.receipts_taken);
        println!(
            "{} messages of {parts}: {taken} receipts so far, {:?}",
            people.len(),
            SystemClock.now().since(began)
        );
    }
    stage.end().await;
    carriers.stop().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stopped_task_still_waits_for_its_receipts_but_not_for_ever() -> Result<(), Trouble> {
    let (folder, seed) = (tempfile::tempdir()?, seed()?);
    let carriers = Carriers::start(&calm_carriers()?, seed, Arc::new(SystemClock)).await?;
    let config = EngineConfig { receipt_wait: Duration::from_secs(2), ..EngineConfig::shipped(seed) };
    let stage = Stage::set(folder.path(), &carriers, config).await?;
    // 0020 is delivered and never reported.
    let people = [138_0055_0020, 130_0055_0020].map(|digits| Msisdn::from_digits(digits).expect("a number"));
    let task = stage.engine.create(notice(stage.group("two", &people, "{}").await?, "一条短信。"), 4).await?;
    stage.engine.start_task(task).await?;
    let all_are = async |state| {
        until(&format!("all are {state}"), LIMIT, async || {
            Ok((stage.counts(task).await? == BTreeMap::from([(state, 2)])).then_some(()))
        })
        .await
    };
    all_are(MessageState::Submitted).await?;
    stage.engine.stop_task(task).await?;
    all_are(MessageState::NoReceipt).await?;
    assert_eq!(stage.engine.task(task).await?.state, TaskState::Stopped);
    stage.counters_equal_rows(task).await?;
    stage.end().await;
    carriers.stop().await;
    Ok(())
}
