//! How messages failed, and whose may be sent again.

use hongyan_domain::{
    BusinessType, Carrier, ChannelNo, GroupNo, MessageId, MessageState, Msisdn, TaskNo, UnixMillis,
};
use sqlx::Row;

use crate::row::{small, unreadable};
use crate::{Conn, StoreError};

/// Tasks that send again to people of another one: whoever is with them must not be sent to a third time.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FollowUps {
    /// Their lists.
    pub lists: Vec<GroupNo>,
    /// Those that were stopped: only whom they had sent to counts.
    pub stopped: Vec<TaskNo>,
}

impl FollowUps {
    /// Both as JSON, for statements.
    fn json(&self) -> (String, String) {
        let lists: Vec<i64> = self.lists.iter().map(|no| no.0).collect();
        let stopped: Vec<i64> = self.stopped.iter().map(|no| no.0).collect();
        let text = |numbers: &[i64]| serde_json::to_string(numbers).unwrap_or_default();
        (text(&lists), text(&stopped))
    }
}

/// Messages that ended in the same way without having come through.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ended {
    /// How.
    pub state: MessageState,
    /// The channel (0: none).
    pub channel: ChannelNo,
    /// The carrier.
    pub carrier: Carrier,
    /// The failure class.
    pub class: String,
    /// The carrier's own words.
    pub code: String,
    /// How many messages.
    pub messages: u64,
    /// Of them, to people who must not be written to any more, or who get it again already.
    pub blocked: u64,
}

/// How a task's messages ended without having come through (failed, expired, without receipt, rejected, in doubt), the
/// most frequent first, at most `groups_max` groups. Reads those messages alone.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn ended_groups(
    conn: &mut Conn,
    task: TaskNo,
    business: BusinessType,
    signature: &str,
    follow_ups: &FollowUps,
    groups_max: u32,
) -> Result<Vec<Ended>, StoreError> {
    let (lists, stopped) = follow_ups.json();
    let rows = sqlx::query(ENDED_GROUPS)
        .bind(task.0)
        .bind(business.code())
        .bind(signature.to_owned())
        .bind(lists)
        .bind(stopped)
        .bind(i64::from(groups_max))
        .fetch_all(conn.sql())
        .await
        .map_err(StoreError::doing("group the failures of a task"))?;
    rows.iter()
        .map(|row| {
            let state: i64 = row.get(0);
            Ok(Ended {
                state: MessageState::from_db(state).ok_or_else(|| unreadable("message.state", state))?,
                channel: ChannelNo(row.get(1)),
                carrier: Carrier::from_db(row.get(2)),
                class: row.get(3),
                code: row.get(4),
                messages: small(row, 5, "count")?,
                blocked: small(row, 6, "count")?,
            })
        })
        .collect()
}

// The states are said twice: once as they are wanted, once word for word as the index over ended messages has them.
const ENDED_GROUPS: &str = "SELECT m.state, m.channel_no, m.carrier, m.class, m.code, count(*),
            sum(EXISTS (SELECT 1 FROM blocklist AS b WHERE b.number = m.number AND b.scope IN ('', $2, $3))
             OR EXISTS (SELECT 1 FROM json_each($4) AS f CROSS JOIN group_member AS g
                         WHERE g.group_no = f.value AND g.number = m.number)
             OR EXISTS (SELECT 1 FROM message AS a WHERE a.number = m.number AND a.state BETWEEN 1 AND 9
                           AND a.task_no IN (SELECT value FROM json_each($5))))
       FROM message AS m
      WHERE m.task_no = $1 AND m.state IN (4, 5, 6, 8, 9) AND m.state BETWEEN 4 AND 11
      GROUP BY m.state, m.channel_no, m.carrier, m.class, m.code
      ORDER BY 6 DESC, m.state, m.channel_no, m.carrier, m.class, m.code LIMIT $6";

