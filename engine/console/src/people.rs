//! The address book and its groups as people work with them: looked through, searched, changed, merged, given out.

mod duplicate;
mod field;
mod group;
mod id;
mod look;
mod merge;
mod save;
mod state;

pub use duplicate::{Duplicate, Likeness};
pub use field::{FIELDS_MAX, FieldForm};
pub(crate) use group::taken;
pub use look::{PeopleFilter, PeopleFound, Person};
pub use merge::Merge;
pub use save::{PersonForm, Saved};
pub(crate) use state::PeopleState;

#[cfg(test)]
mod tests;
