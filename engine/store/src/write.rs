//! The one writer: it groups jobs into transactions and answers each job after its COMMIT.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use hongyan_domain::{Clock, UnixMillis};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Sleep, sleep};

use crate::conn::{BoxFuture, Conn, Tx};
use crate::error::StoreError;
use crate::fault::Fault;
use crate::lock::FolderLock;

/// Jobs that may wait for the writer; more callers wait for a place. One group's worth, so that a full queue is
/// emptied by one commit.
pub(crate) const QUEUE_JOBS: usize = GROUP_JOBS_MAX;
/// Jobs in one transaction. A commit costs one flush of the disk (0.1–10 ms) however many jobs share it.
const GROUP_JOBS_MAX: usize = 512;
/// A group closes after this time even if more jobs wait, so that the first of it is answered (architecture §4).
const GROUP_TIME_MAX: Duration = Duration::from_millis(10);
/// How often a store that takes no writes is tried again.
const PROBE_EVERY: Duration = Duration::from_secs(1);
/// Room that the store must have before it counts as writable again, in octets: some hundred answers and receipts.
const PROBE_ROOM: i64 = 256 * 1024;
/// The log is moved into the file after this much quiet.
const IDLE_BEFORE_CHECKPOINT: Duration = Duration::from_millis(200);

/// Whether the store takes writes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Health {
    /// Yes.
    Writable,
    /// No: jobs are refused until a probe succeeds. Stop sending.
    NotWritable {
        /// What stands in the way.
        fault: Fault,
        /// Since when.
        since: UnixMillis,
    },
}

/// What callers ask of the writer.
pub(crate) enum Order {
    Job(Box<dyn Job>),
    /// Try at once whether the store takes writes.
    Probe(oneshot::Sender<Health>),
    /// Limit the file to so many octets; `None` lifts the limit.
    Quota(Option<u64>, oneshot::Sender<Result<(), StoreError>>),
    /// Tell the number that changes when another process has written.
    Others(oneshot::Sender<Result<i64, StoreError>>),
    Close(oneshot::Sender<()>),
}

/// A caller's job, waiting to be run.
pub(crate) trait Job: Send {
    fn run<'t>(self: Box<Self>, tx: &'t mut Tx) -> BoxFuture<'t, Box<dyn Settle>>;
    fn refuse(self: Box<Self>, error: StoreError);
}

/// A job that ran and waits for its COMMIT.
pub(crate) trait Settle: Send {
    fn error(&self) -> Option<&StoreError>;
    /// Answers with the job's own result.
    fn answer(self: Box<Self>);
    /// Answers with the error of the group.
    fn fail(self: Box<Self>, error: StoreError);
}

/// A job and the place where its caller waits.
pub(crate) struct Pending<T, F> {
    pub(crate) job: F,
    pub(crate) reply: oneshot::Sender<Result<T, StoreError>>,
}

struct Ran<T> {
    result: Result<T, StoreError>,
    reply: oneshot::Sender<Result<T, StoreError>>,
}

impl<T, F> Job for Pending<T, F>
where
    T: Send + 'static,
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, StoreError>> + Send + 'static,
{
    fn run<'t>(self: Box<Self>, tx: &'t mut Tx) -> BoxFuture<'t, Box<dyn Settle>> {
        Box::pin(async move {
            let Self { job, reply } = *self;
            let result = contain(Box::pin(async move { job(tx).await })).await;
            Box::new(Ran { result, reply }) as Box<dyn Settle>
        })
    }

    fn refuse(self: Box<Self>, error: StoreError) {
        _ = self.reply.send(Err(error)); // the caller may have gone
    }
}

impl<T: Send> Settle for Ran<T> {
    fn error(&self) -> Option<&StoreError> {
        self.result.as_ref().err()
    }

    fn answer(self: Box<Self>) {
        _ = self.reply.send(self.result); // the caller may have gone
    }

    fn fail(self: Box<Self>, error: StoreError) {
        _ = self.reply.send(Err(error)); // the caller may have gone
    }
}

