//! What a line is doing, for the people who watch it.

use hongyan_domain::UnixMillis;
use hongyan_wire::cmpp::Version;

use crate::cause::Cause;

/// What a line, all connections of an account together, is doing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LineState {
    /// Connecting or logging in, for the first time or again.
    Connecting,
    /// At least one connection takes orders.
    Online {
        /// The version spoken; lower than the account's only if it allows that.
        version: Version,
        /// How many connections are logged in.
        connections: usize,
    },
    /// All connections are down; the next try comes by itself.
    BackOff {
        /// When.
        until: UnixMillis,
        /// Why the last one failed.
        cause: Cause,
    },
    /// All connections are down for a reason that a person must clear; tried again rarely.
    Refused {
        /// The next try.
        until: UnixMillis,
        /// What to clear.
        cause: Cause,
    },
    /// A person paused it: no order leaves, receipts still come.
    Paused {
        /// How many connections are logged in.
        connections: usize,
    },
    /// It has ended.
    Stopped,
}

impl LineState {
    /// The stable code that faces translate.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Connecting => "connecting",
            Self::Online { .. } => "online",
            Self::BackOff { .. } => "back_off",
            Self::Refused { .. } => "refused",
            Self::Paused { .. } => "paused",
            Self::Stopped => "stopped",
        }
    }

    /// Why it is down, if it is.
    #[must_use]
    pub const fn cause(&self) -> Option<&Cause> {
        match self {
            Self::BackOff { cause, .. } | Self::Refused { cause, .. } => Some(cause),
            Self::Connecting | Self::Online { .. } | Self::Paused { .. } | Self::Stopped => None,
        }
    }
}

/// What one connection of a line is doing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ConnectionState {
    /// Connecting or logging in.
    Connecting,
    /// Logged in.
    Online {
        /// The version spoken.
        version: Version,
    },
    /// Down; tried again later.
    Down {
        /// The next try.
        until: UnixMillis,
        /// Why.
        cause: Cause,
    },
    /// It has ended.
    Stopped,
}

/// The state of a line from those of its connections.
pub(crate) fn together<'a>(
    connections: impl Iterator<Item = &'a ConnectionState> + Clone,
    paused: bool,
) -> LineState {
    let online = connections.clone().filter_map(|state| match state {
        ConnectionState::Online { version } => Some(*version),
        ConnectionState::Connecting | ConnectionState::Down { .. } | ConnectionState::Stopped => None,
    });
    let count = online.clone().count();
    if connections.clone().all(|state| *state == ConnectionState::Stopped) {
        return LineState::Stopped;
    }
    if paused {
        return LineState::Paused { connections: count };
    }
    if let Some(version) = online.min() {
        return LineState::Online { version, connections: count };
    }
    if connections.clone().any(|state| *state == ConnectionState::Connecting) {
        return LineState::Connecting;
    }
    // The connection that is tried next speaks for all.
    let down = connections.filter_map(|state| match state {
        ConnectionState::Down { until, cause } => Some((*until, cause)),
        ConnectionState::Connecting | ConnectionState::Online { .. } | ConnectionState::Stopped => None,
    });
    match down.min_by_key(|(until, _)| *until) {
        Some((until, cause)) if cause.needs_a_person() => LineState::Refused { until, cause: cause.clone() },
        Some((until, cause)) => LineState::BackOff { until, cause: cause.clone() },
        None => LineState::Connecting,
    }
}

#[cfg(test)]
mod tests {
    use hongyan_wire::cmpp::ConnectStatus;

    use super::*;
    use crate::cause::Refusal;

    fn down(until: i64, cause: Cause) -> ConnectionState {
        ConnectionState::Down { until: UnixMillis(until), cause }
    }

    #[test]
    fn one_connection_online_is_a_line_online() {
        let online = ConnectionState::Online { version: Version::V30 };
        let states = [down(5, Cause::PeerClosed), online.clone(), online, ConnectionState::Connecting];
        let expected = LineState::Online { version: Version::V30, connections: 2 };
        assert_eq!(together(states.iter(), false), expected);
        assert_eq!(together(states.iter(), true), LineState::Paused { connections: 2 });
    }

    #[test]
    fn a_line_that_is_down_says_why_and_until_when() {
        let refused = Cause::Refused(Refusal { status: ConnectStatus::NOT_AUTHENTICATED });
        let states = [down(9, Cause::PeerClosed), down(5, refused.clone())];
        let state = together(states.iter(), false);
        assert_eq!(state, LineState::Refused { until: UnixMillis(5), cause: refused });
        assert_eq!(state.cause().map(Cause::code), Some("line.refused_password"));
        assert_eq!(together([ConnectionState::Stopped].iter(), true), LineState::Stopped);
    }
}
