//! Route reasons, each stored once.

use std::collections::BTreeMap;
use std::sync::Arc;

use sqlx::Row;

use crate::bulk::Bulk;
use crate::{StoreError, Tx};

static ADD: Bulk =
    Bulk::padded("INSERT INTO route_why (words) VALUES ", 1, " ON CONFLICT (words) DO NOTHING");
static FIND: Bulk = Bulk::padded("SELECT no, words FROM route_why WHERE words IN (VALUES ", 1, ")");

/// The numbers of these reasons, new ones stored first; none for an empty text.
///
/// # Errors
/// [`StoreError`] when the file cannot take them.
pub(super) async fn numbers(
    tx: &mut Tx,
    reasons: impl Iterator<Item = &Arc<str>>,
) -> Result<BTreeMap<Arc<str>, i64>, StoreError> {
    let mut numbers: BTreeMap<Arc<str>, i64> = BTreeMap::new();
    for reason in reasons.filter(|reason| !reason.is_empty()) {
        if !numbers.contains_key(reason) {
            numbers.insert(Arc::clone(reason), 0);
        }
    }
    let words: Vec<Arc<str>> = numbers.keys().cloned().collect();
    for chunk in ADD.chunks(&words) {
        let mut query = sqlx::query(chunk.sql.clone());
        for reason in chunk.bound() {
            query = query.bind(Arc::clone(reason));
        }
        query.execute(tx.sql()).await.map_err(StoreError::doing("store route reasons"))?;
    }
    for chunk in FIND.chunks(&words) {
        let mut query = sqlx::query(chunk.sql.clone());
        for reason in chunk.bound() {
            query = query.bind(Arc::clone(reason));
        }
        let rows = query.fetch_all(tx.sql()).await.map_err(StoreError::doing("find route reasons"))?;
        for row in &rows {
            numbers.insert(Arc::from(row.get::<&str, _>(1)), row.get(0));
        }
    }
    Ok(numbers)
}
