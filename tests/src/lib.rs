//! Helpers shared by the whole-system tests.

pub mod capture;
pub mod stage;
