use super::*;
use crate::Db;
use crate::inbound::{self, NewInbound, OptOutMark};

fn number(last: u64) -> Msisdn {
    Msisdn::from_digits(13_800_138_000 + last).unwrap()
}

async fn reply(db: &Db, from: u64, text: &str, opt_out: OptOutMark) -> i64 {
    let reply = NewInbound {
        channel: ChannelNo(1),
        number: number(from),
        sent_to: "10690".to_owned(),
        text: text.to_owned(),
        at: UnixMillis(1_000),
        task: None,
        message: None,
        opt_out,
        complete: true,
    };
    db.write(move |tx| Box::pin(async move { inbound::insert(tx, &reply).await })).await.unwrap()
}

async fn listed(db: &Db, narrowed: Narrowed, needle: Option<&str>) -> Vec<(u64, String, u64)> {
    let needle = needle.and_then(Needle::of);
    let page = page(&mut db.read().await.unwrap(), narrowed, needle.as_ref(), None, 50).await.unwrap();
    assert_eq!(page.next, None);
    let shown = |one: Conversation| (one.number.digits() - 13_800_138_000, one.text, one.unread);
    page.conversations.into_iter().map(shown).collect()
}

async fn set(db: &Db, of: u64, wanted: Mark) {
    db.write(move |tx| Box::pin(async move { mark(tx, number(of), wanted, UnixMillis(5)).await }))
        .await
        .unwrap();
}

#[tokio::test]
async fn replies_are_one_conversation_a_person_and_marks_hold_until_the_next_reply() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open_in_folder(folder.path()).await.unwrap();
    assert_eq!(listed(&db, Narrowed::All, None).await, []);
    reply(&db, 1, "一", OptOutMark::No).await;
    reply(&db, 2, "二", OptOutMark::No).await;
    let asked = reply(&db, 1, "不要再发了吧", OptOutMark::Ask).await;
    let both = [(1, "不要再发了吧".to_owned(), 2), (2, "二".to_owned(), 1)];
    assert_eq!(listed(&db, Narrowed::All, None).await, both);
    assert_eq!(listed(&db, Narrowed::Ask, None).await, both[..1]);
    assert_eq!(listed(&db, Narrowed::All, Some("8002")).await, both[1..]);
    // A text that stands in an earlier reply of the person finds the conversation, too.
    assert_eq!(listed(&db, Narrowed::All, Some("一")).await, both[..1]);
    assert_eq!(waiting(&mut db.read().await.unwrap()).await.unwrap(), Waiting { unread: 2, ask: 1 });

    set(&db, 1, Mark::Done).await;
    assert_eq!(listed(&db, Narrowed::Unread, None).await, both[1..]);
    let done = page(&mut db.read().await.unwrap(), Narrowed::All, None, None, 1).await.unwrap();
    assert!(done.conversations[0].done && done.next == Some(asked));
    set(&db, 1, Mark::Unread).await;
    assert_eq!(listed(&db, Narrowed::Unread, None).await[0], (1, "不要再发了吧".to_owned(), 1));
    set(&db, 1, Mark::Open).await;
    set(&db, 1, Mark::Read).await;
    db.write(move |tx| {
        Box::pin(async move { inbound::decide(tx, asked, OptOutMark::No, "me", UnixMillis(6)).await })
    })
    .await
    .unwrap();
    assert_eq!(waiting(&mut db.read().await.unwrap()).await.unwrap(), Waiting { unread: 1, ask: 0 });
    reply(&db, 1, "再问", OptOutMark::No).await;
    assert_eq!(listed(&db, Narrowed::Unread, None).await[0], (1, "再问".to_owned(), 1));
    let nobody =
        db.write(|tx| Box::pin(async move { mark(tx, number(9), Mark::Read, UnixMillis(7)).await })).await;
    assert!(matches!(nobody, Err(StoreError::NotFound { .. })));
}

#[tokio::test]
async fn a_page_that_finds_nothing_says_where_to_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open_in_folder(folder.path()).await.unwrap();
    reply(&db, 1, "旧", OptOutMark::No).await;
    db.write(|tx| {
        Box::pin(async move {
            sqlx::query(
                "INSERT INTO inbound (org_id, channel_no, number, sent_to, text, received_at)
                 WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
                 SELECT 'local', 1, 13800139000, '1', 'x', 5 FROM n",
            )
            .execute(tx.sql())
            .await
            .map(|_| ())
            .map_err(StoreError::doing("fill"))
        })
    })
    .await
    .unwrap();
    let needle = Needle::of("38001380");
    let first = page(&mut db.read().await.unwrap(), Narrowed::All, needle.as_ref(), None, 50).await.unwrap();
    assert!(first.conversations.is_empty() && first.next == Some(2), "{first:?}");
    let second =
        page(&mut db.read().await.unwrap(), Narrowed::All, needle.as_ref(), first.next, 50).await.unwrap();
    assert_eq!((second.conversations.len(), second.next), (1, None));
}
