//! What goes wrong around a person: gateways that refuse or say nothing, files with many mistakes, folders and stores
//! that cannot be used. Each ends with 1, a cause and a next step, in both languages.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests may stop the test, too")]

mod common;

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;

use common::{Place, Ran};
use serde_json::Value;

/// A gateway that does the same to everybody who connects; it ends with the test's process.
fn gateway(answer: impl Fn(&mut TcpStream) + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        let mut guests = Vec::new(); // kept, so that no line is closed from here
        for guest in listener.incoming() {
            let mut guest = guest.unwrap();
            answer(&mut guest);
            guests.push(guest);
        }
    });
    port.to_string()
}

/// A channel to that port; what `channel test` says about it as JSON, in Chinese and in English.
fn trial(port: &str) -> (Value, Ran, Ran) {
    let place = Place::new();
    let to = ["channel", "add", "--name", "a", "--host", "127.0.0.1", "--port", port];
    let args = [&to[..], &["--account", "901234", "--service-code", "1069"]].concat();
    assert_eq!(place.fed("secret\n", &args).status, 0);
    // Beside each other: each may wait for the login's time-out.
    let (json, chinese, english) = std::thread::scope(|scope| {
        let json = scope.spawn(|| place.run(&["--json", "channel", "test", "a"]));
        let chinese = scope.spawn(|| place.run(&["channel", "test", "a"]));
        let english = scope.spawn(|| place.run(&["--lang", "en", "channel", "test", "a"]));
        (json.join().unwrap(), chinese.join().unwrap(), english.join().unwrap())
    });
    assert_eq!((json.status, chinese.status, english.status), (1, 1, 1), "{}{}", json.err, chinese.err);
    (serde_json::from_str(&json.out).unwrap(), chinese, english)
}

#[test]
fn a_port_that_says_nothing_is_told() {
    let (trial, chinese, english) = trial(&gateway(|_| {}));
    assert_eq!((trial["ok"].as_bool(), trial["code"].as_str()), (Some(false), Some("line.login_unanswered")));
    assert!(chinese.out.contains("登录没有应答") && chinese.out.contains("下一步"), "{}", chinese.out);
    assert!(english.out.contains("next"), "{}", english.out);
    assert!(english.out.contains("line.login_unanswered"), "{}", english.out);
}

/// A gateway that refuses each login because of its version and says that its own is this.
fn refusing_version(own: u8) -> String {
    gateway(move |guest| {
        let mut connect = [0; 39]; // a login is as long in each version (cmpp.md §5.1)
        guest.read_exact(&mut connect).unwrap();
        // Status 4, version too high, in the size of CMPP 3.0, without a proof (§5.2).
        let head = [&33_u32.to_be_bytes()[..], &0x8000_0001_u32.to_be_bytes(), &connect[8..12]].concat();
        let body = [&4_u32.to_be_bytes()[..], &[0; 16], &[own]].concat();
        guest.write_all(&[head, body].concat()).unwrap();
    })
}

#[test]
fn a_gateway_that_refuses_the_version_is_explained() {
    for (own, code, words) in [
        (0x30, "line.refused_version", "网关说版本太高（4）"),
        (0x20, "line.other_version", "网关说的版本与设置不同"),
    ] {
        let (trial, chinese, english) = trial(&refusing_version(own));
        assert_eq!(trial["code"], code);
        assert!(chinese.out.contains(words), "{}", chinese.out);
        for text in [&chinese.out, &english.out] {
            assert!(text.contains("--allow-lower-version"), "{text}");
        }
    }
}

#[test]
fn a_task_file_with_several_mistakes_lists_each_at_its_place() {
    let place = Place::new();
    place.with_channel("主通道");
    let file = place.write(
        "task.toml",
        "name = \"三月\"\nbusiness = \"notice\"\nsignature = \"邮政\"\n\
         text = \"{姓名|客户}您有{金鹅}元，凭{号牌}办理。\"\n  start_at = \"2020-01-01 09:00\"\n\
         speed_per_second = 0\nchannel = \"副通道\"\n[recipients]\n\
         numbers = [{ number = \"13800138000\", \"姓名\" = \"王芳\" }, \"1890018900\"]\n",
    );
    let expected = [
        ("unknown_variable", "text", 4, 1),
        ("unknown_variable", "text", 4, 1),
        ("past_time", "start_at", 5, 3),
        ("out_of_range", "speed_per_second", 6, 1),
        ("unknown_channel", "channel", 7, 1),
        ("bad_number", "recipients.numbers[1]", 9, 53),
    ];
    for verb in ["check", "create"] {
        let error = place.refused(&["task", verb, file.to_str().unwrap()]);
        let found: Vec<_> = error["mistakes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|mistake| {
                let word = |key: &str| mistake[key].as_str().unwrap_or_default();
                let number = |key: &str| mistake[key].as_u64().unwrap_or_default();
                (word("code"), word("field"), number("line"), number("column"))
            })
            .collect();
        for mistake in expected {
            assert!(found.contains(&mistake), "{mistake:?} in {found:?}");
        }
        assert_eq!(found.len(), expected.len(), "{found:?}");
    }
    let chinese = place.run(&["task", "create", file.to_str().unwrap()]);
    let english = place.run(&["--lang", "en", "task", "create", file.to_str().unwrap()]);
    assert_eq!((chinese.status, english.status), (1, 1));
    for words in [
        "任务有 6 处错误",
        "“金鹅”",
        "“号牌”",
        "第 5 行第 3 个字符",
        "已经过去",
        "副通道",
        "没有创建任何东西",
    ] {
        assert!(chinese.err.contains(words), "{words}: {}", chinese.err);
    }
    for words in ["line 4, character 1", "line 7", "nothing was created"] {
        assert!(english.err.contains(words), "{words}: {}", english.err);
    }
    assert!(place.json(&["task", "list"]).as_array().unwrap().is_empty(), "something was created");
}

