//! A key behind a passphrase: what may lie beside the file, or travel with a backup.
//!
//! Argon2id turns the passphrase and a fresh salt into 64 octets. The first half is XORed with the key: a one-time pad,
//! because a salt is never used twice. The second half authenticates the result, so that a wrong passphrase is told
//! from a damaged file.

use argon2::{Algorithm, Argon2, Params, Version};
use rand::TryRngCore;
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::key::{KEY_OCTETS, Passphrase, StoreKey, from_hex, to_hex};

/// Memory that one guess costs, KiB; with [`PASSES`] the second recommended choice of RFC 9106 §4.
const MEMORY_KIB: u32 = 64 * 1024;
/// Passes over the memory.
const PASSES: u32 = 3;
/// Parallel lanes.
const LANES: u32 = 4;
/// Octets of salt (RFC 9106 §3.1).
const SALT_OCTETS: usize = 16;
/// The most memory that a file may ask us to take, KiB.
const MEMORY_KIB_MAX: u32 = 1024 * 1024;
/// The most passes and lanes that a file may ask for.
const EFFORT_MAX: u32 = 16;

/// A key that a passphrase opens. Octets are hexadecimal text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wrapped {
    /// Always `argon2id`.
    kdf: Kdf,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: String,
    key: String,
    tag: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kdf {
    Argon2id,
}

/// Why a wrapped key did not open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum WrapFault {
    /// The passphrase is not the one that it was closed with (or the text was altered: nobody can tell these apart).
    Passphrase,
    /// The text is not a wrapped key, or asks for more work than any program of ours would.
    Malformed,
}

impl Wrapped {
    /// Closes `key` behind `passphrase`. Takes about a quarter of a second: call it off the async threads.
    pub(crate) fn close(key: &StoreKey, passphrase: &Passphrase) -> Result<Self, std::io::Error> {
        let mut salt = [0; SALT_OCTETS];
        OsRng.try_fill_bytes(&mut salt).map_err(std::io::Error::other)?;
        let mut wrapped = Self {
            kdf: Kdf::Argon2id,
            memory_kib: MEMORY_KIB,
            passes: PASSES,
            lanes: LANES,
            salt: to_hex(&salt),
            key: String::new(),
            tag: String::new(),
        };
        let derived = wrapped
            .derive(passphrase, &salt)
            .ok_or_else(|| std::io::Error::other("the passphrase could not be stretched: out of memory"))?;
        let closed = xor(key.0.as_slice(), &derived.pad);
        wrapped.tag = to_hex(&derived.tag(closed.as_slice()));
        wrapped.key = to_hex(closed.as_slice());
        Ok(wrapped)
    }

    /// Opens it. Takes about a quarter of a second: call it off the async threads.
    pub(crate) fn open(&self, passphrase: &Passphrase) -> Result<StoreKey, WrapFault> {
        let sane = self.memory_kib <= MEMORY_KIB_MAX && self.passes <= EFFORT_MAX && self.lanes <= EFFORT_MAX;
        let (Some(salt), Some(closed), Some(tag)) =
            (from_hex(&self.salt), from_hex(&self.key), from_hex(&self.tag))
        else {
            return Err(WrapFault::Malformed);
        };
        if !sane || closed.len() != KEY_OCTETS {
            return Err(WrapFault::Malformed);
        }
        let derived = self.derive(passphrase, &salt).ok_or(WrapFault::Malformed)?;
        if derived.tag(&closed).as_slice() != tag {
            return Err(WrapFault::Passphrase);
        }
        Ok(StoreKey(xor(&closed, &derived.pad)))
    }

    fn derive(&self, passphrase: &Passphrase, salt: &[u8]) -> Option<Derived> {
        let mut derived = Derived { pad: Zeroizing::default(), seal: Zeroizing::default() };
        let mut octets = Zeroizing::new([0; 2 * KEY_OCTETS]);
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(octets.len())).ok()?;
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.0.as_bytes(), salt, octets.as_mut_slice())
            .ok()?;
        let (pad, seal) = octets.split_at(KEY_OCTETS);
        derived.pad.copy_from_slice(pad);
        derived.seal.copy_from_slice(seal);
        Some(derived)
    }
}

struct Derived {
    pad: Zeroizing<[u8; KEY_OCTETS]>,
    seal: Zeroizing<[u8; KEY_OCTETS]>,
}

impl Derived {
    /// Both inputs have a fixed length, so a plain keyed hash cannot be extended.
    fn tag(&self, closed: &[u8]) -> [u8; 32] {
        Sha256::new().chain_update(self.seal.as_slice()).chain_update(closed).finalize().into()
    }
}

fn xor(octets: &[u8], pad: &[u8; KEY_OCTETS]) -> Zeroizing<[u8; KEY_OCTETS]> {
    let mut out = Zeroizing::new([0; KEY_OCTETS]);
    for (out, (octet, pad)) in out.iter_mut().zip(octets.iter().zip(pad)) {
        *out = octet ^ pad;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_passphrase_opens_a_wrapped_key() {
        let key = StoreKey::random().unwrap();
        let wrapped = Wrapped::close(&key, &Passphrase::new("春风十里")).unwrap();
        assert_eq!(wrapped.open(&Passphrase::new("春风十里")), Ok(key.clone()));
        assert_eq!(wrapped.open(&Passphrase::new("春风十里 ")), Err(WrapFault::Passphrase));
        assert!(!wrapped.key.contains(key.reveal_hex().as_str()));
        assert_ne!(Wrapped::close(&key, &Passphrase::new("春风十里")).unwrap().salt, wrapped.salt);
    }

    #[test]
    fn an_altered_or_greedy_text_is_refused() {
        let key = StoreKey::random().unwrap();
        let passphrase = Passphrase::new("a");
        let wrapped = Wrapped::close(&key, &passphrase).unwrap();
        let altered = Wrapped { key: "00".repeat(KEY_OCTETS), ..wrapped.clone() };
        assert_eq!(altered.open(&passphrase), Err(WrapFault::Passphrase));
        let short = Wrapped { key: "00".into(), ..wrapped.clone() };
        assert_eq!(short.open(&passphrase), Err(WrapFault::Malformed));
        let greedy = Wrapped { memory_kib: u32::MAX, ..wrapped };
        assert_eq!(greedy.open(&passphrase), Err(WrapFault::Malformed));
    }
}
