//! Every row of the operator guide's table of codes (§8), said again by hand, against the shipped table.

use std::time::Duration;

use hongyan_domain::FailureClass::{self, Block, Num, Rate, Route, Term, Text, Unk};
use hongyan_domain::Retry;
use hongyan_policy::codes::{
    CodeProblem, CodeTable, Confidence, Effect, End, Outcome, Protocol, Source, Verdict,
};

const DAY: u64 = 86_400;

fn stat(code: &str) -> &'static Verdict {
    CodeTable::shipped().verdict("", Protocol::Cmpp30, Source::Stat(code))
}

fn result(protocol: Protocol, code: u32) -> &'static Verdict {
    CodeTable::shipped().verdict("", protocol, Source::SubmitResult(code))
}

fn after(seconds: u64, times_max: u32) -> Retry {
    Retry::After { pause: Duration::from_secs(seconds), times_max }
}

/// (codes, class, a piece of the cause, a piece of the action, retry)
type Line = (&'static [&'static str], FailureClass, &'static str, &'static str, Retry);

#[test]
fn every_failure_of_the_guide() {
    let lines: &[Line] = &[
        (&["UNDELIV"], Num, "送不到手机，多为停机、关机或号码异常", "24 小时后重试一次", after(DAY, 1)),
        (&["EXPIRED"], Term, "有效期内手机一直没开机或没信号", "换时段补发", after(4 * 3_600, 1)),
        (&["REJECTD"], Block, "被网关拒收", "勿原样重发", Retry::Never),
        (&["DELETED"], Unk, "已被网关删除", "按无回执处理", Retry::Never),
        (&["UNKNOWN"], Unk, "结果不明", "按无回执处理", Retry::Never),
        (
            &[
                "NOROUTE", "NOROUTER", "TIMEOUT", "MA:0051", "MA:0054", "CA:0001", "CA:0054", "IC:0001",
                "IC:0151", "IB:0070", "IB:0009", "IB:0011",
            ],
            Route,
            "运营商网关之间没接通或没应答",
            "系统自动换通道重试",
            after(0, 2),
        ),
        (
            &["MK:0001", "MK:0000", "MN:0001", "CB:0001", "CB:0053", "DB:0101"],
            Num,
            "空号或号码不存在",
            "移出名单",
            Retry::Never,
        ),
        (&["MK:0005", "MK:0013", "DB:0102"], Num, "已停机", "30 天后再试或清理", Retry::Never),
        (&["MK:0010", "MK:0023"], Term, "关机或不在服务区，已超保存时间", "换时段补发", after(4 * 3_600, 1)),
        (&["MK:0012", "MK:0015", "MK:0036", "MB:1041"], Block, "说法不一", "看同省集中度", Retry::Never),
        (
            &["MK:0014", "MK:0115", "ID:0076", "CJ:0007", "KEYWORD"],
            Text,
            "内容被安全系统拦截",
            "改文案后重新送审",
            Retry::Never,
        ),
        (&["MK:1041", "DB:0142"], Rate, "超过提交或当日条数上限", "隔日或降速", after(DAY, 1)),
        (
            &["MI:0029", "MI:0024", "MN:0012", "MN:0036"],
            Num,
            "多为号码状态问题",
            "成批报通道商",
            Retry::Never,
        ),
        (&["MB:0008", "MB:0069"], Route, "短信中心返回错误", "自动换通道", after(0, 2)),
        (&["CB:0005"], Num, "预付费账户异常", "过后再试", after(DAY, 1)),
        (&["CB:0007"], Num, "欠费", "过后再试", after(DAY, 1)),
        (
            &["DB:0107", "DB:0108", "DB:0115", "DB:0116"],
            Route,
            "业务代码、订购关系不对或被暂停",
            "管理员核对业务配置",
            Retry::Never,
        ),
        (
            &["DB:0144", "MBBLACK", "DBBLACK", "BLACK", "BLACKLI", "TDBLACK", "TSBLACK", "HD:0001", "601"],
            Block,
            "网关黑名单：此人退订或投诉过",
            "加入本地黑名单，禁止重发",
            Retry::Never,
        ),
        (&["IB:0008", "DB:9007"], Rate, "发得太快或次数超限", "自动降速或次日", after(600, 3)),
        (&["LIMIT", "MILIMIT", "BEYONDN"], Rate, "发得太快或次数超限", "自动降速或次日", after(DAY, 1)),
        (&["ID:0011"], Route, "参数不符或数据未同步", "管理员处理", Retry::Never),
        (
            &["NP:1243", "NP:0001", "NE:0106", "-9000", "−9000"],
            Num,
            "此号已携号转网",
            "更新归属后走新运营商重发",
            after(0, 1),
        ),
        (&["640"], Num, "空号或停机", "移出名单", Retry::Never),
        (&["CR:0203", "1029"], Rate, "不在允许的营销时段", "自动顺延", after(0, 1)),
        (
            &["CR:0215", "XA:0003", "SC:0017", "SC:0018"],
            Text,
            "签名或模板未报备",
            "去报备进度页",
            Retry::Never,
        ),
        (&["CR:0216", "-8422", "−8422"], Text, "缺少退订语", "拒收请回复R", Retry::Never),
        (&["CR:0217"], Text, "链接或电话未报备", "去引流信息", Retry::Never),
    ];
    for (codes, class, cause, action, retry) in lines {
        for code in *codes {
            let verdict = stat(code);
            assert_eq!(verdict.outcome, Outcome::Final(End::Failed), "{code}");
            assert_eq!((verdict.class, verdict.retry), (Some(*class), *retry), "{code}");
            assert!(verdict.cause.zh.contains(cause), "{code}: {}", verdict.cause.zh);
            assert!(verdict.action.zh.contains(action), "{code}: {}", verdict.action.zh);
            assert!(!verdict.cause.en.is_empty() && !verdict.action.en.is_empty(), "{code}");
        }
    }
}

