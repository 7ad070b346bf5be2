use std::sync::Arc;

use hongyan_domain::ManualClock;
use tempfile::TempDir;

use super::*;
use crate::open::ConsoleOptions;

const GOOD: &str = "Tr0ut-lantern";
const NOON: UnixMillis = UnixMillis(1_772_328_600_000);

async fn console(folder: &TempDir) -> (Console, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::at(NOON));
    let options = ConsoleOptions::new(folder.path()).key_in_file();
    (Console::open(options.clock(Arc::clone(&clock) as Arc<_>)).await.unwrap(), clock)
}

fn secret(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.to_owned())
}

async fn tried(console: &Console, password: &str) -> Result<User, ErrorCode> {
    console.authenticate("LiSi", secret(password)).await.map_err(|error| error.code)
}

#[tokio::test]
async fn the_first_setup_happens_once_and_says_everything_that_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let (console, _) = console(&folder).await;
    assert_eq!(console.administrator().await.unwrap(), None);
    let error = console.create_administrator("li si", "", secret("123")).await.unwrap_err();
    let fields: Vec<&str> = error.mistakes.iter().map(|mistake| mistake.field.as_str()).collect();
    assert_eq!(fields, ["login", "name", "password", "password", "password"]);
    assert_eq!(console.administrator().await.unwrap(), None);

    let made = console.create_administrator(" LiSi ", "Li Si", secret(GOOD)).await.unwrap();
    assert_eq!((made.login.as_str(), made.name.as_str()), ("lisi", "Li Si"));
    let again = console.create_administrator("other", "Other", secret(GOOD)).await.unwrap_err();
    assert_eq!(again.code, ErrorCode::SetupDone);
    assert_eq!(tried(&console, GOOD).await, Ok(made));
    console.close().await;
}

#[tokio::test]
async fn wrong_passwords_lock_longer_and_longer_and_a_right_one_forgives() {
    let folder = tempfile::tempdir().unwrap();
    let (console, clock) = console(&folder).await;
    console.create_administrator("lisi", "Li Si", secret(GOOD)).await.unwrap();
    assert_eq!(console.authenticate("nobody", secret(GOOD)).await.unwrap_err().code, ErrorCode::LoginWrong);
    for _ in 1..TRIES {
        assert_eq!(tried(&console, "wrong").await, Err(ErrorCode::LoginWrong));
    }
    let error = console.authenticate("lisi", secret("wrong")).await.unwrap_err();
    assert_eq!((error.code, error.params["seconds"].as_str()), (ErrorCode::LoginLocked, "60"));
    assert_eq!(error.params["until"], (NOON + LOCK_FIRST).display_china());
    // While it is locked, nothing is looked at and nothing is counted.
    clock.advance(Duration::from_secs(59));
    assert_eq!(tried(&console, GOOD).await, Err(ErrorCode::LoginLocked));
    clock.advance(Duration::from_secs(2));
    let error = console.authenticate("lisi", secret("wrong")).await.unwrap_err();
    assert_eq!(error.params["seconds"], "120");
    clock.advance(Duration::from_secs(121));
    assert!(tried(&console, GOOD).await.is_ok());
    for _ in 1..TRIES {
        assert_eq!(tried(&console, "wrong").await, Err(ErrorCode::LoginWrong));
    }
    assert!(tried(&console, GOOD).await.is_ok());
    console.close().await;
}

#[test]
fn locks_double_up_to_a_quarter_of_an_hour() {
    let minutes: Vec<Option<u64>> =
        (4..=10).map(|tries| lock_after(tries).map(|span| span.as_secs() / 60)).collect();
    assert_eq!(minutes, [None, Some(1), Some(2), Some(4), Some(8), Some(15), Some(15)]);
    assert_eq!(lock_after(u32::MAX), Some(LOCK_MAX));
}

