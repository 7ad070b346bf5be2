//! The inbox: replies by person, the newest first, and how far each was read.
//!
//! Every page walks the replies from the newest on and looks at so many at most; where nothing fits for a while, the
//! answer is short and says where to go on.

use hongyan_domain::{ChannelNo, Msisdn, TaskNo, UnixMillis};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::audience::LOCAL;
use crate::audience::search::Needle;
use crate::row::unreadable;
use crate::{Conn, StoreError, Tx};

/// Replies that one page looks at.
const LOOKED_AT: i64 = 20_000;
/// Unread conversations and replies that are counted; beyond, there are many.
const COUNTED_MAX: i64 = 1_000;

/// Which conversations.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Narrowed {
    /// Every one.
    #[default]
    All,
    /// With a reply that nobody has read.
    Unread,
    /// With a reply that may be an opt-out and that nobody has decided about.
    Ask,
    /// With people who opted out.
    OptedOut,
}

/// A conversation as a list shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conversation {
    /// The last reply's row: the cursor.
    pub last: i64,
    /// Who wrote.
    pub number: Msisdn,
    /// The name in the address book; empty when there is none.
    pub name: String,
    /// The last reply.
    pub text: String,
    /// When it came.
    pub at: UnixMillis,
    /// The task that it answers, with its name.
    pub task: Option<(TaskNo, String)>,
    /// Replies that nobody has read, at most 1,000.
    pub unread: u64,
    /// Whether a person must decide about an opt-out.
    pub ask: bool,
    /// Whether the person opted out of anything.
    pub opted_out: bool,
    /// Whether somebody has dealt with it.
    pub done: bool,
}

/// A page of conversations.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Page {
    /// Those of this page, newest first.
    pub conversations: Vec<Conversation>,
    /// Where the next page begins; `None` when nothing is left.
    pub next: Option<i64>,
}

const PAGE: &str = "
    SELECT i.id, i.number, coalesce(c.name, ''), i.text, i.received_at, i.task_no, coalesce(t.name, ''),
           (SELECT count(*) FROM (SELECT 1 FROM inbound AS u
                                   WHERE u.number = i.number AND u.id > coalesce(v.read_to, 0) LIMIT $6)),
           EXISTS (SELECT 1 FROM inbound AS a
                    WHERE a.number = i.number AND a.opt_out = 'ask' AND a.decided_at IS NULL),
           EXISTS (SELECT 1 FROM blocklist AS b WHERE b.number = i.number AND b.kind = 'opt_out'),
           coalesce(v.done_to, 0) >= i.id
      FROM inbound AS i
      LEFT JOIN conversation AS v ON v.number = i.number
      LEFT JOIN contact AS c ON c.org_id = $7 AND c.number = i.number
      LEFT JOIN task AS t ON t.no = i.task_no
     WHERE i.id < $1 AND i.id >= $2
       AND NOT EXISTS (SELECT 1 FROM inbound AS n WHERE n.number = i.number AND n.id > i.id)
       AND ($3 IS NULL OR instr(i.number, $3) > 0)
       AND ($4 IS NULL OR c.name LIKE $4 ESCAPE '\\'
            OR EXISTS (SELECT 1 FROM inbound AS w WHERE w.number = i.number AND w.text LIKE $4 ESCAPE '\\'))";

/// Conversations whose last reply is older than the row `before`, newest first, at most `limit`.
///
/// # Errors
/// As any read.
pub async fn page(
    conn: &mut Conn,
    narrowed: Narrowed,
    needle: Option<&Needle>,
    before: Option<i64>,
    limit: u32,
) -> Result<Page, StoreError> {
    const DOING: &str = "read conversations";
    let before = before.unwrap_or(i64::MAX);
    // The oldest reply that this page looks at.
    let floor: Option<i64> = sqlx::query_scalar(
        "SELECT min(id) FROM (SELECT id FROM inbound WHERE id < $1 ORDER BY id DESC LIMIT $2)",
    )
    .bind(before)
    .bind(LOOKED_AT)
    .fetch_one(conn.sql())
    .await
    .map_err(StoreError::doing(DOING))?;
    let Some(floor) = floor else { return Ok(Page::default()) };
    let (digits, text) = match needle {
        None => (None, None),
        Some(Needle::Number(number)) => (Some(number.reveal()), None),
        Some(Needle::Digits(digits)) => (Some(digits.clone()), None),
        Some(Needle::Name(text)) => (None, Some(Needle::pattern(text))),
    };
    let more = match narrowed {
        Narrowed::All => "",
        Narrowed::Unread => " AND coalesce(v.read_to, 0) < i.id",
        Narrowed::Ask => {
            " AND EXISTS (SELECT 1 FROM inbound AS a
                           WHERE a.number = i.number AND a.opt_out = 'ask' AND a.decided_at IS NULL)"
        }
        Narrowed::OptedOut => {
            " AND EXISTS (SELECT 1 FROM blocklist AS b WHERE b.number = i.number AND b.kind = 'opt_out')"
        }
    };
    let statement = format!("{PAGE}{more} ORDER BY i.id DESC LIMIT $5");
    let rows = sqlx::query(sqlx::AssertSqlSafe(statement))
        .bind(before)
        .bind(floor)
        .bind(digits)
        .bind(text)
        .bind(i64::from(limit))
        .bind(COUNTED_MAX)
        .bind(LOCAL)
        .fetch_all(conn.sql())
        .await
        .map_err(StoreError::doing(DOING))?;
    let conversations: Vec<Conversation> = rows.iter().map(read).collect::<Result<_, _>>()?;
    let full = u32::try_from(conversations.len()).unwrap_or(u32::MAX) >= limit;
    let next = match conversations.last() {
        Some(last) if full => Some(last.last),
        _ => Some(floor).filter(|floor| *floor > 1),
    };
    let next = match next {
        Some(next) if any_before(conn, next).await? => Some(next),
        _ => None,
    };
    Ok(Page { conversations, next })
}

