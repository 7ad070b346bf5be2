//! The gateway's end of CMPP 2.0, 2.1 and 3.0: what a carrier runs, and what clients are tried against.
//!
//! [`Session`] is one connection as a value and [`Accounts`] is what all connections of a gateway share; both know no
//! socket, clock or task, and replay. What becomes of a message is not decided here but by a [`Desk`]. [`Server`] moves
//! octets between sockets and sessions: everything that arrived in one read is handled before one write.
//!
//! Start with [`Session::handle`]; [`OpenDesk`] is the smallest desk that works.

mod account;
mod desk;
mod event;
mod ids;
mod server;
mod session;
mod tally;
mod throttle;

pub use account::{Account, AccountNo, Accounts, DuplicateAccount, OtherVersion};
pub use desk::{Desk, OpenCounts, OpenDesk};
pub use event::{Arrived, Cause, Delivery, Event, Inbound, Input, LineNo, Note, Pending, Receipt, Verdict};
pub use ids::MsgIds;
pub use server::{ServeError, Server};
pub use session::Session;
pub use throttle::Throttle;
