//! The browser face: the pages of the user interface, and the console's table of commands behind them, over HTTP.
//!
//! It translates a browser's manners (cookies, headers, uploads, downloads) into calls of `hongyan-console` and knows no
//! rule. Four doors: `POST /rpc/NAME`, `GET /events`, `POST /upload`, `GET /files/ID`; everything else is a page.
//!
//! Who may knock is decided in `guard` before any of them: only pages of this server, under its own names. Start with
//! [`Server::start`], then read `door` (connections), `guard`, and one module per door.

mod door;
mod events;
mod guard;
mod limit;
mod login;
mod pages;
mod reply;
mod rpc;
mod server;
mod tls;
mod transfer;

pub use server::{Server, ServerOptions};
pub use tls::TlsFiles;
