//! Browsers that are logged in: one row each, under the SHA-256 of a token that only the browser has.

use hongyan_domain::UnixMillis;
use sqlx::Row;

use crate::{Conn, StoreError, Tx};

/// A login.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LoginSession {
    /// Whose.
    pub user: String,
    /// When the password was given.
    pub created_at: UnixMillis,
    /// When something was asked last, to the minute.
    pub seen_at: UnixMillis,
    /// It ends then at the latest.
    pub expires_at: UnixMillis,
}

/// Stores a login, and forgets those that are over; of one person at most `keep` stay, the ones seen last.
///
/// # Errors
/// As any write.
pub async fn insert(
    tx: &mut Tx,
    token_sha256: [u8; 32],
    session: &LoginSession,
    idle_before: UnixMillis,
    keep: u32,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM login_session WHERE expires_at <= $1 OR seen_at < $2")
        .bind(session.created_at.0)
        .bind(idle_before.0)
        .execute(tx.sql())
        .await
        .map_err(StoreError::doing("forget logins that are over"))?;
    sqlx::query(
        "INSERT INTO login_session (token_sha256, user_uid, created_at, seen_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(token_sha256.as_slice())
    .bind(session.user.as_str())
    .bind(session.created_at.0)
    .bind(session.seen_at.0)
    .bind(session.expires_at.0)
    .execute(tx.sql())
    .await
    .map_err(StoreError::doing("store a login"))?;
    sqlx::query(
        "DELETE FROM login_session WHERE user_uid = $1 AND token_sha256 NOT IN (
            SELECT token_sha256 FROM login_session WHERE user_uid = $1 ORDER BY seen_at DESC, created_at DESC LIMIT $2)",
    )
    .bind(session.user.as_str())
    .bind(keep)
    .execute(tx.sql())
    .await
    .map(|_| ())
    .map_err(StoreError::doing("forget the oldest logins"))
}

/// The login with this token.
///
/// # Errors
/// As any read.
pub async fn find(conn: &mut Conn, token_sha256: [u8; 32]) -> Result<Option<LoginSession>, StoreError> {
    let row = sqlx::query(
        "SELECT user_uid, created_at, seen_at, expires_at FROM login_session WHERE token_sha256 = $1",
    )
    .bind(token_sha256.as_slice())
    .fetch_optional(conn.sql())
    .await
    .map_err(StoreError::doing("find a login"))?;
    Ok(row.map(|row| LoginSession {
        user: row.get(0),
        created_at: UnixMillis(row.get(1)),
        seen_at: UnixMillis(row.get(2)),
        expires_at: UnixMillis(row.get(3)),
    }))
}

/// Notes that something was asked.
///
/// # Errors
/// As any write.
pub async fn seen(tx: &mut Tx, token_sha256: [u8; 32], at: UnixMillis) -> Result<(), StoreError> {
    sqlx::query("UPDATE login_session SET seen_at = $2 WHERE token_sha256 = $1")
        .bind(token_sha256.as_slice())
        .bind(at.0)
        .execute(tx.sql())
        .await
        .map(|_| ())
        .map_err(StoreError::doing("note that a login is in use"))
}

/// Ends a login.
///
/// # Errors
/// As any write.
pub async fn remove(tx: &mut Tx, token_sha256: [u8; 32]) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM login_session WHERE token_sha256 = $1")
        .bind(token_sha256.as_slice())
        .execute(tx.sql())
        .await
        .map(|_| ())
        .map_err(StoreError::doing("end a login"))
}

/// Ends all logins of a person but the one with this token.
///
/// # Errors
/// As any write.
pub async fn remove_others(
    tx: &mut Tx,
    user: &str,
    token_sha256: Option<[u8; 32]>,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM login_session WHERE user_uid = $1 AND ($2 IS NULL OR token_sha256 <> $2)")
        .bind(user.to_owned())
        .bind(token_sha256.map(|hash| hash.to_vec()))
        .execute(tx.sql())
        .await
        .map(|_| ())
        .map_err(StoreError::doing("end the other logins of a person"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Db;
    use crate::audience::LOCAL;

    fn login(at: i64) -> LoginSession {
        LoginSession {
            user: LOCAL.to_owned(),
            created_at: UnixMillis(at),
            seen_at: UnixMillis(at),
            expires_at: UnixMillis(at + 100),
        }
    }

    #[tokio::test]
    async fn logins_end_by_age_by_number_and_by_hand() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open_in_folder(folder.path()).await.unwrap();
        for at in 1..=4_u8 {
            let (hash, row) = ([at; 32], login(i64::from(at)));
            db.write(move |tx| Box::pin(async move { insert(tx, hash, &row, UnixMillis(0), 3).await }))
                .await
                .unwrap();
        }
        let there = async |hash: u8| find(&mut db.read().await.unwrap(), [hash; 32]).await.unwrap();
        assert_eq!(there(1).await, None, "only three stay");
        assert_eq!(there(2).await, Some(login(2)));

        db.write(|tx| Box::pin(seen(tx, [3; 32], UnixMillis(50)))).await.unwrap();
        let later = login(60);
        db.write(move |tx| Box::pin(async move { insert(tx, [9; 32], &later, UnixMillis(10), 3).await }))
            .await
            .unwrap();
        assert_eq!(there(2).await, None, "not seen since 10");
        assert_eq!(there(3).await.unwrap().seen_at, UnixMillis(50));

        db.write(|tx| Box::pin(remove_others(tx, LOCAL, Some([9; 32])))).await.unwrap();
        assert_eq!(there(3).await, None);
        assert!(there(9).await.is_some());
        db.write(|tx| Box::pin(remove(tx, [9; 32]))).await.unwrap();
        assert_eq!(there(9).await, None);
    }
}