async fn any_before(conn: &mut Conn, id: i64) -> Result<bool, StoreError> {
    sqlx::query_scalar::<_, i64>("SELECT EXISTS (SELECT 1 FROM inbound WHERE id < $1)")
        .bind(id)
        .fetch_one(conn.sql())
        .await
        .map(|any| any != 0)
        .map_err(StoreError::doing("read conversations"))
}

fn read(row: &SqliteRow) -> Result<Conversation, StoreError> {
    let task: Option<i64> = row.get(5);
    Ok(Conversation {
        last: row.get(0),
        number: Msisdn::from_db(row.get(1)).ok_or_else(|| unreadable("inbound.number", "?"))?,
        name: row.get(2),
        text: row.get(3),
        at: UnixMillis(row.get(4)),
        task: task.map(|no| (TaskNo(no), row.get(6))),
        unread: u64::try_from(row.get::<i64, _>(7)).unwrap_or(0),
        ask: row.get::<i64, _>(8) != 0,
        opted_out: row.get::<i64, _>(9) != 0,
        done: row.get::<i64, _>(10) != 0,
    })
}

/// What waits in the inbox.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Waiting {
    /// Conversations with unread replies among the newest 20,000 replies, at most 1,000.
    pub unread: u64,
    /// Replies that may be opt-outs, at most 1,000.
    pub ask: u64,
}

/// Counts what waits in the inbox.
///
/// # Errors
/// As any read.
pub async fn waiting(conn: &mut Conn) -> Result<Waiting, StoreError> {
    let row = sqlx::query(
        "SELECT (SELECT count(*) FROM (
                    SELECT 1 FROM (SELECT id, number FROM inbound ORDER BY id DESC LIMIT $1) AS i
                      LEFT JOIN conversation AS v ON v.number = i.number
                     WHERE coalesce(v.read_to, 0) < i.id
                       AND NOT EXISTS (SELECT 1 FROM inbound AS n WHERE n.number = i.number AND n.id > i.id)
                     LIMIT $2)),
                (SELECT count(*) FROM (
                    SELECT 1 FROM inbound WHERE opt_out = 'ask' AND decided_at IS NULL LIMIT $2))",
    )
    .bind(LOOKED_AT)
    .bind(COUNTED_MAX)
    .fetch_one(conn.sql())
    .await
    .map_err(StoreError::doing("count what waits in the inbox"))?;
    let count = |at: usize| u64::try_from(row.get::<i64, _>(at)).unwrap_or(0);
    Ok(Waiting { unread: count(0), ask: count(1) })
}

/// Where a task or channel of a conversation belongs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Home {
    /// Its name.
    pub name: String,
    /// Whether it works with simulated carriers.
    pub sandbox: bool,
}

/// The name of a task and the world it sends into.
///
/// # Errors
/// As any read.
pub async fn task_home(conn: &mut Conn, no: TaskNo) -> Result<Option<Home>, StoreError> {
    home(conn, "SELECT name, sandbox FROM task WHERE no = $1", no.0).await
}

/// The name of a channel and the world it belongs to.
///
/// # Errors
/// As any read.
pub async fn channel_home(conn: &mut Conn, no: ChannelNo) -> Result<Option<Home>, StoreError> {
    home(conn, "SELECT name, sandbox FROM channel WHERE no = $1", no.0).await
}

async fn home(conn: &mut Conn, text: &'static str, no: i64) -> Result<Option<Home>, StoreError> {
    let row = sqlx::query(text)
        .bind(no)
        .fetch_optional(conn.sql())
        .await
        .map_err(StoreError::doing("find where a message belongs"))?;
    Ok(row.map(|row| Home { name: row.get(0), sandbox: row.get::<i64, _>(1) != 0 }))
}

/// A person's mark on a conversation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// Everything was read.
    Read,
    /// The last reply is to be read again.
    Unread,
    /// Somebody has dealt with it.
    Done,
    /// It is to be dealt with again.
    Open,
}

/// Marks a conversation.
///
/// # Errors
/// [`StoreError::NotFound`] when the person never wrote.
pub async fn mark(tx: &mut Tx, number: Msisdn, mark: Mark, at: UnixMillis) -> Result<(), StoreError> {
    let last: Option<i64> = sqlx::query_scalar("SELECT max(id) FROM inbound WHERE number = $1")
        .bind(number.to_db())
        .fetch_one(tx.sql())
        .await
        .map_err(StoreError::doing("find the last reply"))?;
    let Some(last) = last else {
        return Err(StoreError::NotFound { what: "conversation", id: number.to_string() });
    };
    let (read_to, done_to) = match mark {
        Mark::Read => (Some(last), None),
        Mark::Unread => (Some(last - 1), None),
        Mark::Done => (Some(last), Some(last)),
        Mark::Open => (None, Some(0)),
    };
    sqlx::query(
        "INSERT INTO conversation (number, read_to, done_to, updated_at)
         VALUES ($1, coalesce($2, 0), coalesce($3, 0), $4)
             ON CONFLICT (number) DO UPDATE
            SET read_to = coalesce($2, read_to), done_to = coalesce($3, done_to), updated_at = $4",
    )
    .bind(number.to_db())
    .bind(read_to)
    .bind(done_to)
    .bind(at.0)
    .execute(tx.sql())
    .await
    .map(|_| ())
    .map_err(StoreError::doing("mark a conversation"))
}

#[cfg(test)]
mod tests;
