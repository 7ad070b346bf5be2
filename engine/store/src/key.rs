//! The store's key: 32 random octets, and the passphrase that may protect them. Neither ever shows in a log.

pub(crate) mod source;
pub(crate) mod wrap;

use std::fmt;

use rand::TryRngCore;
use rand::rngs::OsRng;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// Octets of a key: AES-256.
pub(crate) const KEY_OCTETS: usize = 32;

/// The key that the file is encrypted with. Wiped from memory when dropped; prints as `StoreKey(****)`.
#[derive(Clone, PartialEq, Eq)]
pub struct StoreKey(pub(crate) Zeroizing<[u8; KEY_OCTETS]>);

impl StoreKey {
    /// A new key from the system's random source; a seeded one would be a key that others can make again.
    ///
    /// # Errors
    /// When the system gives no random octets.
    pub(crate) fn random() -> Result<Self, std::io::Error> {
        let mut octets = Zeroizing::new([0; KEY_OCTETS]);
        OsRng.try_fill_bytes(octets.as_mut_slice()).map_err(std::io::Error::other)?;
        Ok(Self(octets))
    }

    /// Reads 64 hexadecimal digits, as a key file or an exported key holds them.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        let octets = Zeroizing::new(from_hex(text.trim())?);
        let mut key = Zeroizing::new([0; KEY_OCTETS]);
        if octets.len() != KEY_OCTETS {
            return None;
        }
        key.copy_from_slice(&octets);
        Some(Self(key))
    }

    /// The key as 64 hexadecimal digits: only for the key file, the keychain and the database.
    pub(crate) fn reveal_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(to_hex(self.0.as_slice()))
    }

    /// Tells keys apart without giving one away: 8 octets of a hash over 32 random ones cannot be searched.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let digest =
            Sha256::new().chain_update(b"hongyan store key").chain_update(self.0.as_slice()).finalize();
        to_hex(&digest[..8])
    }
}

impl fmt::Debug for StoreKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoreKey(****)")
    }
}

/// A passphrase. Wiped from memory when dropped; prints as `Passphrase(****)`.
#[derive(Clone)]
pub struct Passphrase(pub(crate) Zeroizing<String>);

impl Passphrase {
    /// Takes a passphrase as a person typed it.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(****)")
    }
}

/// Lower-case hexadecimal digits.
pub(crate) fn to_hex(octets: &[u8]) -> String {
    octets
        .iter()
        .flat_map(|octet| [octet >> 4, octet & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

/// Octets from hexadecimal digits; `None` when it is anything else.
pub(crate) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> =
        text.chars().map(|digit| u8::try_from(digit.to_digit(16)?).ok()).collect::<Option<_>>()?;
    let pairs = digits.chunks_exact(2);
    pairs.remainder().is_empty().then(|| pairs.map(|pair| pair[0] << 4 | pair[1]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_back_and_do_not_print() {
        let key = StoreKey::random().unwrap();
        assert_eq!(StoreKey::from_hex(&key.reveal_hex()), Some(key.clone()));
        assert_eq!(format!("{key:?} {:?}", Passphrase::new("打开")), "StoreKey(****) Passphrase(****)");
        assert_ne!(key.fingerprint(), StoreKey::random().unwrap().fingerprint());
    }

    #[test]
    fn a_key_is_64_hexadecimal_digits() {
        for text in ["", "00", &"0".repeat(63), &"0".repeat(66), &"g".repeat(64), &"é".repeat(32)] {
            assert_eq!(StoreKey::from_hex(text), None, "{text}");
        }
        assert!(StoreKey::from_hex(&format!("{}\n", "aF".repeat(32))).is_some());
    }
}
