//! How much waits for a person, for the first screen: a handful of counts, each from an index or a small table.

use hongyan_domain::{MessageState, UnixMillis};

use crate::{Conn, StoreError};

/// What waits for a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Todo {
    /// Replies that may be opt-outs and nobody has decided about.
    pub ask: u64,
    /// Tasks that somebody is still writing.
    pub drafts: u64,
    /// Messages in doubt.
    pub in_doubt: u64,
    /// Tasks that wait for their time.
    pub scheduled: u64,
    /// Tasks that cannot go on.
    pub faulted: u64,
    /// Background work that came to nothing.
    pub jobs_failed: u64,
}

/// Counts what waits in one world: messages in doubt of tasks since `doubts_since`, jobs begun since `jobs_since`.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn todo(
    conn: &mut Conn,
    sandbox: bool,
    doubts_since: UnixMillis,
    jobs_since: UnixMillis,
) -> Result<Todo, StoreError> {
    let row: (i64, i64, i64, i64, i64, i64) = sqlx::query_as(
        "SELECT (SELECT count(*) FROM inbound WHERE opt_out = 'ask' AND decided_at IS NULL),
                (SELECT count(*) FROM draft),
                (SELECT coalesce(sum(y.messages), 0) FROM task AS t JOIN tally AS y ON y.task_no = t.no
                  WHERE t.sandbox = $1 AND coalesce(t.release_at, t.created_at) >= $2 AND y.state = $3),
                (SELECT count(*) FROM task WHERE state = 'scheduled' AND sandbox = $1),
                (SELECT count(*) FROM task WHERE state = 'faulted' AND sandbox = $1),
                (SELECT count(*) FROM job WHERE started_at >= $4 AND state IN ('failed', 'broken_off'))",
    )
    .bind(i64::from(sandbox))
    .bind(doubts_since.0)
    .bind(MessageState::InDoubt.to_db())
    .bind(jobs_since.0)
    .fetch_one(conn.sql())
    .await
    .map_err(StoreError::doing("count what waits for a person"))?;
    let count = |count: i64| u64::try_from(count).unwrap_or(0);
    Ok(Todo {
        ask: count(row.0),
        drafts: count(row.1),
        in_doubt: count(row.2),
        scheduled: count(row.3),
        faulted: count(row.4),
        jobs_failed: count(row.5),
    })
}