/// Checks that the store cannot be used for this cause, and that a person is told so in both languages.
fn unusable(code: &str, place: &Place, chinese: &str, english: &str) {
    let error = place.refused(&["groups", "list"]);
    assert_eq!(error["code"], code, "{error}");
    place.write("list.csv", "手机\n13800138000\n");
    for (lang, words, next) in [("zh", chinese, "下一步: "), ("en", english, "next: ")] {
        for args in
            [&["groups", "list"][..], &["import", "list.csv", "--group", "g"], &["run", "--until-done"]]
        {
            let ran = place.run(&[&["--lang", lang], args].concat());
            assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{args:?}: {}", ran.err);
            assert!(ran.err.contains(words) && ran.err.contains(next), "{args:?}: {}", ran.err);
        }
    }
    let doctor = place.run(&["--json", "doctor"]);
    let found: Value = serde_json::from_str(&doctor.out).unwrap();
    assert_eq!((doctor.status, found["ok"].as_bool()), (1, Some(false)), "{found}");
    assert!(found["broken"].as_u64() > Some(0), "{found}");
    let doctor = place.run(&["doctor"]);
    assert!(doctor.out.lines().last().unwrap().contains("处故障"), "{}", doctor.out);
}

fn used() -> Place {
    let place = Place::new();
    place.with_channel("主通道");
    place
}

#[test]
fn a_damaged_database_is_told_with_the_way_back() {
    let place = used();
    assert_eq!(place.run(&["backup", "copy"]).status, 0);
    let file = place.data().join("hongyan.db");
    let mut octets = fs::read(&file).unwrap();
    octets[100..3_000].fill(0x55);
    fs::write(&file, &octets).unwrap();
    unusable("store_damaged", &place, "数据库已损坏", "the database is damaged");
    assert!(
        fs::read(&file).unwrap()[100..3_000].iter().all(|octet| *octet == 0x55),
        "nothing is written over it"
    );
    // The next step that was named helps.
    let key = place.path("key");
    fs::copy(place.data().join("store.key"), &key).unwrap();
    assert_eq!(place.run(&["restore", "copy", "--key", "key"]).status, 0);
    assert_eq!(place.json(&["channel", "list"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_wrong_key_is_told_and_the_right_one_opens_again() {
    let place = used();
    let key = place.data().join("store.key");
    let right = fs::read(&key).unwrap();
    fs::copy(used().data().join("store.key"), &key).unwrap();
    unusable("store_wrong_key", &place, "密钥不属于这份数据", "the key does not belong to this data");
    fs::write(&key, right).unwrap();
    assert_eq!(place.json(&["channel", "list"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_folder_below_a_file_is_told() {
    let place = Place::new();
    place.write("data", "a file, not a folder");
    unusable("store_folder", &place, "数据目录不能读写", "the data folder cannot be read or written");
    assert_eq!(fs::read_to_string(place.data()).unwrap(), "a file, not a folder");
}

/// Root writes everywhere, so as root the program runs as nobody, from a copy that nobody may read.
#[cfg(unix)]
#[test]
fn a_read_only_folder_is_told() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
    use std::os::unix::process::CommandExt as _;
    use std::process::Command;

    const NOBODY: u32 = 65_534;
    let place = used();
    let program = place.path("hongyan");
    let built = Path::new(env!("CARGO_BIN_EXE_hongyan"));
    if fs::hard_link(built, &program).is_err() {
        fs::copy(built, &program).unwrap();
    }
    let root = fs::metadata(place.data()).unwrap().uid() == 0;
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    mode(&place.path(""), 0o755);
    for entry in fs::read_dir(place.data()).unwrap() {
        let path = entry.unwrap().path();
        mode(&path, 0o400);
        if root {
            chown(&path, Some(NOBODY), None).unwrap();
        }
    }
    if root {
        chown(place.data(), Some(NOBODY), None).unwrap();
    }
    mode(&place.data(), 0o500);
    let run = |args: &[&str]| {
        let mut command = Command::new(&program);
        command.env_clear().env("HOME", place.path("")).current_dir(place.path("")).args(["--data", "data"]);
        if root {
            command.uid(NOBODY);
        }
        Ran::of(&command.args(args).output().unwrap())
    };
    place.write("list.csv", "手机\n13800138000\n");
    // What writes rows fails at the rows; the engine fails before, at the mark that it runs here.
    for (lang, rows, mark, next) in [
        ("zh", "[store_read_only]: 数据文件或目录是只读的", "[store_folder]: 数据目录不能读写", "下一步: "),
        ("en", "is read-only", "cannot be read or written", "next: "),
    ] {
        for (args, words) in
            [(&["import", "list.csv", "--group", "g"][..], rows), (&["run", "--until-done"], mark)]
        {
            let ran = run(&[&["--lang", lang], args].concat());
            assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{args:?}: {}", ran.err);
            assert!(ran.err.contains(words) && ran.err.contains(next), "{args:?}: {}", ran.err);
        }
    }
    let doctor = run(&["doctor"]);
    assert_eq!(doctor.status, 1, "{}", doctor.out);
    assert!(doctor.out.contains("数据目录不可写"), "{}", doctor.out);
    // Writable again, all is there.
    mode(&place.data(), 0o700);
    for entry in fs::read_dir(place.data()).unwrap() {
        mode(&entry.unwrap().path(), 0o600);
    }
    let channels = run(&["--json", "channel", "list"]);
    assert_eq!(serde_json::from_str::<Value>(&channels.out).unwrap().as_array().unwrap().len(), 1);
}
