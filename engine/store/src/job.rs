//! Work in the background and what came of it.

use hongyan_domain::UnixMillis;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::audience::LOCAL;
use crate::row::unreadable;
use crate::{Conn, StoreError, Tx};

/// How far a job is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum JobState {
    /// It works, or waits for its turn.
    Running,
    /// It did what it was to do.
    Done,
    /// It could not.
    Failed,
    /// A person broke it off.
    Cancelled,
    /// The program ended under it.
    BrokenOff,
}

impl JobState {
    /// Every one.
    pub const ALL: [Self; 5] = [Self::Running, Self::Done, Self::Failed, Self::Cancelled, Self::BrokenOff];

    /// The stable word for the store and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::BrokenOff => "broken_off",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A job that begins.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewJob {
    /// Its id.
    pub uid: String,
    /// Who asked for it.
    pub created_by: String,
    /// What kind of work, as a code.
    pub kind: String,
    /// What people know it by, such as a file's name.
    pub title: String,
    /// When.
    pub started_at: UnixMillis,
}

/// How a job ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct JobEnd {
    /// In which state; never [`JobState::Running`].
    pub state: JobState,
    /// What came of it, as JSON.
    pub result: String,
    /// Why it failed, as JSON.
    pub error: String,
    /// When.
    pub at: UnixMillis,
}

/// A stored job.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct JobRow {
    /// How it began.
    pub job: NewJob,
    /// How far it is.
    pub state: JobState,
    /// When it ended.
    pub ended_at: Option<UnixMillis>,
    /// What came of it, as JSON; `null` for nothing.
    pub result: String,
    /// Why it failed, as JSON; `null` for nothing.
    pub error: String,
}

/// Notes that a job began.
///
/// # Errors
/// As any write.
pub async fn begin(tx: &mut Tx, job: &NewJob) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO job (uid, org_id, created_by, kind, title, state, started_at)
         VALUES ($1, $2, $3, $4, $5, 'running', $6)",
    )
    .bind(job.uid.as_str())
    .bind(LOCAL)
    .bind(job.created_by.as_str())
    .bind(job.kind.as_str())
    .bind(job.title.as_str())
    .bind(job.started_at.0)
    .execute(tx.sql())
    .await
    .map(|_| ())
    .map_err(StoreError::doing("note that a job began"))
}

/// Notes how a job ended. One that has ended before stays as it was.
///
/// # Errors
/// As any write.
pub async fn end(tx: &mut Tx, uid: &str, end: &JobEnd) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE job SET state = $2, ended_at = $3, result = $4, error = $5 WHERE uid = $1 AND state = 'running'",
    )
    .bind(uid.to_owned())
    .bind(end.state.code())
    .bind(end.at.0)
    .bind(end.result.as_str())
    .bind(end.error.as_str())
    .execute(tx.sql())
    .await
    .map(|_| ())
    .map_err(StoreError::doing("note how a job ended"))
}

/// Tells jobs of a program that ended as broken off; answers how many. Only for who has the folder's lock.
///
/// # Errors
/// As any write.
pub async fn break_off(tx: &mut Tx, at: UnixMillis) -> Result<u64, StoreError> {
    sqlx::query("UPDATE job SET state = 'broken_off', ended_at = max(started_at, $1) WHERE state = 'running'")
        .bind(at.0)
        .execute(tx.sql())
        .await
        .map(|done| done.rows_affected())
        .map_err(StoreError::doing("break off the jobs of a program that ended"))
}

/// Forgets all but the newest `keep` jobs.
///
/// # Errors
/// As any write.
pub async fn prune(tx: &mut Tx, keep: u32) -> Result<(), StoreError> {
    sqlx::query(
        "DELETE FROM job WHERE state <> 'running'
            AND uid <= (SELECT uid FROM job ORDER BY uid DESC LIMIT 1 OFFSET $1)",
    )
    .bind(keep)
    .execute(tx.sql())
    .await
    .map(|_| ())
    .map_err(StoreError::doing("forget old jobs"))
}

/// The newest jobs first, at most `limit`.
///
/// # Errors
/// As any read.
pub async fn recent(conn: &mut Conn, limit: u32) -> Result<Vec<JobRow>, StoreError> {
    sqlx::query(
        "SELECT uid, created_by, kind, title, state, started_at, ended_at, result, error
           FROM job ORDER BY uid DESC LIMIT $1",
    )
    .bind(limit)
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("list jobs"))?
    .iter()
    .map(read)
    .collect()
}

/// One job.
///
/// # Errors
/// As any read.
pub async fn by_uid(conn: &mut Conn, uid: &str) -> Result<Option<JobRow>, StoreError> {
    sqlx::query(
        "SELECT uid, created_by, kind, title, state, started_at, ended_at, result, error FROM job WHERE uid = $1",
    )
    .bind(uid.to_owned())
    .fetch_optional(conn.sql())
    .await
    .map_err(StoreError::doing("find a job"))?
    .map(|row| read(&row))
    .transpose()
}

fn read(row: &SqliteRow) -> Result<JobRow, StoreError> {
    let state: String = row.get(4);
    Ok(JobRow {
        job: NewJob {
            uid: row.get(0),
            created_by: row.get(1),
            kind: row.get(2),
            title: row.get(3),
            started_at: UnixMillis(row.get(5)),
        },
        state: JobState::from_code(&state).ok_or_else(|| unreadable("state", state))?,
        ended_at: row.get::<Option<i64>, _>(6).map(UnixMillis),
        result: row.get(7),
        error: row.get(8),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Db;

    fn job(number: u8) -> NewJob {
        NewJob {
            uid: format!("0000-{number:03}"),
            created_by: LOCAL.to_owned(),
            kind: "import".to_owned(),
            title: "list.xlsx".to_owned(),
            started_at: UnixMillis(i64::from(number)),
        }
    }

    #[tokio::test]
    async fn jobs_end_once_break_off_and_are_forgotten_in_time() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open_in_folder(folder.path()).await.unwrap();
        let done = JobEnd {
            state: JobState::Done,
            result: "{}".to_owned(),
            error: "null".to_owned(),
            at: UnixMillis(9),
        };
        let late = JobEnd { state: JobState::Failed, ..done.clone() };
        db.write(move |tx| {
            Box::pin(async move {
                for number in 1..=5 {
                    begin(tx, &job(number)).await?;
                }
                end(tx, &job(2).uid, &done).await?;
                end(tx, &job(2).uid, &late).await
            })
        })
        .await
        .unwrap();
        let broken = db.write(|tx| Box::pin(break_off(tx, UnixMillis(7)))).await.unwrap();
        assert_eq!(broken, 4);
        let two = by_uid(&mut db.read().await.unwrap(), &job(2).uid).await.unwrap().unwrap();
        assert_eq!(
            (two.state, two.ended_at, two.result.as_str()),
            (JobState::Done, Some(UnixMillis(9)), "{}")
        );

        db.write(|tx| Box::pin(prune(tx, 2))).await.unwrap();
        let left = recent(&mut db.read().await.unwrap(), 100).await.unwrap();
        let uids: Vec<&str> = left.iter().map(|row| row.job.uid.as_str()).collect();
        assert_eq!(uids, ["0000-005", "0000-004"]);
        assert_eq!(left[0].state, JobState::BrokenOff);
        assert!(by_uid(&mut db.read().await.unwrap(), "0000-001").await.unwrap().is_none());
    }
}
