//! Channels: a line to a carrier, with its account, price and rules.

use hongyan_domain::{BusinessType, Carrier, ChannelNo, Money, Uid, UnixMillis};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::row::{small, unreadable};
use crate::{Conn, StoreError, Tx};

/// What a person decides about a channel.
#[derive(Clone, PartialEq, Eq)]
pub struct ChannelDraft {
    /// Its name.
    pub name: String,
    /// A simulated carrier: never mixed with real ones in one task.
    pub sandbox: bool,
    /// The settings of its protocol as JSON, without the secret.
    pub settings: String,
    /// The account's secret.
    pub secret: String,
    /// Whose numbers it takes; empty: everybody's.
    pub carriers: Vec<Carrier>,
    /// What it may be used for; empty: everything.
    pub business_types: Vec<BusinessType>,
    /// Price of one billed segment.
    pub price: Money,
    /// Smaller is preferred among equals.
    pub rank: u32,
    /// Its share among channels that are equal otherwise.
    pub weight: u32,
}

/// Never shows the secret.
impl std::fmt::Debug for ChannelDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ChannelDraft")
            .field("name", &self.name)
            .field("sandbox", &self.sandbox)
            .field("settings", &self.settings)
            .field("secret", &"****")
            .field("carriers", &self.carriers)
            .field("business_types", &self.business_types)
            .field("price", &self.price)
            .field("rank", &self.rank)
            .field("weight", &self.weight)
            .finish()
    }
}

/// Whether a channel is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChannelUse {
    /// It sends.
    Active,
    /// A person paused it: it keeps its receipts coming and sends nothing.
    Paused,
    /// It is gone for people; its history stays.
    Removed,
}

impl ChannelUse {
    /// The stable word for the store and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Removed => "removed",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Active, Self::Paused, Self::Removed].into_iter().find(|state| state.code() == code)
    }
}

/// A stored channel.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredChannel {
    /// Its number here.
    pub no: ChannelNo,
    /// Its id everywhere.
    pub uid: String,
    /// What a person decided.
    pub draft: ChannelDraft,
    /// Whether it is used.
    pub state: ChannelUse,
    /// Why, as a code.
    pub state_reason: String,
    /// When it was made.
    pub created_at: UnixMillis,
    /// Counts every change: a change names the version that it read.
    pub version: i64,
}

/// Stores a new channel.
///
/// # Errors
/// [`StoreError::Conflict`] when the name is taken.
pub async fn create(
    tx: &mut Tx,
    uid: Uid,
    draft: &ChannelDraft,
    now: UnixMillis,
) -> Result<ChannelNo, StoreError> {
    sqlx::query_scalar::<_, i64>(
        "INSERT INTO channel (uid, org_id, created_by, created_at, updated_at, name, kind, sandbox, settings, secret,
                carriers, business_types, price, rank, weight, state)
         VALUES ($1, 'local', 'local', $2, $2, $3, 'cmpp', $4, $5, $6, $7, $8, $9, $10, $11, 'active') RETURNING no",
    )
    .bind(uid.to_string())
    .bind(now.0)
    .bind(draft.name.as_str())
    .bind(i64::from(draft.sandbox))
    .bind(draft.settings.as_str())
    .bind(draft.secret.as_str())
    .bind(join(draft.carriers.iter().map(|carrier| carrier.code())))
    .bind(join(draft.business_types.iter().map(|business| business.code())))
    .bind(draft.price.milliyuan())
    .bind(i64::from(draft.rank))
    .bind(i64::from(draft.weight))
    .fetch_one(tx.sql())
    .await
    .map(ChannelNo)
    .map_err(StoreError::doing("store a channel"))
}

/// Changes what a person decided about a channel, and whether it is used. Whether it leads to a simulated carrier stays
/// as it was made: what practice and what real sending did must never look alike afterwards.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such channel; [`StoreError::Stale`] when it is not in the version that was
/// read; [`StoreError::Conflict`] when the name is taken.
pub async fn update(tx: &mut Tx, channel: &StoredChannel, now: UnixMillis) -> Result<(), StoreError> {
    let draft = &channel.draft;
    let done = sqlx::query(
        "UPDATE channel SET name = $1, settings = $2, secret = $3, carriers = $4, business_types = $5, price = $6,
                rank = $7, weight = $8, state = $9, state_reason = $10, updated_at = $11, version = version + 1
          WHERE no = $12 AND version = $13",
    )
    .bind(draft.name.as_str())
    .bind(draft.settings.as_str())
    .bind(draft.secret.as_str())
    .bind(join(draft.carriers.iter().map(|carrier| carrier.code())))
    .bind(join(draft.business_types.iter().map(|business| business.code())))
    .bind(draft.price.milliyuan())
    .bind(i64::from(draft.rank))
    .bind(i64::from(draft.weight))
    .bind(channel.state.code())
    .bind(channel.state_reason.as_str())
    .bind(now.0)
    .bind(channel.no.0)
    .bind(channel.version)
    .execute(tx.sql())
    .await
    .map_err(StoreError::doing("change a channel"))?;
    if done.rows_affected() == 0 {
        find(tx, channel.no).await?;
        return Err(StoreError::Stale { what: "channel", id: channel.no.to_string() });
    }
    Ok(())
}

/// Every channel that was not removed, by number; `removed_too` for reports over the past.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn list(conn: &mut Conn, removed_too: bool) -> Result<Vec<StoredChannel>, StoreError> {
    let rows = sqlx::query(
        "SELECT no, uid, name, sandbox, settings, secret, carriers, business_types, price, rank, weight, state,
                state_reason, created_at, version FROM channel WHERE $1 OR state <> 'removed' ORDER BY no",
    )
    .bind(removed_too)
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("list channels"))?;
    rows.iter().map(from_row).collect()
}

/// One channel, by number.
///
/// # Errors
/// [`StoreError::NotFound`] when there is none.
pub async fn find(conn: &mut Conn, no: ChannelNo) -> Result<StoredChannel, StoreError> {
    list(conn, true)
        .await?
        .into_iter()
        .find(|channel| channel.no == no)
        .ok_or_else(|| StoreError::NotFound { what: "channel", id: no.to_string() })
}

fn join<'c>(codes: impl Iterator<Item = &'c str>) -> String {
    codes.collect::<Vec<_>>().join(",")
}

fn split<T>(
    codes: &str,
    column: &'static str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, StoreError> {
    codes
        .split(',')
        .filter(|code| !code.is_empty())
        .map(|code| read(code).ok_or_else(|| unreadable(column, code)))
        .collect()
}

fn from_row(row: &SqliteRow) -> Result<StoredChannel, StoreError> {
    let state: String = row.get(11);
    Ok(StoredChannel {
        no: ChannelNo(row.get(0)),
        uid: row.get(1),
        draft: ChannelDraft {
            name: row.get(2),
            sandbox: row.get::<i64, _>(3) != 0,
            settings: row.get(4),
            secret: row.get(5),
            carriers: split(row.get(6), "channel.carriers", Carrier::from_code)?,
            business_types: split(row.get(7), "channel.business_types", BusinessType::from_code)?,
            price: Money(row.get(8)),
            rank: small(row, 9, "channel.rank")?,
            weight: small(row, 10, "channel.weight")?,
        },
        state: ChannelUse::from_code(&state).ok_or_else(|| unreadable("channel.state", &state))?,
        state_reason: row.get(12),
        created_at: UnixMillis(row.get(13)),
        version: row.get(14),
    })
}
