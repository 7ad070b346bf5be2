use hongyan_domain::{Carrier, GroupNo, Msisdn, Uid, UnixMillis};

use super::blocklist::{self, Block, BlockKind};
use super::contact;
use super::group::{self, GroupKind};
use super::member::{self, Member};
use super::number_fact::{self, NumberFact};
use crate::{Db, StoreError, Tx};

struct World {
    _folder: tempfile::TempDir,
    db: Db,
}

impl World {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open_in_folder(folder.path().join("data")).await.unwrap();
        Self { _folder: folder, db }
    }

    async fn write<T: Send + 'static>(
        &self,
        job: impl for<'t> FnOnce(&'t mut Tx) -> crate::BoxFuture<'t, Result<T, StoreError>> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.db.write(job).await
    }
}

fn uid(step: u8) -> Uid {
    Uid::new(UnixMillis(1_000), [step; 10])
}

fn number(last: u64) -> Msisdn {
    Msisdn::from_digits(13_800_138_000 + last).unwrap()
}

fn person(last: u64, fields: &str) -> Member {
    Member { number: number(last), name: format!("p{last}"), fields: fields.to_owned() }
}

#[tokio::test]
async fn a_staged_group_is_seen_only_when_it_is_published() {
    let world = World::new().await;
    let staged = world
        .write(|tx| {
            Box::pin(async move {
                let no = group::stage(tx, uid(1), "g", GroupKind::Group, "me", UnixMillis(1)).await?;
                member::insert_staged(tx, no, &[person(1, "{}"), person(2, "{}")]).await?;
                member::insert_staged(tx, no, &[person(3, "{}")]).await?;
                Ok(no)
            })
        })
        .await
        .unwrap();
    let mut reader = world.db.read().await.unwrap();
    assert_eq!(group::by_no(&mut reader, staged).await.unwrap(), None);
    assert_eq!(group::by_name(&mut reader, "g").await.unwrap(), None);
    let published = world
        .write(move |tx| Box::pin(async move { group::publish(tx, staged, UnixMillis(2)).await }))
        .await
        .unwrap();
    assert_eq!((published.group, published.merged, published.added), (staged, false, 3));
    let seen = group::by_name(&mut reader, "g").await.unwrap().unwrap();
    assert_eq!((seen.people, member::count(&mut reader, staged).await.unwrap()), (3, 3));
    let twice =
        world.write(move |tx| Box::pin(async move { group::publish(tx, staged, UnixMillis(3)).await })).await;
    assert!(matches!(twice, Err(StoreError::NotFound { .. })), "{twice:?}");
}

#[tokio::test]
async fn names_of_groups_are_unique_until_they_are_removed() {
    let world = World::new().await;
    let make = |step: u8, kind: GroupKind| {
        world.write(move |tx| {
            Box::pin(async move { group::create(tx, uid(step), "g", kind, "me", UnixMillis(1)).await })
        })
    };
    let first = make(1, GroupKind::Group).await.unwrap();
    assert!(matches!(make(2, GroupKind::Group).await, Err(StoreError::Conflict { .. })));
    make(3, GroupKind::List).await.unwrap();
    world
        .write(move |tx| Box::pin(async move { group::remove(tx, first, UnixMillis(2)).await }))
        .await
        .unwrap();
    assert_ne!(make(4, GroupKind::Group).await.unwrap(), first);
    let gone =
        world.write(|tx| Box::pin(async move { group::remove(tx, GroupNo(99), UnixMillis(2)).await })).await;
    assert!(matches!(gone, Err(StoreError::NotFound { .. })));
}