#[test]
fn delivered_and_waiting() {
    assert_eq!(stat("DELIVRD").outcome, Outcome::Final(End::Delivered));
    assert_eq!((stat("DELIVRD").class, &*stat("DELIVRD").cause.zh), (None, "手机已收到"));
    for code in ["ACCEPTD", "ENROUTE"] {
        assert_eq!((stat(code).outcome, stat(code).class), (Outcome::Intermediate, None), "{code}");
    }
}

#[test]
fn five_g_states() {
    let maap = |code| CodeTable::shipped().verdict("", Protocol::Maap, Source::Stat(code));
    assert_eq!(maap("MessageSent").outcome, Outcome::Intermediate);
    assert_eq!(&*maap("MessageSent").cause_key, "rcs_sent");
    for code in ["DeliveredToTerminal", "MessageDisplayed"] {
        assert_eq!(maap(code).outcome, Outcome::Final(End::Delivered), "{code}");
        assert!(!maap(code).effects.has(Effect::FellBack));
    }
    for code in ["DeliveredToNetwork", "DeliveredToNetworkBySms", "DeliveredToNetworkByVms"] {
        assert_eq!(maap(code).outcome, Outcome::Final(End::Delivered), "{code}");
        assert!(maap(code).effects.has(Effect::FellBack), "{code}");
    }
    assert!(maap("DeliveryImpossible").has_failed());
    assert!(maap("DeliveryImpossible").effects.has(Effect::FallBack));
    // 5G words mean nothing over CMPP.
    assert_eq!(&*stat("MessageDisplayed").cause_key, "unknown_code");
}

#[test]
fn answers_to_a_submit() {
    for code in (1..=13).filter(|code| *code != 8) {
        let verdict = result(Protocol::Cmpp30, code);
        assert_eq!((verdict.class, verdict.retry), (Some(Route), Retry::Never), "{code}");
        assert!(verdict.cause.zh.starts_with("提交被拒"), "{code}");
    }
    let flow = result(Protocol::Cmpp30, 8);
    assert_eq!((flow.class, flow.retry), (Some(Rate), after(1, 30)));
    assert!(flow.effects.has(Effect::Throttle));
    assert!(result(Protocol::Cmpp30, 13).action.zh.contains("查号码"));
    // 2.0 documents stop at 9 and mean "other error" by it; 2.1 reads like 2.0.
    assert_eq!(&*result(Protocol::Cmpp20, 9).cause_key, "result_other");
    assert_eq!(&*result(Protocol::Cmpp21, 9).cause_key, "result_other");
    assert_eq!(&*result(Protocol::Cmpp30, 9).cause_key, "result_not_served");
    for code in [14, 99, 100, 199, 300, u32::MAX] {
        let verdict = result(Protocol::Cmpp30, code);
        assert_eq!((verdict.class, &*verdict.cause_key), (Some(Unk), "unknown_result_code"), "{code}");
        assert!(verdict.has_failed());
    }
}