/// Changes when another connection has written; all that write here is this one.
async fn others(conn: &mut Conn) -> Result<i64, StoreError> {
    sqlx::query_scalar("PRAGMA data_version")
        .fetch_one(conn.sql())
        .await
        .map_err(StoreError::doing("look for another process's writes"))
}

/// Turns a job's panic into an error, so that one mistake does not end the writer.
async fn contain<T>(mut job: BoxFuture<'_, Result<T, StoreError>>) -> Result<T, StoreError> {
    poll_fn(|context| {
        catch_unwind(AssertUnwindSafe(|| job.as_mut().poll(context))).unwrap_or_else(|panic| {
            let message = panic
                .downcast_ref::<&str>()
                .map(|text| (*text).to_owned())
                .or_else(|| panic.downcast_ref::<String>().cloned())
                .unwrap_or_default();
            std::task::Poll::Ready(Err(StoreError::Panicked { message }))
        })
    })
    .await
}

/// The writer's task.
pub(crate) struct Writer {
    tx: Tx,
    orders: mpsc::Receiver<Order>,
    health: watch::Sender<Health>,
    clock: Arc<dyn Clock>,
    /// Committed since the log was last moved into the file.
    log_dirty: bool,
    /// Until a store that takes no writes is tried again. Kept from order to order: callers that ask again and again
    /// leave no quiet time.
    probe_due: Pin<Box<Sleep>>,
    /// Keeps the folder ours until the last write is done; `None` beside an engine that has it.
    lock: Option<FolderLock>,
}

/// What the transaction holds before the next job.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Nothing: the whole transaction is the next job's own, and SQLite saves itself the copies of every changed page
    /// that a savepoint asks for.
    None,
    /// One job's rows and no savepoint.
    Kept,
    /// The savepoint of the job before.
    Savepoint,
}

/// How a group went on after one job.
enum Step {
    /// It waits for the COMMIT.
    Kept(Box<dyn Settle>),
    /// It failed alone and was answered.
    Dropped,
    /// The store failed; the group is lost. The job itself may be unanswered.
    Broken(StoreError, Option<Box<dyn Settle>>),
}

impl Writer {
    pub(crate) fn new(
        conn: Conn,
        orders: mpsc::Receiver<Order>,
        health: watch::Sender<Health>,
        clock: Arc<dyn Clock>,
        lock: Option<FolderLock>,
    ) -> Self {
        Self {
            tx: Tx(conn),
            orders,
            health,
            clock,
            log_dirty: false,
            probe_due: Box::pin(sleep(PROBE_EVERY)),
            lock,
        }
    }

    /// Works until it is told to close or every handle is gone.
    pub(crate) async fn run(mut self) {
        let mut held = None;
        let closing = loop {
            let order = match held.take() {
                Some(order) => order,
                None => match self.next().await {
                    Some(order) => order,
                    None => break None,
                },
            };
            match order {
                Order::Job(job) => match self.fault() {
                    None => held = self.group(job).await,
                    Some(fault) => job.refuse(StoreError::NotWritable { fault }),
                },
                Order::Probe(reply) => {
                    self.probe().await;
                    _ = reply.send(*self.health.borrow()); // the caller may have gone
                }
                Order::Quota(octets, reply) => {
                    _ = reply.send(self.quota(octets).await); // the caller may have gone
                }
                Order::Others(reply) => {
                    _ = reply.send(others(&mut self.tx).await); // the caller may have gone
                }
                Order::Close(reply) => break Some(reply),
            }
        };
        self.orders.close();
        while let Ok(order) = self.orders.try_recv() {
            match order {
                Order::Job(job) => job.refuse(StoreError::Closed),
                Order::Probe(_) | Order::Quota(..) | Order::Others(_) | Order::Close(_) => {} // dropping the sender tells the caller
            }
        }
        if self.lock.is_some() {
            // Beside an engine this would hold up its writes until all readers are done.
            self.checkpoint("PRAGMA wal_checkpoint(TRUNCATE)").await;
        }
        self.tx.0.close().await;
        drop(self.lock);
        if let Some(reply) = closing {
            _ = reply.send(()); // the caller may have gone
        }
    }