#[tokio::test]
async fn members_come_in_pages_and_are_counted_at_each_change() {
    let world = World::new().await;
    let no = world
        .write(|tx| {
            Box::pin(async move {
                let no = group::create(tx, uid(1), "g", GroupKind::Group, "me", UnixMillis(1)).await?;
                let people: Vec<Member> = (0..700).rev().map(|last| person(last, r#"{"a":"1"}"#)).collect();
                assert_eq!(member::upsert(tx, no, &people, UnixMillis(2)).await?, 700);
                let newer = Member { name: String::new(), ..person(5, r#"{"b":"2"}"#) };
                assert_eq!(member::upsert(tx, no, &[newer], UnixMillis(3)).await?, 700);
                assert_eq!(member::remove(tx, no, &[number(0), number(9_999)], UnixMillis(4)).await?, 699);
                Ok(no)
            })
        })
        .await
        .unwrap();
    let mut reader = world.db.read().await.unwrap();
    let (mut after, mut seen) = (None, Vec::new());
    loop {
        let page = member::page(&mut reader, no, after, 100).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.number);
        seen.extend(page.iter().map(|member| member.number));
    }
    assert_eq!(seen, (1..700).map(number).collect::<Vec<_>>());
    let merged = member::find(&mut reader, no, number(5)).await.unwrap().unwrap();
    assert_eq!((merged.name.as_str(), merged.fields.as_str()), ("p5", r#"{"a":"1","b":"2"}"#));
    assert_eq!(group::by_no(&mut reader, no).await.unwrap().unwrap().people, 699);
}

#[tokio::test]
async fn a_blocked_number_stays_blocked_until_it_is_taken_off() {
    let world = World::new().await;
    let block = |last: u64, kind: BlockKind, scope: &str| Block {
        number: number(last),
        kind,
        scope: scope.to_owned(),
        source: "reply".to_owned(),
        note: String::new(),
        created_at: UnixMillis(5),
    };
    let entries = [
        block(1, BlockKind::OptOut, "marketing"),
        block(1, BlockKind::OptOut, ""),
        block(1, BlockKind::OptOut, ""),
        block(2, BlockKind::Blacklist, ""),
    ];
    let mut added = Vec::new();
    for (step, entry) in (1_u8..).zip(entries.clone()) {
        let new =
            world.write(move |tx| Box::pin(async move { blocklist::add(tx, uid(step), &entry, "me").await }));
        added.push(new.await.unwrap());
    }
    assert_eq!(added, [true, true, false, true]);
    let mut reader = world.db.read().await.unwrap();
    let asked: Vec<Msisdn> = (0..1_200).map(number).collect();
    let found = blocklist::of_numbers(&mut reader, &asked).await.unwrap();
    assert_eq!(found, [entries[1].clone(), entries[0].clone(), entries[3].clone()]);
    assert_eq!(blocklist::page(&mut reader, Some(number(1)), 10).await.unwrap(), [entries[3].clone()]);
    let off = world
        .write(|tx| Box::pin(async move { blocklist::remove(tx, number(1), BlockKind::OptOut).await }))
        .await
        .unwrap();
    assert_eq!(off, 2);
    assert_eq!(blocklist::of_numbers(&mut reader, &asked).await.unwrap(), [entries[3].clone()]);
}

#[tokio::test]
async fn newer_facts_win_and_older_ones_do_not() {
    let world = World::new().await;
    let fact = |last: u64, ported_to, dead_since: Option<i64>, at| NumberFact {
        number: number(last),
        ported_to,
        dead_since: dead_since.map(UnixMillis),
        source: "receipt".to_owned(),
        updated_at: UnixMillis(at),
    };
    let learned = [
        fact(1, Some(Carrier::Telecom), None, 10),
        fact(1, None, Some(20), 20),
        fact(1, Some(Carrier::Unicom), None, 5),
        fact(2, None, Some(1), 1),
        fact(2, None, None, 2),
    ];
    for one in learned {
        world.write(move |tx| Box::pin(async move { number_fact::learn(tx, &[one]).await })).await.unwrap();
    }
    let known =
        number_fact::of_numbers(&mut world.db.read().await.unwrap(), &[number(2), number(1), number(3)])
            .await
            .unwrap();
    assert_eq!(known, [fact(1, Some(Carrier::Telecom), Some(20), 20), fact(2, None, None, 2)]);
}

#[tokio::test]
async fn the_address_book_takes_a_group_over_in_steps_with_ids_of_its_own() {
    let world = World::new().await;
    let no = world
        .write(|tx| {
            Box::pin(async move {
                let no = group::create(tx, uid(1), "g", GroupKind::Group, "me", UnixMillis(1)).await?;
                let people: Vec<Member> = (0..50).map(|last| person(last, "{}")).collect();
                member::upsert(tx, no, &people, UnixMillis(1)).await?;
                Ok(no)
            })
        })
        .await
        .unwrap();
    let mut after = None;
    for expected in [Some(number(19)), Some(number(39)), Some(number(49)), None] {
        let at = UnixMillis(0x0123_4567_89AB);
        after = world
            .write(move |tx| {
                Box::pin(async move { contact::absorb(tx, no, after, 20, uid(9), "me", at).await })
            })
            .await
            .unwrap();
        assert_eq!(after, expected);
    }
    let mut reader = world.db.read().await.unwrap();
    assert_eq!(contact::page(&mut reader, Some(number(47)), 10).await.unwrap().len(), 2);
    let ids: Vec<String> = sqlx::query_scalar("SELECT hex(uid) FROM contact ORDER BY number")
        .fetch_all(reader.sql())
        .await
        .unwrap();
    let mut distinct = ids.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!((ids.len(), distinct.len()), (50, 50));
    for id in ids {
        let version_and_variant = (&id[12..13], ["8", "9", "A", "B"].contains(&&id[16..17]));
        assert_eq!((&id[..12], version_and_variant), ("0123456789AB", ("7", true)), "{id} is a UUIDv7");
    }
}
