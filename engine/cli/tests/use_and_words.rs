//! Exit states, help, both languages, errors for people and machines.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests may stop the test, too")]

mod common;

use common::Place;

#[test]
fn wrong_use_ends_with_2() {
    let place = Place::new();
    assert_eq!(place.run(&["fly"]).status, 2);
    assert_eq!(place.run(&["task", "start"]).status, 2);
    assert_eq!(place.run(&["import", "list.csv", "--group", "a", "--map", "nonsense"]).status, 2);
    assert!(!place.data().exists(), "wrong use makes nothing");
}

#[test]
fn wrong_use_is_told_like_any_other_error() {
    let place = Place::new();
    let chinese = place.run(&["task", "list", "--opne"]);
    assert_eq!(chinese.status, 2);
    for words in ["错误 [wrong_use]: 没有 --opne 这个选项", "下一步: 查看用法：hongyan task list --help"]
    {
        assert!(chinese.err.contains(words), "{words}: {}", chinese.err);
    }
    let english = place.run(&["--lang", "en", "fly"]);
    assert!(english.err.contains("error [wrong_use]: there is no command fly"), "{}", english.err);
    let ran = place.run(&["--json", "task", "messages", "1", "--state", "gone"]);
    let error = &serde_json::from_str::<serde_json::Value>(&ran.err).unwrap()["error"];
    assert_eq!((ran.status, error["code"].as_str()), (2, Some("wrong_use")));
    for key in ["cause", "kept", "next", "detail"] {
        assert!(error[key].as_str().is_some_and(|text| !text.is_empty()), "{key}");
    }
    assert!(error["cause"].as_str().unwrap().contains("in_doubt"), "it lists what can be");
    assert!(place.run(&["help", "task", "check"]).out.contains("--explain"));
}

#[test]
fn help_is_there_in_both_languages() {
    let place = Place::new();
    let chinese = place.run(&["task", "start", "--help"]);
    assert_eq!(chinese.status, 0);
    assert!(chinese.out.contains("开始或继续任务"), "{}", chinese.out);
    let english = place.run(&["--lang", "en", "task", "start", "--help"]);
    assert!(english.out.contains("Start a task, or go on with it"), "{}", english.out);
    let by_variable = place.command().env("HONGYAN_LANG", "en").arg("--help").output().unwrap();
    assert!(String::from_utf8_lossy(&by_variable.stdout).contains("Import a list of people"));
}

#[test]
fn an_error_says_cause_what_was_kept_and_what_to_do() {
    let place = Place::new();
    let chinese = place.run(&["import", "no.xlsx", "--group", "客户"]);
    assert_eq!((chinese.status, chinese.out.as_str()), (1, ""));
    for word in ["file_not_found", "找不到文件：no.xlsx", "已保留", "下一步"] {
        assert!(chinese.err.contains(word), "{word}: {}", chinese.err);
    }
    let english = place.run(&["--lang", "en", "import", "no.xlsx", "--group", "a"]);
    assert!(english.err.contains("no such file: no.xlsx"), "{}", english.err);
    let error = place.refused(&["import", "no.xlsx", "--group", "a"]);
    assert_eq!(error["code"], "file_not_found");
    for key in ["cause", "kept", "next", "detail"] {
        assert!(error[key].as_str().is_some_and(|text| !text.is_empty()), "{key}");
    }
}

#[test]
fn a_missing_thing_is_named() {
    let place = Place::new();
    for (args, what) in [
        (["task", "show", "7"], "task"),
        (["groups", "show", "nobody"], "group"),
        (["channel", "test", "nowhere"], "channel"),
    ] {
        let error = place.refused(&args);
        assert_eq!(
            (error["code"].as_str(), error["params"]["what"].as_str()),
            (Some("not_found"), Some(what))
        );
    }
}

#[test]
fn doctor_tells_about_an_empty_folder_and_a_used_one() {
    let place = Place::new();
    let last = |lang: &str| {
        let ran = place.run(&["--lang", lang, "doctor"]);
        assert_eq!(ran.status, 0, "{}", ran.out);
        ran.out.lines().last().unwrap_or_default().to_owned()
    };
    let found = place.json(&["doctor"]);
    assert_eq!((&found["ok"], &found["broken"], &found["warnings"]), (&true.into(), &0.into(), &0.into()));
    assert!(!place.data().exists(), "looking makes nothing");
    assert_eq!((last("zh").as_str(), last("en").as_str()), ("没有发现问题", "no problems found"));
    std::fs::create_dir(place.data()).unwrap();
    assert_eq!(place.json(&["doctor"])["ok"], true);
    place.with_channel("主通道");
    // Nothing is broken, but there never was a backup.
    assert_eq!(place.json(&["doctor"])["warnings"], 1);
    assert_eq!(last("zh"), "可以使用；有 1 处要留意，见上面标“注意”的");
    assert_eq!(last("en"), "usable; see to what is marked as a warning above (1)");
    let found = place.json(&["doctor"]);
    let codes: Vec<&str> =
        found["findings"].as_array().unwrap().iter().filter_map(|finding| finding["code"].as_str()).collect();
    for code in ["key_found", "database_whole", "channels", "backup_age"] {
        assert!(codes.contains(&code), "{code} in {codes:?}");
    }
}
