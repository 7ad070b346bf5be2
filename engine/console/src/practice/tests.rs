use std::time::Duration;

use tempfile::TempDir;

use super::*;
use crate::channel::ChannelRow;
use crate::open::{ConsoleOptions, Role};
use crate::reply::ReplyFilter;
use crate::task::{NumberEntry, RecipientsSpec, TaskSpec};
use crate::view::Shown;

/// Far more than any of this takes; whoever waits as long has lost.
const PATIENCE: Duration = Duration::from_secs(30);
/// Its last digits ask for a delivery at once.
const PHONE: &str = "13800010001";

fn options(folder: &TempDir) -> ConsoleOptions {
    ConsoleOptions::new(folder.path()).key_in_file().role(Role::Engine)
}

fn names() -> BTreeMap<String, String> {
    [("CMCC", "practice Mobile"), ("CUCC", "practice Unicom"), ("CTCC", " "), ("CBN", "practice Broadnet")]
        .into_iter()
        .map(|(carrier, name)| (carrier.to_owned(), name.to_owned()))
        .collect()
}

/// Looks again and again until there is something.
async fn until<T, F: Future<Output = Option<T>>>(look: impl Fn() -> F) -> T {
    let looking = async {
        loop {
            if let Some(found) = look().await {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, looking).await.expect("it must come about")
}

async fn all_online(console: &Console) -> Vec<ChannelRow> {
    until(async || {
        let rows = console.channel_rows().await.unwrap();
        rows.iter().all(|row| row.line.state == "online").then_some(rows)
    })
    .await
}

async fn send(console: &Console, text: &str) -> hongyan_domain::TaskNo {
    let number = NumberEntry { number: PHONE.to_owned(), ..NumberEntry::default() };
    let spec = TaskSpec {
        name: text.to_owned(),
        business: "notice".to_owned(),
        signature: "鸿雁".to_owned(),
        text: text.to_owned(),
        recipients: RecipientsSpec { numbers: Some(vec![number]), ..RecipientsSpec::default() },
        ..TaskSpec::default()
    };
    let created = console.create_task(&spec).await.unwrap();
    let no = hongyan_domain::TaskNo(created.task.unwrap().parse().unwrap());
    console.start_task(no).await.unwrap();
    no
}

async fn delivered(console: &Console, no: hongyan_domain::TaskNo) {
    until(async || (console.task(no).await.unwrap().figures.delivered == 1).then_some(())).await;
}

#[tokio::test]
async fn what_is_sent_in_practice_arrives_on_a_phone_that_answers_and_can_be_off() {
    let folder = tempfile::tempdir().unwrap();
    let console = Console::open(options(&folder)).await.unwrap();
    assert_eq!(console.handsets("", 9).unwrap_err().code, ErrorCode::PracticeOff);
    let started = console.start_practice(false, &names()).await.unwrap();
    assert_eq!((started.running, started.channels, started.handsets), (true, 4, 0));
    let rows = all_online(&console).await;
    let told: Vec<&str> = rows.iter().map(|row| row.form.name.as_str()).collect();
    assert_eq!(told, ["practice Mobile", "practice Unicom", "CTCC", "practice Broadnet"]);
    assert!(rows.iter().all(|row| row.form.sandbox && row.form.carriers.len() == 1));
    assert_eq!(console.alarms().await.unwrap(), []);

    delivered(&console, send(&console, "first").await).await;
    let (phones, in_all) = console.handsets("0001", 9).unwrap();
    assert_eq!((phones.len(), in_all, phones[0].shown.as_str()), (1, 1, "138****0001"));
    assert_eq!((phones[0].last_text.as_str(), phones[0].carrier), ("【鸿雁】first", "CMCC"));
    assert_eq!(console.handsets("name", 9).unwrap().1, 0);
    console.handset_reply(PHONE, "收到").unwrap();
    let reply = until(async || {
        console
            .replies(&ReplyFilter { limit: 9, ..ReplyFilter::default() }, Shown::Whole)
            .await
            .unwrap()
            .pop()
    });
    assert_eq!(reply.await.text, "收到");

    assert!(console.handset_power(PHONE, true).unwrap().off);
    assert_eq!(console.handset_reply(PHONE, "x").unwrap_err().code, ErrorCode::HandsetRefused);
    let second = send(&console, "second").await;
    until(async || (console.task(second).await.unwrap().figures.waiting == 1).then_some(())).await;
    let (phone, items) = console.handset(PHONE).unwrap();
    let said: Vec<(&str, bool)> = items.iter().map(|item| (item.text.as_str(), item.written)).collect();
    assert_eq!((phone.off, said.as_slice()), (true, [("【鸿雁】first", false), ("收到", true)].as_slice()));
    assert!(!console.handset_power(PHONE, false).unwrap().off);
    delivered(&console, second).await;
    assert_eq!(console.handset(PHONE).unwrap().0.last_text, "【鸿雁】second");
    assert_eq!(console.handset("13900010001").unwrap_err().code, ErrorCode::NotFound);
    let practice = console.practice().await.unwrap();
    assert_eq!(practice.gateways.iter().map(|(_, counts)| counts.accepted).sum::<u64>(), 2);
    console.close().await;
}

#[tokio::test]
async fn carriers_that_stop_pause_what_needs_them_and_come_back_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let console = Console::open(options(&folder)).await.unwrap();
    console.start_practice(false, &names()).await.unwrap();
    let before = all_online(&console).await;
    console.start_practice(true, &names()).await.unwrap();
    delivered(&console, send(&console, "first").await).await;
    console.handset_power(PHONE, true).unwrap();
    let open = send(&console, "second").await;
    until(async || (console.task(open).await.unwrap().figures.waiting == 1).then_some(())).await;

    let stopped = console.stop_practice().await.unwrap();
    assert_eq!((stopped.running, stopped.trouble, stopped.channels), (false, true, 4));
    assert_eq!(console.task(open).await.unwrap().state, "paused");
    let rows = console.channel_rows().await.unwrap();
    assert!(rows.iter().all(|row| row.state == "paused" && row.line.state == "idle"), "{rows:?}");
    assert_eq!(console.alarms().await.unwrap(), [], "nobody misses a line that is not wanted");
    let error = console.resume_channel(&rows[0].channel).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::PracticeOff);
    assert_eq!(console.stop_practice().await.unwrap(), stopped, "stopping twice stops once");

    let again = console.start_practice(false, &BTreeMap::new()).await.unwrap();
    assert_eq!((again.channels, again.trouble), (4, false));
    let after = all_online(&console).await;
    let numbers = |rows: &[ChannelRow]| rows.iter().map(|row| row.channel.clone()).collect::<Vec<_>>();
    assert_eq!(numbers(&after), numbers(&before));
    console.close().await;
}

