//! Contact lists: import, mapping, cleaning, number segments, groups and export.
