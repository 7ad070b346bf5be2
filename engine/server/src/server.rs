//! Starting and ending the server.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit};
use axum::middleware;
use axum::routing::{get, post};
use axum::serve::IncomingStream;
use hongyan_console::api::Host;
use hongyan_console::{ConsoleError, ErrorCode};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::door::Door;
use crate::guard::Names;
use crate::limit::Limiter;
use crate::tls::{self, TlsFiles};
use crate::{events, guard, pages, rpc, transfer};

/// How long requests under way may take when the server ends, before their connections are cut.
const END_GRACE: Duration = Duration::from_secs(5);

/// Where and how to serve.
#[derive(Clone, Debug)]
pub struct ServerOptions {
    /// Where to listen; port 0 takes a free one. Other computers are served under TLS only.
    pub address: SocketAddr,
    /// Certificate and key.
    pub tls: Option<TlsFiles>,
    /// Names under which other computers reach this one. Addresses need none.
    pub names: Vec<String>,
}

impl ServerOptions {
    /// For browsers on this computer, on `port`; 0 takes a free one.
    #[must_use]
    pub fn local(port: u16) -> Self {
        Self { address: SocketAddr::from(([127, 0, 0, 1], port)), tls: None, names: Vec::new() }
    }
}

/// What every request meets.
pub(crate) struct State {
    pub(crate) host: Arc<Host>,
    pub(crate) names: Names,
    pub(crate) limiter: Limiter,
    /// Whether cookies travel under TLS only.
    pub(crate) secure: bool,
    /// The server ends.
    pub(crate) stop: CancellationToken,
    /// Commands under way: they end even if their browser went away.
    pub(crate) work: TaskTracker,
}

/// From where a connection comes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) IpAddr);

impl axum::extract::connect_info::Connected<IncomingStream<'_, Door>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        Self(stream.remote_addr().ip())
    }
}

pub(crate) type Shared = axum::extract::State<Arc<State>>;
pub(crate) type From = ConnectInfo<Peer>;

/// A server at work.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    secure: bool,
    stop: CancellationToken,
    abandon: CancellationToken,
    work: TaskTracker,
    serving: tokio::task::JoinHandle<()>,
}

impl Server {
    /// Listens, and serves `host` until [`Server::stop`].
    ///
    /// # Errors
    /// [`ErrorCode::TlsNeeded`] when others could listen in; [`ErrorCode::TlsUnusable`]; [`ErrorCode::ListenFailed`].
    pub async fn start(host: Arc<Host>, options: ServerOptions) -> Result<Self, ConsoleError> {
        let ServerOptions { address, tls, names } = options;
        if tls.is_none() && !address.ip().is_loopback() {
            return Err(ConsoleError::new(ErrorCode::TlsNeeded, "no certificate").with("address", address));
        }
        let acceptor = tls.map(|files| tls::acceptor(&files)).transpose()?;
        let failed = |error: std::io::Error| {
            ConsoleError::new(ErrorCode::ListenFailed, error).with("address", address)
        };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let bound = listener.local_addr().map_err(failed)?;
        let (stop, abandon, work) = (CancellationToken::new(), CancellationToken::new(), TaskTracker::new());
        let state = Arc::new(State {
            limiter: Limiter::new(host.console().clock()),
            host,
            names: Names::new(bound.ip(), &names),
            secure: acceptor.is_some(),
            stop: stop.clone(),
            work: work.clone(),
        });
        let secure = state.secure;
        let door = Door::open(listener, bound, acceptor, abandon.clone());
        let app = router(state).into_make_service_with_connect_info::<Peer>();
        let served = axum::serve(door, app).with_graceful_shutdown(stop.clone().cancelled_owned());
        let serving = tokio::spawn(async move {
            if let Err(error) = served.await {
                tracing::error!(%error, "the server broke off");
            }
        });
        Ok(Self { address: bound, secure, stop, abandon, work, serving })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What to open in a browser on this computer.
    #[must_use]
    pub fn url(&self) -> String {
        let scheme = if self.secure { "https" } else { "http" };
        let ip = self.address.ip();
        match ip.is_unspecified() {
            true => format!("{scheme}://localhost:{}", self.address.port()),
            false => format!("{scheme}://{}", self.address),
        }
    }

    /// Takes no new requests, finishes those under way, and lets go of the host.
    pub async fn stop(self) {
        self.stop.cancel();
        self.work.close();
        let mut serving = self.serving;
        if tokio::time::timeout(END_GRACE, &mut serving).await.is_err() {
            tracing::warn!("some connections did not end in time and are cut");
            self.abandon.cancel();
            _ = serving.await; // the error of a task that panicked was logged by then
        }
        self.abandon.cancel();
        self.work.wait().await;
    }
}

fn router(state: Arc<State>) -> Router {
    Router::new()
        .route("/rpc/{name}", post(rpc::rpc).layer(DefaultBodyLimit::max(rpc::OCTETS_MAX)))
        .route("/upload", post(transfer::upload).layer(DefaultBodyLimit::disable()))
        .route("/files/{id}", get(transfer::download))
        .route("/events", get(events::events))
        .fallback(pages::page)
        .layer(middleware::from_fn_with_state(Arc::clone(&state), guard::guard))
        .with_state(state)
}
