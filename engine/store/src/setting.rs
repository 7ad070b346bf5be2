//! Settings: one value per key, as JSON, with the type in the key.

use std::marker::PhantomData;

use hongyan_domain::UnixMillis;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::conn::{Conn, Tx};
use crate::error::StoreError;

/// A setting's name and the type of its value: `const QUIET: Key<Quiet> = Key::new("quiet_hours");`.
pub struct Key<T> {
    name: &'static str,
    value: PhantomData<fn() -> T>,
}

impl<T> Key<T> {
    /// Names a setting. One name has one type, for ever; a new shape is a new name.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, value: PhantomData }
    }

    /// The setting's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

/// The setting's value; `None` when it was never set.
///
/// # Errors
/// [`StoreError::Unreadable`] when the stored value is not of this type.
pub async fn read<T: DeserializeOwned>(conn: &mut Conn, key: &Key<T>) -> Result<Option<T>, StoreError> {
    let doing = "read a setting";
    let text: Option<String> = sqlx::query_scalar("SELECT value FROM setting WHERE key = $1")
        .bind(key.name)
        .fetch_optional(conn.sql())
        .await
        .map_err(StoreError::doing(doing))?;
    text.map(|text| serde_json::from_str(&text)).transpose().map_err(|_| StoreError::Unreadable {
        doing,
        column: "value",
        found: key.name.to_owned(),
    })
}

/// Sets the value.
///
/// # Errors
/// [`StoreError::Unreadable`] when the value has no JSON form, such as a map with keys that are not text.
pub async fn write<T: Serialize + Sync>(
    tx: &mut Tx,
    key: &Key<T>,
    value: &T,
    now: UnixMillis,
) -> Result<(), StoreError> {
    let doing = "write a setting";
    let text = serde_json::to_string(value).map_err(|_| StoreError::Unreadable {
        doing,
        column: "value",
        found: key.name.to_owned(),
    })?;
    sqlx::query(
        "INSERT INTO setting (key, value, updated_at) VALUES ($1, $2, $3)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at",
    )
    .bind(key.name)
    .bind(text)
    .bind(now.0)
    .execute(tx.sql())
    .await
    .map_err(StoreError::doing(doing))?;
    Ok(())
}

/// Forgets the value.
///
/// # Errors
/// [`StoreError::Faulty`] when the store failed.
pub async fn clear<T>(tx: &mut Tx, key: &Key<T>) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM setting WHERE key = $1")
        .bind(key.name)
        .execute(tx.sql())
        .await
        .map_err(StoreError::doing("clear a setting"))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Db;

    const NAMES: Key<Vec<String>> = Key::new("names");

    #[tokio::test]
    async fn a_setting_has_one_type_and_can_be_changed_and_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open_in_folder(folder.path()).await.unwrap();
        for names in [vec!["张三".to_owned()], vec![]] {
            let wanted = names.clone();
            db.write(|tx| Box::pin(async move { write(tx, &NAMES, &names, UnixMillis(1)).await }))
                .await
                .unwrap();
            assert_eq!(read(&mut db.read().await.unwrap(), &NAMES).await.unwrap(), Some(wanted));
        }
        let other = Key::<u32>::new(NAMES.name());
        let error = read(&mut db.read().await.unwrap(), &other).await.unwrap_err();
        assert!(matches!(error, StoreError::Unreadable { column: "value", .. }), "{error:?}");
        db.write(|tx| Box::pin(clear(tx, &NAMES))).await.unwrap();
        assert_eq!(read(&mut db.read().await.unwrap(), &NAMES).await.unwrap(), None);
    }
}
