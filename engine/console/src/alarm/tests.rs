use std::sync::Arc;

use hongyan_domain::{Clock as _, ManualClock, TaskState};
use hongyan_store::channel::ChannelDraft;

use super::*;
use crate::open::ConsoleOptions;

fn channel(state: ChannelUse) -> StoredChannel {
    StoredChannel {
        no: ChannelNo(7),
        uid: String::new(),
        draft: ChannelDraft {
            name: "main".to_owned(),
            sandbox: false,
            settings: String::new(),
            secret: String::new(),
            carriers: Vec::new(),
            business_types: Vec::new(),
            price: hongyan_domain::Money(45),
            rank: 0,
            weight: 1,
        },
        state,
        state_reason: String::new(),
        created_at: UnixMillis(0),
        version: 1,
    }
}

fn status(state: &str, cause: &str, down_since: i64) -> LineStatus {
    LineStatus {
        channel: 7,
        state: state.to_owned(),
        cause: cause.to_owned(),
        detail: String::new(),
        down_since,
    }
}

#[test]
fn a_line_alarms_while_it_is_wanted_and_down() {
    let now = UnixMillis(1_772_328_600_000);
    let seconds_ago = |seconds: i64| now.0 - seconds * 1_000;
    let told = |state, line: LineStatus| line_alarm(&channel(state), &[line], now);
    let active = ChannelUse::Active;
    assert_eq!(told(active, status("online", "", 0)), None);
    assert_eq!(told(active, status("connecting", "", seconds_ago(5))), None, "just begun");
    assert!(told(active, status("connecting", "", seconds_ago(20))).is_some());
    let refused = told(active, status("refused", "line.refused_password", seconds_ago(1))).unwrap();
    assert_eq!((refused.alarm.as_str(), refused.severity), ("channel_down:7", Severity::Bad));
    assert_eq!((refused.params["name"].as_str(), refused.channel.as_deref()), ("main", Some("7")));
    assert_eq!(refused.since, Some(view::time(UnixMillis(seconds_ago(1)))));
    assert_eq!(told(ChannelUse::Paused, status("paused", "line.broken", seconds_ago(60))), None);
}

#[test]
fn many_failures_are_many_and_a_share_that_counts() {
    let figures = |failed: u64, delivered: u64| {
        let mut figures = Figures::default();
        figures.totals.failed = failed;
        figures.totals.delivered = delivered;
        figures.failed.insert(FailureClass::Num, failed);
        many(&figures).collect::<Vec<_>>()
    };
    assert_eq!(figures(19, 1), [], "few people");
    assert_eq!(figures(50, 1_000), [], "few among many");
    assert_eq!(figures(100, 900), [(FailureClass::Num, 100, 10)]);
    assert_eq!(figures(0, 0), []);
}

#[tokio::test]
async fn backups_are_missed_after_a_week_and_a_task_that_cannot_go_on_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::at(UnixMillis(1_772_328_600_000)));
    let options = ConsoleOptions::new(folder.path()).key_in_file().clock(Arc::clone(&clock) as Arc<_>);
    let console = Console::open(options).await.unwrap();
    let codes = async || {
        let alarms = console.alarms().await.unwrap();
        alarms.iter().map(|alarm| alarm.alarm.clone()).filter(|alarm| alarm != "disk_low").collect::<Vec<_>>()
    };
    assert_eq!(codes().await, [""; 0]);
    clock.advance(BACKUP_OLD + Duration::from_secs(1));
    assert_eq!(codes().await, ["never_backed_up"]);
    console.backup(&folder.path().join("backup"), None, |_, _| {}).await.unwrap();
    assert_eq!(codes().await, [""; 0]);
    clock.advance(BACKUP_OLD + DAY);
    assert_eq!(codes().await, ["backup_old"]);

    let now = clock.now();
    let no = console
        .db
        .write(move |tx| {
            Box::pin(async move {
                let uid = |last| hongyan_domain::Uid::new(now, [last; 10]);
                let kind = hongyan_store::audience::group::GroupKind::List;
                let group =
                    hongyan_store::audience::group::create(tx, uid(1), "list", kind, "local", now).await?;
                let draft = hongyan_store::task::TaskDraft {
                    name: "April".to_owned(),
                    business: hongyan_domain::BusinessType::Notice,
                    signature: "s".to_owned(),
                    template: "t".to_owned(),
                    flash: false,
                    group,
                    channel: None,
                    speed_limit: None,
                    start_at: None,
                    undo_ms: 0,
                    validity_ms: 1,
                    sandbox: true,
                };
                let no = task::create(tx, uid(2), &draft, 0, now).await?;
                for (from, to) in
                    [(TaskState::Draft, TaskState::Scheduled), (TaskState::Scheduled, TaskState::Faulted)]
                {
                    let change = task::TaskChange {
                        from,
                        to,
                        reason: "task_invalid".to_owned(),
                        release_at: None,
                        expires_at: None,
                    };
                    task::change(tx, no, &change, now).await?;
                }
                Ok(no)
            })
        })
        .await
        .unwrap();
    assert_eq!(codes().await, [format!("task_faulted:{no}"), "backup_old".to_owned()], "the worst first");
    let alarm = console.alarms().await.unwrap().swap_remove(0);
    assert_eq!((alarm.params["name"].as_str(), alarm.params["reason"].as_str()), ("April", "task_invalid"));
    assert!(alarm.sandbox && alarm.task == Some(no.to_string()));
    console.close().await;
}
