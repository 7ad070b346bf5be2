//! Tasks as people look for them.

use std::collections::{BTreeMap, BTreeSet};

use hongyan_domain::{GroupNo, TaskNo, TaskState};
use sqlx::Row;

use super::{Task, from_row};
use crate::row::unreadable;
use crate::{Conn, StoreError};

/// What a list of tasks is narrowed to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Search {
    /// In one of these states; empty: in any.
    pub states: Vec<TaskState>,
    /// These words stand in its name, text or signature; empty: whatever it says.
    pub words: String,
    /// Practice, or not; `None`: both.
    pub sandbox: Option<bool>,
}

/// Tasks with numbers below `before` that pass `wanted`, newest first, at most `page_max`.
///
/// Tasks are thousands, not millions: the look goes backwards over the table until the page is full.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn search(
    conn: &mut Conn,
    wanted: &Search,
    before: Option<TaskNo>,
    page_max: u32,
) -> Result<Vec<Task>, StoreError> {
    let mut sql =
        sqlx::QueryBuilder::<sqlx::Sqlite>::new(concat!("SELECT ", columns!(), " FROM task WHERE no < "));
    sql.push_bind(before.map_or(i64::MAX, |no| no.0));
    if !wanted.states.is_empty() {
        // The plus keeps the order of numbers: the index over states would have to be sorted.
        sql.push(" AND +state IN (");
        let mut states = sql.separated(", ");
        for state in &wanted.states {
            states.push_bind(state.code());
        }
        sql.push(")");
    }
    if let Some(sandbox) = wanted.sandbox {
        sql.push(" AND sandbox = ").push_bind(i64::from(sandbox));
    }
    let words = wanted.words.trim();
    if !words.is_empty() {
        let pattern = format!("%{}%", escaped(words));
        sql.push(" AND (name LIKE ").push_bind(pattern.clone());
        sql.push(" ESCAPE '!' OR template LIKE ").push_bind(pattern.clone());
        sql.push(" ESCAPE '!' OR signature LIKE ").push_bind(pattern).push(" ESCAPE '!')");
    }
    sql.push(" ORDER BY no DESC LIMIT ").push_bind(i64::from(page_max));
    let rows = sql.build().fetch_all(conn.sql()).await.map_err(StoreError::doing("look for tasks"))?;
    rows.iter().map(from_row).collect()
}

/// Words as LIKE takes them literally.
fn escaped(words: &str) -> String {
    words.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

/// The tasks that send again to people of this one, newest first: number, state and list.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn follow_ups(
    conn: &mut Conn,
    no: TaskNo,
) -> Result<Vec<(TaskNo, TaskState, GroupNo)>, StoreError> {
    let rows = sqlx::query("SELECT no, state, group_no FROM task WHERE resend_of = $1 ORDER BY no DESC")
        .bind(no.0)
        .fetch_all(conn.sql())
        .await
        .map_err(StoreError::doing("find tasks that send again"))?;
    rows.iter()
        .map(|row| {
            let state: String = row.get(1);
            let known = TaskState::from_code(&state).ok_or_else(|| unreadable("task.state", &state))?;
            Ok((TaskNo(row.get(0)), known, GroupNo(row.get(2))))
        })
        .collect()
}

/// The names of these tasks, and whether they are practice.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn names(
    conn: &mut Conn,
    tasks: &BTreeSet<TaskNo>,
) -> Result<BTreeMap<TaskNo, (String, bool)>, StoreError> {
    let asked: Vec<i64> = tasks.iter().map(|task| task.0).collect();
    let rows =
        sqlx::query("SELECT no, name, sandbox FROM task WHERE no IN (SELECT value FROM json_each($1))")
            .bind(serde_json::to_string(&asked).unwrap_or_default())
            .fetch_all(conn.sql())
            .await
            .map_err(StoreError::doing("read the names of tasks"))?;
    Ok(rows.iter().map(|row| (TaskNo(row.get(0)), (row.get(1), row.get::<i64, _>(2) != 0))).collect())
}

/// The tasks that a person or the engine is not done with, with their states, by number.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn open_states(conn: &mut Conn) -> Result<Vec<(TaskNo, TaskState)>, StoreError> {
    let rows = sqlx::query(
        "SELECT no, state FROM task WHERE state IN ('scheduled', 'running', 'paused', 'faulted') ORDER BY no",
    )
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("find open tasks"))?;
    rows.iter()
        .map(|row| {
            let state: String = row.get(1);
            let known = TaskState::from_code(&state).ok_or_else(|| unreadable("task.state", &state))?;
            Ok((TaskNo(row.get(0)), known))
        })
        .collect()
}

/// The task that was made under this key.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn by_client_key(conn: &mut Conn, key: &str) -> Result<Option<TaskNo>, StoreError> {
    let row = sqlx::query("SELECT no FROM task WHERE client_key = $1")
        .bind(key.to_owned())
        .fetch_optional(conn.sql())
        .await
        .map_err(StoreError::doing("find a task by its key"))?;
    Ok(row.map(|row| TaskNo(row.get(0))))
}
