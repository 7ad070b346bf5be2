//! Captures of CMPP sessions, and what Wireshark sees in them.
//!
//! [`talk`] turns messages into segments of a [`pcap`] file, [`tshark`] reads it back, [`agreement`] says what
//! it should have seen. [`chance`] makes sessions up.

pub mod agreement;
pub mod chance;
pub mod pcap;
pub mod talk;
pub mod tshark;
