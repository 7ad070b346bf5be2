//! How long to wait before the next try to connect.

use std::time::Duration;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::cause::Cause;

/// The first wait at most; a gateway's restart is over soon and people watch.
const FIRST: Duration = Duration::from_millis(500);
/// The longest wait while trying again is of use by itself.
const LONGEST: Duration = Duration::from_secs(60);
/// The first wait after a refusal that a person must clear: accounts get locked by wrong logins in a row.
const FIRST_REFUSED: Duration = Duration::from_secs(30);
/// The longest such wait.
const LONGEST_REFUSED: Duration = Duration::from_secs(600);
/// A connection that lived so long was a good one: the next failure counts as the first again. Logging in alone does
/// not, or a gateway that drops everyone after the login would be stormed.
const GOOD: Duration = Duration::from_secs(60);

/// Waits that double, each with jitter between a half and the whole of it, so that many lines do not come at once.
#[derive(Debug)]
pub(crate) struct Backoff {
    failures: u32,
    rng: ChaCha8Rng,
}

impl Backoff {
    pub(crate) fn new(seed: u64) -> Self {
        Self { failures: 0, rng: ChaCha8Rng::seed_from_u64(seed) }
    }

    /// The wait after a connection that was online for `lived` ended with `cause`.
    pub(crate) fn next(&mut self, cause: &Cause, lived: Duration) -> Duration {
        if lived >= GOOD {
            self.failures = 0;
        }
        let (first, longest) =
            if cause.needs_a_person() { (FIRST_REFUSED, LONGEST_REFUSED) } else { (FIRST, LONGEST) };
        let whole = first.saturating_mul(1_u32.checked_shl(self.failures).unwrap_or(u32::MAX)).min(longest);
        self.failures = self.failures.saturating_add(1);
        self.rng.random_range(whole / 2..=whole)
    }

    /// A person asked to try at once: the failures so far are forgotten.
    pub(crate) const fn forget(&mut self) {
        self.failures = 0;
    }
}

#[cfg(test)]
mod tests {
    use hongyan_wire::cmpp::ConnectStatus;

    use super::*;
    use crate::cause::Refusal;

    fn waits(backoff: &mut Backoff, cause: &Cause, times: usize) -> Vec<Duration> {
        (0..times).map(|_| backoff.next(cause, Duration::ZERO)).collect()
    }

    #[test]
    fn the_first_retry_comes_within_a_second_and_no_storm_follows() {
        for seed in 0..200 {
            let waits = waits(&mut Backoff::new(seed), &Cause::PeerClosed, 40);
            assert!(waits.first().unwrap() <= &Duration::from_secs(1), "{seed}: {waits:?}");
            for (failures, wait) in waits.iter().enumerate() {
                let whole = FIRST.saturating_mul(1 << failures.min(20)).min(LONGEST);
                assert!(*wait >= whole / 2 && *wait <= LONGEST, "{seed}: {waits:?}");
            }
        }
    }

    #[test]
    fn refusals_wait_longer_and_a_good_connection_forgives() {
        let refused = Cause::Refused(Refusal { status: ConnectStatus::NOT_AUTHENTICATED });
        let mut backoff = Backoff::new(1);
        assert!(waits(&mut backoff, &refused, 9).into_iter().all(|wait| wait >= FIRST_REFUSED / 2));
        assert!(backoff.next(&Cause::PeerClosed, GOOD) <= FIRST);
        backoff.failures = u32::MAX;
        assert!(backoff.next(&refused, Duration::ZERO) <= LONGEST_REFUSED);
    }
}
