//! Who may come in: the administrator, passwords, and browsers that are logged in.
//!
//! A password is kept as Argon2id only; a browser's token is kept nowhere, its SHA-256 finds the login again. After
//! [`TRIES`] wrong passwords in a row each further one locks the account, for [`LOCK_FIRST`] and then twice as long
//! every time, up to [`LOCK_MAX`]. A try is counted before its password is looked at, so that many at once gain nothing.

mod password;
mod rules;

use std::time::Duration;

use hongyan_domain::UnixMillis;
use hongyan_store::login_session::{self, LoginSession};
use hongyan_store::user::{self, UserRow};
use rand::TryRngCore as _;
use rand::rngs::OsRng;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::api::User;
use crate::error::{ConsoleError, ErrorCode};
use crate::mistake::{Mistake, MistakeCode};
use crate::open::Console;

pub use rules::{LOGIN_MAX, NAME_MAX, PASSWORD_LONG, PASSWORD_MAX, PASSWORD_MIN};

/// Wrong passwords in a row before the account is locked.
pub const TRIES: u32 = 5;
/// For how long the account is locked then.
pub const LOCK_FIRST: Duration = Duration::from_secs(60);
/// For how long at most.
pub const LOCK_MAX: Duration = Duration::from_secs(15 * 60);
/// A login ends when nothing was asked for so long.
pub const IDLE_MAX: Duration = Duration::from_secs(12 * 3600);
/// A login ends after so long in any case.
pub const LOGIN_LASTS: Duration = Duration::from_secs(7 * 24 * 3600);
/// Browsers of one person that are logged in at once; the one seen longest ago goes first.
const LOGINS_MAX: u32 = 16;
/// How exactly it is noted when something was asked last.
const SEEN_STEP: Duration = Duration::from_secs(60);
/// Octets of a token.
const TOKEN_OCTETS: usize = 32;

impl Console {
    /// The administrator; `None` before the first setup.
    ///
    /// # Errors
    /// As any read.
    pub async fn administrator(&self) -> Result<Option<User>, ConsoleError> {
        Ok(user::administrator(&mut *self.db.read().await?).await?.map(|row| known(&row)))
    }

    /// Makes the administrator of a new installation.
    ///
    /// # Errors
    /// [`ErrorCode::AccountInvalid`] with every mistake; [`ErrorCode::SetupDone`] when there is one already.
    pub async fn create_administrator(
        &self,
        login: &str,
        name: &str,
        password: Zeroizing<String>,
    ) -> Result<User, ConsoleError> {
        let done = || ConsoleError::new(ErrorCode::SetupDone, "there is an administrator already");
        if self.administrator().await?.is_some() {
            return Err(done());
        }
        let (login, name) = (rules::folded(login), name.trim().to_owned());
        let mut mistakes = rules::login(&login);
        mistakes.extend(rules::name(&name));
        mistakes.extend(rules::password("password", &password, &login, &name));
        if !mistakes.is_empty() {
            return Err(ConsoleError::mistakes(ErrorCode::AccountInvalid, mistakes));
        }
        let (hash, now) = (password::hash(password).await?, self.now());
        let made = self.db.write(move |tx| {
            Box::pin(async move { user::create_administrator(tx, &login, &name, &hash, now).await })
        });
        if !made.await? {
            return Err(done());
        }
        self.administrator().await?.ok_or_else(|| ConsoleError::not_found("user", "administrator"))
    }

    /// Looks at a password; answers whose it is. An unknown login takes as long as a wrong password.
    ///
    /// # Errors
    /// [`ErrorCode::LoginWrong`]; [`ErrorCode::LoginLocked`] with `until` and `seconds` while none is looked at.
    pub async fn authenticate(&self, login: &str, password: Zeroizing<String>) -> Result<User, ConsoleError> {
        let wrong = || ConsoleError::new(ErrorCode::LoginWrong, "login or password is wrong");
        if password.len() > rules::PASSWORD_OCTETS_MAX || login.len() > rules::PASSWORD_OCTETS_MAX {
            return Err(wrong());
        }
        let (login, now) = (rules::folded(login), self.now());
        let admission =
            self.db.write(move |tx| Box::pin(async move { admitted(tx, &login, now).await })).await?;
        let (row, locked) = match admission {
            Admission::Unknown => {
                password::verify_nothing(password).await?;
                return Err(wrong());
            }
            Admission::Locked(until) => return Err(locked_until(until, now)),
            Admission::Looked { row, locked } => (row, locked),
        };
        if !password::verify(password, row.password.clone()).await? {
            tracing::warn!(user = %row.uid, tries = row.failures + 1, "a wrong password");
            return Err(locked.map_or_else(wrong, |until| locked_until(until, now)));
        }
        let uid = row.uid.clone();
        self.db.write(move |tx| Box::pin(async move { user::clear_tries(tx, &uid).await })).await?;
        Ok(known(&row))
    }

