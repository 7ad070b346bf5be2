//! Connections as callers see them: [`Reader`] and [`Tx`], both a [`Conn`]; sqlx stays inside this crate.

use std::future::Future;
use std::ops::{Deref, DerefMut};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::StoreError;

/// A future on the heap, as a job of [`Db::write`](crate::Db::write) returns it.
pub type BoxFuture<'t, T> = Pin<Box<dyn Future<Output = T> + Send + 't>>;

/// A connection to the store. Functions that read take `&mut Conn`, so that they work inside and outside a job.
pub struct Conn(SqliteConnection);

impl Conn {
    pub(crate) fn new(connection: SqliteConnection) -> Self {
        Self(connection)
    }

    /// The connection that statements run on.
    pub(crate) fn sql(&mut self) -> &mut SqliteConnection {
        &mut self.0
    }

    pub(crate) async fn close(self) {
        if let Err(error) = self.0.close().await {
            tracing::warn!(%error, "closing a connection");
        }
    }

    pub(crate) async fn run(
        &mut self,
        statement: &'static str,
        doing: &'static str,
    ) -> Result<(), StoreError> {
        sqlx::query(statement).execute(&mut self.0).await.map_err(StoreError::doing(doing))?;
        Ok(())
    }
}

/// A job's view of the store: reads see what the job wrote. Functions that write take `&mut Tx`.
pub struct Tx(pub(crate) Conn);

impl Deref for Tx {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.0
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.0
    }
}

/// A read-only connection, lent from the pool until it is dropped.
///
/// Each statement sees what was committed when it started; [`Reader::snapshot`] holds one moment over several.
/// Take one at a time: a task that holds a reader and waits for another can wait for itself.
pub struct Reader {
    conn: Option<Conn>, // Invariant: Some until drop
    in_snapshot: bool,
    pool: Arc<Readers>,
    _permit: OwnedSemaphorePermit,
}

impl Reader {
    /// From here on every statement of this reader sees the store as it is now, whatever is written meanwhile.
    ///
    /// Ends when the reader is dropped. Keep it short: while it lasts, the write-ahead log cannot be emptied.
    ///
    /// # Errors
    /// [`StoreError::Faulty`] when the file cannot be read.
    pub async fn snapshot(&mut self) -> Result<(), StoreError> {
        if !self.in_snapshot {
            self.in_snapshot = true;
            self.run("BEGIN", "open a snapshot").await?;
            // BEGIN alone takes no moment yet; the first read does.
            self.run("SELECT 1 FROM migration LIMIT 1", "open a snapshot").await?;
        }
        Ok(())
    }
}

impl Deref for Reader {
    type Target = Conn;
    #[expect(clippy::expect_used, reason = "Some until drop")]
    fn deref(&self) -> &Conn {
        self.conn.as_ref().expect("a reader keeps its connection until it is dropped")
    }
}

impl DerefMut for Reader {
    #[expect(clippy::expect_used, reason = "Some until drop")]
    fn deref_mut(&mut self) -> &mut Conn {
        self.conn.as_mut().expect("a reader keeps its connection until it is dropped")
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        // A connection in a snapshot is not lent again: dropping it closes it and ends the snapshot at once.
        if let Some(conn) = self.conn.take()
            && !self.in_snapshot
        {
            self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner).push(conn);
        }
    }
}

/// The read-only connections. Own and small because a pool that measures waiting time fails under a simulated clock.
pub(crate) struct Readers {
    options: SqliteConnectOptions,
    idle: Mutex<Vec<Conn>>,
    places: Arc<Semaphore>,
}

impl Readers {
    pub(crate) fn new(options: SqliteConnectOptions, places: usize) -> Self {
        Self { options, idle: Mutex::default(), places: Arc::new(Semaphore::new(places)) }
    }

    /// Lends a connection; waits while all are out.
    pub(crate) async fn lend(self: &Arc<Self>) -> Result<Reader, StoreError> {
        let permit = Arc::clone(&self.places).acquire_owned().await.map_err(|_| StoreError::Closed)?;
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let conn = match idle {
            Some(conn) => conn,
            None => Conn::new(self.options.connect().await.map_err(StoreError::doing("open a reader"))?),
        };
        Ok(Reader { conn: Some(conn), in_snapshot: false, pool: Arc::clone(self), _permit: permit })
    }

    /// Closes the idle connections; those still lent close when they are dropped.
    pub(crate) async fn close(&self) {
        self.places.close();
        let idle = std::mem::take(&mut *self.idle.lock().unwrap_or_else(PoisonError::into_inner));
        for conn in idle {
            conn.close().await;
        }
    }
}
