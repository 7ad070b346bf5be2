//! Campaigns through the real engine, store, sockets and simulated carriers; fates are steered by the last digits.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use hongyan_carrier::Carriers;
use hongyan_delivery::EngineConfig;
use hongyan_domain::{MessageState, Msisdn, SystemClock, TaskState};
use hongyan_store::inbound::{self, InboundFilter, OptOutMark};
use hongyan_store::message::{self, Filter};
use hongyan_store::{audience::blocklist, task};
use hongyan_tests::patience::until;
use hongyan_tests::stage::{Stage, Trouble, calm_carriers, notice, numbers};

const LIMIT: Duration = Duration::from_secs(60);

fn config() -> EngineConfig {
    EngineConfig { receipt_wait: Duration::from_secs(3), ..EngineConfig::shipped(7) }
}

fn number(block: u64, last: u64) -> Msisdn {
    Msisdn::from_digits(block * 100_000_000 + 550_000 + last).expect("an 11-digit number")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_calm_campaign_delivers_to_everybody() -> Result<(), Trouble> {
    let folder = tempfile::tempdir()?;
    let carriers = Carriers::start(&calm_carriers()?, 7, Arc::new(SystemClock)).await?;
    let stage = Stage::set(folder.path(), &carriers, config()).await?;
    let group = stage.group("everybody", &numbers(4_000), "{}").await?;
    let task = stage.engine.create(notice(group, "今日营业至18:00。"), 4).await?;
    stage.engine.start_task(task).await?;
    stage.wait(task, TaskState::Done, LIMIT).await?;
    assert_eq!(stage.counts(task).await?, BTreeMap::from([(MessageState::Delivered, 4_000)]));
    stage.counters_equal_rows(task).await?;
    let ledger = carriers.ledger();
    assert_eq!(ledger.len(), 4_000);
    assert!(ledger.iter().all(|row| row.accepted == 1), "nobody is sent twice");
    stage.end().await;
    carriers.stop().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fate_ends_as_the_table_says() -> Result<(), Trouble> {
    let cases = [
        (1, MessageState::Delivered, ""),
        (3, MessageState::Failed, "NUM"),
        (5, MessageState::Failed, "BLOCK"),
        (6, MessageState::Failed, "BLOCK"),
        (8, MessageState::Failed, "TEXT"),
        (10, MessageState::Rejected, "ROUTE"),
        (11, MessageState::Delivered, ""),
        (14, MessageState::Delivered, ""),
        (20, MessageState::NoReceipt, ""),
        (21, MessageState::Delivered, ""),
        (22, MessageState::Delivered, ""),
        (24, MessageState::Delivered, ""),
        (25, MessageState::Delivered, ""),
    ];
    let folder = tempfile::tempdir()?;
    let carriers = Carriers::start(&calm_carriers()?, 7, Arc::new(SystemClock)).await?;
    let stage = Stage::set(folder.path(), &carriers, config()).await?;
    let long = "长".repeat(100);
    // Other people each time: of a dead or blacklisted number the engine has learned what it is.
    for (block, template) in [(138, "一条短信。"), (139, long.as_str())] {
        let people: Vec<Msisdn> = cases.iter().map(|(last, ..)| number(block, *last)).collect();
        let group = stage.group(&block.to_string(), &people, "{}").await?;
        let task = stage.engine.create(notice(group, template), 4).await?;
        stage.engine.start_task(task).await?;
        stage.wait(task, TaskState::Done, LIMIT).await?;
        let filter = Filter { task: Some(task), ..Filter::default() };
        let messages = {
            let mut reader = stage.db.read().await?;
            message::page(&mut reader, &filter, hongyan_domain::MessageId(0), 100).await?
        };
        assert_eq!(messages.len(), cases.len());
        for (message, number) in messages.iter().zip(&people) {
            let (last, state, class) = cases
                .iter()
                .find(|(last, ..)| number.digits() % 10_000 == *last)
                .expect("the list is in the order of the cases");
            // One part refused for speed, the other taken: a second try would double the other one.
            let torn = message.parts > 1 && matches!(last, 11 | 14);
            let expected = if torn { (MessageState::Rejected, "RATE") } else { (*state, *class) };
            assert_eq!((message.state, message.class.as_str()), expected, "{last:04} {message:?}");
        }
        stage.counters_equal_rows(task).await?;
    }
    stage.end().await;
    carriers.stop().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_opt_out_is_stored_tied_to_its_task_and_heeded() -> Result<(), Trouble> {
    let folder = tempfile::tempdir()?;
    let carriers = Carriers::start(&calm_carriers()?, 7, Arc::new(SystemClock)).await?;
    let stage = Stage::set(folder.path(), &carriers, config()).await?;
    let people = [number(138, 30), number(138, 31), number(130, 32), number(133, 1)];
    let group = stage.group("repliers", &people, "{}").await?;
    let first = stage.engine.create(notice(group, "请您评价本次服务。"), 4).await?;
    stage.engine.start_task(first).await?;
    stage.wait(first, TaskState::Done, LIMIT).await?;
    let replies = until("three replies", LIMIT, async || {
        let mut reader = stage.db.read().await?;
        let filter = InboundFilter { task: Some(first), ..InboundFilter::default() };
        let replies = inbound::page(&mut reader, &filter, None, 10).await?;
        Ok((replies.len() == 3).then_some(replies))
    })
    .await?;
    let opted_out: Vec<Msisdn> = replies
        .iter()
        .filter(|row| row.reply.opt_out == OptOutMark::Yes)
        .map(|row| row.reply.number)
        .collect();
    assert_eq!(opted_out.len(), 2);
    let long = replies.iter().find(|row| row.reply.number == people[1]).expect("the long reply");
    assert!(long.reply.text.chars().count() > 70 && long.reply.complete, "{long:?}");
    let blocked = blocklist::of_numbers(&mut *stage.db.read().await?, &people).await?;
    assert_eq!(blocked.len(), 2);

    let second = stage.engine.create(notice(group, "第二条。"), 4).await?;
    stage.engine.start_task(second).await?;
    stage.wait(second, TaskState::Done, LIMIT).await?;
    let counts = stage.counts(second).await?;
    assert_eq!(counts.get(&MessageState::Excluded), Some(&2));
    assert_eq!(counts.get(&MessageState::Delivered), Some(&2));
    stage.end().await;
    carriers.stop().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stopped_task_sends_no_more_and_accounts_for_everybody() -> Result<(), Trouble> {
    let folder = tempfile::tempdir()?;
    let carriers = Carriers::start(&calm_carriers()?, 7, Arc::new(SystemClock)).await?;
    let stage = Stage::set(folder.path(), &carriers, config()).await?;
    let people = numbers(20_000);
    let group = stage.group("many", &people, "{}").await?;
    let mut draft = notice(group, "一条短信。");
    draft.speed_limit = Some(500);
    let no = stage.engine.create(draft, 4).await?;
    stage.engine.start_task(no).await?;
    until("300 messages at the carriers", LIMIT, async || {
        let submits: u64 = carriers.gateways().iter().map(|gateway| gateway.counters().submits).sum();
        Ok((submits >= 300).then_some(()))
    })
    .await?;
    stage.engine.pause_task(no).await?;
    stage.engine.resume_task(no).await?;
    stage.engine.stop_task(no).await?;
    let counts = until("an end for every message", LIMIT, async || {
        let counts = stage.counts(no).await?;
        let open = [MessageState::Queued, MessageState::Claimed, MessageState::Submitted];
        let expanded = task::find(&mut *stage.db.read().await?, no).await?.expanded;
        let ended = expanded && open.iter().all(|state| counts.get(state).copied().unwrap_or(0) == 0);
        Ok(ended.then_some(counts))
    })
    .await?;
    let total: i64 = counts.values().sum();
    assert_eq!(total, 20_000, "{counts:?}");
    let sent = counts.get(&MessageState::Delivered).copied().unwrap_or(0);
    assert!(sent < 5_000, "{counts:?}");
    assert_eq!(stage.engine.task(no).await?.state, TaskState::Stopped);
    stage.counters_equal_rows(no).await?;
    stage.end().await;
    carriers.stop().await;
    Ok(())
}