#[tokio::test]
async fn practice_that_was_on_is_on_again_at_the_next_start_and_reached_at_its_new_ports() {
    let folder = tempfile::tempdir().unwrap();
    let console = Console::open(options(&folder)).await.unwrap();
    console.start_practice(true, &names()).await.unwrap();
    let before = all_online(&console).await;
    let mut mine = before[0].clone();
    mine.form.price = "0.030".to_owned();
    let edit = crate::channel::ChannelEdit {
        channel: Some(mine.channel.clone()),
        version: Some(mine.version),
        form: mine.form.clone(),
        secret: None,
    };
    console.save_channel(&edit).await.unwrap();
    console.close().await;
    let beside = Console::open(ConsoleOptions::new(folder.path()).key_in_file()).await.unwrap();
    assert!(!beside.practice().await.unwrap().running, "only an engine runs carriers");
    assert_eq!(beside.start_practice(false, &names()).await.unwrap_err().code, ErrorCode::EngineElsewhere);
    beside.close().await;

    let console = Console::open(options(&folder)).await.unwrap();
    let practice = console.practice().await.unwrap();
    assert!(practice.running && practice.trouble);
    let after = all_online(&console).await;
    assert_eq!(after.len(), before.len());
    assert_eq!(after[0].form.price, "0.030", "what a person set stays");
    for (row, (gateway, _)) in after.iter().zip(&practice.gateways) {
        assert_eq!(format!("{}:{}", row.form.cmpp.host, row.form.cmpp.port), gateway.address);
    }
    console.stop_practice().await.unwrap();
    console.close().await;
    let console = Console::open(options(&folder)).await.unwrap();
    assert!(!console.practice().await.unwrap().running);
    console.close().await;
}

#[tokio::test]
async fn a_name_that_is_taken_gets_a_number_and_a_channel_that_was_removed_is_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let console = Console::open(options(&folder)).await.unwrap();
    let mut form = ChannelForm { name: "practice Mobile".to_owned(), ..ChannelForm::default() };
    form.cmpp = CmppForm {
        host: "127.0.0.1".to_owned(),
        port: 1,
        account: "901234".to_owned(),
        service_code: "1069012345".to_owned(),
        ..CmppForm::default()
    };
    let real = console.add_channel(&form, "secret".to_owned()).await.unwrap();
    console.start_practice(false, &names()).await.unwrap();
    let rows = console.channel_rows().await.unwrap();
    assert_eq!((rows.len(), rows[1].form.name.as_str()), (5, "practice Mobile 2"));
    assert!(!rows[0].form.sandbox, "a real channel stays real");
    console.remove_channel(&rows[1].channel).await.unwrap();
    console.remove_channel(&real.channel).await.unwrap();
    assert_eq!(console.practice().await.unwrap().channels, 3);
    console.start_practice(false, &names()).await.unwrap();
    let rows = console.channel_rows().await.unwrap();
    assert_eq!(rows.last().unwrap().form.name, "practice Mobile");
    assert_eq!(console.practice().await.unwrap().channels, 4);
    console.close().await;
}

#[tokio::test]
async fn the_sample_is_a_list_with_mistakes_and_a_template_that_is_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let console = Console::open(options(&folder)).await.unwrap();
    let list = console.sample_list().await.unwrap();
    assert_eq!(list, console.sample_list().await.unwrap(), "always the same");
    let path = folder.path().join("list.xlsx");
    std::fs::write(&path, &list.octets).unwrap();
    let request = crate::contact::ImportRequest {
        file: path,
        group: "practice".to_owned(),
        layout: crate::contact::ListLayout::default(),
        repaired: None,
        failures: None,
        dry_run: true,
        wording: Arc::new(hongyan_contacts::CodeWords),
    };
    let read = console.import(request, |_| {}, crate::CancellationToken::new()).await.unwrap();
    assert_eq!(u64::from(list.rows), 200);
    assert!(read.people > 150 && read.rows_failed > 0 && read.duplicates > 0, "{read:?}");
    let words = SampleText {
        template: "到账通知".to_owned(),
        signature: "鸿雁邮政".to_owned(),
        text: "{姓名}您好，{金额}元已到账。".to_owned(),
    };
    let made = console.sample_template(&words, "local").await.unwrap();
    assert_eq!(console.sample_template(&words, "local").await.unwrap(), made);
    let signatures = hongyan_store::signature::list(&mut *console.db.read().await.unwrap(), 9).await.unwrap();
    assert_eq!(signatures.len(), 1);
    console.close().await;
}
