//! What a person decides about who gets nothing: stored, and heeded by what is queued, in the same step (P6).

use hongyan_domain::Exclusion;
use hongyan_store::audience::blocklist::{self, Block, BlockKind};
use hongyan_store::inbound::{self, OptOutMark};
use hongyan_store::task;

use crate::engine::{Engine, EngineError};
use crate::inbound::stop_queued;

/// Numbers per transaction: some milliseconds of the writer's time.
const BATCH: usize = 256;

impl Engine {
    /// Puts numbers on the lists of those who get nothing and takes them out of everything that is queued. Answers how
    /// many entries are new.
    ///
    /// # Errors
    /// [`EngineError::Store`]; entries stored until then stay.
    pub async fn block(&self, blocks: &[Block], by: &str) -> Result<u64, EngineError> {
        let mut added = 0;
        for batch in blocks.chunks(BATCH) {
            let entries: Vec<_> = batch.iter().map(|block| (self.world.uid(), block.clone())).collect();
            let (by, now) = (by.to_owned(), self.world.now());
            let stored = self.world.db.write(move |tx| {
                Box::pin(async move {
                    let mut added = 0;
                    for (uid, block) in entries {
                        added += u64::from(blocklist::add(tx, uid, &block, &by).await?);
                        let reason = match block.kind {
                            BlockKind::Blacklist => Exclusion::Blacklisted,
                            BlockKind::OptOut => Exclusion::OptedOut,
                        };
                        stop_queued(tx, block.number, &block.scope, reason, now).await?;
                    }
                    Ok(added)
                })
            });
            added += stored.await?;
        }
        self.world.stir.notify_one();
        Ok(added)
    }

    /// What a person says about a reply that may be an opt-out. An opt-out holds for the kind of message that the reply
    /// answers (operator guide C5), for all of them when that is not known.
    ///
    /// # Errors
    /// [`EngineError::Store`] when there is no such reply, or it cannot be stored; nothing changed then.
    pub async fn decide_opt_out(&self, reply: i64, opt_out: bool, by: &str) -> Result<(), EngineError> {
        let (uid, by, now) = (self.world.uid(), by.to_owned(), self.world.now());
        let decided = self.world.db.write(move |tx| {
            Box::pin(async move {
                let asked = inbound::find(tx, reply).await?.reply;
                let mark = if opt_out { OptOutMark::Yes } else { OptOutMark::No };
                inbound::decide(tx, reply, mark, &by, now).await?;
                if !opt_out {
                    return Ok(());
                }
                let scope = match asked.task {
                    Some(no) => task::find(tx, no).await?.draft.business.code(),
                    None => "",
                };
                let block = Block {
                    number: asked.number,
                    kind: BlockKind::OptOut,
                    scope: scope.to_owned(),
                    source: "reply".to_owned(),
                    note: String::new(),
                    created_at: now,
                };
                blocklist::add(tx, uid, &block, &by).await?;
                stop_queued(tx, asked.number, scope, Exclusion::OptedOut, now).await
            })
        });
        decided.await?;
        self.world.stir.notify_one();
        Ok(())
    }
}