#[test]
fn a_number_means_different_things_by_source_and_protocol() {
    let sgip = |source| CodeTable::shipped().verdict("", Protocol::Sgip, source);
    assert_eq!(sgip(Source::SubmitResult(8)).class, Some(Rate));
    assert_eq!(&*sgip(Source::Stat("8")).cause_key, "unknown_code");
    for (code, class) in
        [("23", Route), ("72", Route), ("24", Block), ("69", Block), ("61", Term), ("76", Text)]
    {
        let verdict = sgip(Source::Stat(code));
        assert_eq!((verdict.class, verdict.confidence), (Some(class), Confidence::Varies), "{code}");
        assert_eq!(&*stat(code).cause_key, "unknown_code", "{code} over CMPP");
    }
    assert_eq!(&*sgip(Source::SubmitResult(24)).cause_key, "unknown_result_code");
}

#[test]
fn effects() {
    for (code, effect) in [
        ("MK:0001", Effect::LearnDead),
        ("NP:1243", Effect::LearnPorted),
        ("MBBLACK", Effect::Blacklist),
        ("IB:0008", Effect::Throttle),
        ("TIMEOUT", Effect::OtherChannel),
        ("CR:0203", Effect::NextOpening),
        ("TIMEOUT", Effect::Alert),
    ] {
        assert!(stat(code).effects.has(effect), "{code} {effect:?}");
    }
    for code in ["UNDELIV", "MK:0005", "REJECTD", "DELIVRD", "NOSUCH"] {
        for effect in [Effect::LearnDead, Effect::Blacklist, Effect::LearnPorted] {
            assert!(!stat(code).effects.has(effect), "{code} {effect:?}");
        }
    }
}

#[test]
fn doubtful_meanings_say_so() {
    for code in ["MK:0012", "REJECTD", "601", "640", "MI:0001", "MB:0001", "UNDELIV"] {
        assert_eq!(stat(code).confidence, Confidence::Varies, "{code}");
    }
    for code in ["DELIVRD", "EXPIRED", "KEYWORD", "DB:0144"] {
        assert_eq!(stat(code).confidence, Confidence::Sure, "{code}");
    }
}

#[test]
fn whatever_nobody_knows_has_failed() {
    for code in ["", "ZZ:9999", "号码错误", "HELLO", "MA:0001", "SC:9999", &"X".repeat(500)] {
        assert!(stat(code).has_failed(), "{code}");
        assert_eq!(stat(code).retry, Retry::Never, "{code}");
    }
}

#[test]
fn sloppy_writing_is_forgiven() {
    for code in ["delivrd", "DELIVRD ", "DELIVRD\0", " Delivrd\0\0 ", "ＤＥＬＩＶＲＤ"] {
        assert_eq!(stat(code).outcome, Outcome::Final(End::Delivered), "{code:?}");
    }
    assert_eq!(stat("mk:0001\0").cause_key, stat("MK:0001").cause_key);
}

/// Each row of the shipped file is found by its own code: none is shadowed, repeated or misspelt.
#[test]
fn every_shipped_row_is_reached() {
    let file = include_str!("../../../assets/carrier-codes.csv");
    let mut rows = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(file.as_bytes());
    let mut keys = std::collections::BTreeSet::new();
    for row in rows.records() {
        let row = row.unwrap();
        let protocols = match &row[1] {
            "any" => vec![Protocol::Cmpp20, Protocol::Cmpp30, Protocol::Smgp, Protocol::Smpp],
            "cmpp" => vec![Protocol::Cmpp30],
            "cmpp20" => vec![Protocol::Cmpp20, Protocol::Cmpp21],
            "sgip" => vec![Protocol::Sgip],
            "maap" => vec![Protocol::Maap],
            other => panic!("no test for protocol {other}"),
        };
        let code = row[3].replace('*', "zz");
        for protocol in protocols {
            let verdict = match (&row[2], code.parse()) {
                ("result", Ok(number)) => result(protocol, number),
                ("result", Err(_)) => result(protocol, 777),
                _ => CodeTable::shipped().verdict("", protocol, Source::Stat(&code)),
            };
            assert_eq!(&*verdict.cause_key, &row[6], "{:?}", &row[3]);
            assert_eq!((&*verdict.cause.zh, &*verdict.cause.en), (&row[7], &row[8]));
        }
        assert!(
            keys.insert((row[1].to_owned(), row[2].to_owned(), row[3].to_owned())),
            "{:?} stands twice",
            &row[3]
        );
    }
    assert!(keys.len() > 100, "{}", keys.len());
}

const HEAD: &str = "provider,protocol,source,code,class,outcome,cause,cause_zh,cause_en,action_zh,action_en,\
                    retry_max,retry_after_s,confidence,effects,origin\n";