    /// Changes a person's password, ends their other logins and keeps the one with `token`.
    ///
    /// # Errors
    /// As [`Console::authenticate`] for the old one; [`ErrorCode::AccountInvalid`] for the new one.
    pub async fn change_password(
        &self,
        who: &User,
        old: Zeroizing<String>,
        new: Zeroizing<String>,
        token: Option<&str>,
    ) -> Result<(), ConsoleError> {
        self.authenticate(&who.login, old.clone()).await?;
        let mut mistakes = rules::password("new", &new, &who.login, &who.name);
        if *old == *new {
            mistakes.push(Mistake::at(MistakeCode::PasswordSame, "new"));
        }
        if !mistakes.is_empty() {
            return Err(ConsoleError::mistakes(ErrorCode::AccountInvalid, mistakes));
        }
        let row = user::by_uid(&mut *self.db.read().await?, &who.uid).await?;
        let row = row.ok_or_else(|| ConsoleError::not_found("user", &who.uid))?;
        let (hash, now, kept) = (password::hash(new).await?, self.now(), token.map(sha256));
        self.db
            .write(move |tx| {
                Box::pin(async move {
                    let id = row.uid.clone();
                    if !user::set_password(tx, &row.uid, &row.password, &hash, now).await? {
                        return Err(hongyan_store::StoreError::Stale { what: "user", id });
                    }
                    login_session::remove_others(tx, &row.uid, kept).await
                })
            })
            .await?;
        Ok(())
    }

    /// Logs a browser in; answers the token that it shows from now on. Nobody else learns it.
    ///
    /// # Errors
    /// As any write.
    pub async fn begin_login(&self, who: &User) -> Result<String, ConsoleError> {
        let mut random = [0; TOKEN_OCTETS];
        OsRng.try_fill_bytes(&mut random).map_err(|error| ConsoleError::new(ErrorCode::Internal, error))?;
        let (token, now) = (hex(&random), self.now());
        let session = LoginSession {
            user: who.uid.clone(),
            created_at: now,
            seen_at: now,
            expires_at: now + LOGIN_LASTS,
        };
        let hash = sha256(&token);
        self.db
            .write(move |tx| {
                Box::pin(async move {
                    login_session::insert(tx, hash, &session, now - IDLE_MAX, LOGINS_MAX).await
                })
            })
            .await?;
        Ok(token)
    }

    /// Who shows this token; `None` when its login is over.
    ///
    /// # Errors
    /// As any read.
    pub async fn logged_in(&self, token: &str) -> Result<Option<User>, ConsoleError> {
        let (hash, now) = (sha256(token), self.now());
        let mut reader = self.db.read().await?;
        let Some(session) = login_session::find(&mut reader, hash).await? else { return Ok(None) };
        if session.expires_at <= now || now.since(session.seen_at) > IDLE_MAX {
            return Ok(None);
        }
        let Some(row) = user::by_uid(&mut reader, &session.user).await? else { return Ok(None) };
        drop(reader);
        let apart = now.since(session.seen_at).max(session.seen_at.since(now)); // a clock may be set back
        if apart >= SEEN_STEP {
            let noted =
                self.db.write(move |tx| Box::pin(async move { login_session::seen(tx, hash, now).await }));
            if let Err(error) = noted.await {
                // A full disk must not throw people out who want to see why nothing is sent.
                tracing::warn!(%error, "that a login is in use was not noted");
            }
        }
        Ok(Some(known(&row)))
    }

    /// Ends the login of a browser.
    ///
    /// # Errors
    /// As any write.
    pub async fn end_login(&self, token: &str) -> Result<(), ConsoleError> {
        let hash = sha256(token);
        self.db.write(move |tx| Box::pin(async move { login_session::remove(tx, hash).await })).await?;
        Ok(())
    }
}

/// What is done with a try to log in before its password is looked at.
enum Admission {
    Unknown,
    Locked(UnixMillis),
    /// The password is looked at; if it is wrong, the account is locked until then.
    Looked {
        row: UserRow,
        locked: Option<UnixMillis>,
    },
}

async fn admitted(
    tx: &mut hongyan_store::Tx,
    login: &str,
    now: UnixMillis,
) -> Result<Admission, hongyan_store::StoreError> {
    let Some(row) = user::by_login(tx, login).await? else { return Ok(Admission::Unknown) };
    // Further away than any lock is a clock that was set back since.
    let lasts = |until: &UnixMillis| *until > now && until.since(now) <= LOCK_MAX;
    if let Some(until) = row.locked_until.filter(lasts) {
        return Ok(Admission::Locked(until));
    }
    let locked = lock_after(user::count_try(tx, &row.uid).await?).map(|span| now + span);
    if let Some(until) = locked {
        user::lock(tx, &row.uid, until).await?;
    }
    Ok(Admission::Looked { row, locked })
}

/// For how long so many wrong passwords in a row lock an account.
fn lock_after(tries: u32) -> Option<Duration> {
    let over = tries.checked_sub(TRIES)?;
    Some(LOCK_FIRST.saturating_mul(1_u32.checked_shl(over).unwrap_or(u32::MAX)).min(LOCK_MAX))
}

fn locked_until(until: UnixMillis, now: UnixMillis) -> ConsoleError {
    ConsoleError::new(ErrorCode::LoginLocked, "too many wrong passwords")
        .with("until", crate::view::time(until))
        .with("seconds", until.since(now).as_secs().max(1))
}

fn known(row: &UserRow) -> User {
    User { uid: row.uid.clone(), login: row.login.clone(), name: row.name.clone() }
}

fn sha256(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

/// What a browser that shows `token` writes into its requests' header: only a page that the browser let read our
/// answers knows it.
#[must_use]
pub fn request_mark(token: &str) -> String {
    hex(&Sha256::digest(format!("request mark of {token}").as_bytes()))
}

#[cfg(test)]
mod tests;
