//! Chance that replays: the same seed and salt give the same throws, whatever was thrown before.

/// A source of chance made from a seed and what the throw is about.
///
/// SplitMix64 (Steele, Lea, Flood 2014): a few instructions and no state worth keeping, so every message can have its
/// own, and no message's fate depends on how many came before it.
#[derive(Debug, Clone)]
pub struct Dice {
    state: u64,
}

/// 2^64, as the measure of a share.
const WHOLE: f64 = 18_446_744_073_709_551_616.0;

impl Dice {
    /// The dice for `salt` under `seed`.
    #[must_use]
    pub fn of(seed: u64, salt: &[u64]) -> Self {
        let mut dice = Self { state: seed };
        for part in salt {
            dice.state = dice.throw() ^ part;
        }
        dice
    }

    /// Any number, each as likely as the others.
    pub const fn throw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// True in `share` of the throws.
    pub fn happens(&mut self, share: Share) -> bool {
        // Thrown even when the answer is known, so that changing one share moves no other fate.
        let thrown = self.throw();
        match share {
            Share::Always => true,
            Share::Below(limit) => thrown < limit,
        }
    }

    /// A number from 0 to `count - 1`; 0 when there is none.
    pub fn below(&mut self, count: u64) -> u64 {
        // The high half of the product is even to within 2^-32 for all counts used here.
        let product = u128::from(self.throw()) * u128::from(count);
        u64::try_from(product >> 64).unwrap_or_default()
    }

    /// A time between `least` and `most`, nearer to `least` as a rule.
    pub fn span_ms(&mut self, [least, most]: [u32; 2]) -> u32 {
        let (one, other) = (self.below(1 << 16), self.below(1 << 16));
        let width = u64::from(most.saturating_sub(least));
        // The smaller of two even draws: its likelihood falls off in a straight line.
        let skewed = width * one.min(other) / ((1 << 16) - 1);
        least.saturating_add(u32::try_from(skewed).unwrap_or(0))
    }

    /// One of `choices`, by weight; `None` when all weights are zero.
    pub fn weighted<'a, T>(&mut self, choices: &'a [(T, u32)]) -> Option<&'a T> {
        let sum: u64 = choices.iter().map(|(_, weight)| u64::from(*weight)).sum();
        let mut left = self.below(sum);
        for (choice, weight) in choices {
            match left.checked_sub(u64::from(*weight)) {
                Some(less) => left = less,
                None => return Some(choice),
            }
        }
        None
    }

    /// One of `choices`; `None` when there is none.
    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> Option<&'a T> {
        let count = u64::try_from(choices.len()).unwrap_or(u64::MAX);
        choices.get(usize::try_from(self.below(count)).unwrap_or(usize::MAX))
    }
}

/// How often something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// Every time.
    Always,
    /// When a throw is below this: that many of 2^64 times.
    Below(u64),
}

impl Share {
    /// The share from 0 to 1; `None` outside.
    #[must_use]
    pub fn new(share: f64) -> Option<Self> {
        if !(0.0..=1.0).contains(&share) {
            return None;
        }
        if share >= 1.0 {
            return Some(Self::Always);
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 <= share < 1, so the product is below 2^64; there is no other way from f64 to u64"
        )]
        Some(Self::Below((share * WHOLE) as u64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn throws_replay_and_salts_differ() {
        assert_eq!(Dice::of(1, &[2, 3]).throw(), Dice::of(1, &[2, 3]).throw());
        assert_ne!(Dice::of(1, &[2, 3]).throw(), Dice::of(1, &[3, 2]).throw());
        assert_ne!(Dice::of(1, &[2]).throw(), Dice::of(2, &[2]).throw());
    }

    #[test]
    fn shares_and_weights_come_out_as_asked() {
        let mut dice = Dice::of(7, &[]);
        let share = Share::new(0.25).unwrap();
        let hits = (0..40_000).filter(|_| dice.happens(share)).count();
        assert!((9_700..10_300).contains(&hits), "{hits}");
        assert!(!(0..1_000).any(|_| dice.happens(Share::new(0.0).unwrap())));
        assert!((0..1_000).all(|_| dice.happens(Share::new(1.0).unwrap())));
        assert_eq!((Share::new(-0.1), Share::new(1.1), Share::new(f64::NAN)), (None, None, None));
        let choices = [("a", 0), ("b", 3), ("c", 1)];
        let drawn: Vec<_> = (0..40_000).filter_map(|_| dice.weighted(&choices)).collect();
        let count = |wanted| drawn.iter().filter(|choice| ***choice == wanted).count();
        assert_eq!((count("a"), drawn.len()), (0, 40_000));
        assert!((9_700..10_300).contains(&count("c")), "{}", count("c"));
        assert_eq!(dice.weighted(&[("a", 0)]), None);
    }

    #[test]
    fn spans_stay_inside_and_lean_to_the_left() {
        let mut dice = Dice::of(7, &[]);
        let drawn: Vec<u32> = (0..10_000).map(|_| dice.span_ms([100, 1_100])).collect();
        assert!(drawn.iter().all(|span| (100..=1_100).contains(span)));
        let early = drawn.iter().filter(|span| **span < 393).count();
        assert!((4_700..5_300).contains(&early), "half of them within the first 29 %: {early}");
        assert_eq!(dice.span_ms([5, 5]), 5);
    }
}