/// A message that did not come through, with what sending it again needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Again {
    /// Its id: the cursor of the next page.
    pub id: MessageId,
    /// The person.
    pub number: Msisdn,
    /// The channel (0: none).
    pub channel: ChannelNo,
    /// The carrier's own words.
    pub code: String,
    /// JSON array of variable values.
    pub vars: Option<String>,
    /// The person's name in the task's list, if the list still has it.
    pub name: Option<String>,
    /// What else the list knows, if it still has the person: a JSON object of texts.
    pub fields: Option<String>,
}

/// Messages of a task that ended in `state` with `class`, ids above `after`, in order of id, at most `page_max`, without
/// those whom `follow_ups` have; names and fields come from `group`, the task's list.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn ended_page(
    conn: &mut Conn,
    task: TaskNo,
    group: GroupNo,
    (state, class): (MessageState, &str),
    follow_ups: &FollowUps,
    after: MessageId,
    page_max: u32,
) -> Result<Vec<Again>, StoreError> {
    let (lists, stopped) = follow_ups.json();
    let rows = sqlx::query(ENDED_PAGE)
        .bind(task.0)
        .bind(group.0)
        .bind(state.to_db())
        .bind(class.to_owned())
        .bind(after.0)
        .bind(lists)
        .bind(stopped)
        .bind(i64::from(page_max))
        .fetch_all(conn.sql())
        .await
        .map_err(StoreError::doing("read messages that failed"))?;
    rows.iter()
        .map(|row| {
            Ok(Again {
                id: MessageId(row.get(0)),
                number: Msisdn::from_db(row.get(1))
                    .ok_or_else(|| unreadable("message.number", "not a number"))?,
                channel: ChannelNo(row.get(2)),
                code: row.get(3),
                vars: row.get(4),
                name: row.get(5),
                fields: row.get(6),
            })
        })
        .collect()
}

const ENDED_PAGE: &str = "SELECT m.id, m.number, m.channel_no, m.code, m.vars, g.name, g.fields
       FROM message AS m LEFT JOIN group_member AS g ON g.group_no = $2 AND g.number = m.number
      WHERE m.task_no = $1 AND m.state = $3 AND m.state BETWEEN 4 AND 11 AND m.class = $4 AND m.id > $5
        AND NOT EXISTS (SELECT 1 FROM json_each($6) AS f CROSS JOIN group_member AS o
                         WHERE o.group_no = f.value AND o.number = m.number)
        AND NOT EXISTS (SELECT 1 FROM message AS a WHERE a.number = m.number AND a.state BETWEEN 1 AND 9
                           AND a.task_no IN (SELECT value FROM json_each($7)))
      ORDER BY m.id LIMIT $8";

/// What happened within one span of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pace {
    /// When the span began.
    pub at: UnixMillis,
    /// Messages that a carrier took.
    pub submitted: u64,
    /// Messages that came to their phone.
    pub delivered: u64,
    /// Messages that failed, expired or were rejected.
    pub failed: u64,
}

/// How fast a task went, in spans of `width_ms`, oldest first, at most `spans_max`. Reads every message of the task.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn pace(
    conn: &mut Conn,
    task: TaskNo,
    width_ms: u32,
    spans_max: u32,
) -> Result<Vec<Pace>, StoreError> {
    let rows = sqlx::query(
        "SELECT span * $2, sum(submitted), sum(delivered), sum(failed) FROM (
            SELECT submitted_at / $2 AS span, 1 AS submitted, 0 AS delivered, 0 AS failed FROM message
             WHERE task_no = $1 AND submitted_at IS NOT NULL
             UNION ALL
            SELECT done_at / $2, 0, state = 3, state <> 3 FROM message
             WHERE task_no = $1 AND state IN (3, 4, 5, 8) AND done_at IS NOT NULL)
          GROUP BY span ORDER BY span LIMIT $3",
    )
    .bind(task.0)
    .bind(i64::from(width_ms.max(1)))
    .bind(i64::from(spans_max))
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("read how fast a task went"))?;
    rows.iter()
        .map(|row| {
            Ok(Pace {
                at: UnixMillis(row.get(0)),
                submitted: small(row, 1, "count")?,
                delivered: small(row, 2, "count")?,
                failed: small(row, 3, "count")?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests;
