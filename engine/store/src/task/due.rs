//! What is to be sent now.

use hongyan_domain::{BusinessType, ChannelNo, TaskNo, UnixMillis};
use sqlx::Row;

use crate::row::{small, unreadable};
use crate::{Conn, StoreError};

/// A running task with messages queued on a channel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Due {
    /// The task.
    pub task: TaskNo,
    /// What it is for.
    pub business: BusinessType,
    /// Its queued messages on this channel; some may be due later.
    pub queued: u32,
    /// Its own speed limit, in messages per second.
    pub speed_limit: Option<u32>,
}

/// The running tasks that have messages queued on `channel` and are still valid at `now`, by number.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn due(conn: &mut Conn, channel: ChannelNo, now: UnixMillis) -> Result<Vec<Due>, StoreError> {
    let rows = sqlx::query(
        "SELECT t.no, t.business, sum(y.messages), t.speed_limit
           FROM task AS t JOIN tally AS y ON y.task_no = t.no AND y.channel_no = $1 AND y.state = 0
          WHERE t.state = 'running' AND (t.expires_at IS NULL OR t.expires_at > $2)
          GROUP BY t.no HAVING sum(y.messages) > 0 ORDER BY t.no",
    )
    .bind(channel.0)
    .bind(now.0)
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("find what is queued"))?;
    rows.iter()
        .map(|row| {
            let business: String = row.get(1);
            Ok(Due {
                task: TaskNo(row.get(0)),
                business: BusinessType::from_code(&business)
                    .ok_or_else(|| unreadable("task.business", &business))?,
                queued: small(row, 2, "tally.messages")?,
                speed_limit: row.get::<Option<i64>, _>(3).and_then(|limit| u32::try_from(limit).ok()),
            })
        })
        .collect()
}
