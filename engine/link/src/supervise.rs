//! A line: all connections of one account, kept up until it is stopped.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use hongyan_domain::Clock;
use tokio::net::{TcpStream, lookup_host};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{info, warn};

use crate::backoff::Backoff;
use crate::cause::Cause;
use crate::dock::{ConnectionId, Dock, LineEvent};
use crate::drive::{Surroundings, drive};
use crate::monotonic::Monotonic;
use crate::session::{Counts, DeliverKey, Order, Session, SessionConfig, Tempo, VersionPolicy};
use crate::state::{ConnectionState, LineState};

/// How long a connection attempt to one address may take.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// The most connections of one account.
pub const CONNECTIONS_MAX: usize = 64;

/// An account's line to its gateway.
#[derive(Clone, Debug)]
pub struct LineConfig {
    /// Name or address.
    pub host: String,
    /// TCP port; 7890 by the book (`cmpp.md` §1).
    pub port: u16,
    /// What each session knows of the account.
    pub session: SessionConfig,
    /// Connections, 1 to [`CONNECTIONS_MAX`].
    pub connections: usize,
    /// Messages per second of the account, shared out evenly among the connections; `None` for no limit. The shares
    /// are fixed: the account's speed holds in any second, whichever connection is up.
    pub per_second: Option<u32>,
    /// Seeds the jitter.
    pub seed: u64,
}

/// A running line. Dropping it ends all its connections at once; [`Line::stop`] does it in good order.
#[derive(Debug)]
pub struct Line {
    shared: Arc<Shared>,
    tasks: TaskTracker,
}

/// What the tasks of a line have in common.
struct Shared {
    config: LineConfig,
    dock: Dock,
    ticks: Monotonic,
    clock: Arc<dyn Clock>,
    /// Set when the line is asked to stop: nobody connects or waits any more.
    stopping: CancellationToken,
    /// Set when the grace is over or the line was dropped: the drivers go too.
    dropped: CancellationToken,
    try_now: Notify,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared")
            .field("config", &self.config)
            .field("dock", &self.dock)
            .finish_non_exhaustive()
    }
}

impl Line {
    /// Starts connecting; must be called inside a tokio runtime.
    #[must_use]
    pub fn start(config: LineConfig, clock: Arc<dyn Clock>) -> Self {
        let connections = config.connections.clamp(1, CONNECTIONS_MAX);
        let shared = Arc::new(Shared {
            dock: Dock::new(connections, queue_max(&config, connections)),
            ticks: Monotonic::start(),
            clock,
            stopping: CancellationToken::new(),
            dropped: CancellationToken::new(),
            try_now: Notify::new(),
            config,
        });
        let tasks = TaskTracker::new();
        for seat in 0..connections {
            let shared = Arc::clone(&shared);
            tasks.spawn(async move {
                let dropped = shared.dropped.clone();
                let keeper = Keeper::new(&shared, seat, connections);
                let _ = dropped.run_until_cancelled(keeper.keep()).await;
                shared.dock.set_state(seat, ConnectionState::Stopped, shared.clock.now());
            });
        }
        tasks.close();
        Self { shared, tasks }
    }

    /// Hands orders over, all parts of a message one after the other; waits while the line has no room.
    ///
    /// Each order ends in exactly one event. A line that is down, paused or stopped gives them back at once, and what
    /// has waited for room longer than [`WAIT_MAX`](crate::WAIT_MAX) comes back too. Events must be taken meanwhile,
    /// by another task, and the future must be run to its end: when it is dropped, the orders that were not taken in yet
    /// end without an event.
    pub async fn submit(&self, orders: Vec<Order>) {
        let shared = &self.shared;
        shared.dock.put(orders, || (shared.ticks.now(), shared.clock.now())).await;
    }

    /// The next events, all that there are; `None` once the line has stopped and everything was taken.
    ///
    /// When nobody takes them, the line stops reading and sending.
    pub async fn events(&self) -> Option<Vec<LineEvent>> {
        self.shared.dock.take_events().await
    }

    /// Lets receipts and inbound messages be answered: they are safe.
    pub fn acknowledge(&self, keys: impl IntoIterator<Item = (ConnectionId, DeliverKey)>) {
        self.shared.dock.acknowledge(keys);
    }

    /// No order leaves from now on, but for the rest of a message whose first parts have left; answers and receipts
    /// go on.
    pub fn pause(&self) {
        self.shared.dock.set_paused(true, self.shared.clock.now());
    }

    /// Orders leave again; a line that waits for its next try tries at once.
    pub fn resume(&self) {
        self.shared.dock.set_paused(false, self.shared.clock.now());
        self.shared.try_now.notify_waiters();
    }

    /// Logs all connections out, waiting at most `grace` for open answers and acknowledgements; [`Line::events`] must
    /// be taken meanwhile. The line has ended when this returns.
    pub async fn stop(&self, grace: Duration) {
        let shared = &self.shared;
        shared.dock.stop(shared.ticks.now().after(grace), shared.clock.now());
        shared.stopping.cancel();
        // A driver that does not come back, because its owner takes no events, ends with its line.
        if tokio::time::timeout(grace + CONNECT_TIMEOUT, self.tasks.wait()).await.is_err() {
            shared.dropped.cancel();
            self.tasks.wait().await;
        }
    }

