//! Waiting for something to come about, and the seed of a test.

use std::time::Duration;

use hongyan_domain::{Clock, SystemClock};

use crate::stage::Trouble;

/// How often it is looked. Short, so that a test can act in the middle of something.
const LOOK_EVERY: Duration = Duration::from_millis(2);
/// Names the seed of a test that is to be repeated.
const SEED: &str = "HONGYAN_TEST_SEED";

/// Looks until there is something, or `limit` is over.
///
/// # Errors
/// What `look` ends with; or that the time is over, with `what` was waited for.
pub async fn until<T>(
    what: &str,
    limit: Duration,
    mut look: impl AsyncFnMut() -> Result<Option<T>, Trouble>,
) -> Result<T, Trouble> {
    let began = SystemClock.now();
    loop {
        if let Some(found) = look().await? {
            return Ok(found);
        }
        if SystemClock.now().since(began) > limit {
            return Err(format!("after {limit:?} still no sign of: {what}").into());
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// The seed of this run: the one that `HONGYAN_TEST_SEED` names, else a new one. Printed, so that a failure can be
/// repeated.
///
/// # Errors
/// When the variable holds no number.
pub fn seed() -> Result<u64, Trouble> {
    let seed = match std::env::var(SEED) {
        Ok(text) => text.parse()?,
        Err(_) => SystemClock.now().0.cast_unsigned(),
    };
    println!("{SEED}={seed}");
    Ok(seed)
}
