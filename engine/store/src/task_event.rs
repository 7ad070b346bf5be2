//! The timeline of a task: what happened to it, when, and who did it.

use hongyan_domain::{TaskNo, UnixMillis};
use sqlx::Row;

use crate::audience::LOCAL;
use crate::{Conn, StoreError, Tx};

/// One line of a task's timeline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TaskEventRow {
    /// When.
    pub at: UnixMillis,
    /// What, as a code.
    pub kind: String,
    /// Parameters for the words of the face.
    pub detail: String,
    /// Who, as the name to show.
    pub created_by: String,
}

/// Adds a line of what happened by itself, or by the local organisation.
///
/// # Errors
/// [`StoreError`] when the file cannot take it.
pub async fn add(
    tx: &mut Tx,
    task: TaskNo,
    at: UnixMillis,
    kind: &str,
    detail: &str,
) -> Result<(), StoreError> {
    add_by(tx, task, at, kind, detail, LOCAL).await
}

/// Adds a line of what somebody did.
///
/// # Errors
/// [`StoreError`] when the file cannot take it.
pub async fn add_by(
    tx: &mut Tx,
    task: TaskNo,
    at: UnixMillis,
    kind: &str,
    detail: &str,
    by: &str,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO task_event (task_no, at, kind, detail, created_by) VALUES ($1, $2, $3, $4, $5)")
        .bind(task.0)
        .bind(at.0)
        .bind(kind.to_owned())
        .bind(detail.to_owned())
        .bind(by.to_owned())
        .execute(tx.sql())
        .await
        .map_err(StoreError::doing("add to a task's timeline"))?;
    Ok(())
}

/// The timeline of a task, oldest first.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn of(conn: &mut Conn, task: TaskNo) -> Result<Vec<TaskEventRow>, StoreError> {
    let rows =
        sqlx::query(
            "SELECT at, kind, detail, coalesce((SELECT user.name FROM user WHERE user.uid = e.created_by), e.created_by)
               FROM task_event AS e WHERE task_no = $1 ORDER BY id",
        )
        .bind(task.0)
        .fetch_all(conn.sql())
        .await
        .map_err(StoreError::doing("read a task's timeline"))?;
    Ok(rows
        .iter()
        .map(|row| TaskEventRow {
            at: UnixMillis(row.get(0)),
            kind: row.get(1),
            detail: row.get(2),
            created_by: row.get(3),
        })
        .collect())
}
