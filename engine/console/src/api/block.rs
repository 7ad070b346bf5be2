//! The lists of those who get nothing.

use hongyan_store::audience::blocked::{Entry, Place};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::caller::Caller;
use super::host::Host;
use super::person::shown;
use super::task::Count;
use crate::blocklist::{BlockFilter, ListKind};
use crate::error::ConsoleError;
use crate::open::Console;
use crate::person::BlockRow;
use crate::view::{self, Shown};

/// Which entries: the newest first; what digits find in number order.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BlocksOf {
    /// One of the lists; null for both.
    pub kind: Option<ListKind>,
    /// A part of the number, or of the note.
    pub search: String,
    /// Behind this cursor.
    pub after: Option<String>,
    /// At most so many.
    pub limit: u32,
    /// Whether numbers are shown whole.
    pub whole: bool,
}

/// Some entries.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct BlockPage {
    /// Those of this page.
    pub blocks: Vec<BlockRow>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// How many there are in all.
    pub total: u64,
}

/// Pasted numbers for a list.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Numbers with anything between them, at most 50,000.
    pub numbers: String,
    /// Which list.
    pub kind: ListKind,
    /// What to write beside them.
    pub note: String,
}

/// What became of pasted numbers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Blocked {
    /// Entries that are new.
    pub added: u64,
    /// Numbers that were there already.
    pub known: u64,
    /// The first hundred things that look like numbers and are none.
    pub bad: Vec<String>,
}

/// Entries to take off.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Unblock {
    /// Their ids.
    pub blocks: Vec<String>,
}

pub(super) async fn blocks(
    host: &Host,
    _caller: &Caller,
    request: BlocksOf,
) -> Result<BlockPage, ConsoleError> {
    let console = host.console();
    let after = match &request.after {
        Some(cursor) => Some(place_of(console, cursor).await?),
        None => None,
    };
    let filter = BlockFilter { kind: request.kind, search: request.search, after, limit: request.limit };
    let found = console.blocks_found(&filter).await?;
    let next = match found.entries.last().filter(|_| found.more) {
        Some(last) => Some(format!("{}.{}", console.person_ids().await?.id(last.block.number), last.no)),
        None => None,
    };
    let shown = shown(request.whole);
    let blocks = found.entries.iter().map(|entry| row(entry, shown)).collect();
    Ok(BlockPage { blocks, next, total: found.total })
}

pub(super) async fn block(host: &Host, caller: &Caller, request: Block) -> Result<Blocked, ConsoleError> {
    let console = host.console();
    let done = console.block_text(&request.numbers, request.kind, &request.note, caller.uid()).await?;
    Ok(Blocked { added: done.added, known: done.known, bad: done.bad })
}

pub(super) async fn unblock(host: &Host, _caller: &Caller, request: Unblock) -> Result<Count, ConsoleError> {
    let missing = |id: &String| ConsoleError::not_found("block", id);
    let entries: Result<Vec<i64>, ConsoleError> =
        request.blocks.iter().map(|id| id.parse().map_err(|_| missing(id))).collect();
    Ok(Count { count: host.console().unblock_entries(&entries?).await? })
}

/// A cursor: who stood last, and which entry.
async fn place_of(console: &Console, cursor: &str) -> Result<Place, ConsoleError> {
    let missing = || ConsoleError::not_found("page", cursor);
    let (person, no) = cursor.split_once('.').ok_or_else(missing)?;
    let number = console.person_ids().await?.number(person).ok_or_else(missing)?;
    Ok(Place { no: no.parse().map_err(|_| missing())?, number })
}

fn row(entry: &Entry, shown: Shown) -> BlockRow {
    BlockRow {
        block: entry.no.to_string(),
        number: shown.number(entry.block.number),
        kind: entry.block.kind.code().to_owned(),
        scope: entry.block.scope.clone(),
        source: entry.block.source.clone(),
        note: entry.block.note.clone(),
        at: view::time(entry.block.created_at),
        by: entry.by.clone(),
    }
}
