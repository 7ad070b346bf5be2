//! Connections: so many at once, encrypted where a certificate is given, cut when the server has to end.

use std::future::Future as _;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};

/// Connections at once: a browser opens six, and some desks share one engine.
const CONNECTIONS_MAX: usize = 256;
/// How long a browser may take to agree on TLS.
const HANDSHAKE_MAX: Duration = Duration::from_secs(10);
/// Pause after the system refused a connection, such as for want of file handles.
const REFUSED_PAUSE: Duration = Duration::from_secs(1);

/// Where connections come in.
pub(crate) struct Door {
    address: SocketAddr,
    ready: mpsc::Receiver<(Line, SocketAddr)>,
}

impl Door {
    pub(crate) fn open(
        listener: TcpListener,
        address: SocketAddr,
        tls: Option<TlsAcceptor>,
        abandon: CancellationToken,
    ) -> Self {
        let (to, ready) = mpsc::channel(1);
        tokio::spawn(admit(listener, tls, abandon, to));
        Self { address, ready }
    }
}

impl Listener for Door {
    type Io = Line;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Line, SocketAddr) {
        match self.ready.recv().await {
            Some(accepted) => accepted,
            // The server is ending.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

/// Lets connections in until nobody takes them any more.
async fn admit(
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    abandon: CancellationToken,
    to: mpsc::Sender<(Line, SocketAddr)>,
) {
    let places = std::sync::Arc::new(Semaphore::new(CONNECTIONS_MAX));
    loop {
        let Ok(place) = std::sync::Arc::clone(&places).acquire_owned().await else { return };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = to.closed() => return,
        };
        let (stream, from) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::debug!(%error, "a connection was refused");
                tokio::time::sleep(REFUSED_PAUSE).await;
                continue;
            }
        };
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection waits to fill its packets");
        }
        let cut = Box::pin(abandon.clone().cancelled_owned());
        let line = move |stream| Line { stream, cut, _place: place };
        match tls.clone() {
            // An error says that the server is ending.
            None => _ = to.send((line(Stream::Plain(stream)), from)).await,
            Some(tls) => {
                let to = to.clone();
                tokio::spawn(async move {
                    match tokio::time::timeout(HANDSHAKE_MAX, tls.accept(stream)).await {
                        Ok(Ok(stream)) => _ = to.send((line(Stream::Tls(Box::new(stream))), from)).await,
                        Ok(Err(error)) => tracing::debug!(%error, "no agreement on TLS"),
                        Err(_) => tracing::debug!("no agreement on TLS in time"),
                    }
                });
            }
        }
    }
}

enum Stream {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

/// A connection.
pub(crate) struct Line {
    stream: Stream,
    cut: Pin<Box<WaitForCancellationFutureOwned>>,
    _place: OwnedSemaphorePermit,
}

impl Line {
    /// An error once the connection is to be cut; wakes whoever waits for octets then.
    fn poll_cut(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        match self.cut.as_mut().poll(context) {
            Poll::Ready(()) => Err(io::Error::new(io::ErrorKind::ConnectionAborted, "the server ends")),
            Poll::Pending => Ok(()),
        }
    }
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.poll_cut(context)?;
        match &mut self.stream {
            Stream::Plain(stream) => Pin::new(stream).poll_read(context, into),
            Stream::Tls(stream) => Pin::new(stream).poll_read(context, into),
        }
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        octets: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.poll_cut(context)?;
        match &mut self.stream {
            Stream::Plain(stream) => Pin::new(stream).poll_write(context, octets),
            Stream::Tls(stream) => Pin::new(stream).poll_write(context, octets),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.stream {
            Stream::Plain(stream) => Pin::new(stream).poll_flush(context),
            Stream::Tls(stream) => Pin::new(stream).poll_flush(context),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.stream {
            Stream::Plain(stream) => Pin::new(stream).poll_shutdown(context),
            Stream::Tls(stream) => Pin::new(stream).poll_shutdown(context),
        }
    }
}
