//! What the table of commands is made of, and the macro that makes dispatch and bindings from it.

use super::caller::Permit;
use super::events::Tag;

/// Whether a command changes anything.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// It only looks; asking again is harmless.
    Query,
    /// It changes something; its tags say what is stale afterwards.
    Mutation,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// What faces call it.
    pub name: &'static str,
    /// What it does, in English.
    pub about: &'static str,
    /// Whether it changes anything.
    pub kind: Kind,
    /// Who may call it.
    pub permit: Permit,
    /// For a query: what it shows. For a mutation: what is stale afterwards.
    pub tags: &'static [Tag],
}

/// Declares the commands: `query|mutation NAME(Request) -> Reply, Permit, [Tags] => function;`.
///
/// The function is `async fn(&Host, &Caller, Request) -> Result<Reply, ConsoleError>`.
macro_rules! commands {
    ($($(#[doc = $doc:literal])+ $kind:ident $name:ident($request:ty) -> $reply:ty, $permit:ident, [$($tag:ident),* $(,)?] => $function:path;)*) => {
        /// Every command.
        pub const COMMANDS: &[Command] = &[$(Command {
            name: stringify!($name),
            about: concat!($($doc),+),
            kind: commands!(@kind $kind),
            permit: Permit::$permit,
            tags: &[$(Tag::$tag),*],
        }),*];

        /// Answers one call.
        ///
        /// # Errors
        /// [`ErrorView`] with a code that every face has words for; what was asked for did not happen.
        pub async fn dispatch(
            host: &Host,
            caller: &Caller,
            name: &str,
            request: serde_json::Value,
        ) -> Result<serde_json::Value, ErrorView> {
            match name {
                $(stringify!($name) => {
                    let command = reply::row(name)?;
                    let request: $request = reply::read(host, caller, command, request)?;
                    // Boxed: the future of the whole table would be as large as its largest command.
                    let answer = Box::pin($function(host, caller, request)).await;
                    reply::written::<$reply>(host, command, answer)
                })*
                _ => Err(reply::unknown(name)),
            }
        }

        /// Every type of the table, for the bindings.
        fn visit_types(visitor: &mut bindings::Types) {
            $(visitor.command::<$request, $reply>(stringify!($name), commands!(@kind $kind));)*
            let _ = visitor;
        }
    };
    (@kind query) => { Kind::Query };
    (@kind mutation) => { Kind::Mutation };
}
pub(super) use commands;
