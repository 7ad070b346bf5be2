//! What becomes of a message of which nobody knows whether the carrier has it (architecture §2, promise P2).

use hongyan_domain::{BusinessType, DoubtPolicy, ResendMark, UnixMillis};

/// What to do with a message in doubt.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Doubt {
    /// A late receipt may still settle it; ask again then.
    Wait(UnixMillis),
    /// Send it again, with [`ResendMark::Policy`].
    ResendMarked,
    /// Leave it in doubt: only a receipt or a person settles it.
    LeaveToPerson,
}

/// Decides about a message that fell in doubt at `since`.
///
/// It is sent again once at most, never after `not_after`, and only where a second copy does no harm.
#[must_use]
pub fn decide(
    business: BusinessType,
    since: UnixMillis,
    mark: ResendMark,
    not_after: UnixMillis,
    now: UnixMillis,
) -> Doubt {
    let after = match business.doubt_policy() {
        DoubtPolicy::ResendOnce { after } => after,
        DoubtPolicy::LeaveToPerson => return Doubt::LeaveToPerson,
    };
    let ripe = since + after;
    if mark != ResendMark::None || now > not_after || ripe > not_after {
        Doubt::LeaveToPerson
    } else if now < ripe {
        Doubt::Wait(ripe)
    } else {
        Doubt::ResendMarked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SINCE: UnixMillis = UnixMillis(1_000_000);
    const LATE: UnixMillis = UnixMillis(9_000_000);

    #[test]
    fn a_code_is_sent_again_once_after_its_wait() {
        let decide = |mark, now| decide(BusinessType::Verification, SINCE, mark, LATE, UnixMillis(now));
        assert_eq!(decide(ResendMark::None, 1_000_000), Doubt::Wait(UnixMillis(1_030_000)));
        assert_eq!(decide(ResendMark::None, 1_029_999), Doubt::Wait(UnixMillis(1_030_000)));
        assert_eq!(decide(ResendMark::None, 1_030_000), Doubt::ResendMarked);
        assert_eq!(decide(ResendMark::Policy, 1_030_000), Doubt::LeaveToPerson);
        assert_eq!(decide(ResendMark::Person, 1_030_000), Doubt::LeaveToPerson);
        assert_eq!(decide(ResendMark::None, 9_000_001), Doubt::LeaveToPerson);
    }

    #[test]
    fn an_advertisement_is_never_sent_twice() {
        for business in [BusinessType::Notice, BusinessType::Marketing] {
            for now in [1_000_000, 5_000_000, 99_000_000] {
                let decided = decide(business, SINCE, ResendMark::None, LATE, UnixMillis(now));
                assert_eq!(decided, Doubt::LeaveToPerson);
            }
        }
    }
}
