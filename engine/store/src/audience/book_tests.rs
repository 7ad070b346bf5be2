//! Searches and places in the address book and in groups, the lists of those who get nothing, and fields.

use hongyan_domain::{GroupNo, Msisdn, Uid, UnixMillis};

use super::blocked::{self, Place, Wanted};
use super::blocklist::{self, Block, BlockKind};
use super::contact;
use super::group::{self, GroupKind};
use super::member::{self, Member};
use super::number_fact::{self, NumberFact};
use super::search::{self, Needle};
use crate::contact_field::{self, Field, FieldKind};
use crate::{Db, StoreError};

fn number(last: u64) -> Msisdn {
    Msisdn::from_digits(13_800_138_000 + last).unwrap()
}

fn uid(step: u64) -> Uid {
    let mut random = [0; 10];
    random[..8].copy_from_slice(&step.to_le_bytes());
    Uid::new(UnixMillis(1_000), random)
}

/// A store with people in the address book and, all of them, in one group.
async fn world(people: &[(u64, &str)]) -> (tempfile::TempDir, Db, GroupNo) {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open_in_folder(folder.path()).await.unwrap();
    let members: Vec<Member> = people
        .iter()
        .map(|(last, name)| Member {
            number: number(*last),
            name: (*name).to_owned(),
            fields: r#"{"a\"b":"1","金额":"2"}"#.to_owned(),
        })
        .collect();
    let no = db
        .write(move |tx| {
            Box::pin(async move {
                let no = group::create(tx, uid(1), "g", GroupKind::Group, "me", UnixMillis(1)).await?;
                member::upsert(tx, no, &members, UnixMillis(1)).await?;
                contact::absorb(tx, no, None, 1_000, uid(2), "me", UnixMillis(1)).await?;
                Ok(no)
            })
        })
        .await
        .unwrap();
    (folder, db, no)
}

#[tokio::test]
async fn people_are_found_by_parts_of_number_and_name() {
    let people = [(1, "王芳"), (2, "小王"), (3, "100%"), (4, ""), (5, "王"), (16, "Ann_a")];
    let (_folder, db, no) = world(&people).await;
    let mut reader = db.read().await.unwrap();
    let checks: [(&str, &[u64]); 8] = [
        ("王", &[5, 1, 2]),
        ("芳", &[1]),
        ("0%", &[3]),
        ("N_A", &[16]),
        ("13800138002", &[2]),
        ("8016", &[16]),
        ("13800138", &[1, 2, 3, 4, 5, 16]),
        ("李", &[]),
    ];
    for (typed, expected) in checks {
        let needle = Needle::of(typed).unwrap();
        let wanted: Vec<Msisdn> = expected.iter().map(|last| number(*last)).collect();
        assert_eq!(search::contacts(&mut reader, &needle, 100).await.unwrap(), wanted, "{typed}");
        let mut sorted = wanted.clone();
        sorted.sort();
        assert_eq!(search::members(&mut reader, no, &needle, 100).await.unwrap(), sorted, "{typed}");
        for (last, name) in people {
            assert_eq!(needle.finds(number(last), name), expected.contains(&last), "{typed} {name}");
        }
    }
    let two = search::contacts(&mut reader, &Needle::of("王").unwrap(), 2).await.unwrap();
    assert_eq!(two, [number(5), number(1)]);
    let first = search::by_name(&mut reader, None, 2).await.unwrap();
    let rest = search::by_name(&mut reader, first.last(), 100).await.unwrap();
    assert_eq!((first.len(), rest.len()), (2, 3));
}

