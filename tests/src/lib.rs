//! Helpers shared by the whole-system tests.

pub mod books;
pub mod capture;
pub mod haste;
pub mod patience;
pub mod stage;
pub mod victim;
