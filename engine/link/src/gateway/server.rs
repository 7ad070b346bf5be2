//! Listens, and moves octets between sockets and [`Session`]s; decides nothing.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hongyan_domain::{Clock, UnixMillis};
use thiserror::Error;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::desk::Desk;
use super::event::{Input, LineNo};
use super::session::Session;

/// Octets taken in one read: a window of 256 SUBMITs of three hundred octets, so one read nearly always has it all.
const READ_OCTETS: usize = 64 * 1024;
/// Octets that may wait to be written to a peer that does not read; until it does, nothing more is read from it.
const UNWRITTEN_MAX: usize = 256 * 1024;
/// How long a finished session may take to get its last words out.
const LAST_WORDS_WAIT: Duration = Duration::from_secs(5);
/// How long [`Server::stop`] waits for the peers' goodbyes.
const STOP_WAIT: Duration = Duration::from_secs(2);
/// The longest sleep before the clock is read again: a clock that is moved by hand wakes nobody.
const SLEEP_MAX: Duration = Duration::from_secs(1);
/// Pause after a failed accept, so that a machine out of file handles is not kept busy by us as well.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Why a gateway could not be opened.
#[derive(Debug, Error)]
pub enum ServeError {
    /// The address is taken, or not ours.
    #[error("cannot listen on {address}: {source}; choose another port, or 0 for a free one")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

impl ServeError {
    /// Stable code for faces and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Listen { .. } => "gateway.listen",
        }
    }
}

/// A gateway that listens; all its tasks end with [`Server::stop`], or when it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    stop: CancellationToken,
    abort: CancellationToken,
    tasks: TaskTracker,
}

impl Server {
    /// Listens on `address` (port 0 takes a free one); `desk` decides, `clock` tells the time.
    ///
    /// # Errors
    /// [`ServeError::Listen`] when the address cannot be had.
    pub async fn start(
        address: SocketAddr,
        desk: Arc<dyn Desk>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, ServeError> {
        let failed = |source| ServeError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let (stop, abort, tasks) = (CancellationToken::new(), CancellationToken::new(), TaskTracker::new());
        let lines = Lines { desk, clock, stop: stop.clone(), abort: abort.clone(), tasks: tasks.clone() };
        tasks.spawn(lines.accept(listener));
        Ok(Self { address, stop, abort, tasks })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Closes the door and says goodbye on every line; [`Server::stop`] waits for the end of it.
    pub fn say_goodbye(&self) {
        self.stop.cancel();
        self.tasks.close();
    }

    /// Closes the door, says goodbye on every line, and returns when all are closed.
    ///
    /// A peer that does not answer the goodbye within two seconds is cut off.
    pub async fn stop(&self) {
        self.say_goodbye();
        if tokio::time::timeout(STOP_WAIT, self.tasks.wait()).await.is_err() {
            self.abort.cancel();
            self.tasks.wait().await;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.cancel();
        self.abort.cancel();
    }
}

/// What the lines of a server share.
#[derive(Clone)]
struct Lines {
    desk: Arc<dyn Desk>,
    clock: Arc<dyn Clock>,
    stop: CancellationToken,
    abort: CancellationToken,
    tasks: TaskTracker,
}

impl Lines {
    async fn accept(self, listener: TcpListener) {
        let mut next_line = 0_u64;
        loop {
            let accepted = tokio::select! { biased;
                () = self.stop.cancelled() => return,
                accepted = listener.accept() => accepted,
            };
            match accepted {
                Ok((stream, _)) => {
                    next_line += 1;
                    let lines = self.clone();
                    self.tasks.spawn(async move { lines.drive(stream, LineNo(next_line)).await });
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            }
        }
    }

    /// Serves one line until it is over.
    async fn drive(self, mut stream: TcpStream, line: LineNo) {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a line without TCP_NODELAY");
        }
        let mut session = Session::new(line, self.clock.now());
        let mut bell = self.desk.bell();
        let (mut reader, mut writer) = stream.split();
        let mut arrived = vec![0_u8; READ_OCTETS];
        let (mut unwritten, mut written) = (Vec::with_capacity(READ_OCTETS), 0_usize);
        let mut alarm = Alarm::default();
        let sleep = tokio::time::sleep(SLEEP_MAX);
        tokio::pin!(sleep);
        let (mut stopping, mut bell_rings) = (false, true);
        let mut due = self.desk.turn(&mut session, Input::Timeout, self.clock.now());
        loop {
            session.take_output(&mut unwritten);
            let waiting = unwritten.get(written..).unwrap_or_default();
            if !waiting.is_empty() {
                match writer.try_write(waiting) {
                    Ok(octets) => written += octets,
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                    Err(_) => return self.lose(&mut session),
                }
                if written == unwritten.len() {
                    unwritten.clear();
                    written = 0;
                }
            }
            if session.is_closed() {
                break;
            }
            let wake_at = earlier(session.next_timeout(), due);
            if alarm.must_move(wake_at) {
                sleep.as_mut().set(tokio::time::sleep(alarm.set(wake_at, self.clock.now())));
            }
            let waiting = unwritten.len() - written;
            let input = tokio::select! { biased;
                () = self.abort.cancelled() => Input::Cut,
                () = self.stop.cancelled(), if !stopping => {
                    stopping = true;
                    Input::Terminate
                }
                ready = writer.writable(), if waiting > 0 => match ready {
                    Ok(()) => continue,
                    Err(_) => Input::Lost,
                },
                read = reader.read(&mut arrived), if waiting < UNWRITTEN_MAX => match read {
                    Ok(0) | Err(_) => Input::Lost,
                    Ok(octets) => Input::Bytes(arrived.get(..octets).unwrap_or_default()),
                },
                () = &mut sleep => {
                    alarm.ring();
                    Input::Timeout
                }
                rung = bell.changed(), if bell_rings => {
                    bell_rings = rung.is_ok();
                    Input::Timeout
                }
            };
            due = self.desk.turn(&mut session, input, self.clock.now());
        }
        let last_words = unwritten.get(written..).unwrap_or_default();
        let farewell = async {
            writer.write_all(last_words).await?;
            writer.shutdown().await
        };
        tokio::select! {
            () = self.abort.cancelled() => {}
            _ = tokio::time::timeout(LAST_WORDS_WAIT, farewell) => {}
        }
    }

    fn lose(&self, session: &mut Session) {
        self.desk.turn(session, Input::Lost, self.clock.now());
    }
}

/// When the line's one timer rings; it is moved only to ring earlier, since ringing early is harmless.
#[derive(Debug, Default)]
struct Alarm {
    rings_at: Option<UnixMillis>,
}

impl Alarm {
    fn must_move(&self, wake_at: Option<UnixMillis>) -> bool {
        match (self.rings_at, wake_at) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(rings_at), Some(wake_at)) => wake_at < rings_at,
        }
    }

    fn set(&mut self, wake_at: Option<UnixMillis>, now: UnixMillis) -> Duration {
        let span = wake_at.map_or(SLEEP_MAX, |wake_at| wake_at.since(now)).min(SLEEP_MAX);
        self.rings_at = Some(now + span);
        span
    }

    const fn ring(&mut self) {
        self.rings_at = None;
    }
}

fn earlier(one: Option<UnixMillis>, other: Option<UnixMillis>) -> Option<UnixMillis> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
