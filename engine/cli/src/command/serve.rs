//! The engine with its pages, for browsers.

use std::net::SocketAddr;
use std::sync::Arc;

use hongyan_console::ConsoleError;
use hongyan_server::{Server, ServerOptions, TlsFiles};

use crate::app::App;
use crate::args::Serve;
use crate::command::run::interrupted;

/// Serves until a person or the system asks to end; then finishes what is under way, lets the lines answer for what
/// they hold, and closes the store.
pub(super) async fn serve(app: &App, args: Serve) -> Result<bool, ConsoleError> {
    let tls = match (args.tls_cert, args.tls_key) {
        (Some(certificate), Some(key)) => Some(TlsFiles { certificate, key }),
        // The arguments go together.
        _ => None,
    };
    let address = SocketAddr::new(args.listen, args.port);
    let host = Arc::new(app.open_host().await?);
    let served =
        match Server::start(Arc::clone(&host), ServerOptions { address, tls, names: args.name }).await {
            Ok(server) => {
                // One line in either form: programs wait for it.
                let url = server.url();
                app.out.line(&match app.out.json {
                    true => serde_json::json!({ "listening": url }).to_string(),
                    false => format!("listening {url}"),
                });
                interrupted().await;
                server.stop().await;
                Ok(())
            }
            Err(error) => Err(error),
        };
    match Arc::into_inner(host) {
        Some(host) => host.close().await,
        None => tracing::error!("the host is still held elsewhere and was not ended in order"),
    }
    served?;
    if !app.out.json {
        app.out.line(app.words.label.engine_stopped);
    }
    Ok(true)
}
