//! Work that goes on in the background while screens come and go: so many at once, how far each is, what came of it.
//!
//! A job is written down when it begins and when it ends; between, its progress lives here. What a program that ended
//! left running is told as broken off at the next start. Work leaves nothing half done by its own means: imports and
//! reports put their result in place as the last step.

mod context;
mod live;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use hongyan_store::job::{self, JobEnd, JobRow, JobState, NewJob};
use hongyan_store::kept_file;
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::api::{Caller, ErrorView, Events, ImportDone, Job, JobKind, JobStarted, KeptFile, Tag};
use crate::error::{ConsoleError, ErrorCode};
use crate::files::Files;
use crate::open::Console;
use live::Live;

pub use context::JobContext;

/// Jobs at work at once: each reads or writes a large file, and an office PC has few cores.
const AT_ONCE: usize = 2;
/// Jobs that have not ended, at most.
const OPEN_MAX: usize = 32;
/// Jobs that are shown.
const RECENT: u32 = 100;
/// Jobs that are remembered.
const REMEMBERED: u32 = 1_000;
/// How long work may take to break off when the program ends, before it is left where it is.
const END_GRACE: Duration = Duration::from_secs(10);

/// What came of a job.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum JobResult {
    /// Nothing to show.
    Nothing,
    /// A list came in.
    Imported(ImportDone),
    /// A file was made and kept.
    File(KeptFile),
}

/// The same as the store keeps it: a file by its id, for it may be removed, and its place depends on who looks.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Stored {
    Imported(ImportDone),
    File(String),
}

/// The background work of one program.
#[derive(Debug)]
pub struct Jobs {
    shared: Arc<Shared>,
}

/// What jobs need.
#[derive(Debug)]
struct Shared {
    console: Arc<Console>,
    files: Arc<Files>,
    events: Arc<Events>,
    places: Semaphore,
    live: Mutex<BTreeMap<String, Arc<Live>>>,
    work: TaskTracker,
    /// The program ends: break off.
    stop: CancellationToken,
    /// It ends now, broken off or not.
    abandon: CancellationToken,
}

