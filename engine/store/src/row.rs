//! Reading columns: numbers into the types they stand for.

use std::fmt::Display;

use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::StoreError;

/// The error of a column that holds what this program never writes.
pub(crate) fn unreadable(column: &'static str, found: impl Display) -> StoreError {
    StoreError::Unreadable { doing: "read a row", column, found: found.to_string() }
}

/// A whole number of a smaller type than the database's.
pub(crate) fn small<T: TryFrom<i64>>(
    row: &SqliteRow,
    index: usize,
    column: &'static str,
) -> Result<T, StoreError> {
    let value: i64 = row.get(index);
    T::try_from(value).map_err(|_| unreadable(column, value))
}

/// Rows that a statement gave as one value: `json_group_array(json_array(…))`. A row of sqlx's own costs more than
/// finding it, so hot statements of many rows come like this.
pub(crate) fn packed<T: DeserializeOwned>(rows: &str, doing: &'static str) -> Result<Vec<T>, StoreError> {
    serde_json::from_str(rows).map_err(|error| StoreError::Unreadable {
        doing,
        column: "rows",
        found: error.to_string(),
    })
}
