//! Ids. Entities carry a [`Uid`] that no other desktop can have made; hot rows refer to them by a short local number.

use std::fmt;

use crate::UnixMillis;

/// A UUIDv7: unique across desktops, ordered by creation (architecture §4).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Uid(uuid::Uuid);

impl Uid {
    /// Makes an id from the time of creation and 10 random octets, so that a seeded run makes the same ids again.
    #[must_use]
    pub fn new(now: UnixMillis, random: [u8; 10]) -> Self {
        let millis = u64::try_from(now.0).unwrap_or(0);
        Self(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }

    /// Reads the 36-character text form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        uuid::Uuid::parse_str(text).ok().map(Self)
    }
}

impl fmt::Display for Uid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_hyphenated().fmt(f)
    }
}

macro_rules! local_number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

local_number! {
    /// A task's number on this desktop: what people type and hot rows carry.
    TaskNo
}
local_number! {
    /// A channel's number on this desktop.
    ChannelNo
}
local_number! {
    /// A contact group's number on this desktop.
    GroupNo
}
local_number! {
    /// A message row: one person in one task.
    MessageId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_uids_sort_later_and_read_back() {
        let early = Uid::new(UnixMillis(1_000), [0xFF; 10]);
        let late = Uid::new(UnixMillis(2_000), [0; 10]);
        assert!(early < late);
        assert_eq!(Uid::parse(&early.to_string()), Some(early));
    }
}
