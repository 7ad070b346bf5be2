//! The operating system's keychain, behind a trait and a time limit: without its daemon it may never answer.

use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;
use tokio::sync::oneshot;
use tokio::time::timeout;

use crate::key::StoreKey;

/// The name under which keychains list our entries.
const SERVICE: &str = "hongyan";
/// How long a keychain may take when there is another place for the key.
pub(crate) const ANSWER_MAX: Duration = Duration::from_secs(5);
/// How long it may take when the key is nowhere else: the system may be asking a person to unlock it.
pub(crate) const UNLOCK_MAX: Duration = Duration::from_secs(60);

/// A place that keeps keys for the person who is logged in.
pub trait Keychain: Send + Sync + 'static {
    /// The key kept under `name`, if there is one.
    ///
    /// # Errors
    /// [`KeychainFault`] when the keychain cannot be asked.
    fn load(&self, name: &str) -> Result<Option<StoreKey>, KeychainFault>;

    /// Keeps `key` under `name`.
    ///
    /// # Errors
    /// [`KeychainFault`] when the keychain cannot be asked or refuses.
    fn save(&self, name: &str, key: &StoreKey) -> Result<(), KeychainFault>;
}

/// Why a keychain gave no answer.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum KeychainFault {
    /// There is none, or it is locked or refuses: unlock it, or use a passphrase or a key file.
    #[error("the keychain cannot be used: {message}")]
    Unavailable {
        /// The system's words.
        message: String,
    },
    /// It did not answer in time.
    #[error("the keychain did not answer within {} s", limit.as_secs())]
    Silent {
        /// How long we waited.
        limit: Duration,
    },
    /// The entry is there but is not a key of ours.
    #[error("the keychain's entry is not a key")]
    NotAKey,
}

/// Keychain Services, Credential Manager, or the Secret Service over D-Bus.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemKeychain;

impl Keychain for SystemKeychain {
    fn load(&self, name: &str) -> Result<Option<StoreKey>, KeychainFault> {
        let entry = keyring::Entry::new(SERVICE, name).map_err(unavailable)?;
        match entry.get_secret() {
            Ok(secret) => {
                let secret = zeroize::Zeroizing::new(secret);
                let text = std::str::from_utf8(&secret).map_err(|_| KeychainFault::NotAKey)?;
                StoreKey::from_hex(text).map(Some).ok_or(KeychainFault::NotAKey)
            }
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(unavailable(error)),
        }
    }

    fn save(&self, name: &str, key: &StoreKey) -> Result<(), KeychainFault> {
        let entry = keyring::Entry::new(SERVICE, name).map_err(unavailable)?;
        entry.set_secret(key.reveal_hex().as_bytes()).map_err(unavailable)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn unavailable(error: keyring::Error) -> KeychainFault {
    KeychainFault::Unavailable { message: error.to_string() } // its Display names the reason, never the secret
}

/// Asks a keychain on a thread of its own; after `limit` the thread is left to itself.
pub(crate) async fn ask<T: Send + 'static>(
    keychain: &Arc<dyn Keychain>,
    limit: Duration,
    question: impl FnOnce(&dyn Keychain) -> Result<T, KeychainFault> + Send + 'static,
) -> Result<T, KeychainFault> {
    let (reply, answer) = oneshot::channel();
    let keychain = Arc::clone(keychain);
    std::thread::Builder::new()
        .name("keychain".into())
        .spawn(move || _ = reply.send(question(keychain.as_ref()))) // nobody waits after the limit
        .map_err(|error| KeychainFault::Unavailable { message: error.to_string() })?;
    match timeout(limit, answer).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) => Err(KeychainFault::Unavailable { message: "it failed unexpectedly".into() }),
        Err(_) => Err(KeychainFault::Silent { limit }),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Condvar, Mutex};

    use super::*;

    struct Silent(Mutex<bool>, Condvar);

    impl Keychain for Silent {
        fn load(&self, _: &str) -> Result<Option<StoreKey>, KeychainFault> {
            let free = self.1.wait_while(self.0.lock().unwrap(), |free| !*free).unwrap();
            assert!(*free);
            Ok(None)
        }
        fn save(&self, _: &str, _: &StoreKey) -> Result<(), KeychainFault> {
            Ok(())
        }
    }

    #[tokio::test]
    async fn a_keychain_that_never_answers_is_given_up() {
        let silent = Arc::new(Silent(Mutex::new(false), Condvar::new()));
        let keychain: Arc<dyn Keychain> = Arc::<Silent>::clone(&silent);
        let limit = Duration::from_millis(5);
        let answer = ask(&keychain, limit, |keychain| keychain.load("x")).await;
        assert_eq!(answer, Err(KeychainFault::Silent { limit }));
        *silent.0.lock().unwrap() = true;
        silent.1.notify_all();
    }

    #[tokio::test]
    async fn a_keychain_that_panics_is_unavailable() {
        struct Broken;
        impl Keychain for Broken {
            fn load(&self, _: &str) -> Result<Option<StoreKey>, KeychainFault> {
                panic!("no bus")
            }
            fn save(&self, _: &str, _: &StoreKey) -> Result<(), KeychainFault> {
                Ok(())
            }
        }
        let keychain: Arc<dyn Keychain> = Arc::new(Broken);
        let answer = ask(&keychain, UNLOCK_MAX, |keychain| keychain.load("x")).await;
        assert!(matches!(answer, Err(KeychainFault::Unavailable { .. })));
    }
}
