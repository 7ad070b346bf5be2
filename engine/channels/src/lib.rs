//! The Channel trait and a driver for each kind of line.