    /// What the line is doing.
    #[must_use]
    pub fn state(&self) -> LineState {
        self.shared.dock.state()
    }

    /// What each connection is doing, and what it has seen since its last login.
    #[must_use]
    pub fn connections(&self) -> Vec<(ConnectionState, Counts)> {
        self.shared.dock.connections()
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.shared.dropped.cancel();
    }
}

/// As many orders wait as can leave within about a second, so that none goes stale on a healthy line.
fn queue_max(config: &LineConfig, connections: usize) -> usize {
    let windows = config.session.window.saturating_mul(connections);
    let paced = config.per_second.map_or(usize::MAX, |speed| usize::try_from(speed).unwrap_or(usize::MAX));
    (windows * QUEUED_WINDOWS).min(paced).max(1)
}

/// Windows of orders that wait beside those under way, so that an answer always finds the next order.
const QUEUED_WINDOWS: usize = 4;

/// Keeps one connection up.
struct Keeper<'a> {
    shared: &'a Shared,
    seat: usize,
    backoff: Backoff,
    session: Arc<SessionConfig>,
    tempo: Tempo,
}

impl<'a> Keeper<'a> {
    fn new(shared: &'a Shared, seat: usize, connections: usize) -> Self {
        let config = &shared.config;
        let share = config.per_second.map(|speed| {
            let (connections, seat) =
                (u32::try_from(connections).unwrap_or(1), u32::try_from(seat).unwrap_or(0));
            speed / connections + u32::from(seat < speed % connections)
        });
        Self {
            shared,
            seat,
            backoff: Backoff::new(config.seed.wrapping_add(u64::try_from(seat).unwrap_or(0))),
            session: Arc::new(config.session.clone()),
            tempo: Tempo::new(share),
        }
    }

    /// Connects again and again until the line is stopped.
    async fn keep(mut self) {
        while !self.shared.stopping.is_cancelled() {
            self.set(ConnectionState::Connecting);
            let (cause, lived) = self.connect_and_drive().await;
            if self.shared.stopping.is_cancelled() {
                break;
            }
            if self.lowers_version(&cause) {
                continue;
            }
            let wait = self.backoff.next(&cause, lived);
            warn!(host = %self.shared.config.host, seat = self.seat, code = cause.code(), %cause, ?wait, "line down");
            self.set(ConnectionState::Down { until: self.shared.clock.now() + wait, cause });
            tokio::select! {
                () = self.shared.stopping.cancelled() => {}
                () = self.shared.try_now.notified() => self.backoff.forget(),
                () = tokio::time::sleep(wait) => {}
            }
        }
    }

    async fn connect_and_drive(&mut self) -> (Cause, Duration) {
        let config = &self.shared.config;
        let connecting = connect(&config.host, config.port, CONNECT_TIMEOUT);
        let socket = match self.shared.stopping.run_until_cancelled(connecting).await {
            None => return (Cause::Terminated, Duration::ZERO),
            Some(Err(cause)) => return (cause, Duration::ZERO),
            Some(Ok(socket)) => socket,
        };
        let shared = self.shared;
        let around = Surroundings {
            dock: &shared.dock,
            from: shared.dock.embark(self.seat),
            ticks: shared.ticks,
            clock: &*shared.clock,
        };
        let mut session = Session::new(Arc::clone(&self.session), self.tempo.clone());
        let ended = drive(socket, &mut session, &around).await;
        self.tempo = session.into_tempo();
        info!(host = %config.host, seat = self.seat, code = ended.cause.code(), lived = ?ended.lived, "connection ended");
        (ended.cause, ended.lived)
    }

    /// Whether the account may, and from now on does, speak the lower version that the gateway offers.
    fn lowers_version(&mut self, cause: &Cause) -> bool {
        let Cause::OtherVersion { asked, offered } = cause else { return false };
        let lowers = self.session.version_policy == VersionPolicy::AllowLower && offered < asked;
        if lowers {
            Arc::make_mut(&mut self.session).version = *offered;
        }
        lowers
    }

    fn set(&self, state: ConnectionState) {
        self.shared.dock.set_state(self.seat, state, self.shared.clock.now());
    }
}

/// Connects to the first address of a host that answers.
///
/// # Errors
/// [`Cause::UnknownHost`], [`Cause::Unreachable`] or [`Cause::ConnectTimeout`].
pub async fn connect(host: &str, port: u16, timeout: Duration) -> Result<TcpStream, Cause> {
    let attempt = async {
        let addresses = lookup_host((host, port)).await.map_err(|_| Cause::UnknownHost)?;
        let mut last = Cause::UnknownHost;
        for address in addresses {
            match TcpStream::connect(address).await.and_then(|socket| {
                // Answers are awaited in windows: held back, they would wait for each other.
                socket.set_nodelay(true)?;
                Ok(socket)
            }) {
                Ok(socket) => return Ok(socket),
                Err(error) => last = Cause::Unreachable(error.kind()),
            }
        }
        Err(last)
    };
    within(timeout, attempt).await.unwrap_or(Err(Cause::ConnectTimeout { after: timeout }))
}

async fn within<T>(timeout: Duration, attempt: impl Future<Output = T>) -> Option<T> {
    tokio::time::timeout(timeout, attempt).await.ok()
}
