//! `channel test`: logs in, logs out, and says what happened.

use std::time::Duration;

use hongyan_domain::{Clock, UnixMillis};
use hongyan_link::trial::{LoginFacts, try_login};
use hongyan_link::{Cause, version_text};

use super::settings::CmppSettings;

/// How a trial of an account went.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProbeReport {
    /// What the gateway said of itself, or why there was no login.
    pub login: Result<LoginFacts, Cause>,
    /// From the first packet to the answer to the login, or to giving up.
    pub took: Duration,
    /// When it began.
    pub at: UnixMillis,
}

impl ProbeReport {
    /// `line.ok`, or the code of the cause; faces translate and explain it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match &self.login {
            Ok(_) => "line.ok",
            Err(cause) => cause.code(),
        }
    }

    /// The version spoken, as people write it.
    #[must_use]
    pub fn version(&self) -> Option<&'static str> {
        self.login.as_ref().ok().map(|facts| version_text(facts.version))
    }
}

/// Logs in and out once; nothing is sent. Takes at most the time-outs of connecting and of the login, and two seconds.
pub async fn probe(settings: &CmppSettings, clock: &dyn Clock) -> ProbeReport {
    let at = clock.now();
    let spec = settings.spec();
    let trial = try_login(&spec.host, spec.port, settings.session(), clock).await;
    ProbeReport { login: trial.login, took: trial.took, at }
}
