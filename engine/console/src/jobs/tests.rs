use std::collections::BTreeMap;

use tempfile::TempDir;

use super::*;
use crate::api::{Change, Face, Host};
use crate::open::{ConsoleOptions, Role};

fn options(folder: &TempDir) -> ConsoleOptions {
    ConsoleOptions::new(folder.path()).key_in_file().role(Role::Engine)
}

static WINDOW: Caller = Caller { face: Face::Desktop, user: None };

async fn ended(host: &Host, job: &JobStarted) -> Job {
    let mut heard = host.events().listen();
    loop {
        let job = host.jobs().find(&WINDOW, &job.job).await.unwrap();
        if job.state != "running" {
            return job;
        }
        let change = tokio::time::timeout(Duration::from_secs(20), heard.recv()).await;
        assert!(change.is_ok(), "the end of a job is told: {job:?}");
    }
}

#[tokio::test]
async fn a_job_tells_its_progress_its_result_and_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let host = Host::open(options(&folder)).await.unwrap();
    let (go, wait) = tokio::sync::oneshot::channel();
    let started = host.jobs().start(&WINDOW, JobKind::Report, "July", async |context: JobContext| {
        context.progress(3, Some(10));
        wait.await.unwrap();
        let file = context.files().new_file("report.csv")?;
        tokio::fs::write(&file.path, b"1,2").await.unwrap();
        Ok(JobResult::File(context.files().keep(context.caller(), "report", file, None).await?))
    });
    let started = started.await.unwrap();
    let mut heard = host.events().listen();
    loop {
        let job = host.jobs().find(&WINDOW, &started.job).await.unwrap();
        assert_eq!((job.state, job.title.as_str(), job.kind.as_str()), ("running", "July", "report"));
        if (job.done, job.total) == (3, Some(10)) {
            break;
        }
        let told = tokio::time::timeout(Duration::from_secs(20), heard.recv()).await.unwrap().unwrap();
        assert!(told.tags.contains(&Tag::Jobs));
    }
    go.send(()).unwrap();
    let job = ended(&host, &started).await;
    let file = job.file.clone().unwrap();
    assert_eq!((job.state, file.name.as_str(), file.octets), ("done", "report.csv", 3));
    assert!(job.ended_at.is_some() && job.error.is_none() && job.seconds_left.is_none());
    assert_eq!(host.jobs().recent(&WINDOW).await.unwrap(), [job]);

    // A file that is removed is gone from its job, too.
    host.files().remove(&file.file).await.unwrap();
    assert!(!std::path::Path::new(&file.path.unwrap()).exists());
    assert_eq!(host.jobs().find(&WINDOW, &started.job).await.unwrap().file, None);
    host.close().await;
}

#[tokio::test]
async fn failures_panics_and_cancelled_jobs_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let host = Host::open(options(&folder)).await.unwrap();
    let failing = host.jobs().start(&WINDOW, JobKind::Import, "", async |_: JobContext| {
        Err(ConsoleError::new(ErrorCode::FileEmpty, "nothing").with("file", "a.csv"))
    });
    let job = ended(&host, &failing.await.unwrap()).await;
    let error = job.error.unwrap();
    assert_eq!((job.state, &*error.code, error.params["file"].as_str()), ("failed", "file_empty", "a.csv"));
    assert!(!error.trace.is_empty());

    let panicking =
        host.jobs().start(&WINDOW, JobKind::Import, "", async |_: JobContext| panic!("on purpose"));
    let job = ended(&host, &panicking.await.unwrap()).await;
    assert_eq!((job.state, &*job.error.unwrap().code), ("failed", "internal"));

    let endless = async |context: JobContext| {
        context.cancel.cancelled().await;
        context.go_on()?;
        Ok(JobResult::Nothing)
    };
    let started = host.jobs().start(&WINDOW, JobKind::Export, "", endless).await.unwrap();
    host.jobs().cancel(&started.job);
    let job = ended(&host, &started).await;
    assert_eq!((job.state, job.error), ("cancelled", None));
    host.jobs().cancel(&started.job);
    assert_eq!(ended(&host, &started).await.state, "cancelled");
    host.close().await;
}

