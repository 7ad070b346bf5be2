//! The people: groups, members, the address book, imports, the block list, facts about numbers.

pub mod blocked;
pub mod blocklist;
pub mod contact;
pub mod finding;
pub mod group;
pub mod import_record;
pub mod member;
pub mod number_fact;
pub mod search;

/// The organisation and the person of a desktop that stands alone (contract of migration 0001).
pub const LOCAL: &str = "local";

#[cfg(test)]
mod book_tests;
#[cfg(test)]
mod tests;