#[test]
fn a_users_rows_go_first_and_the_provider_counts_most() {
    let own = format!(
        "{HEAD}acme,cmpp,stat,MK:0001,TEXT,failed,acme_text,文案,text,改,change,0,0,sure,,own\n\
         ,cmpp30,stat,MK:0001,RATE,failed,thirty,快,fast,慢,slow,0,0,sure,,own\n\
         ,any,stat,MK:0001,BLOCK,failed,replaced,拒,no,停,stop,0,0,sure,,own\n\
         acme,any,stat,MK:*,TERM,failed,acme_prefix,机,phone,等,wait,0,0,sure,,own\n"
    );
    let table = CodeTable::with_overrides(&own).unwrap();
    let key = |provider, protocol, code| &*table.verdict(provider, protocol, Source::Stat(code)).cause_key;
    assert_eq!(key("ACME", Protocol::Cmpp20, "MK:0001"), "acme_text");
    assert_eq!(key("acme", Protocol::Cmpp30, "MK:0001"), "acme_text");
    assert_eq!(key("", Protocol::Cmpp30, "MK:0001"), "thirty");
    assert_eq!(key("", Protocol::Cmpp20, "MK:0001"), "replaced");
    assert_eq!(key("acme", Protocol::Smgp, "MK:0001"), "replaced");
    // An exact row of anybody comes before a prefix of one's own.
    assert_eq!(key("acme", Protocol::Cmpp20, "MK:0005"), "suspended");
    assert_eq!(key("acme", Protocol::Cmpp20, "MK:7777"), "acme_prefix");
    assert_eq!(key("", Protocol::Cmpp20, "MK:7777"), "unknown_code");
}

#[test]
fn a_mistake_in_a_users_table_is_named_with_line_and_column() {
    let fault = |rows: &str| {
        let fault = CodeTable::with_overrides(rows).unwrap_err();
        (fault.file, fault.line, fault.column, fault.problem)
    };
    assert!(matches!(fault(""), (2, 1, 1, CodeProblem::Header)));
    assert!(matches!(fault("code,text\n"), (2, 1, 1, CodeProblem::Header)));
    let row = |cells: &str| fault(&format!("# note\n{HEAD}{cells}\n"));
    for (cells, column) in [
        (",cmpq,stat,X,TEXT,failed,k,中,en,,,0,0,sure,,own", 2),
        (",cmpp,stats,X,TEXT,failed,k,中,en,,,0,0,sure,,own", 3),
        (",cmpp,stat,,TEXT,failed,k,中,en,,,0,0,sure,,own", 4),
        (",cmpp,stat,A*B,TEXT,failed,k,中,en,,,0,0,sure,,own", 4),
        (",cmpp,stat,X,TXT,failed,k,中,en,,,0,0,sure,,own", 5),
        (",cmpp,stat,X,TEXT,delivered,k,中,en,,,0,0,sure,,own", 5),
        (",cmpp,stat,X,TEXT,fail,k,中,en,,,0,0,sure,,own", 6),
        (",cmpp,stat,X,TEXT,failed,,中,en,,,0,0,sure,,own", 7),
        (",cmpp,stat,X,TEXT,failed,k,,en,,,0,0,sure,,own", 8),
        (",cmpp,stat,X,OK,delivered,k,中,en,,,1,0,sure,,own", 12),
        (",cmpp,stat,X,TEXT,failed,k,中,en,,,x,0,sure,,own", 12),
        (",cmpp,stat,X,TEXT,failed,k,中,en,,,0,-1,sure,,own", 13),
        (",cmpp,stat,X,TEXT,failed,k,中,en,,,0,0,maybe,,own", 14),
        (",cmpp,stat,X,TEXT,failed,k,中,en,,,0,0,sure,explode,own", 15),
    ] {
        let (file, line, at, problem) = row(cells);
        assert_eq!((file, line, at), (2, 3, column), "{cells}");
        assert!(matches!(problem, CodeProblem::Cell { .. }), "{cells}");
    }
    assert!(matches!(row("too,few"), (2, 3, _, CodeProblem::Csv(_))));
    assert!(matches!(CodeTable::parse(&[HEAD]).unwrap_err().problem, CodeProblem::NoFallback));
}

proptest::proptest! {
    #[test]
    fn no_code_breaks_it(code in proptest::prelude::any::<String>(), number: u32) {
        for protocol in [Protocol::Cmpp20, Protocol::Sgip, Protocol::Maap] {
            let table = CodeTable::shipped();
            assert!(!table.verdict("x", protocol, Source::Stat(&code)).cause_key.is_empty());
            assert!(table.verdict("x", protocol, Source::SubmitResult(number)).has_failed());
        }
    }
}
