//! Money, in whole thousandths of a yuan.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul};

/// An amount in milli-yuan (0.001 CNY). Never a float.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Money(pub i64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The amount in milli-yuan.
    #[must_use]
    pub const fn milliyuan(self) -> i64 {
        self.0
    }

    /// Reads `0.04`, `12` or `1.234` yuan; no sign, at most three decimals.
    #[must_use]
    pub fn parse_yuan(text: &str) -> Option<Self> {
        let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || part.len() > 3 || !digits(whole) || !digits(part) {
            return None;
        }
        let thousandths: i64 = format!("{part:0<3}").parse().ok()?;
        whole.parse::<i64>().ok()?.checked_mul(1_000)?.checked_add(thousandths).map(Self)
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Mul<u32> for Money {
    type Output = Self;
    fn mul(self, times: u32) -> Self {
        Self(self.0.saturating_mul(i64::from(times)))
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

/// Two decimals, as people read it (operator guide §6); half a fen rounds away from zero.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fen = (self.0.unsigned_abs() + 5) / 10;
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{}.{:02}", fen / 100, fen % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yuan_reads_and_shows() {
        assert_eq!(Money::parse_yuan("0.04"), Some(Money(40)));
        assert_eq!(Money::parse_yuan("12"), Some(Money(12_000)));
        assert_eq!(Money::parse_yuan("1.2345"), None);
        assert_eq!(Money::parse_yuan("-1"), None);
        assert_eq!((Money(40) * 9_788).to_string(), "391.52");
        assert_eq!(Money(-45).to_string(), "-0.05");
    }
}
