//! Carriers and kinds of numbers (operator guide §10).

use std::fmt;

/// Who carries a number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Carrier {
    /// 中国移动.
    Mobile,
    /// 中国联通.
    Unicom,
    /// 中国电信.
    Telecom,
    /// 中国广电.
    Broadnet,
    /// Nobody we know, or no public carrier.
    Other,
}

impl Carrier {
    /// Every carrier, in the order that tables show them.
    pub const ALL: [Self; 5] = [Self::Mobile, Self::Unicom, Self::Telecom, Self::Broadnet, Self::Other];

    /// The code used in files: `CMCC`, `CUCC`, `CTCC`, `CBN`, `OTHER`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mobile => "CMCC",
            Self::Unicom => "CUCC",
            Self::Telecom => "CTCC",
            Self::Broadnet => "CBN",
            Self::Other => "OTHER",
        }
    }

    /// Reads a code; `MCN` and `MIIT` of the number-segment table are [`Carrier::Other`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "MCN" | "MIIT" => Some(Self::Other),
            code => Self::ALL.into_iter().find(|carrier| carrier.code() == code),
        }
    }

    /// The number that the store keeps.
    #[must_use]
    pub const fn to_db(self) -> i64 {
        match self {
            Self::Mobile => 1,
            Self::Unicom => 2,
            Self::Telecom => 3,
            Self::Broadnet => 4,
            Self::Other => 9,
        }
    }

    /// What the store's number means; unknown numbers are [`Carrier::Other`].
    #[must_use]
    pub fn from_db(value: i64) -> Self {
        Self::ALL.into_iter().find(|carrier| carrier.to_db() == value).unwrap_or(Self::Other)
    }
}

impl fmt::Display for Carrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What a number block is used for (operator guide §10).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum NumberKind {
    /// Ordinary phones.
    Mobile,
    /// Data cards; they may receive.
    Data,
    /// Virtual operators; they may receive.
    Mvno,
    /// Satellite phones: warn.
    Satellite,
    /// Emergency services: reject.
    Emergency,
    /// Things, not people: reject.
    Iot,
    /// Not in the table: warn, new blocks appear.
    Unlisted,
}

impl NumberKind {
    /// Reads the table's word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "mobile" => Self::Mobile,
            "data" => Self::Data,
            "mvno" => Self::Mvno,
            "satellite" => Self::Satellite,
            "emergency" => Self::Emergency,
            "iot" => Self::Iot,
            _ => return None,
        })
    }

    /// Whether a campaign may write to such a number.
    #[must_use]
    pub const fn may_receive(self) -> bool {
        match self {
            Self::Mobile | Self::Data | Self::Mvno | Self::Satellite | Self::Unlisted => true,
            Self::Emergency | Self::Iot => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_store_numbers_read_back() {
        for carrier in Carrier::ALL {
            assert_eq!(Carrier::from_code(carrier.code()), Some(carrier));
            assert_eq!(Carrier::from_db(carrier.to_db()), carrier);
        }
    }
}