#[tokio::test]
async fn only_so_many_jobs_work_at_once_and_wait() {
    let folder = tempfile::tempdir().unwrap();
    let host = Host::open(options(&folder)).await.unwrap();
    let working = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let most = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let gate = Arc::new(Semaphore::new(0));
    let mut started = Vec::new();
    for _ in 0..OPEN_MAX {
        let (working, most, gate) = (Arc::clone(&working), Arc::clone(&most), Arc::clone(&gate));
        let job = host.jobs().start(&WINDOW, JobKind::Export, "", async move |_: JobContext| {
            use std::sync::atomic::Ordering::SeqCst;
            most.fetch_max(working.fetch_add(1, SeqCst) + 1, SeqCst);
            drop(gate.acquire().await);
            working.fetch_sub(1, SeqCst);
            Ok(JobResult::Nothing)
        });
        started.push(job.await.unwrap());
    }
    let one_more =
        host.jobs().start(&WINDOW, JobKind::Export, "", async |_: JobContext| Ok(JobResult::Nothing));
    assert_eq!(one_more.await.unwrap_err().code, ErrorCode::TooManyJobs);
    gate.add_permits(OPEN_MAX);
    for job in &started {
        assert_eq!(ended(&host, job).await.state, "done");
    }
    assert_eq!(most.load(std::sync::atomic::Ordering::SeqCst), AT_ONCE);
    host.close().await;
}

#[tokio::test]
async fn what_a_program_that_ended_left_running_is_broken_off() {
    let folder = tempfile::tempdir().unwrap();
    let host = Host::open(options(&folder)).await.unwrap();
    let waits = async |context: JobContext| {
        context.cancel.cancelled().await;
        Err(ConsoleError::new(ErrorCode::Cancelled, "broken off"))
    };
    let closed = host.jobs().start(&WINDOW, JobKind::Backup, "closed", waits).await.unwrap();
    host.close().await;

    // One that no program ended in order: only its row is there.
    let host = Host::open(options(&folder)).await.unwrap();
    assert_eq!(host.jobs().find(&WINDOW, &closed.job).await.unwrap().state, "broken_off");
    let lost = NewJob {
        uid: host.console().uid().to_string(),
        created_by: "local".to_owned(),
        kind: "import".to_owned(),
        title: "lost".to_owned(),
        started_at: host.console().now(),
    };
    let row = lost.clone();
    host.console().db.write(move |tx| Box::pin(async move { job::begin(tx, &row).await })).await.unwrap();
    host.close().await;

    let host = Host::open(options(&folder)).await.unwrap();
    let job = host.jobs().find(&WINDOW, &lost.uid).await.unwrap();
    assert_eq!((job.state, job.title.as_str()), ("broken_off", "lost"));
    host.close().await;
}

#[tokio::test]
async fn an_import_is_kept_with_its_job() {
    let folder = tempfile::tempdir().unwrap();
    let host = Host::open(options(&folder)).await.unwrap();
    let done = ImportDone {
        import: "1".to_owned(),
        group: "2".to_owned(),
        group_name: "July".to_owned(),
        merged: false,
        rows: 3,
        people: 2,
        added: 2,
        duplicates: 1,
        rows_failed: 0,
        rows_repaired: 1,
        repairs: BTreeMap::from([("plus_86".to_owned(), 1)]),
        faults: BTreeMap::new(),
        carriers: BTreeMap::from([("CMCC".to_owned(), 2)]),
        blocked: BTreeMap::new(),
    };
    let brought = done.clone();
    let mut heard = host.events().listen();
    let started = host.jobs().start(&WINDOW, JobKind::Import, "a.csv", async move |_: JobContext| {
        Ok(JobResult::Imported(brought))
    });
    assert_eq!(ended(&host, &started.await.unwrap()).await.imported, Some(done));
    let mut told = Change { tags: Vec::new() };
    while !told.tags.contains(&Tag::People) {
        let change = tokio::time::timeout(Duration::from_secs(20), heard.recv()).await.unwrap().unwrap();
        told.tags.extend(change.tags);
    }
    host.close().await;
}
