use std::sync::Arc;

use hongyan_domain::{Money, Uid};

use super::*;
use crate::audience::blocklist::{self, Block, BlockKind};
use crate::audience::group::{self, GroupKind};
use crate::audience::member::{self, Member};
use crate::message::{self, NewMessage, Step, To};
use crate::task::{self, TaskDraft};
use crate::{Db, Tx};

const NOW: UnixMillis = UnixMillis(1_772_328_600_000);

fn number(index: i64) -> Msisdn {
    Msisdn::from_db(13_800_000_000 + index).unwrap()
}

/// Ten people: four without a phone at that number, one of whom opted out meanwhile; two refused; four reached.
async fn filled(tx: &mut Tx) -> Result<TaskNo, StoreError> {
    let uid = |seed| Uid::new(NOW, [seed; 10]);
    let group = group::create(tx, uid(1), "all", GroupKind::List, "local", NOW).await?;
    let members: Vec<Member> = (0..10)
        .map(|index| Member { number: number(index), name: format!("P{index}"), fields: "{}".to_owned() })
        .collect();
    member::upsert(tx, group, &members, NOW).await?;
    let draft = TaskDraft {
        name: "April".to_owned(),
        business: BusinessType::Notice,
        signature: "Post".to_owned(),
        template: "Hello {name}".to_owned(),
        flash: false,
        group,
        channel: None,
        speed_limit: None,
        start_at: None,
        undo_ms: 0,
        validity_ms: 0,
        sandbox: true,
    };
    let task = task::create(tx, uid(2), &draft, 0, NOW).await?;
    let rows: Vec<NewMessage> = (0..10)
        .map(|index| NewMessage {
            task,
            number: number(index),
            state: MessageState::Queued,
            carrier: Carrier::Mobile,
            channel: Some(ChannelNo(1)),
            parts: 1,
            billed: 1,
            price: Money(40).milliyuan(),
            due_at: NOW,
            class: "",
            why: Arc::from("prefix"),
            vars: Some(format!(r#"["P{index}"]"#)),
        })
        .collect();
    message::insert(tx, &rows).await?;
    let claimed = message::claim(tx, task, ChannelNo(1), NOW, 100).await?;
    let at = |second: i64| UnixMillis(NOW.0 + second * 1_000);
    let mut took = Vec::new();
    let mut ends = Vec::new();
    for (message, index) in claimed.iter().zip(0..) {
        let place = message.standing().place;
        let step = |from, to| Step { place, from, from_class: Arc::from(""), to };
        took.push(step(MessageState::Claimed, To::plain(MessageState::Submitted, at(index))));
        let (state, class, code) = match index {
            0..4 => (MessageState::Failed, "NUM", "UNDELIV"),
            4..6 => (MessageState::Rejected, "RATE", "CMPP 8"),
            _ => (MessageState::Delivered, "", "DELIVRD"),
        };
        let end = To { class: Arc::from(class), code: Arc::from(code), ..To::plain(state, at(60 + index)) };
        ends.push(step(MessageState::Submitted, end));
    }
    message::apply(tx, &took).await?;
    message::apply(tx, &ends).await?;
    let block = Block {
        number: number(1),
        kind: BlockKind::OptOut,
        scope: "notice".to_owned(),
        source: "reply".to_owned(),
        note: String::new(),
        created_at: NOW,
    };
    blocklist::add(tx, uid(3), &block, "local").await?;
    let elsewhere = Block { number: number(2), scope: "marketing".to_owned(), ..block };
    blocklist::add(tx, uid(4), &elsewhere, "local").await?;
    Ok(task)
}

#[tokio::test]
async fn failures_are_grouped_with_those_who_may_not_be_written_to() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open_in_folder(folder.path()).await.unwrap();
    let task = db.write(|tx| Box::pin(filled(tx))).await.unwrap();
    let mut reader = db.read().await.unwrap();
    let groups = ended_groups(&mut reader, task, BusinessType::Notice, "Post", &FollowUps::default(), 10)
        .await
        .unwrap();
    let told: Vec<_> = groups
        .iter()
        .map(|group| (group.class.as_str(), group.code.as_str(), group.messages, group.blocked))
        .collect();
    assert_eq!(told, [("NUM", "UNDELIV", 4, 1), ("RATE", "CMPP 8", 2, 0)]);

    let failed = (MessageState::Failed, "NUM");
    let none = FollowUps::default();
    let first = ended_page(&mut reader, task, GroupNo(1), failed, &none, MessageId(0), 3).await.unwrap();
    assert_eq!(first.len(), 3);
    assert_eq!(first[0].name.as_deref(), Some("P0"));
    let rest = ended_page(&mut reader, task, GroupNo(1), failed, &none, first[2].id, 3).await.unwrap();
    assert_eq!(rest.iter().map(|row| row.number).collect::<Vec<_>>(), [number(3)]);

    // Whom a follow-up has on its list, or has sent to before it was stopped, is not told again.
    let listed = FollowUps { lists: vec![GroupNo(1)], stopped: Vec::new() };
    let sent = FollowUps { lists: Vec::new(), stopped: vec![task] };
    for follow_ups in [listed, sent] {
        let page = ended_page(&mut reader, task, GroupNo(1), failed, &follow_ups, MessageId(0), 3);
        assert_eq!(page.await.unwrap(), []);
        let groups = ended_groups(&mut reader, task, BusinessType::Notice, "Post", &follow_ups, 10).await;
        assert!(groups.unwrap().iter().all(|group| group.blocked == group.messages));
    }

    let pace = pace(&mut reader, task, 60_000, 10).await.unwrap();
    let sums = pace
        .iter()
        .fold((0, 0, 0), |sum, span| (sum.0 + span.submitted, sum.1 + span.delivered, sum.2 + span.failed));
    assert_eq!(sums, (10, 4, 6));
    drop(reader);
    db.close().await;
}

#[tokio::test]
async fn failures_are_found_without_reading_the_task() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open_in_folder(folder.path()).await.unwrap();
    let mut reader = db.read().await.unwrap();
    for sql in [ENDED_GROUPS, ENDED_PAGE] {
        let plan = sqlx::query(sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}")))
            .fetch_all(reader.sql())
            .await
            .unwrap();
        let plan: Vec<String> = plan.iter().map(|row| row.get(3)).collect();
        assert!(plan.iter().any(|step| step.contains("USING INDEX message_ended")), "{plan:?}");
    }
    drop(reader);
    db.close().await;
}
