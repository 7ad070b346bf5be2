//! The durable campaign, and one verification code beside a running bulk task.

use std::time::Duration;

use hongyan_delivery::EngineConfig;
use hongyan_domain::{BusinessType, Clock, MessageState, SystemClock, TaskNo, TaskState};
use hongyan_store::message::{self, Filter};
use hongyan_tests::stage::{self, Stage, Trouble};

use crate::block_on;
use crate::measure::{Figure, Span, peak_mb};
use crate::serve::Served;

/// Messages of the measured campaign.
const MESSAGES: u64 = 100_000;
/// Messages of the bulk task that a code runs beside.
const BULK: u64 = 300_000;
/// Codes sent beside it, one after the other, as long as it has messages to send.
const CODES: u64 = 60;
/// Fewer of them in a round say nothing.
const CODES_MIN: usize = 10;
/// How often it is looked whether something has come about.
const LOOK_EVERY: Duration = Duration::from_millis(2);
/// A campaign that takes longer has failed.
const LIMIT: Duration = Duration::from_secs(300);

/// Expand → route → submit → answer → receipt → counted, on the encrypted store, every message with a receipt.
pub(crate) fn round() -> Result<Vec<Figure>, Trouble> {
    block_on(async {
        let folder = tempfile::tempdir()?;
        let served = Served::start(16, 8)?;
        let stage = Stage::set_at(folder.path(), served.specs.clone(), EngineConfig::shipped(7)).await?;
        let group = stage.group("bench", &stage::numbers(MESSAGES), "{}").await?;
        let no = stage.engine.create(stage::notice(group, "您的包裹已到网点，请凭身份证领取。"), 4).await?;
        let span = Span::begin();
        stage.engine.start_task(no).await?;
        stage.wait(no, TaskState::Done, LIMIT).await?;
        let (wall, cpu) = (span.wall(), span.cpu());
        let counts = stage.counts(no).await?;
        let delivered = counts.get(&MessageState::Delivered).copied().unwrap_or(0);
        if u64::try_from(delivered)? != MESSAGES {
            return Err(format!("not everybody was reached: {counts:?}").into());
        }
        stage.end().await;
        let thousands = 100.0;
        Ok(vec![
            Figure {
                name: "messages per second",
                value: thousands * 1_000.0 / wall.as_secs_f64(),
                unit: "/s",
                reach: ">= 20,000",
            },
            Figure {
                name: "engine CPU per 100,000",
                value: cpu * 100.0 / thousands,
                unit: "CPU-s",
                reach: "<= 5",
            },
            Figure { name: "peak memory", value: peak_mb(), unit: "MB", reach: "" },
        ])
    })
}

/// Messages of a task that a carrier has taken.
async fn handed_over(stage: &Stage, no: TaskNo) -> Result<u64, Trouble> {
    let counts = stage.counts(no).await?;
    let taken = counts.get(&MessageState::Submitted).into_iter().chain(counts.get(&MessageState::Delivered));
    Ok(u64::try_from(taken.sum::<i64>())?)
}

/// From the call that sends a code to the carrier's answer, beside a running bulk task.
pub(crate) fn urgent() -> Result<Vec<Figure>, Trouble> {
    block_on(async {
        let folder = tempfile::tempdir()?;
        let served = Served::start(16, 8)?;
        let stage = Stage::set_at(folder.path(), served.specs.clone(), EngineConfig::shipped(7)).await?;
        let bulk = stage.group("bulk", &stage::numbers(BULK), "{}").await?;
        let mut people = stage::numbers(BULK + CODES * 4);
        let people = people.split_off(usize::try_from(BULK)?);
        let mut groups = Vec::new();
        for (index, number) in people.iter().enumerate().take(usize::try_from(CODES)?) {
            groups.push(stage.group(&format!("code {index}"), &[*number], "{}").await?);
        }
        let no = stage.engine.create(stage::notice(bulk, "您的包裹已到网点，请凭身份证领取。"), 4).await?;
        stage.engine.start_task(no).await?;
        while handed_over(&stage, no).await? == 0 {
            tokio::time::sleep(LOOK_EVERY).await;
        }
        let mut waits = Vec::new();
        for group in groups {
            if handed_over(&stage, no).await? >= BULK {
                break;
            }
            let called = SystemClock.now();
            let mut draft = stage::notice(group, "验证码246810，5分钟内有效。");
            draft.business = BusinessType::Verification;
            let code = stage.engine.create(draft, 4).await?;
            stage.engine.start_task(code).await?;
            let filter = Filter { task: Some(code), ..Filter::default() };
            let submitted = loop {
                let found = {
                    let mut reader = stage.db.read().await?;
                    message::page(&mut reader, &filter, hongyan_domain::MessageId(0), 1).await?
                };
                if let Some(at) = found.first().and_then(|message| message.submitted_at) {
                    break at;
                }
                tokio::time::sleep(LOOK_EVERY).await;
            };
            waits.push(submitted.since(called).as_secs_f64());
        }
        if waits.len() < CODES_MIN {
            return Err(format!("only {} codes were sent while the bulk task ran", waits.len()).into());
        }
        waits.sort_by(f64::total_cmp);
        let p95 = waits.get(waits.len() * 95 / 100).copied().unwrap_or(f64::NAN);
        stage.end().await;
        Ok(vec![
            Figure { name: "code beside bulk, p95", value: p95, unit: "s", reach: "<= 1" },
            Figure {
                name: "code beside bulk, median",
                value: waits.get(waits.len() / 2).copied().unwrap_or(f64::NAN),
                unit: "s",
                reach: "",
            },
            Figure {
                name: "codes sent beside bulk",
                value: f64::from(u32::try_from(waits.len())?),
                unit: "",
                reach: "",
            },
        ])
    })
}
