//! Who must not be written to: opt-outs and the blacklist.

use hongyan_domain::BusinessType;
use hongyan_store::audience::blocklist::{self, Block, BlockKind};
use serde::{Deserialize, Serialize};

use crate::contact::{BY, PAGE_MAX, number_of};
use crate::error::ConsoleError;
use crate::open::Console;
use crate::view::{self, Shown};

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
                let block = Block {
                    number: number_of(number)?,
                    kind: kind.stored(),
                    scope: scope.to_owned(),
                    source: "person".to_owned(),
                    note: note.to_owned(),
                    created_at: at,
                };
                Ok((self.uid(), block))
            })
            .collect::<Result<Vec<_>, ConsoleError>>()?;
        let added = self.db.write(move |tx| {
            Box::pin(async move {
                let mut added = 0;
                for (uid, block) in blocks {
                    added += u64::from(blocklist::add(tx, uid, &block, BY).await?);
                }
                Ok(added)
            })
        });
        Ok(added.await?)
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
