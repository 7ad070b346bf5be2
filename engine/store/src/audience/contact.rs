//! The address book: one row per number, with what all lists together know about the person.

use hongyan_domain::{GroupNo, Msisdn, Uid, UnixMillis};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use super::{LOCAL, member};
use crate::{Conn, StoreError, Tx};

/// Numbers asked about by one statement.
const ASK_MAX: usize = 500;

/// One person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contact {
    /// The number.
    pub number: Msisdn,
    /// The name; empty when nobody gave one.
    pub name: String,
    /// Everything else that lists said: a JSON object of texts.
    pub fields: String,
    /// When the person was first seen.
    pub created_at: UnixMillis,
    /// When something last changed.
    pub updated_at: UnixMillis,
}

/// Takes the next `limit` members of a group into the address book; what the group says wins over what was known.
///
/// `after` is the last number taken before. Answers the last number taken now; `None` when there were no more. The
/// ids are made from `seed` and the number, so that one import makes the same ids again.
///
/// # Errors
/// As any write.
pub async fn absorb(
    tx: &mut Tx,
    group: GroupNo,
    after: Option<Msisdn>,
    limit: u32,
    seed: Uid,
    by: &str,
    at: UnixMillis,
) -> Result<Option<Msisdn>, StoreError> {
    let after = after.map_or(0, Msisdn::to_db);
    let last: Option<i64> = sqlx::query_scalar(
        "SELECT max(number) FROM (SELECT number FROM group_member WHERE group_no = $1 AND number > $2
                                   ORDER BY number LIMIT $3)",
    )
    .bind(group.0)
    .bind(after)
    .bind(limit)
    .fetch_one(tx.sql())
    .await
    .map_err(StoreError::doing("find members for the address book"))?;
    let Some(last) = last.and_then(Msisdn::from_db) else { return Ok(None) };
    // A UUIDv7: 48 bits of time, version 7, 12 bits and variant 2 with 12 bits of the seed, and 48 bits of seed plus
    // number, which no two rows of one import share.
    let (high, low) = seed_bits(seed);
    sqlx::query(
        "INSERT INTO contact (uid, org_id, created_by, created_at, updated_at, number, name, fields)
         SELECT unhex(printf('%012x7%03x%04x%012x', $1, $2 & 4095, 32768 | (($2 >> 12) & 16383),
                             ($3 + number) & 281474976710655)),
                $4, $5, $1, $1, number, name, fields
           FROM group_member WHERE group_no = $6 AND number > $7 AND number <= $8 ORDER BY number
             ON CONFLICT (org_id, number) DO UPDATE
            SET name = CASE WHEN excluded.name = '' THEN name ELSE excluded.name END,
                fields = json_patch(fields, excluded.fields),
                updated_at = excluded.updated_at,
                version = version + 1",
    )
    .bind(at.0)
    .bind(high)
    .bind(low)
    .bind(LOCAL)
    .bind(by)
    .bind(group.0)
    .bind(after)
    .bind(last.to_db())
    .execute(tx.sql())
    .await
    .map_err(StoreError::doing("fill the address book"))?;
    Ok(Some(last))
}

/// 24 and 48 of the random bits of `seed`, without the version and the variant between them.
fn seed_bits(seed: Uid) -> (i64, i64) {
    let text: String = seed.to_string().chars().filter(char::is_ascii_hexdigit).collect();
    let bits = |from: usize, to: usize| {
        text.get(from..to).and_then(|part| i64::from_str_radix(part, 16).ok()).unwrap_or(0)
    };
    (bits(13, 16) << 12 | bits(17, 20), bits(20, 32))
}

/// Puts one person into the address book, or brings the row up to date.
///
/// # Errors
/// As any write.
pub async fn put(
    tx: &mut Tx,
    uid: Uid,
    number: Msisdn,
    name: &str,
    fields: &str,
    by: &str,
    at: UnixMillis,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO contact (uid, org_id, created_by, created_at, updated_at, number, name, fields)
         VALUES (unhex($1), $2, $3, $4, $4, $5, $6, $7)
             ON CONFLICT (org_id, number) DO UPDATE
            SET name = CASE WHEN excluded.name = '' THEN name ELSE excluded.name END,
                fields = json_patch(fields, excluded.fields),
                updated_at = excluded.updated_at,
                version = version + 1",
    )
    .bind(uid.to_string().replace('-', ""))
    .bind(LOCAL)
    .bind(by)
    .bind(at.0)
    .bind(number.to_db())
    .bind(name)
    .bind(fields)
    .execute(tx.sql())
    .await
    .map(|_| ())
    .map_err(StoreError::doing("write a contact"))
}

/// Takes one person out of the address book; groups keep their rows. Answers whether there was one.
///
/// # Errors
/// As any write.
pub async fn remove(tx: &mut Tx, number: Msisdn) -> Result<bool, StoreError> {
    sqlx::query("DELETE FROM contact WHERE org_id = $1 AND number = $2")
        .bind(LOCAL)
        .bind(number.to_db())
        .execute(tx.sql())
        .await
        .map(|done| done.rows_affected() > 0)
        .map_err(StoreError::doing("remove a contact"))
}

