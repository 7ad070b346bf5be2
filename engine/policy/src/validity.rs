//! How long a message is worth sending.

use std::time::Duration;

use hongyan_domain::{BusinessType, UnixMillis};

use crate::limits::Limits;

/// The last moment at which a message that is due at `due` may still be sent or delivered.
///
/// A task's own span wins over the default of its business type.
#[must_use]
pub fn not_after(
    limits: &Limits,
    business: BusinessType,
    due: UnixMillis,
    chosen: Option<Duration>,
) -> UnixMillis {
    due + chosen.unwrap_or_else(|| limits.validity(business))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tasks_own_span_wins() {
        let limits = Limits::shipped();
        let due = UnixMillis(1_000);
        assert_eq!(not_after(limits, BusinessType::Verification, due, None), UnixMillis(601_000));
        assert_eq!(
            not_after(limits, BusinessType::Verification, due, Some(Duration::from_secs(5))),
            UnixMillis(6_000)
        );
    }
}
