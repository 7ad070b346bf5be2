use zeroize::Zeroizing;

use super::*;
use crate::mistake::MistakeCode;
use crate::open::{ConsoleOptions, Role};

fn form(name: &str, port: u16) -> ChannelForm {
    ChannelForm {
        name: name.to_owned(),
        price: "0.045".to_owned(),
        cmpp: CmppForm {
            host: "127.0.0.1".to_owned(),
            port,
            account: "901234".to_owned(),
            service_code: "1069012345".to_owned(),
            ..CmppForm::default()
        },
        ..ChannelForm::default()
    }
}

fn edit(row: Option<&ChannelRow>, form: ChannelForm, secret: Option<&str>) -> ChannelEdit {
    ChannelEdit {
        channel: row.map(|row| row.channel.clone()),
        version: row.map(|row| row.version),
        form,
        secret: secret.map(|secret| Zeroizing::new(secret.to_owned())),
    }
}

async fn console(folder: &tempfile::TempDir, role: Role) -> Console {
    Console::open(ConsoleOptions::new(folder.path()).key_in_file().role(role)).await.unwrap()
}

#[tokio::test]
async fn an_edit_keeps_the_secret_and_is_refused_when_somebody_was_faster() {
    let folder = tempfile::tempdir().unwrap();
    let console = console(&folder, Role::Beside).await;
    let error = console.save_channel(&edit(None, form("main", 7890), None)).await.unwrap_err();
    assert_eq!((error.mistakes[0].code, error.mistakes[0].field.as_str()), (MistakeCode::Missing, "secret"));
    let made = console.save_channel(&edit(None, form("main", 7890), Some("s3cret"))).await.unwrap();
    assert_eq!((made.version, made.state, made.form.cmpp.port), (1, "active", 7890));
    console.save_channel(&edit(None, form("other", 7890), Some("x"))).await.unwrap();

    let changed = console.save_channel(&edit(Some(&made), form("main", 7891), None)).await.unwrap();
    assert_eq!((changed.version, changed.form.cmpp.port), (2, 7891));
    assert_eq!(console.stored_channel("main").await.unwrap().draft.secret, "s3cret");
    let error = console.save_channel(&edit(Some(&made), form("main", 7892), None)).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Stale);
    let error = console.save_channel(&edit(Some(&changed), form("other", 7891), None)).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NameTaken);
    let mut strange = form("main", 7891);
    strange.sandbox = true;
    let error = console.save_channel(&edit(Some(&changed), strange, None)).await.unwrap_err();
    assert_eq!(error.mistakes[0].field, "sandbox", "a real channel never becomes a simulated one");
    console.save_channel(&edit(Some(&changed), form("main", 7891), Some("new"))).await.unwrap();
    assert_eq!(console.stored_channel("main").await.unwrap().draft.secret, "new");
    let shown = serde_json::to_string(&console.channel_rows().await.unwrap()).unwrap();
    assert!(!shown.contains("new\"") && !shown.contains("s3cret"));
    console.close().await;
}

#[tokio::test]
async fn a_trial_needs_no_stored_channel_and_a_running_line_follows_an_edit_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let console = console(&folder, Role::Engine).await;
    let carriers = crate::carrier::SimulatedCarriers::start("", 1).await.unwrap();
    let gateway = carriers.gateways().remove(0);
    let mut good = form("line", gateway.address.rsplit_once(':').unwrap().1.parse().unwrap());
    good.cmpp.account = gateway.account.clone();
    good.cmpp.service_code = gateway.service_code.clone();
    let trial = console.try_channel(&edit(None, good.clone(), Some(&gateway.secret))).await.unwrap();
    assert_eq!((trial.ok, trial.code, trial.version), (true, "line.ok", Some("3.0")));
    let wrong = console.try_channel(&edit(None, good.clone(), Some("wrong"))).await.unwrap();
    assert_eq!((wrong.ok, wrong.code), (false, "line.refused_password"));
    assert!(console.try_channel(&edit(None, good.clone(), None)).await.is_err(), "whose secret?");

    let made = console.save_channel(&edit(None, form("line", 1), Some(&gateway.secret))).await.unwrap();
    assert_ne!(made.line.state, "online");
    let stored = console.try_channel(&edit(Some(&made), good.clone(), None)).await.unwrap();
    assert!(stored.ok, "the stored secret with settings that are not");
    let changed = console.save_channel(&edit(Some(&made), good, None)).await.unwrap();
    let row = changed;
    let patient = async {
        while console.channel_row(&row.channel).await.unwrap().line.state != "online" {
            console.look_at_lines().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), patient).await.expect("the line comes up");
    console.pause_channel(&row.channel).await.unwrap();
    assert_eq!(console.channel_row(&row.channel).await.unwrap().line.state, "paused", "at once");
    console.close().await;
    carriers.stop().await;
}

