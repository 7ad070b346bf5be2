//! How long the wizard waits for its answers with a group of 100,000 people: `cargo run --release -p hongyan-console
//! --example wizard_figures`.
#![allow(clippy::print_stdout, reason = "an example that prints figures")]

use std::collections::BTreeMap;
use std::error::Error;

use hongyan_console::channel::{ChannelForm, CmppForm};
use hongyan_console::compose::{Composing, compose};
use hongyan_console::task::{CheckOptions, RecipientsSpec, TaskSpec};
use hongyan_console::{Console, ConsoleOptions};
use hongyan_domain::{Clock as _, GroupNo, Msisdn, SystemClock, Uid};
use hongyan_store::audience::group::{self, GroupKind};
use hongyan_store::audience::member::{self, Member};
use hongyan_store::{Db, OpenOptions};

const PEOPLE: u64 = 100_000;
const TEXT: &str = "{name} has {sum} on account {account|your account}.";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let console = Console::open(ConsoleOptions::new(folder.path()).key_in_file().seed(7)).await?;
    console.add_channel(&channel(), "secret".to_owned()).await?;
    let group = fill(folder.path()).await?;

    let spec = TaskSpec {
        name: "April".to_owned(),
        business: "notice".to_owned(),
        signature: "Post".to_owned(),
        text: TEXT.to_owned(),
        recipients: RecipientsSpec { group: Some(group.to_string()), ..RecipientsSpec::default() },
        by_number: true,
        ..TaskSpec::default()
    };
    let began = SystemClock.now();
    let checked = console.check_task(&spec, &CheckOptions::default()).await?;
    println!("check of {} people: {:?}", checked.people, SystemClock.now().since(began));

    let composing = Composing {
        text: TEXT.to_owned(),
        signature: "Post".to_owned(),
        business: "marketing".to_owned(),
        values: BTreeMap::from([("name".to_owned(), "Wang".to_owned())]),
    };
    let began = SystemClock.now();
    let samples = console.samples(group, &composing).await?;
    println!("samples of {} people: {:?}", samples.people, SystemClock.now().since(began));

    let began = SystemClock.now();
    let units: u32 = (0..1_000).map(|_| compose(&composing).units).sum();
    println!("1,000 texts ({units} units): {:?}", SystemClock.now().since(began));
    console.close().await;
    Ok(())
}

fn channel() -> ChannelForm {
    let cmpp = CmppForm {
        host: "127.0.0.1".to_owned(),
        account: "901234".to_owned(),
        service_code: "1069012345".to_owned(),
        ..CmppForm::default()
    };
    ChannelForm {
        name: "practice".to_owned(),
        sandbox: true,
        carriers: Vec::new(),
        business_types: Vec::new(),
        price: "0.040".to_owned(),
        rank: 0,
        weight: 1,
        cmpp,
    }
}

/// A group with a name and two fields for each person.
async fn fill(folder: &std::path::Path) -> Result<GroupNo, Box<dyn Error>> {
    let db = Db::open(OpenOptions::new(folder).beside(true)).await?;
    let now = SystemClock.now();
    let uid = Uid::new(now, [1; 10]);
    let group = db
        .write(move |tx| {
            Box::pin(async move { group::stage(tx, uid, "all", GroupKind::Group, "local", now).await })
        })
        .await?;
    let numbers: Vec<u64> = (0..PEOPLE).collect();
    for chunk in numbers.chunks(4_000) {
        let people: Vec<Member> = chunk
            .iter()
            .filter_map(|index| {
                let number = Msisdn::from_digits(13_800_000_000 + index * 37)?;
                let fields = format!(r#"{{"sum":"{index}.50","account":"6222{index:08}"}}"#);
                Some(Member { number, name: format!("Person {index}"), fields })
            })
            .collect();
        db.write(move |tx| Box::pin(async move { member::insert_staged(tx, group, &people).await })).await?;
    }
    db.write(move |tx| Box::pin(async move { group::publish(tx, group, now).await })).await?;
    db.close().await;
    Ok(group)
}
