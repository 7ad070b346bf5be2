//! The server over real sockets, with a browser that writes its requests itself.

mod at_work;
mod common;
mod who_may_enter;