#[tokio::test]
async fn a_channel_goes_only_when_nothing_waits_for_it() {
    use hongyan_domain::{BusinessType, Carrier, MessageState, Msisdn, TaskState, Uid};
    use hongyan_store::audience::group::{self, GroupKind};
    use hongyan_store::message::{self, NewMessage, Step, To};
    use hongyan_store::task::{self, TaskChange, TaskDraft};

    let folder = tempfile::tempdir().unwrap();
    let console = console(&folder, Role::Beside).await;
    let made = console.save_channel(&edit(None, form("main", 1), Some("x"))).await.unwrap();
    let no = ChannelNo(made.channel.parse().unwrap());
    let now = console.now();
    let queued = console.db.write(move |tx| {
        Box::pin(async move {
            let uid = |last| Uid::new(now, [last; 10]);
            let draft = TaskDraft {
                name: "t".to_owned(),
                business: BusinessType::Notice,
                signature: "s".to_owned(),
                template: "t".to_owned(),
                flash: false,
                group: group::create(tx, uid(1), "list", GroupKind::List, "local", now).await?,
                channel: None,
                speed_limit: None,
                start_at: None,
                undo_ms: 0,
                validity_ms: 1,
                sandbox: false,
            };
            let task = task::create(tx, uid(2), &draft, 0, now).await?;
            let change = TaskChange {
                from: TaskState::Draft,
                to: TaskState::Scheduled,
                reason: String::new(),
                release_at: Some(now),
                expires_at: None,
            };
            task::change(tx, task, &change, now).await?;
            let row = |index| NewMessage {
                task,
                number: Msisdn::from_digits(13_800_000_000 + index).unwrap(),
                state: MessageState::Queued,
                carrier: Carrier::Mobile,
                channel: Some(no),
                parts: 1,
                billed: 1,
                price: 45,
                due_at: now,
                class: "",
                why: std::sync::Arc::from(""),
                vars: None,
            };
            message::insert(tx, &[row(0), row(1)]).await?;
            Ok(message::claim(tx, task, no, now, 1).await?.remove(0).standing().place)
        })
    });
    let place = queued.await.unwrap();
    let end = async |from, place: message::Place| {
        let to = To::plain(MessageState::Delivered, now);
        let step = Step { place, from, from_class: std::sync::Arc::from(""), to };
        console.db.write(move |tx| Box::pin(async move { message::apply(tx, &[step]).await })).await.unwrap();
    };
    assert_eq!(console.channel_row(&made.channel).await.unwrap().queued, 2);
    let error = console.remove_channel("main").await.unwrap_err();
    assert_eq!((error.code, error.params["count"].as_str()), (ErrorCode::ChannelBusy, "2"));
    end(MessageState::Claimed, place).await;
    let row = console.channel_row(&made.channel).await.unwrap();
    assert_eq!((row.queued, row.today.submitted, row.today.delivered, row.state), (1, 1, 1, "active"));
    let left = message::waiting_since(
        &mut *console.db.read().await.unwrap(),
        hongyan_domain::TaskNo(1),
        MessageState::Queued,
        hongyan_domain::UnixMillis(i64::MAX),
        hongyan_domain::MessageId(0),
        9,
    );
    let left = left.await.unwrap().remove(0);
    end(MessageState::Queued, left.standing().place).await;
    assert_eq!(console.remove_channel("main").await.unwrap().state, "removed");
    assert!(console.channel_rows().await.unwrap().is_empty());
    console.close().await;
}
