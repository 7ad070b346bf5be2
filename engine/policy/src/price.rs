//! What a message costs.

use hongyan_domain::{Money, Segments};

/// The price of one message: what the carrier bills (70 characters, then 67 each), not the parts on the air.
#[must_use]
pub fn of(segments: Segments, per_segment: Money) -> Money {
    per_segment * segments.billed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn billed_segments_count_not_parts() {
        let segments = Segments { parts: 3, billed: 2, units: 134 };
        assert_eq!(of(segments, Money(40)), Money(80));
        assert_eq!(of(Segments::default(), Money(40)), Money::ZERO);
    }
}
