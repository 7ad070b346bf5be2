//! A store with a campaign that has ended, made by the store's own functions.

use std::error::Error;
use std::sync::Arc;

use hongyan_domain::{
    BusinessType, Carrier, ChannelNo, Exclusion, MessageState, Money, Msisdn, TaskNo, TaskState, Uid,
    UnixMillis,
};
use hongyan_insight::TaskTexts;
use hongyan_store::audience::group::{self, GroupKind};
use hongyan_store::channel::{self, ChannelDraft};
use hongyan_store::inbound::{self, NewInbound, OptOutMark};
use hongyan_store::message::{self, NewMessage, Step, To};
use hongyan_store::task::{self, Task, TaskChange, TaskDraft};
use hongyan_store::{Db, StoreError};

/// When the campaign began: 2026-03-01 09:30 in China.
pub(crate) const BEGIN: UnixMillis = UnixMillis(1_772_328_600_000);
/// Messages stored by one job.
const JOB_MESSAGES: u64 = 4_096;
/// Submits per second of the campaign.
const SPEED: u64 = 800;

/// The text of the campaign: two variables.
pub(crate) struct Texts;

impl TaskTexts for Texts {
    fn variables(&self, _: &Task) -> Vec<String> {
        vec!["姓名".to_owned(), "金额".to_owned()]
    }

    fn text(&self, task: &Task, vars: Option<&str>) -> Option<Arc<str>> {
        let values: Vec<Option<String>> = serde_json::from_str(vars?).ok()?;
        let mut text = format!("【{}】{}", task.draft.signature, task.draft.template);
        for (name, value) in ["{姓名}", "{金额}"].iter().zip(values) {
            text = text.replace(name, value.as_deref().unwrap_or(""));
        }
        Some(Arc::from(text))
    }
}

/// The number of the person at this place in the list.
pub(crate) fn number(index: u64) -> Msisdn {
    let block = [138, 186, 189, 192].get(usize::try_from(index % 4).unwrap_or(0)).copied().unwrap_or(138);
    Msisdn::from_digits(block * 100_000_000 + index / 4 * 7 + 10_000_000).expect("eleven digits")
}

fn carrier(index: u64) -> Carrier {
    [Carrier::Mobile, Carrier::Unicom, Carrier::Telecom, Carrier::Broadnet]
        [usize::try_from(index % 4).unwrap_or(0)]
}

/// What becomes of the person at this place.
pub(crate) fn fate(index: u64) -> (MessageState, &'static str, &'static str) {
    match index % 100 {
        0 => (MessageState::Failed, "NUM", "MK:0001"),
        1 => (MessageState::Failed, "TERM", "MK:0010"),
        2 => (MessageState::Failed, "BLOCK", "DB:0144"),
        3 if index % 200 == 3 => (MessageState::Rejected, "ROUTE", "9"),
        3 => (MessageState::Failed, "TEXT", "MK:0014"),
        4 => (MessageState::NoReceipt, "", ""),
        5 if index % 500 == 5 => (MessageState::InDoubt, "", ""),
        6 => (MessageState::Failed, "TERM", "EXPIRED"),
        10 => (MessageState::Excluded, Exclusion::OptedOut.code(), ""),
        11 if index % 300 == 11 => (MessageState::Excluded, Exclusion::DeadNumber.code(), ""),
        _ => (MessageState::Delivered, "", "DELIVRD"),
    }
}

