//! Simulated carriers: China Mobile, Unicom, Telecom and Broadnet, each behind a CMPP gateway on loopback, with phones
//! that keep what they received and write back. The practice mode, the demonstration and the tests run against them.
//!
//! Nothing in here may know who sends, or why: a carrier sees an account, numbers and octets. What becomes of a message
//! follows from the seed, the number and one TOML file, so a run can be had again; no production line leads through here.
//!
//! Begin with [`Carriers::start`] and `assets/carriers.toml` ([`config`]); [`mod@fate`] has the table of numbers that ask
//! for one outcome, [`people`] makes up a list of people with the mistakes of real ones.

pub mod config;
pub mod counters;
pub mod dice;
pub mod fate;
pub mod handset;
pub mod ledger;
pub mod people;
pub mod schedule;

mod carriers;
mod desk;
mod phone;

pub use carriers::{Carriers, Gateway, StartError, WriteError};
pub use config::{Config, ConfigError};
pub use counters::Counters;
pub use handset::{Item, Received, Written};
pub use ledger::LedgerRow;
pub use phone::Phone;
