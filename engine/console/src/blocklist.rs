//! Who must not be written to: opt-outs and the blacklist.

use std::collections::BTreeSet;

use hongyan_domain::BusinessType;
use hongyan_store::audience::blocked::{self, Entry, Place, Wanted};
use hongyan_store::audience::blocklist::{self, Block, BlockKind};
use hongyan_store::audience::search::Needle;
use serde::{Deserialize, Serialize};

use crate::contact::inspect::read_pasted;
use crate::contact::{BY, PAGE_MAX, number_of};
use crate::error::{ConsoleError, ErrorCode};
use crate::open::Console;
use crate::template::line;
use crate::view::{self, Shown};

/// Characters of a note.
const NOTE_CHARS_MAX: usize = 500;
/// Entries per transaction.
const BATCH: usize = 500;
/// Things that are no numbers and are told.
const BAD_SHOWN: usize = 100;

/// Which of the two lists.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    /// The person asked for it.
    OptOut,
    /// We decided it.
    Blacklist,
}

impl ListKind {
    const fn stored(self) -> BlockKind {
        match self {
            Self::OptOut => BlockKind::OptOut,
            Self::Blacklist => BlockKind::Blacklist,
        }
    }
}

/// An entry as shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct BlockView {
    /// The number, masked unless asked for.
    pub number: String,
    /// `opt_out` or `blacklist`.
    pub kind: &'static str,
    /// What it holds for: empty is everything, else a business type or a signature.
    pub scope: String,
    /// Where it came from.
    pub source: String,
    /// What a person wrote beside it.
    pub note: String,
    /// Since when.
    pub since: String,
}

impl Console {
    /// Puts numbers on a list; answers how many are new there. Running tasks leave these people out at once.
    ///
    /// # Errors
    /// [`ErrorCode::NumberInvalid`](crate::ErrorCode::NumberInvalid) names the first bad number; nothing is stored then.
    pub async fn block(
        &self,
        numbers: &[String],
        kind: ListKind,
        business: Option<BusinessType>,
        note: &str,
    ) -> Result<u64, ConsoleError> {
        let at = self.now();
        let scope = business.map_or("", BusinessType::code);
        let blocks = numbers
            .iter()
            .map(|number| {
                Ok(Block {
                    number: number_of(number)?,
                    kind: kind.stored(),
                    scope: scope.to_owned(),
                    source: "person".to_owned(),
                    note: note.to_owned(),
                    created_at: at,
                })
            })
            .collect::<Result<Vec<_>, ConsoleError>>()?;
        Ok(self.engine.block(&blocks, BY).await?)
    }

    /// Takes numbers off a list; answers how many entries went.
    ///
    /// # Errors
    /// As [`Console::block`].
    pub async fn unblock(&self, numbers: &[String], kind: ListKind) -> Result<u64, ConsoleError> {
        let numbers = numbers.iter().map(|number| number_of(number)).collect::<Result<Vec<_>, _>>()?;
        let removed = self.db.write(move |tx| {
            Box::pin(async move {
                let mut removed = 0;
                for number in numbers {
                    removed += blocklist::remove(tx, number, kind.stored()).await?;
                }
                Ok(removed)
            })
        });
        Ok(removed.await?)
    }

    /// The first entries in number order, or those of one number.
    ///
    /// # Errors
    /// When the number is none or the store cannot be read.
    pub async fn blocks(
        &self,
        number: Option<&str>,
        limit: u32,
        shown: Shown,
    ) -> Result<Vec<BlockView>, ConsoleError> {
        let number = number.map(number_of).transpose()?;
        let mut reader = self.db.read().await?;
        let rows = match number {
            Some(number) => blocklist::of_numbers(&mut reader, &[number]).await?,
            None => blocklist::page(&mut reader, None, limit.clamp(1, PAGE_MAX)).await?,
        };
        Ok(rows.into_iter().map(|block| view_of(block, shown)).collect())
    }
}

/// Which entries a person looks through.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct BlockFilter {
    /// Only this list.
    pub kind: Option<ListKind>,
    /// A part of the number, or of the note.
    pub search: String,
    /// Behind this entry.
    pub after: Option<Place>,
    /// How many at most.
    pub limit: u32,
}