    fn fault(&self) -> Option<Fault> {
        match *self.health.borrow() {
            Health::Writable => None,
            Health::NotWritable { fault, .. } => Some(fault),
        }
    }

    /// The next order; while none comes, moves the log into the file once and tries a faulty store again and again.
    async fn next(&mut self) -> Option<Order> {
        loop {
            match self.fault() {
                Some(fault) if fault.can_pass() => tokio::select! {
                    biased;
                    () = &mut self.probe_due => self.probe().await,
                    order = self.orders.recv() => return order,
                },
                None if self.log_dirty => tokio::select! {
                    biased;
                    order = self.orders.recv() => return order,
                    () = sleep(IDLE_BEFORE_CHECKPOINT) => {
                        self.checkpoint("PRAGMA wal_checkpoint(PASSIVE)").await;
                    }
                },
                Some(_) | None => return self.orders.recv().await,
            }
        }
    }

    /// Runs `first` and the jobs behind it in one transaction. Returns an order that is not a job, if one came.
    async fn group(&mut self, first: Box<dyn Job>) -> Option<Order> {
        if let Err(error) = self.tx.run("BEGIN IMMEDIATE", "begin a group of writes").await {
            self.note(error.fault().unwrap_or(Fault::Io), &error); // whatever SQLite calls it, no job can run
            first.refuse(error);
            return None;
        }
        let began = self.clock.now();
        let mut kept: Vec<Box<dyn Settle>> = Vec::new();
        let mut count = 0;
        let mut mark = Mark::None;
        let mut held = None;
        let mut next = Some(first);
        while let Some(job) = next.take() {
            match self.one(job, &mut mark).await {
                Step::Kept(ran) => kept.push(ran),
                Step::Dropped => {}
                Step::Broken(error, ran) => {
                    kept.extend(ran);
                    self.lose(kept, &error).await;
                    return None;
                }
            }
            count += 1;
            if count >= GROUP_JOBS_MAX || self.clock.now().since(began) >= GROUP_TIME_MAX {
                break;
            }
            match self.orders.try_recv() {
                Ok(Order::Job(job)) => next = Some(job),
                Ok(other) => held = Some(other),
                Err(_) => {}
            }
        }
        match self.tx.run("COMMIT", "commit a group of writes").await {
            Ok(()) => {
                self.log_dirty = true;
                kept.into_iter().for_each(Settle::answer);
            }
            Err(error) => self.lose(kept, &error).await,
        }
        held
    }

    /// Runs one job behind a savepoint of its own, or, as the first of its transaction, behind none.
    async fn one(&mut self, job: Box<dyn Job>, mark: &mut Mark) -> Step {
        if let Err(error) = self.set_mark(mark).await {
            job.refuse(error.clone());
            return Step::Broken(error, None);
        }
        let ran = job.run(&mut self.tx).await;
        let after = match ran.error() {
            None => Ok(()),
            Some(error) if error.fault().is_some() => Err(error.clone()),
            Some(_) => self.undo(*mark).await,
        };
        match after {
            Err(error) => Step::Broken(error, Some(ran)),
            Ok(()) if ran.error().is_none() => {
                if *mark == Mark::None {
                    *mark = Mark::Kept;
                }
                Step::Kept(ran)
            }
            Ok(()) => {
                ran.answer();
                Step::Dropped
            }
        }
    }

    /// The savepoint before is given up in the same trip to the database; the last one ends with the COMMIT.
    async fn set_mark(&mut self, mark: &mut Mark) -> Result<(), StoreError> {
        let statement = match mark {
            Mark::None => return Ok(()),
            Mark::Kept => "SAVEPOINT job",
            Mark::Savepoint => "RELEASE job; SAVEPOINT job",
        };
        self.tx.run(statement, "begin a job").await?;
        *mark = Mark::Savepoint;
        Ok(())
    }

    async fn undo(&mut self, mark: Mark) -> Result<(), StoreError> {
        let statement = match mark {
            Mark::None | Mark::Kept => "ROLLBACK; BEGIN IMMEDIATE",
            Mark::Savepoint => "ROLLBACK TO job",
        };
        self.tx.run(statement, "undo a job").await
    }

