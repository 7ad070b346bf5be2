//! SMS text coding and the carriers' protocols: octets to typed messages and back.
//!
//! Everything here is a total function of its arguments: no sockets, clocks, accounts or policy, no panic on
//! any input, no memory taken because a peer announced a number.
//!
//! Start with [`cmpp`] for the carriers' side or [`text`] for what a message costs; [`body`] shows how a message is declared once and gets both directions from it.

#![warn(clippy::indexing_slicing)]

pub mod body;
pub mod cmpp;
pub mod fault;
pub mod field;
pub mod reader;
pub mod text;