/// Some entries.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct BlocksFound {
    /// Those of this page.
    pub entries: Vec<Entry>,
    /// Whether there are more behind.
    pub more: bool,
    /// How many there are in all.
    pub total: u64,
}

/// What became of pasted numbers.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct BlockedText {
    /// Entries that are new.
    pub added: u64,
    /// Numbers that were there already.
    pub known: u64,
    /// The first things that look like numbers and are none, masked.
    pub bad: Vec<String>,
}

impl Console {
    /// Looks through the lists: the newest first; what digits find in number order.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn blocks_found(&self, filter: &BlockFilter) -> Result<BlocksFound, ConsoleError> {
        let mut wanted = Wanted { kind: filter.kind.map(ListKind::stored), ..Wanted::default() };
        match Needle::of(&filter.search) {
            None => {}
            Some(Needle::Number(number)) => wanted.digits = Some(number.reveal()),
            Some(Needle::Digits(digits)) => wanted.digits = Some(digits),
            Some(Needle::Name(text)) => wanted.note = Some(text),
        }
        let limit = filter.limit.clamp(1, PAGE_MAX);
        let mut reader = self.db.read().await?;
        let mut entries = blocked::page(&mut reader, &wanted, filter.after, limit + 1).await?;
        let shown = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = entries.len() > shown;
        entries.truncate(shown);
        Ok(BlocksFound { entries, more, total: blocked::count(&mut reader, &wanted).await? })
    }

    /// Puts every number of a pasted text on a list, for all kinds of messages. What is queued for them is not sent.
    ///
    /// # Errors
    /// [`ErrorCode::FormInvalid`] when there is no number in the text, too many, or the note is too long.
    pub async fn block_text(
        &self,
        text: &str,
        kind: ListKind,
        note: &str,
        by: &str,
    ) -> Result<BlockedText, ConsoleError> {
        let pasted = read_pasted(text, "numbers")?;
        let mut mistakes = Vec::new();
        let note = line(note, "note", NOTE_CHARS_MAX, &mut mistakes);
        if !mistakes.is_empty() {
            return Err(ConsoleError::mistakes(ErrorCode::FormInvalid, mistakes));
        }
        let at = self.now();
        let (mut numbers, mut bad) = (BTreeSet::new(), Vec::new());
        for entry in pasted.entries {
            match entry.number {
                Ok(number) => _ = numbers.insert(number),
                Err(text) if bad.len() < BAD_SHOWN => bad.push(hongyan_contacts::clean::mask(&text)),
                Err(_) => {}
            }
        }
        let blocks: Vec<Block> = numbers
            .into_iter()
            .map(|number| Block {
                number,
                kind: kind.stored(),
                scope: String::new(),
                source: "person".to_owned(),
                note: note.clone(),
                created_at: at,
            })
            .collect();
        let added = self.engine.block(&blocks, by).await?;
        let known = u64::try_from(blocks.len()).unwrap_or(u64::MAX).saturating_sub(added);
        Ok(BlockedText { added, known, bad })
    }

    /// Takes entries off the lists; answers how many there were.
    ///
    /// # Errors
    /// As any write; what was taken off until then is off.
    pub async fn unblock_entries(&self, entries: &[i64]) -> Result<u64, ConsoleError> {
        let mut removed = 0;
        for batch in entries.chunks(BATCH) {
            let batch = batch.to_vec();
            let gone = self.db.write(move |tx| {
                Box::pin(async move {
                    let mut removed = 0;
                    for no in batch {
                        removed += u64::from(blocked::remove(tx, no).await?);
                    }
                    Ok(removed)
                })
            });
            removed += gone.await?;
        }
        Ok(removed)
    }
}

fn view_of(block: Block, shown: Shown) -> BlockView {
    BlockView {
        number: shown.number(block.number),
        kind: block.kind.code(),
        scope: block.scope,
        source: block.source,
        note: block.note,
        since: view::time(block.created_at),
    }
}