    /// Undoes the group and tells every job of it.
    async fn lose(&mut self, group: Vec<Box<dyn Settle>>, error: &StoreError) {
        match error.fault() {
            Some(fault) => self.note(fault, error),
            // A rule that SQLite checks only at the commit: the jobs are at fault, not the store.
            None => tracing::error!(code = error.code(), %error, "a group of writes was lost"),
        }
        self.roll_back().await;
        for ran in group {
            ran.fail(error.clone());
        }
    }

    async fn roll_back(&mut self) {
        if let Err(error) = self.tx.run("ROLLBACK", "undo a group of writes").await {
            // SQLite has often rolled back by itself after a full disk; then there is nothing left to undo.
            tracing::debug!(%error, "no transaction to roll back");
        }
    }

    /// Remembers a fault of the store as a whole.
    fn note(&mut self, fault: Fault, error: &StoreError) {
        let since = self.clock.now();
        self.probe_due = Box::pin(sleep(PROBE_EVERY));
        tracing::error!(code = fault.code(), %error, "the store takes no writes");
        self.health.send_if_modified(|health| match *health {
            Health::NotWritable { fault: known, .. } if known == fault => false,
            Health::Writable | Health::NotWritable { .. } => {
                *health = Health::NotWritable { fault, since };
                true
            }
        });
    }

    /// Writes and removes a filler; the store is writable again when that works.
    async fn probe(&mut self) {
        if self.fault().is_some_and(|fault| !fault.can_pass()) {
            return;
        }
        match self.try_room().await {
            Ok(()) => {
                self.log_dirty = true;
                let was = self.health.send_replace(Health::Writable);
                if was != Health::Writable {
                    tracing::info!("the store takes writes again");
                }
            }
            Err(error) => {
                self.roll_back().await;
                self.note(error.fault().unwrap_or(Fault::Io), &error);
            }
        }
    }

    async fn try_room(&mut self) -> Result<(), StoreError> {
        let doing = "probe the store";
        let now = self.clock.now();
        self.tx.run("BEGIN IMMEDIATE", doing).await?;
        sqlx::query(
            "INSERT INTO probe (no, filler, at) VALUES (1, zeroblob($1), $2)
             ON CONFLICT (no) DO UPDATE SET filler = excluded.filler, at = excluded.at",
        )
        .bind(PROBE_ROOM)
        .bind(now.0)
        .execute(self.tx.sql())
        .await
        .map_err(StoreError::doing(doing))?;
        self.tx.run("COMMIT", doing).await?;
        self.tx.run("DELETE FROM probe", doing).await
    }

    async fn quota(&mut self, octets: Option<u64>) -> Result<(), StoreError> {
        set_quota(&mut self.tx, octets).await
    }

    async fn checkpoint(&mut self, statement: &'static str) {
        self.log_dirty = false;
        if let Err(error) = self.tx.run(statement, "move the log into the file").await {
            tracing::warn!(%error, "the log could not be moved into the file; it stays valid");
        }
    }
}

/// Limits the file to so many octets, never below what it has; `None` lifts the limit.
pub(crate) async fn set_quota(conn: &mut Conn, octets: Option<u64>) -> Result<(), StoreError> {
    /// SQLite's own limit. <https://sqlite.org/limits.html>
    const PAGES_MAX: u64 = 4_294_967_294;
    let doing = "set the quota";
    // SQLCipher answers this pragma with text.
    let page: i64 = sqlx::query_scalar("SELECT CAST(page_size AS INTEGER) FROM pragma_page_size")
        .fetch_one(conn.sql())
        .await
        .map_err(StoreError::doing(doing))?;
    let page = u64::try_from(page).unwrap_or(4096).max(1);
    let pages = octets.map_or(PAGES_MAX, |octets| (octets / page).clamp(1, PAGES_MAX));
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("PRAGMA max_page_count = {pages}")))
        .execute(conn.sql())
        .await
        .map_err(StoreError::doing(doing))?;
    Ok(())
}

#[cfg(test)]
mod tests;
