//! Ids of people: a number in a form that says nothing about it without the key of this data folder, so that a screen
//! with masked numbers can name people, and an address of it can be kept.

use hongyan_domain::Msisdn;
use hongyan_store::setting::{self, Key};
use rand::TryRngCore as _;
use rand::rngs::OsRng;
use sha2::{Digest, Sha256};

use crate::error::{ConsoleError, ErrorCode};
use crate::open::Console;

/// Where the key is kept: it makes ids, no secret depends on it.
const KEY: Key<Vec<u8>> = Key::new("person_id_key");
/// Bits of one half of an id: 15 digits fit both.
const HALF_BITS: u32 = 26;
const HALF_MASK: u64 = (1 << HALF_BITS) - 1;
/// Rounds of the exchange of halves (a Feistel network); four are enough against guessing.
const ROUNDS: u8 = 6;

/// Makes ids of numbers and numbers of ids.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct PersonIds {
    key: Vec<u8>,
}

impl std::fmt::Debug for PersonIds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PersonIds").finish_non_exhaustive()
    }
}

impl PersonIds {
    pub(super) const fn new(key: Vec<u8>) -> Self {
        Self { key }
    }

    /// The id of a number.
    pub(crate) fn id(&self, number: Msisdn) -> String {
        let (mut left, mut right) = (number.digits() >> HALF_BITS & HALF_MASK, number.digits() & HALF_MASK);
        for round in 0..ROUNDS {
            (left, right) = (right, left ^ self.round(round, right));
        }
        format!("{:013x}", left << HALF_BITS | right)
    }

    /// The number of an id; `None` for a text that is none.
    pub(crate) fn number(&self, id: &str) -> Option<Msisdn> {
        if id.len() != 13 {
            return None;
        }
        let bits = u64::from_str_radix(id, 16).ok()?;
        let (mut left, mut right) = (bits >> HALF_BITS & HALF_MASK, bits & HALF_MASK);
        for round in (0..ROUNDS).rev() {
            (left, right) = (right ^ self.round(round, left), left);
        }
        Msisdn::from_digits(left << HALF_BITS | right)
    }

    fn round(&self, round: u8, half: u64) -> u64 {
        let mut digest = Sha256::new();
        digest.update(&self.key);
        digest.update([round]);
        digest.update(half.to_le_bytes());
        let digest = digest.finalize();
        digest.iter().take(8).fold(0, |bits, octet| bits << 8 | u64::from(*octet)) & HALF_MASK
    }
}

impl Console {
    /// The ids of this data folder.
    pub(crate) async fn person_ids(&self) -> Result<&PersonIds, ConsoleError> {
        self.people.ids.get_or_try_init(|| self.load_ids()).await
    }

    /// The person of an id.
    pub(crate) async fn person_number(&self, id: &str) -> Result<Msisdn, ConsoleError> {
        self.person_ids().await?.number(id).ok_or_else(|| ConsoleError::not_found("person", id))
    }

    async fn load_ids(&self) -> Result<PersonIds, ConsoleError> {
        let mut fresh = vec![0; 32];
        OsRng.try_fill_bytes(&mut fresh).map_err(|error| ConsoleError::new(ErrorCode::Internal, error))?;
        let now = self.now();
        // Another process may be as fast: the first key stays.
        let key = self.db.write(move |tx| {
            Box::pin(async move {
                if let Some(key) = setting::read(tx, &KEY).await? {
                    return Ok(key);
                }
                setting::write(tx, &KEY, &fresh, now).await?;
                Ok(fresh)
            })
        });
        Ok(PersonIds::new(key.await?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_back_and_neighbours_are_not_alike() {
        let ids = PersonIds::new(vec![7; 32]);
        let mut seen = std::collections::BTreeSet::new();
        for step in 0..2_000 {
            let number = Msisdn::from_digits(13_800_138_000 + step).unwrap();
            let id = ids.id(number);
            assert_eq!(ids.number(&id), Some(number));
            assert!(!id.contains("1380") && seen.insert(id));
        }
        let longest = Msisdn::from_digits(999_999_999_999_999).unwrap();
        assert_eq!(ids.number(&ids.id(longest)), Some(longest));
        assert_ne!(PersonIds::new(vec![8; 32]).id(longest), ids.id(longest));
        for wrong in ["", "x", "13800138000", "zzzzzzzzzzzzz", "+000000000000"] {
            assert_eq!(ids.number(wrong), None, "{wrong}");
        }
    }
}
