//! How values go out: numbers masked or whole, times in China's time, counts by name.

use std::collections::BTreeMap;

use hongyan_domain::{Msisdn, UnixMillis};

/// Whether numbers go out whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Shown {
    /// `138****5678`.
    #[default]
    Masked,
    /// `13812345678`: only when a person asked for it.
    Whole,
}

impl Shown {
    pub(crate) fn number(self, number: Msisdn) -> String {
        match self {
            Self::Masked => number.to_string(),
            Self::Whole => number.reveal(),
        }
    }
}

pub(crate) fn time(at: UnixMillis) -> String {
    at.display_china()
}

pub(crate) fn counts<K: Ord>(
    counts: &BTreeMap<K, u64>,
    code: impl Fn(&K) -> &'static str,
) -> BTreeMap<&'static str, u64> {
    counts.iter().map(|(key, count)| (code(key), *count)).collect()
}
