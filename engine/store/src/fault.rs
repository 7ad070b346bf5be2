//! What can stop the whole store, as opposed to one statement, and how SQLite's codes say it.

use std::fmt;

/// Why the store cannot be written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Fault {
    /// The disk, or the quota set for the store, is full.
    Full,
    /// The file or its folder may not be written.
    ReadOnly,
    /// The file's contents are damaged; only a restart after `doctor` or `restore` clears this.
    Corrupt,
    /// Another program holds the file.
    Locked,
    /// The disk or the network share answered with an error.
    Io,
}

impl Fault {
    /// The stable name that faces translate.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Full => "store_full",
            Self::ReadOnly => "store_read_only",
            Self::Corrupt => "store_corrupt",
            Self::Locked => "store_locked",
            Self::Io => "store_io",
        }
    }

    /// Whether the fault can pass while the program runs: room is made, the share comes back.
    #[must_use]
    pub fn can_pass(self) -> bool {
        self != Self::Corrupt
    }

    /// The fault that a SQLite result code (primary or extended) stands for; `None` when it concerns one statement
    /// only. <https://sqlite.org/rescode.html>
    pub(crate) fn of_code(code: i32) -> Option<Self> {
        match code & 0xFF {
            5 | 6 => Some(Self::Locked),
            8 => Some(Self::ReadOnly),
            10 | 14 | 22 => Some(Self::Io),
            // SQLCipher says "no memory" to everything after a page did not decrypt. A machine that truly has none ends
            // the process long before SQLite notices.
            7 | 11 | 26 => Some(Self::Corrupt),
            13 => Some(Self::Full),
            _ => None,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full => "the disk is full",
            Self::ReadOnly => "the file or its folder is read-only",
            Self::Corrupt => "the file is damaged",
            Self::Locked => "another program holds the file",
            Self::Io => "the disk reported an error",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extended_codes_count_as_their_primary_code() {
        assert_eq!(Fault::of_code(13), Some(Fault::Full));
        assert_eq!(Fault::of_code(778), Some(Fault::Io)); // SQLITE_IOERR_WRITE
        assert_eq!(Fault::of_code(1032), Some(Fault::ReadOnly)); // SQLITE_READONLY_DBMOVED
        assert_eq!(Fault::of_code(2067), None); // SQLITE_CONSTRAINT_UNIQUE
        assert_eq!(Fault::of_code(1), None);
    }
}