#[tokio::test]
async fn many_tries_at_once_gain_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (console, _) = console(&folder).await;
    console.create_administrator("lisi", "Li Si", secret(GOOD)).await.unwrap();
    let console = Arc::new(console);
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..12 {
        let console = Arc::clone(&console);
        tries.spawn(async move { tried(&console, "wrong").await });
    }
    let tries = tries.join_all().await;
    let wrong = tries.iter().filter(|tried| **tried == Err(ErrorCode::LoginWrong)).count();
    assert_eq!(wrong, usize::try_from(TRIES - 1).unwrap(), "{tries:?}");
    Arc::into_inner(console).unwrap().close().await;
}

#[tokio::test]
async fn a_lock_from_a_clock_that_ran_ahead_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (ahead, clock) = console(&folder).await;
    ahead.create_administrator("lisi", "Li Si", secret(GOOD)).await.unwrap();
    clock.advance(Duration::from_secs(30 * 24 * 3600));
    for _ in 0..TRIES {
        tried(&ahead, "wrong").await.unwrap_err();
    }
    assert_eq!(tried(&ahead, GOOD).await, Err(ErrorCode::LoginLocked));
    ahead.close().await;
    let (console, _) = console(&folder).await;
    assert!(tried(&console, GOOD).await.is_ok());
    console.close().await;
}

#[tokio::test]
async fn a_login_lasts_while_it_is_used_ends_by_hand_and_outlives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let (console, clock) = console(&folder).await;
    let who = console.create_administrator("lisi", "Li Si", secret(GOOD)).await.unwrap();
    let token = console.begin_login(&who).await.unwrap();
    let other = console.begin_login(&who).await.unwrap();
    assert_ne!(token, other);
    assert_ne!(request_mark(&token), request_mark(&other));
    assert_eq!(console.logged_in("0".repeat(64).as_str()).await.unwrap(), None);
    for _ in 0..3 {
        clock.advance(IDLE_MAX - Duration::from_secs(1));
        assert_eq!(console.logged_in(&token).await.unwrap(), Some(who.clone()));
    }
    assert_eq!(console.logged_in(&other).await.unwrap(), None, "not used for too long");
    console.close().await;

    let (console, clock) = self::console(&folder).await; // the clock is back at noon
    assert_eq!(console.logged_in(&token).await.unwrap(), Some(who.clone()));
    clock.advance(LOGIN_LASTS);
    assert_eq!(console.logged_in(&token).await.unwrap(), None, "a week is the most");

    let token = console.begin_login(&who).await.unwrap();
    console.end_login(&token).await.unwrap();
    assert_eq!(console.logged_in(&token).await.unwrap(), None);
    console.close().await;
}

#[tokio::test]
async fn a_changed_password_ends_the_other_logins() {
    let folder = tempfile::tempdir().unwrap();
    let (console, _) = console(&folder).await;
    let who = console.create_administrator("lisi", "Li Si", secret(GOOD)).await.unwrap();
    let (mine, other) = (console.begin_login(&who).await.unwrap(), console.begin_login(&who).await.unwrap());
    let change = async |old: &str, new: &str| {
        console.change_password(&who, secret(old), secret(new), Some(&mine)).await.map_err(|error| error.code)
    };
    assert_eq!(change("wrong", "Br00k-lantern").await, Err(ErrorCode::LoginWrong));
    assert_eq!(change(GOOD, GOOD).await, Err(ErrorCode::AccountInvalid));
    assert_eq!(change(GOOD, "short").await, Err(ErrorCode::AccountInvalid));
    assert_eq!(change(GOOD, "Br00k-lantern").await, Ok(()));
    assert_eq!(console.logged_in(&mine).await.unwrap(), Some(who.clone()));
    assert_eq!(console.logged_in(&other).await.unwrap(), None);
    assert_eq!(tried(&console, GOOD).await, Err(ErrorCode::LoginWrong));
    assert!(tried(&console, "Br00k-lantern").await.is_ok());
    console.close().await;
}
