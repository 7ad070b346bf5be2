//! Who is here: the first setup, logging in and out.
//!
//! The window belongs to whoever is logged in to the computer, who is the administrator; a browser logs in. What a
//! browser shows to be known again is the server's affair: it calls the same functions and carries the token.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zeroize::Zeroizing;

use super::caller::{Caller, Face, User};
use super::host::Host;
use super::reply::Nothing;
use crate::error::{ConsoleError, ErrorCode};

/// Who is here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Session {
    /// Before the first setup, before the login, or open for work.
    #[ts(type = "\"setup\" | \"locked\" | \"open\"")]
    pub state: &'static str,
    /// Window or browser.
    #[ts(type = "\"desktop\" | \"browser\"")]
    pub face: &'static str,
    /// Who is logged in.
    pub user: Option<UserView>,
    /// The program's version.
    pub version: String,
}

/// A person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct UserView {
    /// The name to log in with.
    pub login: String,
    /// The name to show.
    pub name: String,
    /// What they may do.
    #[ts(type = "\"administrator\"")]
    pub role: &'static str,
}

/// The administrator of a new installation.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CreateAdministrator {
    /// The name to log in with.
    pub login: String,
    /// The name to show.
    pub name: String,
    /// The password.
    #[ts(as = "String")]
    pub password: Secret,
}

/// Login and password.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LogIn {
    /// The name to log in with.
    pub login: String,
    /// The password.
    #[ts(as = "String")]
    pub password: Secret,
}

/// Another password.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The one so far.
    #[ts(as = "String")]
    pub old: Secret,
    /// The one from now on.
    #[ts(as = "String")]
    pub new: Secret,
}

/// A text that is wiped when it is dropped and has no way into a log.
#[derive(Clone, Deserialize)]
#[serde(from = "String")]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The text, for hashing and encrypting only.
    #[must_use]
    pub fn expose(self) -> Zeroizing<String> {
        self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl Session {
    /// What a caller is told about itself.
    ///
    /// # Errors
    /// As any read.
    pub async fn of(host: &Host, caller: &Caller) -> Result<Self, ConsoleError> {
        let state = match (&caller.user, host.console().administrator().await?) {
            (_, None) => "setup",
            (None, Some(_)) => "locked",
            (Some(_), Some(_)) => "open",
        };
        let view = |user: &User| UserView {
            login: user.login.clone(),
            name: user.name.clone(),
            role: "administrator",
        };
        let face = match caller.face {
            Face::Desktop | Face::CommandLine => "desktop",
            Face::Browser => "browser",
        };
        let version = hongyan_domain::VERSION.to_owned();
        Ok(Self { state, face, user: caller.user.as_ref().map(view), version })
    }
}

pub(super) async fn session(
    host: &Host,
    caller: &Caller,
    _request: Nothing,
) -> Result<Session, ConsoleError> {
    Session::of(host, caller).await
}

pub(super) async fn create_administrator(
    host: &Host,
    caller: &Caller,
    request: CreateAdministrator,
) -> Result<Session, ConsoleError> {
    let CreateAdministrator { login, name, password } = request;
    let made = host.console().create_administrator(&login, &name, password.expose()).await?;
    Session::of(host, &Caller { face: caller.face, user: Some(made) }).await
}

pub(super) async fn log_in(host: &Host, caller: &Caller, request: LogIn) -> Result<Session, ConsoleError> {
    let user = host.console().authenticate(&request.login, request.password.expose()).await?;
    Session::of(host, &Caller { face: caller.face, user: Some(user) }).await
}

/// The window has nothing to end; a browser's login is ended by its server.
pub(super) async fn log_out(
    host: &Host,
    caller: &Caller,
    _request: Nothing,
) -> Result<Session, ConsoleError> {
    Session::of(host, caller).await
}

pub(super) async fn change_password(
    host: &Host,
    caller: &Caller,
    request: ChangePassword,
) -> Result<Session, ConsoleError> {
    let nobody = || ConsoleError::new(ErrorCode::NotSignedIn, "a password is changed by its owner");
    let who = caller.user.as_ref().ok_or_else(nobody)?;
    host.console().change_password(who, request.old.expose(), request.new.expose(), None).await?;
    Session::of(host, caller).await
}
