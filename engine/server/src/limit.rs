//! How often one address may give a wrong password.
//!
//! The account's own lock stands behind this; here guessing over many accounts, and the work that each guess costs, are
//! held back.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use hongyan_domain::{Clock, UnixMillis};

/// Wrong tries of one address in a [`SPAN`].
const TRIES_MAX: u32 = 20;
/// After so long its tries are forgotten.
const SPAN: Duration = Duration::from_secs(60);
/// Addresses that are remembered; when there are more, the oldest are forgotten.
const ADDRESSES_MAX: usize = 4_096;

/// Counts tries by address.
pub(crate) struct Limiter {
    clock: Arc<dyn Clock>,
    tries: Mutex<BTreeMap<IpAddr, Tries>>,
}

#[derive(Clone, Copy)]
struct Tries {
    since: UnixMillis,
    count: u32,
}

impl Limiter {
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, tries: Mutex::default() }
    }

    /// Counts a try before it is looked at.
    ///
    /// # Errors
    /// How long the address has to wait.
    pub(crate) fn admit(&self, from: IpAddr) -> Result<(), Duration> {
        let now = self.clock.now();
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        // A clock that was set back begins a new span.
        let runs = |tries: &Tries| tries.since <= now && now.since(tries.since) < SPAN;
        if tries.len() >= ADDRESSES_MAX && !tries.contains_key(&from) {
            tries.retain(|_, tries| runs(tries));
            if tries.len() >= ADDRESSES_MAX {
                let oldest = tries.iter().min_by_key(|(_, tries)| tries.since).map(|(address, _)| *address);
                oldest.and_then(|address| tries.remove(&address));
            }
        }
        let mine = tries.entry(from).or_insert(Tries { since: now, count: 0 });
        if !runs(mine) {
            *mine = Tries { since: now, count: 0 };
        }
        if mine.count >= TRIES_MAX {
            return Err(SPAN.saturating_sub(now.since(mine.since)));
        }
        mine.count += 1;
        Ok(())
    }

    /// The try was a right one.
    pub(crate) fn forgive(&self, from: IpAddr) {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner).remove(&from);
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use hongyan_domain::ManualClock;

    use super::*;

    fn address(number: u32) -> IpAddr {
        IpAddr::V4(Ipv4Addr::from_bits(number))
    }

    #[test]
    fn an_address_is_held_back_for_a_while_and_others_are_not() {
        let clock = Arc::new(ManualClock::at(UnixMillis(1_000_000)));
        let limiter = Limiter::new(Arc::clone(&clock) as Arc<_>);
        for _ in 0..TRIES_MAX {
            limiter.admit(address(1)).unwrap();
        }
        clock.advance(Duration::from_secs(20));
        assert_eq!(limiter.admit(address(1)), Err(Duration::from_secs(40)));
        limiter.admit(address(2)).unwrap();
        clock.advance(Duration::from_secs(40));
        limiter.admit(address(1)).unwrap();
        for _ in 0..5 * TRIES_MAX {
            limiter.admit(address(3)).unwrap();
            limiter.forgive(address(3));
        }
    }

    #[test]
    fn only_so_many_addresses_are_remembered() {
        let clock = Arc::new(ManualClock::at(UnixMillis(1_000_000)));
        let limiter = Limiter::new(Arc::clone(&clock) as Arc<_>);
        for number in 0..u32::try_from(ADDRESSES_MAX).unwrap() + 100 {
            limiter.admit(address(number)).unwrap();
        }
        assert!(limiter.tries.lock().unwrap().len() <= ADDRESSES_MAX);
    }
}