impl Jobs {
    /// Takes up its work. What an earlier engine left running is told as broken off.
    pub(crate) async fn open(
        console: Arc<Console>,
        files: Arc<Files>,
        events: Arc<Events>,
    ) -> Result<Self, ConsoleError> {
        // Beside an engine, running jobs are that engine's.
        if console.runs_engine() {
            let now = console.now();
            let tidied = console.db.write(move |tx| {
                Box::pin(async move {
                    let broken = job::break_off(tx, now).await?;
                    job::prune(tx, REMEMBERED).await?;
                    Ok(broken)
                })
            });
            let broken = tidied.await?;
            if broken > 0 {
                tracing::warn!(broken, "background work of a program that ended was broken off");
            }
        }
        let shared = Shared {
            console,
            files,
            events,
            places: Semaphore::new(AT_ONCE),
            live: Mutex::default(),
            work: TaskTracker::new(),
            stop: CancellationToken::new(),
            abandon: CancellationToken::new(),
        };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// Begins work in the background, or lets it wait for its turn. `title` is what people know it by.
    ///
    /// Work looks at its [`JobContext`] for being broken off, tells its progress there, and gets console and files from
    /// there, so that it holds nothing of the caller.
    ///
    /// # Errors
    /// [`ErrorCode::TooManyJobs`] when too many have not ended; as any write.
    pub async fn start<W, F>(
        &self,
        caller: &Caller,
        kind: JobKind,
        title: impl Into<String>,
        work: W,
    ) -> Result<JobStarted, ConsoleError>
    where
        W: FnOnce(JobContext) -> F + Send + 'static,
        F: Future<Output = Result<JobResult, ConsoleError>> + Send + 'static,
    {
        let shared = &self.shared;
        let job = NewJob {
            uid: shared.console.uid().to_string(),
            created_by: caller.uid().to_owned(),
            kind: kind.code().to_owned(),
            title: title.into(),
            started_at: shared.console.now(),
        };
        let live = Arc::new(Live::new(job.clone(), shared.stop.child_token()));
        shared.admit(&live)?;
        let (uid, begun) = (job.uid.clone(), job);
        let begin = shared.console.db.write(move |tx| Box::pin(async move { job::begin(tx, &begun).await }));
        if let Err(error) = begin.await {
            shared.forget(&uid);
            return Err(error.into());
        }
        let context = JobContext::new(Arc::clone(shared), Arc::clone(&live), caller.clone());
        shared.work.spawn(run(Arc::clone(shared), live, work, context));
        shared.events.changed(&[Tag::Jobs]);
        Ok(JobStarted { job: uid })
    }

    /// Asks a job to break off. One that has ended stays as it is.
    pub fn cancel(&self, job: &str) {
        let live = self.shared.live().get(job).cloned();
        if let Some(live) = live {
            live.cancel_by_person();
        }
    }

    /// The newest jobs, newest first, those that run before all others.
    ///
    /// # Errors
    /// As any read.
    pub async fn recent(&self, caller: &Caller) -> Result<Vec<Job>, ConsoleError> {
        let mut rows = job::recent(&mut *self.shared.console.db.read().await?, RECENT).await?;
        let runs = |row: &JobRow| row.state == JobState::Running;
        rows.sort_by_key(|row| !runs(row)); // stable: a clock set back hides no running job
        self.views(caller, rows).await
    }

    /// One job.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when there is none.
    pub async fn find(&self, caller: &Caller, job: &str) -> Result<Job, ConsoleError> {
        let row = job::by_uid(&mut *self.shared.console.db.read().await?, job).await?;
        let views = self.views(caller, row.into_iter().collect()).await?;
        views.into_iter().next().ok_or_else(|| ConsoleError::not_found("job", job))
    }

    /// Breaks everything off and waits until it has.
    pub(crate) async fn close(self) {
        let shared = &self.shared;
        shared.stop.cancel();
        shared.work.close();
        if tokio::time::timeout(END_GRACE, shared.work.wait()).await.is_err() {
            tracing::warn!("background work did not break off in time and is left where it is");
            shared.abandon.cancel();
            shared.work.wait().await;
        }
    }

    async fn views(&self, caller: &Caller, rows: Vec<JobRow>) -> Result<Vec<Job>, ConsoleError> {
        let shared = &self.shared;
        let rows: Vec<(JobRow, Option<Arc<Live>>)> = {
            let live = shared.live();
            rows.into_iter().map(|row| (row.clone(), live.get(&row.job.uid).cloned())).collect()
        };
        let rows: Vec<(JobRow, Option<Arc<Live>>, Option<Stored>)> = rows
            .into_iter()
            .map(|(row, live)| {
                let row = live.as_ref().and_then(|live| live.over(&row)).unwrap_or(row);
                let stored = serde_json::from_str(&row.result).unwrap_or_default();
                (row, live, stored)
            })
            .collect();
        let wanted: Vec<&str> = rows
            .iter()
            .filter_map(|(_, _, stored)| match stored {
                Some(Stored::File(uid)) => Some(uid.as_str()),
                Some(Stored::Imported(_)) | None => None,
            })
            .collect();
        let kept = kept_file::by_uids(&mut *shared.console.db.read().await?, &wanted).await?;
        let view = |(row, live, stored): (JobRow, Option<Arc<Live>>, Option<Stored>)| {
            let (imported, file) = match stored {
                Some(Stored::Imported(done)) => (Some(done), None),
                Some(Stored::File(uid)) => (None, kept.iter().find(|kept| kept.uid == uid)),
                None => (None, None),
            };
            let pace = live.map(|live| live.pace()).unwrap_or_default();
            let runs = row.state == JobState::Running;
            Job {
                job: row.job.uid,
                kind: row.job.kind,
                title: row.job.title,
                state: row.state.code(),
                done: pace.done,
                total: pace.total,
                per_second: pace.per_second.filter(|_| runs),
                seconds_left: pace.seconds_left().filter(|_| runs),
                started_at: crate::view::time(row.job.started_at),
                ended_at: row.ended_at.map(crate::view::time),
                error: serde_json::from_str(&row.error).unwrap_or_default(),
                imported,
                file: file.map(|file| shared.files.shown(caller, file.clone())),
            }
        };
        Ok(rows.into_iter().map(view).collect())
    }
}

impl Shared {
    fn live(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Arc<Live>>> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn admit(&self, job: &Arc<Live>) -> Result<(), ConsoleError> {
        let mut live = self.live();
        if live.len() >= OPEN_MAX {
            return Err(ConsoleError::new(ErrorCode::TooManyJobs, "too many jobs have not ended")
                .with("count", live.len()));
        }
        live.insert(job.uid().to_owned(), Arc::clone(job));
        Ok(())
    }

    fn forget(&self, uid: &str) {
        self.live().remove(uid);
    }

    /// Writes down how a job ended.
    async fn end(&self, live: &Live, outcome: Result<JobResult, ConsoleError>) {
        let json = |value: Result<String, serde_json::Error>| value.unwrap_or_else(|_| "null".to_owned());
        let (state, result, error) = match &outcome {
            Ok(result) => {
                let stored = match result {
                    JobResult::Nothing => None,
                    JobResult::Imported(done) => Some(Stored::Imported(done.clone())),
                    JobResult::File(file) => Some(Stored::File(file.file.clone())),
                };
                (JobState::Done, json(serde_json::to_string(&stored)), "null".to_owned())
            }
            Err(error) if matches!(error.code, ErrorCode::Cancelled | ErrorCode::ImportCancelled) => {
                let state = if live.by_person() { JobState::Cancelled } else { JobState::BrokenOff };
                (state, "null".to_owned(), "null".to_owned())
            }
            Err(error) => {
                let view = ErrorView::of(error, self.console.uid().to_string());
                (JobState::Failed, "null".to_owned(), json(serde_json::to_string(&view)))
            }
        };
        let end = JobEnd { state, result, error, at: self.console.now() };
        live.ended(end.clone());
        let uid = live.uid().to_owned();
        let write = self.console.db.write(move |tx| Box::pin(async move { job::end(tx, &uid, &end).await }));
        match write.await {
            Ok(()) => self.forget(live.uid()),
            // It stays here, so that screens hear how it ended; the next start finds it running and breaks it off.
            Err(error) => tracing::error!(%error, job = live.uid(), "the end of a job was not written down"),
        }
        let tags: &[Tag] = match outcome {
            Ok(JobResult::Imported(_)) => &[Tag::Jobs, Tag::Groups, Tag::People, Tag::Lists],
            Ok(JobResult::File(_)) => &[Tag::Jobs, Tag::Files],
            Ok(JobResult::Nothing) => &[Tag::Jobs],
            Err(_) => &[Tag::Jobs, Tag::Alarms],
        };
        self.events.changed(tags);
    }
}

/// Waits for a place, works, and writes down how it ended.
async fn run<W, F>(shared: Arc<Shared>, live: Arc<Live>, work: W, context: JobContext)
where
    W: FnOnce(JobContext) -> F + Send + 'static,
    F: Future<Output = Result<JobResult, ConsoleError>> + Send + 'static,
{
    let place = tokio::select! {
        biased;
        () = live.cancel().cancelled() => None,
        place = shared.places.acquire() => place.ok(),
    };
    let cancelled = || ConsoleError::new(ErrorCode::Cancelled, "broken off");
    let outcome = match &place {
        None => Err(cancelled()),
        Some(_) => {
            // A task of its own: a panic ends this job and nothing else.
            let mut work = tokio::spawn(async move { work(context).await });
            let joined = tokio::select! {
                joined = &mut work => joined,
                () = shared.abandon.cancelled() => {
                    work.abort();
                    work.await
                }
            };
            match joined {
                Ok(outcome) => outcome,
                Err(error) if error.is_cancelled() => Err(cancelled()),
                Err(error) => Err(ConsoleError::new(ErrorCode::Internal, error)),
            }
        }
    };
    shared.end(&live, outcome).await;
}

#[cfg(test)]
mod tests;
