//! Hashing passwords: Argon2id, off the async threads, few at a time.

use std::sync::OnceLock;

use argon2::password_hash::{PasswordHash, SaltString};
use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};
use rand::TryRngCore as _;
use rand::rngs::OsRng;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::error::{ConsoleError, ErrorCode};

/// Octets of salt (RFC 9106 §3.1).
const SALT_OCTETS: usize = 16;
/// Hashes at once: each takes a core and [`Argon2::default`]'s 19 MiB.
static HASHING: Semaphore = Semaphore::const_new(2);
/// A hash that no password has, for logins that nobody has.
static NOBODY: OnceLock<String> = OnceLock::new();

/// The hash of a password with a fresh salt, as a PHC string.
pub(super) async fn hash(password: Zeroizing<String>) -> Result<String, ConsoleError> {
    working(move || hashed(password.as_bytes())).await
}

/// Whether this is the password.
pub(super) async fn verify(password: Zeroizing<String>, hash: String) -> Result<bool, ConsoleError> {
    working(move || {
        let hash = PasswordHash::new(&hash).map_err(|error| {
            ConsoleError::new(ErrorCode::StoreUnreadable, format!("a password's hash: {error}"))
        })?;
        Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await
}

/// Works as long as [`verify`] does.
pub(super) async fn verify_nothing(password: Zeroizing<String>) -> Result<(), ConsoleError> {
    let nobody = match NOBODY.get() {
        Some(hash) => hash.clone(),
        None => {
            let made = working(|| hashed(b"nobody")).await?;
            NOBODY.get_or_init(|| made).clone()
        }
    };
    verify(password, nobody).await.map(|_| ())
}

fn hashed(password: &[u8]) -> Result<String, ConsoleError> {
    let failed = |error: argon2::password_hash::Error| ConsoleError::new(ErrorCode::Internal, error);
    let mut salt = [0; SALT_OCTETS];
    OsRng.try_fill_bytes(&mut salt).map_err(|error| ConsoleError::new(ErrorCode::Internal, error))?;
    let salt = SaltString::encode_b64(&salt).map_err(failed)?;
    Ok(Argon2::default().hash_password(password, &salt).map_err(failed)?.to_string())
}

async fn working<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ConsoleError> + Send + 'static,
) -> Result<T, ConsoleError> {
    let internal = |error: String| ConsoleError::new(ErrorCode::Internal, error);
    let _place = HASHING.acquire().await.map_err(|error| internal(error.to_string()))?;
    tokio::task::spawn_blocking(work).await.map_err(|error| internal(error.to_string()))?
}