#[tokio::test]
async fn any_place_is_found_from_either_end() {
    let people: Vec<(u64, &str)> = (0..20).map(|last| (last * 3, "")).collect();
    let (_folder, db, no) = world(&people).await;
    let mut reader = db.read().await.unwrap();
    for place in 0..20_u32 {
        let expected = Some(number(u64::from(place) * 3));
        assert_eq!(contact::at(&mut reader, place.into(), 20).await.unwrap(), expected);
        assert_eq!(member::ahead(&mut reader, no, None, place).await.unwrap(), expected);
    }
    assert_eq!(contact::at(&mut reader, 20, 20).await.unwrap(), None);
    let ten = member::ahead(&mut reader, no, Some(number(9)), 6).await.unwrap();
    assert_eq!(ten, Some(number(30)));
    assert_eq!(member::groups_of(&mut reader, number(3)).await.unwrap(), [no]);
    assert!(member::groups_of(&mut reader, number(4)).await.unwrap().is_empty());
    let some = contact::of_numbers(&mut reader, &[number(9), number(4), number(3)]).await.unwrap();
    assert_eq!(some.iter().map(|one| one.number).collect::<Vec<_>>(), [number(3), number(9)]);
}

#[tokio::test]
async fn a_person_changes_number_and_loses_fields_and_nobody_is_overwritten() {
    let (_folder, db, no) = world(&[(1, "甲"), (2, "乙")]).await;
    let taken = db
        .write(|tx| {
            Box::pin(
                async move { contact::replace(tx, number(1), number(2), "甲", "{}", UnixMillis(9)).await },
            )
        })
        .await;
    assert!(matches!(taken, Err(StoreError::Conflict { .. })), "{taken:?}");
    db.write(move |tx| {
        Box::pin(async move {
            contact::replace(tx, number(1), number(7), "丙", r#"{"b":"2"}"#, UnixMillis(9)).await?;
            let member =
                Member { number: number(7), name: "丙".to_owned(), fields: r#"{"b":"2"}"#.to_owned() };
            member::replace(tx, no, number(1), &member, UnixMillis(9)).await
        })
    })
    .await
    .unwrap();
    let mut reader = db.read().await.unwrap();
    assert!(contact::by_number(&mut reader, number(1)).await.unwrap().is_none());
    let moved = contact::by_number(&mut reader, number(7)).await.unwrap().unwrap();
    assert_eq!((moved.name.as_str(), moved.fields.as_str()), ("丙", r#"{"b":"2"}"#));
    let member = member::find(&mut reader, no, number(7)).await.unwrap().unwrap();
    assert_eq!(member.fields, r#"{"b":"2"}"#);
    assert_eq!(group::by_no(&mut reader, no).await.unwrap().unwrap().people, 2);
}

#[tokio::test]
async fn the_lists_are_looked_through_newest_first_or_by_digits() {
    let (_folder, db, no) = world(&[(1, ""), (2, ""), (3, ""), (4, "")]).await;
    let block = |last: u64, kind: BlockKind, scope: &str, note: &str| Block {
        number: number(last),
        kind,
        scope: scope.to_owned(),
        source: "person".to_owned(),
        note: note.to_owned(),
        created_at: UnixMillis(5),
    };
    let entries = [
        block(2, BlockKind::Blacklist, "", "投诉"),
        block(1, BlockKind::OptOut, "", ""),
        block(1, BlockKind::OptOut, "marketing", ""),
        block(2, BlockKind::OptOut, "", ""),
        block(900, BlockKind::Blacklist, "", ""),
    ];
    db.write(move |tx| {
        Box::pin(async move {
            for (step, entry) in (10..).zip(&entries) {
                blocklist::add(tx, uid(step), entry, "local").await?;
            }
            let dead = NumberFact {
                number: number(3),
                ported_to: None,
                dead_since: Some(UnixMillis(1)),
                source: "import".to_owned(),
                updated_at: UnixMillis(1),
            };
            number_fact::learn(tx, &[dead]).await
        })
    })
    .await
    .unwrap();
    let mut reader = db.read().await.unwrap();
    let all = Wanted::default();
    let newest = blocked::page(&mut reader, &all, None, 3).await.unwrap();
    assert_eq!(newest.iter().map(|entry| entry.no).collect::<Vec<_>>(), [5, 4, 3]);
    assert_eq!(newest[0].by, "local");
    let place = Place { no: 3, number: number(1) };
    let older = blocked::page(&mut reader, &all, Some(place), 9).await.unwrap();
    assert_eq!(older.iter().map(|entry| entry.no).collect::<Vec<_>>(), [2, 1]);
    let black = Wanted { kind: Some(BlockKind::Blacklist), ..Wanted::default() };
    assert_eq!(blocked::count(&mut reader, &black).await.unwrap(), 2);
    let noted = Wanted { note: Some("投".to_owned()), ..Wanted::default() };
    assert_eq!(blocked::page(&mut reader, &noted, None, 9).await.unwrap().len(), 1);
    let digits = Wanted { digits: Some("380013800".to_owned()), ..Wanted::default() };
    let found = blocked::page(&mut reader, &digits, None, 2).await.unwrap();
    assert_eq!(found.iter().map(|entry| entry.no).collect::<Vec<_>>(), [2, 3]);
    let place = Place { no: 3, number: number(1) };
    let found = blocked::page(&mut reader, &digits, Some(place), 9).await.unwrap();
    assert_eq!(found.iter().map(|entry| entry.no).collect::<Vec<_>>(), [1, 4]);
    assert_eq!(blocked::count(&mut reader, &digits).await.unwrap(), 4);
    // Who stands on both lists is counted once.
    let figures = blocked::in_group(&mut reader, no).await.unwrap();
    assert_eq!((figures.blacklisted, figures.opted_out, figures.dead), (1, 1, 1));
    let gone = |no| db.write(move |tx| Box::pin(async move { blocked::remove(tx, no).await }));
    assert!(gone(1).await.unwrap() && !gone(1).await.unwrap());
}

#[tokio::test]
async fn fields_are_kept_once_and_move_with_their_values() {
    let (_folder, db, no) = world(&[(1, "甲"), (2, "乙")]).await;
    let names = vec!["金额".to_owned(), "a\"b".to_owned(), "金额".to_owned()];
    db.write(move |tx| {
        Box::pin(async move { contact_field::add_unseen(tx, &names, 10, UnixMillis(1)).await })
    })
    .await
    .unwrap();
    let fields = contact_field::list(&mut db.read().await.unwrap()).await.unwrap();
    assert_eq!(fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>(), ["金额", "a\"b"]);
    let more = vec!["x".to_owned()];
    db.write(move |tx| Box::pin(async move { contact_field::add_unseen(tx, &more, 2, UnixMillis(1)).await }))
        .await
        .unwrap();
    assert_eq!(contact_field::list(&mut db.read().await.unwrap()).await.unwrap().len(), 2);
    let again = db.write(|tx| {
        Box::pin(async move { contact_field::insert(tx, "金额", FieldKind::Money, UnixMillis(1)).await })
    });
    assert!(matches!(again.await, Err(StoreError::Conflict { .. })));
    let changed = Field { kind: FieldKind::Money, name: "余额".to_owned(), ..fields[0].clone() };
    db.write(move |tx| {
        Box::pin(async move {
            contact_field::update(tx, &changed).await?;
            let last = contact_field::move_contacts(tx, "金额", Some("余额"), None, 1).await?;
            contact_field::move_contacts(tx, "金额", Some("余额"), last, 10).await?;
            contact_field::move_contacts(tx, "a\"b", None, None, 10).await?;
            contact_field::move_members(tx, no, "金额", "余额", None, 10).await?;
            contact_field::remove(tx, 2).await
        })
    })
    .await
    .unwrap();
    let mut reader = db.read().await.unwrap();
    let person = contact::by_number(&mut reader, number(2)).await.unwrap().unwrap();
    assert_eq!(person.fields, r#"{"余额":"2"}"#);
    let member = member::find(&mut reader, no, number(1)).await.unwrap().unwrap();
    assert_eq!(member.fields, r#"{"a\"b":"1","余额":"2"}"#);
    assert_eq!(contact_field::list(&mut reader).await.unwrap().len(), 1);
    assert_eq!(contact_field::find(&mut reader, 1).await.unwrap().unwrap().kind, FieldKind::Money);
}