/// One person by number.
///
/// # Errors
/// As any read.
pub async fn by_number(conn: &mut Conn, number: Msisdn) -> Result<Option<Contact>, StoreError> {
    sqlx::query(
        "SELECT number, name, fields, created_at, updated_at FROM contact WHERE org_id = $1 AND number = $2",
    )
    .bind(LOCAL)
    .bind(number.to_db())
    .fetch_optional(conn.sql())
    .await
    .map_err(StoreError::doing("find a contact"))?
    .map(|row| read(&row))
    .transpose()
}

/// Persons after `after` in number order, at most `limit`.
///
/// # Errors
/// As any read.
pub async fn page(conn: &mut Conn, after: Option<Msisdn>, limit: u32) -> Result<Vec<Contact>, StoreError> {
    sqlx::query(
        "SELECT number, name, fields, created_at, updated_at FROM contact
          WHERE org_id = $1 AND number > $2 ORDER BY number LIMIT $3",
    )
    .bind(LOCAL)
    .bind(after.map_or(0, Msisdn::to_db))
    .bind(limit)
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("read contacts"))?
    .iter()
    .map(read)
    .collect()
}

/// The persons with these numbers, in number order; numbers that the book does not have are missing from the answer.
///
/// # Errors
/// As any read.
pub async fn of_numbers(conn: &mut Conn, numbers: &[Msisdn]) -> Result<Vec<Contact>, StoreError> {
    let mut found = Vec::with_capacity(numbers.len());
    for chunk in numbers.chunks(ASK_MAX) {
        let marks = vec!["?"; chunk.len()].join(",");
        let text = format!(
            "SELECT number, name, fields, created_at, updated_at FROM contact
              WHERE org_id = ? AND number IN ({marks}) ORDER BY number"
        );
        let mut query =
            sqlx::query(AssertSqlSafe(text).into_sql_str()).persistent(chunk.len() == ASK_MAX).bind(LOCAL);
        for number in chunk {
            query = query.bind(number.to_db());
        }
        let rows = query.fetch_all(conn.sql()).await.map_err(StoreError::doing("read contacts"))?;
        for row in &rows {
            found.push(read(row)?);
        }
    }
    Ok(found)
}

/// The number of the person at this place, from 0, in number order; `total` is how many there are. Walks a narrow
/// index from the nearer end.
///
/// # Errors
/// As any read.
pub async fn at(conn: &mut Conn, place: u64, total: u64) -> Result<Option<Msisdn>, StoreError> {
    let from_end = total.saturating_sub(1).saturating_sub(place);
    let (text, steps) = if from_end < place {
        ("SELECT number FROM contact WHERE org_id = $1 ORDER BY number DESC LIMIT 1 OFFSET $2", from_end)
    } else {
        ("SELECT number FROM contact WHERE org_id = $1 ORDER BY number LIMIT 1 OFFSET $2", place)
    };
    if place >= total {
        return Ok(None);
    }
    sqlx::query_scalar::<_, i64>(text)
        .bind(LOCAL)
        .bind(super::group::to_db(steps))
        .fetch_optional(conn.sql())
        .await
        .map(|number| number.and_then(Msisdn::from_db))
        .map_err(StoreError::doing("find a place in the address book"))
}

/// Writes a person anew: number, name and all fields.
///
/// # Errors
/// [`StoreError::NotFound`] when nobody has the number `old`, [`StoreError::Conflict`] when somebody has the new one.
pub async fn replace(
    tx: &mut Tx,
    old: Msisdn,
    number: Msisdn,
    name: &str,
    fields: &str,
    at: UnixMillis,
) -> Result<(), StoreError> {
    let done = sqlx::query(
        "UPDATE contact SET number = $3, name = $4, fields = $5, updated_at = $6, version = version + 1
          WHERE org_id = $1 AND number = $2",
    )
    .bind(LOCAL)
    .bind(old.to_db())
    .bind(number.to_db())
    .bind(name)
    .bind(fields)
    .bind(at.0)
    .execute(tx.sql())
    .await
    .map_err(StoreError::doing("change a contact"))?;
    match done.rows_affected() {
        0 => Err(StoreError::NotFound { what: "person", id: old.to_string() }),
        _ => Ok(()),
    }
}

/// How many persons there are.
///
/// # Errors
/// As any read.
pub async fn count(conn: &mut Conn) -> Result<u64, StoreError> {
    sqlx::query_scalar::<_, i64>("SELECT count(*) FROM contact WHERE org_id = $1")
        .bind(LOCAL)
        .fetch_one(conn.sql())
        .await
        .map(super::group::from_db)
        .map_err(StoreError::doing("count contacts"))
}

fn read(row: &SqliteRow) -> Result<Contact, StoreError> {
    Ok(Contact {
        number: member::number_of(row, "read contacts")?,
        name: row.get(1),
        fields: row.get(2),
        created_at: UnixMillis(row.get(3)),
        updated_at: UnixMillis(row.get(4)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seed_gives_all_its_random_bits() {
        let seed = Uid::new(UnixMillis(1), [0xFF; 10]);
        assert_eq!(seed_bits(seed), (0xFF_FFFF, 0xFFFF_FFFF_FFFF));
    }
}
