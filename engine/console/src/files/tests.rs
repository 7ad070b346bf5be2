use hongyan_domain::ManualClock;
use tempfile::TempDir;

use super::*;
use crate::api::Host;
use crate::open::ConsoleOptions;

const NOON: UnixMillis = UnixMillis(1_772_328_600_000);

struct World {
    host: Host,
    clock: Arc<ManualClock>,
    _folder: TempDir,
}

async fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::at(NOON));
    let options = ConsoleOptions::new(folder.path()).key_in_file();
    let host = Host::open(options.clock(Arc::clone(&clock) as Arc<_>)).await.unwrap();
    World { host, clock, _folder: folder }
}

fn caller(face: Face) -> Caller {
    Caller { face, user: None }
}

#[tokio::test]
async fn an_upload_keeps_its_name_and_is_found_by_its_reference_alone() {
    let World { host, .. } = world().await;
    let files = host.files();
    let mut receiving = files.receive("../客户.xlsx").await.unwrap();
    receiving.write(b"ab").await.unwrap();
    receiving.write(b"c").await.unwrap();
    let reference = receiving.finish().await.unwrap();
    let path = files.resolve(&caller(Face::Browser), &reference).unwrap();
    assert_eq!(path.file_name().unwrap(), "客户.xlsx");
    assert_eq!(std::fs::read(&path).unwrap(), b"abc");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(path.parent().unwrap()).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "others must not look into it");
    }
    for hostile in ["upload:", "upload:..", "upload:../../hongyan.db", "/etc/passwd", "upload:x/../y"] {
        let error = files.resolve(&caller(Face::Browser), hostile).unwrap_err();
        assert_eq!(error.code, ErrorCode::FileNotFound, "{hostile}");
    }
    assert_eq!(files.resolve(&caller(Face::Desktop), "/a/b.csv").unwrap(), Path::new("/a/b.csv"));
    host.close().await;
}

#[tokio::test]
async fn a_broken_off_or_too_large_upload_leaves_nothing() {
    let World { host, .. } = world().await;
    let uploads = host.console().folder().join(UPLOADS);
    let mut receiving = host.files().receive("a.csv").await.unwrap();
    receiving.write(b"ab").await.unwrap();
    drop(receiving);
    let mut receiving = host.files().receive("b.csv").await.unwrap();
    receiving.octets = UPLOAD_OCTETS_MAX;
    let error = receiving.write(b"c").await.unwrap_err();
    assert_eq!((error.code, error.params["file"].as_str()), (ErrorCode::FileTooLarge, "b.csv"));
    drop(receiving);
    assert_eq!(std::fs::read_dir(uploads).unwrap().count(), 0);
    host.close().await;
}

#[tokio::test]
async fn what_nobody_fetches_goes_in_time_and_no_earlier() {
    let World { host, clock, _folder } = world().await;
    let (files, window) = (host.files(), caller(Face::Desktop));
    let upload = files.put("a.csv", b"1").await.unwrap();
    let file = files.new_file("a.csv").unwrap();
    std::fs::write(&file.path, b"1").unwrap();
    let kept = files.keep(&window, "report", file, Some(TaskNo(7))).await.unwrap();
    let unkept = files.new_file("never finished.csv").unwrap();
    let week = Duration::from_secs(7 * 24 * 3600);

    files.sweep(week).await;
    clock.advance(UPLOAD_LASTS + Duration::from_secs(1));
    let second = files.put("b.csv", b"2").await.unwrap();
    files.sweep(week).await;
    assert!(files.resolve(&window, &upload).is_err());
    assert!(files.resolve(&window, &second).is_ok());
    assert!(!unkept.path.parent().unwrap().exists());
    let (found, path) = files.find(&window, &kept.file).await.unwrap();
    assert_eq!((found.task.as_deref(), std::fs::read(&path).unwrap()), (Some("7"), b"1".to_vec()));

    clock.advance(week);
    files.sweep(week).await;
    assert_eq!(files.find(&window, &kept.file).await.unwrap_err().code, ErrorCode::NotFound);
    assert!(!path.exists());
    host.close().await;
}

#[tokio::test]
async fn many_uploads_push_out_the_oldest() {
    let World { host, clock, _folder } = world().await;
    let (files, browser) = (host.files(), caller(Face::Browser));
    let mut references = Vec::new();
    for _ in 0..=UPLOADS_MAX {
        clock.advance(Duration::from_millis(5));
        references.push(files.put("a.csv", b"1").await.unwrap());
    }
    assert!(files.resolve(&browser, &references[0]).is_err());
    assert!(references[1..].iter().all(|reference| files.resolve(&browser, reference).is_ok()));
    host.close().await;
}

#[tokio::test]
async fn a_person_may_choose_the_place_in_the_window_only() {
    let World { host, _folder, .. } = world().await;
    let files = host.files();
    let to = _folder.path().join("July.xlsx");
    let to = to.to_str();
    let (window, browser) = (caller(Face::Desktop), caller(Face::Browser));
    assert!(files.new_file_at(&browser, to, "a.xlsx").is_err());
    assert!(files.new_file_at(&window, Some("July.xlsx"), "a.xlsx").is_err());
    for text in ["1", "22"] {
        let file = files.new_file_at(&window, to, "a.xlsx").unwrap();
        std::fs::write(&file.path, text).unwrap();
        let kept = files.keep(&window, "report", file, None).await.unwrap();
        assert_eq!((kept.name.as_str(), kept.path.as_deref()), ("July.xlsx", to));
    }
    let listed = kept_file::page(&mut host.console().db.read().await.unwrap(), None, None, 9).await.unwrap();
    assert_eq!(listed.len(), 1, "written over");
    files.remove(&listed[0].uid).await.unwrap();
    assert!(Path::new(to.unwrap()).exists(), "what a person put somewhere stays there");

    let file = files.new_file("a.csv").unwrap();
    let missing = files.keep(&window, "report", file, None).await.unwrap_err();
    assert_eq!(missing.code, ErrorCode::FileNotFound);
    host.close().await;
}
