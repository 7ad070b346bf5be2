//! The handle to a store.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use hongyan_domain::Clock;
use tokio::sync::{mpsc, oneshot, watch};

use crate::conn::{BoxFuture, Reader, Readers, Tx};
use crate::error::StoreError;
use crate::health::Finding;
use crate::key::StoreKey;
use crate::key::source::{KeyChoice, KeySource};
use crate::open::{self, OpenError, OpenOptions, READERS_MAX};
use crate::write::{Health, Order, Pending, QUEUE_JOBS, Writer};

/// A store. Cheap to clone; all clones share one writer and one pool of readers.
///
/// When the last clone is dropped the writer finishes what waits and then gives the folder free, soon but not at once:
/// to open the same folder again, [`close`](Db::close) first.
#[derive(Clone)]
pub struct Db {
    orders: mpsc::Sender<Order>,
    health: watch::Receiver<Health>,
    readers: Arc<Readers>,
    place: Arc<Place>,
}

/// What stays the same while a store is open.
pub(crate) struct Place {
    pub(crate) folder: PathBuf,
    pub(crate) key: StoreKey,
    pub(crate) clock: Arc<dyn Clock>,
    repaired: Vec<Finding>,
}

impl Db {
    /// Opens a store and starts its writer; makes and migrates it as needed.
    ///
    /// # Errors
    /// [`OpenError`], which says what to do; the folder is left as it was, except for a schema step that was completed.
    pub async fn open(options: OpenOptions) -> Result<Self, OpenError> {
        let opened = open::open(&options).await?;
        let (orders, inbox) = mpsc::channel(QUEUE_JOBS);
        let (report, health) = watch::channel(Health::Writable);
        let writer = Writer::new(opened.writer, inbox, report, Arc::clone(&options.clock), opened.lock);
        tokio::spawn(writer.run());
        let readers = Arc::new(Readers::new(opened.readers, READERS_MAX));
        let place = Place {
            folder: options.folder,
            key: opened.key,
            clock: options.clock,
            repaired: opened.repaired,
        };
        Ok(Self { orders, health, readers, place: Arc::new(place) })
    }

    /// Opens the store in `folder`; a new store keeps its key in a file there, so that no keychain is asked.
    ///
    /// # Errors
    /// As [`Db::open`].
    pub async fn open_in_folder(folder: impl Into<PathBuf>) -> Result<Self, OpenError> {
        Self::open(OpenOptions::new(folder).key(KeyChoice::Exactly(KeySource::File))).await
    }

    /// The data folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.place.folder
    }

    /// What opening found wrong with the folder and put right.
    #[must_use]
    pub fn repaired(&self) -> &[Finding] {
        &self.place.repaired
    }

    pub(crate) fn place(&self) -> &Place {
        &self.place
    }

    /// Lends a read-only connection; waits while all are out.
    ///
    /// # Errors
    /// [`StoreError::Faulty`] when the file cannot be read, [`StoreError::Closed`] after [`Db::close`].
    pub async fn read(&self) -> Result<Reader, StoreError> {
        self.readers.lend().await
    }

    /// Runs `job` and returns after it is on the disk. Jobs run in the order in which they came, several in one
    /// transaction; a job's own error or panic undoes that job alone. Waits while the writer's queue is full.
    ///
    /// A caller that stops waiting does not stop its job. A job must not wait for anything but the store, least of all
    /// for another `write`.
    ///
    /// # Errors
    /// The job's own error; [`StoreError::Faulty`] when the store failed under this job or its group, which is then
    /// not kept; [`StoreError::NotWritable`] while an earlier fault lasts. One case stays open, as with every database:
    /// when the disk fails while it flushes a commit and the power goes before the next write, the job may be found
    /// after the restart although its caller was told that it failed. An `Ok` is never taken back.
    pub async fn write<T, F>(&self, job: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, StoreError>> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let order = Order::Job(Box::new(Pending { job, reply }));
        self.orders.send(order).await.map_err(|_| StoreError::Closed)?;
        answer.await.map_err(|_| StoreError::Closed)?
    }

    /// Whether the store takes writes, now and at every change: stop sending while it does not.
    #[must_use]
    pub fn health(&self) -> watch::Receiver<Health> {
        self.health.clone()
    }

    /// Tries at once whether the store takes writes, instead of waiting for the next probe.
    ///
    /// # Errors
    /// [`StoreError::Closed`] after [`Db::close`].
    pub async fn probe(&self) -> Result<Health, StoreError> {
        let (reply, answer) = oneshot::channel();
        self.orders.send(Order::Probe(reply)).await.map_err(|_| StoreError::Closed)?;
        answer.await.map_err(|_| StoreError::Closed)
    }

    /// Limits the database to so many octets, never below what it has; `None` lifts the limit.
    ///
    /// # Errors
    /// [`StoreError::Closed`] after [`Db::close`].
    pub async fn set_quota(&self, octets: Option<u64>) -> Result<(), StoreError> {
        let (reply, answer) = oneshot::channel();
        self.orders.send(Order::Quota(octets, reply)).await.map_err(|_| StoreError::Closed)?;
        answer.await.map_err(|_| StoreError::Closed)?
    }

    /// A number that changes when another process has written, and not when this one has.
    ///
    /// # Errors
    /// [`StoreError::Faulty`] when the file cannot be read, [`StoreError::Closed`] after [`Db::close`].
    pub async fn others_writes(&self) -> Result<i64, StoreError> {
        let (reply, answer) = oneshot::channel();
        self.orders.send(Order::Others(reply)).await.map_err(|_| StoreError::Closed)?;
        answer.await.map_err(|_| StoreError::Closed)?
    }

    /// Finishes the jobs that wait, empties the log into the file and gives the folder free. Other clones of this
    /// handle get [`StoreError::Closed`] from then on.
    pub async fn close(self) {
        // The writer goes last: a reader that did could not remove the log, and the next start would play it into
        // whatever has become of the file by then.
        self.readers.close().await;
        let (reply, done) = oneshot::channel();
        if self.orders.send(Order::Close(reply)).await.is_ok() {
            _ = done.await; // an error says that it was closed already
        }
    }

    /// Orders that wait for the writer.
    #[cfg(test)]
    pub(crate) fn queued(&self) -> usize {
        self.orders.max_capacity() - self.orders.capacity()
    }
}
