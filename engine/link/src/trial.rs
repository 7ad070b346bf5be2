//! A trial: log in, log out, say how it went. Nothing is sent.

use std::sync::Arc;
use std::time::Duration;

use hongyan_domain::Clock;
use hongyan_wire::cmpp::Version;

use crate::cause::Cause;
use crate::dock::{Dock, LineEvent};
use crate::drive::{Surroundings, drive};
use crate::monotonic::Monotonic;
use crate::session::{Event, Proof, Session, SessionConfig, Tempo};
use crate::state::ConnectionState;
use crate::supervise::{CONNECT_TIMEOUT, connect};

/// How long the gateway's answer to our farewell is waited for.
const GRACE: Duration = Duration::from_secs(2);

/// How a trial went.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trial {
    /// What the gateway said of itself, or why there was no login.
    pub login: Result<LoginFacts, Cause>,
    /// From the first packet to the answer to the login, or to giving up.
    pub took: Duration,
}

/// What the gateway said of itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LoginFacts {
    /// The version spoken.
    pub version: Version,
    /// The highest version that it says it knows, as sent.
    pub peer_version: u8,
    /// Whether it proved the secret.
    pub proof: Proof,
}

/// Logs in and out once. Takes at most the connect and login time-outs and two seconds.
pub async fn try_login(host: &str, port: u16, config: SessionConfig, clock: &dyn Clock) -> Trial {
    let ticks = Monotonic::start();
    let began = ticks.now();
    let socket = match connect(host, port, CONNECT_TIMEOUT).await {
        Ok(socket) => socket,
        Err(cause) => return Trial { login: Err(cause), took: ticks.now().since(began) },
    };
    let dock = Dock::new(1, 1);
    let around = Surroundings { dock: &dock, from: dock.embark(0), ticks, clock };
    let mut session = Session::new(Arc::new(config), Tempo::new(None));
    let driving = async {
        let ended = drive(socket, &mut session, &around).await;
        dock.set_state(0, ConnectionState::Stopped, clock.now());
        ended.cause
    };
    let watching = async {
        let mut found = None;
        while let Some(events) = dock.take_events().await {
            let online = events.into_iter().find_map(|event| {
                let LineEvent::Connection { event, .. } = event else { return None };
                let Event::Online { version, peer_version, proof } = event else { return None };
                Some(LoginFacts { version, peer_version, proof })
            });
            if let Some(facts) = online {
                found = Some((facts, ticks.now()));
                dock.stop(ticks.now().after(GRACE), clock.now());
            }
        }
        found
    };
    let (cause, found) = tokio::join!(driving, watching);
    match found {
        Some((facts, at)) => Trial { login: Ok(facts), took: at.since(began) },
        None => Trial { login: Err(cause), took: ticks.now().since(began) },
    }
}