/// A campaign of `people`, ended, with a reply of every 500th.
pub(crate) async fn fill(db: &Db, people: u64) -> Result<TaskNo, Box<dyn Error>> {
    let task = db
        .write(|tx| {
            Box::pin(async move {
                for (name, seed) in ["移动 1069 主用", "联通 1065", "电信 1069 备用"].into_iter().zip(1..)
                {
                    let draft = ChannelDraft {
                        name: name.to_owned(),
                        sandbox: true,
                        settings: "{}".to_owned(),
                        secret: String::new(),
                        carriers: Vec::new(),
                        business_types: Vec::new(),
                        price: Money(40),
                        rank: 0,
                        weight: 1,
                    };
                    channel::create(tx, uid(seed), &draft, BEGIN).await?;
                }
                let group = group::create(tx, uid(9), "三月客户", GroupKind::List, "local", BEGIN).await?;
                let draft = TaskDraft {
                    name: "三月存款到期提醒（城区网点）".to_owned(),
                    business: BusinessType::Notice,
                    signature: "邮政储蓄".to_owned(),
                    template: "{姓名}您好，您的定期存款{金额}元将于本周到期，欢迎到网点办理转存。".to_owned(),
                    flash: false,
                    group,
                    channel: None,
                    speed_limit: None,
                    start_at: None,
                    undo_ms: 0,
                    validity_ms: 259_200_000,
                    sandbox: true,
                };
                task::create(tx, uid(10), &draft, 3, BEGIN).await
            })
        })
        .await?;
    let mut first = 0;
    while first < people {
        let last = people.min(first + JOB_MESSAGES);
        db.write(move |tx| Box::pin(store(tx, task, first, last))).await?;
        first = last;
    }
    let end = UnixMillis(BEGIN.0 + i64::try_from(people / SPEED * 1_000 + 60_000)?);
    db.write(move |tx| {
        Box::pin(async move {
            for (from, to) in [
                (TaskState::Draft, TaskState::Scheduled),
                (TaskState::Scheduled, TaskState::Running),
                (TaskState::Running, TaskState::Done),
            ] {
                let change =
                    TaskChange { from, to, reason: String::new(), release_at: Some(BEGIN), expires_at: None };
                task::change(tx, task, &change, end).await?;
            }
            for index in (0..people).step_by(500) {
                let opt_out = index % 2_000 == 0;
                let reply = NewInbound {
                    channel: ChannelNo(1),
                    number: number(index),
                    sent_to: "10690000001".to_owned(),
                    text: if opt_out { "TD" } else { "收到，谢谢" }.to_owned(),
                    at: UnixMillis(end.0 + i64::try_from(index).unwrap_or(0)),
                    task: Some(task),
                    message: None,
                    opt_out: if opt_out { OptOutMark::Yes } else { OptOutMark::No },
                    complete: true,
                };
                inbound::insert(tx, &reply).await?;
            }
            Ok(())
        })
    })
    .await?;
    Ok(task)
}

async fn store(tx: &mut hongyan_store::Tx, task: TaskNo, first: u64, last: u64) -> Result<(), StoreError> {
    let names = ["王芳", "李强", "张敏", "刘洋", "欧阳建国"];
    let rows: Vec<NewMessage> = (first..last)
        .map(|index| {
            let (state, class, _) = fate(index);
            let excluded = state == MessageState::Excluded;
            let name = names[usize::try_from(index % 5).unwrap_or(0)];
            NewMessage {
                task,
                number: number(index),
                state: if excluded { MessageState::Excluded } else { MessageState::Queued },
                carrier: carrier(index),
                channel: (!excluded).then(|| ChannelNo(i64::try_from(index % 3).unwrap_or(0) + 1)),
                parts: 1,
                billed: 1,
                price: 40,
                due_at: BEGIN,
                class: if excluded { class } else { "" },
                why: Arc::from("prefix"),
                vars: Some(format!(r#"["{name}","{}.00"]"#, 1_000 + index % 9_000)),
            }
        })
        .collect();
    message::insert(tx, &rows).await?;
    let mut claimed = Vec::new();
    for no in 1..=3 {
        claimed.extend(message::claim(tx, task, ChannelNo(no), BEGIN, u32::MAX).await?);
    }
    let when = |index: u64| UnixMillis(BEGIN.0 + i64::try_from(index * 1_000 / SPEED).unwrap_or(0));
    let index_of = |message: &message::Message| u64::try_from(message.id.0 - 1).unwrap_or(0);
    let mut took = Vec::new();
    let mut ends = Vec::new();
    for message in &claimed {
        let index = index_of(message);
        let (state, class, code) = fate(index);
        let lives = !matches!(state, MessageState::Rejected | MessageState::InDoubt);
        // One To for a whole second, so that steps are written together.
        let at = UnixMillis(when(index).0 / 1_000 * 1_000);
        let step = |from, to| Step { place: message.standing().place, from, from_class: Arc::from(""), to };
        if lives {
            took.push(step(MessageState::Claimed, To::plain(MessageState::Submitted, at)));
        }
        let from = if lives { MessageState::Submitted } else { MessageState::Claimed };
        let end = UnixMillis(at.0 + 3_000 + i64::try_from(index % 7 * 1_000).unwrap_or(0));
        ends.push(step(from, To { class: Arc::from(class), code: Arc::from(code), ..To::plain(state, end) }));
    }
    message::apply(tx, &took).await?;
    message::apply(tx, &ends).await?;
    Ok(())
}

fn uid(seed: usize) -> Uid {
    Uid::new(BEGIN, [u8::try_from(seed).unwrap_or(0); 10])
}
