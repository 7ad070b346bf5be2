//! Who calls, from where, and what they may do.

/// A face of the program.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Face {
    /// The window: it may name files of this computer.
    Desktop,
    /// A browser: its files come as uploads and leave as downloads.
    Browser,
    /// The command line.
    CommandLine,
}

/// A person who logged in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct User {
    /// The id.
    pub uid: String,
    /// The name to log in with.
    pub login: String,
    /// The name to show.
    pub name: String,
}

/// Who calls and from where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Caller {
    /// From where.
    pub face: Face,
    /// Who; `None` before the login.
    pub user: Option<User>,
}

impl Caller {
    /// The id for `created_by`; the local organisation's own before anybody has logged in.
    #[must_use]
    pub fn uid(&self) -> &str {
        self.user.as_ref().map_or("local", |user| user.uid.as_str())
    }
}

/// Who may call a command. Checked at the table, before the request is even read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Permit {
    /// Everybody, also before the login.
    Anyone,
    /// Whoever is logged in.
    SignedIn,
    /// Those who may change how the installation works.
    Administrator,
}

impl Permit {
    /// Whether the caller may.
    #[must_use]
    pub fn allows(self, caller: &Caller) -> bool {
        match self {
            Self::Anyone => true,
            // Until roles come, the one account is the administrator.
            Self::SignedIn | Self::Administrator => caller.user.is_some(),
        }
    }
}
