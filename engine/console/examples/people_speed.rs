//! Measures looking through a million people: `cargo run --release -p hongyan-console --example people_speed -- FOLDER`.
//!
//! FOLDER must not exist. Fills the address book and one group with a million made-up people, the inbox with 200,000
//! replies of 50,000 people and the block list with 100,000 entries, through the program's own ways, and then asks as a
//! screen asks. Of each question: the first answer with the processor time of the whole program, which a busy machine does
//! not change, and the worst of three more.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a measuring program")]

use std::fmt::Write as _;
use std::path::PathBuf;

use hongyan_console::api::{Caller, Face, Host, User, dispatch};
use hongyan_console::{ConsoleOptions, Role};
use hongyan_domain::{ChannelNo, Msisdn, UnixMillis};
use hongyan_store::inbound::{self, NewInbound, OptOutMark};
use hongyan_store::{Db, KeyChoice, KeySource, OpenOptions};
use serde_json::{Value, json};

const PEOPLE: u64 = 1_000_000;
const REPLIES: u64 = 200_000;
const BLOCKS: u64 = 100_000;
const FAMILY: [char; 10] = ['王', '李', '张', '刘', '陈', '杨', '黄', '赵', '吴', '周'];
const GIVEN: [char; 20] = [
    '芳', '伟', '敏', '静', '丽', '强', '磊', '军', '洋', '勇', '艳', '杰', '娟', '涛', '明', '超', '秀',
    '霞', '平', '刚',
];

#[tokio::main]
async fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap());
    std::fs::create_dir(&folder).unwrap();
    let options = ConsoleOptions::new(folder.join("data")).key_in_file().role(Role::Engine);
    let host = Host::open(options).await.unwrap();
    let user = User { uid: "local".to_owned(), login: "m".to_owned(), name: "m".to_owned() };
    let asked = Asked { host, caller: Caller { face: Face::Desktop, user: Some(user) } };
    let group = asked.fill(&folder).await;
    asked.reply(&folder).await;

    let people = |group: &Value, search: &str, offset: Option<u64>| json!({ "group": group, "search": search, "after": null, "offset": offset, "limit": 100, "whole": false });
    for (name, source) in [("address book", Value::Null), ("group", group)] {
        asked.time(&format!("{name}: first page"), "people", people(&source, "", None)).await;
        for offset in [10_000, 500_000, 999_900] {
            asked
                .time(&format!("{name}: jump to {offset}"), "people", people(&source, "", Some(offset)))
                .await;
        }
        for search in ["王芳", "芳伟", "13800138000", "8000", "138001", "99999999", "没有"] {
            asked.time(&format!("{name}: search {search}"), "people", people(&source, search, None)).await;
        }
    }
    asked.time("duplicates", "duplicates", json!({})).await;
    let inbox = |filter: &str, search: &str| json!({ "filter": filter, "search": search, "before": null, "limit": 50, "whole": false });
    for (filter, search) in
        [("all", ""), ("unread", ""), ("ask", ""), ("opt_out", ""), ("all", "8000"), ("all", "谢谢")]
    {
        asked.time(&format!("inbox: {filter} {search}"), "conversations", inbox(filter, search)).await;
    }
    for search in ["", "8000", "没有"] {
        let request = json!({ "kind": null, "search": search, "after": null, "limit": 100, "whole": false });
        asked.time(&format!("blocks: {search}"), "blocks", request).await;
    }
    asked.host.close().await;
}

struct Asked {
    host: Host,
    caller: Caller,
}

impl Asked {
    async fn ask(&self, name: &str, request: Value) -> Value {
        match dispatch(&self.host, &self.caller, name, request).await {
            Ok(reply) => reply,
            Err(error) => panic_with(name, &format!("{error:?}")),
        }
    }

    async fn time(&self, what: &str, name: &str, request: Value) {
        let (began, spent) = (clock(), cpu());
        self.ask(name, request.clone()).await;
        let (cold, spent) = (began.elapsed(), cpu() - spent);
        let mut worst = std::time::Duration::ZERO;
        for _ in 0..3 {
            let began = clock();
            self.ask(name, request.clone()).await;
            worst = worst.max(began.elapsed());
        }
        let [cold, spent, worst] = [cold, spent, worst].map(|time| time.as_secs_f64() * 1e3);
        println!("{what:<36} {cold:>8.1} ms first ({spent:>5.0} ms CPU) {worst:>8.1} ms again");
    }

    /// A list of a million, imported; the block list pasted.
    async fn fill(&self, folder: &std::path::Path) -> Value {
        let mut text = "姓名,手机,金额\n".to_owned();
        for no in 0..PEOPLE {
            let at = |of: u64, names: &[char]| {
                names.get(usize::try_from(of).unwrap_or(0) % names.len()).copied().unwrap_or('x')
            };
            let name: String =
                [at(no / 7, &FAMILY), at(no / 3, &GIVEN), at(no / 11, &GIVEN)].into_iter().collect();
            writeln!(text, "{name},{},{}.50", 13_000_000_000 + no * 997, no % 1_000).unwrap();
        }
        let file = folder.join("list.csv");
        std::fs::write(&file, text).unwrap();
        let layout =
            json!({ "sheet": null, "header_row": null, "columns": [], "encoding": null, "delimiter": null });
        let began = clock();
        let look = json!({ "file": file, "layout": layout });
        self.ask("inspect_list", look).await;
        println!("look at the list                     {:>8.1} ms", began.elapsed().as_secs_f64() * 1e3);
        let began = clock();
        let request = json!({ "file": file, "layout": layout, "group": "百万", "for_task": false });
        let mut heard = self.host.events().listen();
        let started = self.ask("import_list", request).await;
        let job = loop {
            let job = self.ask("job", json!({ "job": started["job"] })).await;
            if job["state"] != "running" {
                break job;
            }
            // Lagging behind is as good as hearing: both ask again.
            _ = heard.recv().await;
        };
        assert_eq!(job["imported"]["people"], PEOPLE, "{job}");
        println!("import into group and address book   {:>8.1} s", began.elapsed().as_secs_f64());
        let mut blocked = 0;
        while blocked < BLOCKS {
            let mut numbers = String::new();
            for no in blocked..(blocked + 50_000).min(BLOCKS) {
                writeln!(numbers, "{}", 13_000_000_000 + no * 9_970).unwrap();
            }
            let began = clock();
            self.ask("block", json!({ "numbers": numbers, "kind": "blacklist", "note": "" })).await;
            println!("block 50,000 pasted numbers          {:>8.1} s", began.elapsed().as_secs_f64());
            blocked += 50_000;
        }
        job["imported"]["group"].clone()
    }

    async fn reply(&self, folder: &std::path::Path) {
        let options =
            OpenOptions::new(folder.join("data")).key(KeyChoice::Exactly(KeySource::File)).beside(true);
        let db = Db::open(options).await.unwrap();
        for from in (0..REPLIES).step_by(2_000) {
            db.write(move |tx| {
                Box::pin(async move {
                    for no in from..from + 2_000 {
                        let reply = NewInbound {
                            channel: ChannelNo(1),
                            number: Msisdn::from_digits(13_000_000_000 + no % 50_000 * 997).unwrap(),
                            sent_to: "1069".to_owned(),
                            text: if no % 1_000 == 0 {
                                "别再发了吧".to_owned()
                            } else {
                                "谢谢，收到".to_owned()
                            },
                            at: UnixMillis(1_772_328_600_000 + i64::try_from(no).unwrap()),
                            task: None,
                            message: None,
                            opt_out: if no % 1_000 == 0 { OptOutMark::Ask } else { OptOutMark::No },
                            complete: true,
                        };
                        inbound::insert(tx, &reply).await?;
                    }
                    Ok(())
                })
            })
            .await
            .unwrap();
        }
        db.close().await;
    }
}

#[expect(clippy::panic, reason = "a measuring program")]
fn panic_with(name: &str, error: &str) -> Value {
    panic!("{name}: {error}")
}

/// Processor time of this process, in steps of 10 ms.
fn cpu() -> std::time::Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks: u64 = [11, 12].into_iter().filter_map(|at| fields.get(at)?.parse::<u64>().ok()).sum();
    std::time::Duration::from_millis(ticks * 10)
}

#[expect(clippy::disallowed_methods, reason = "a measuring program measures real time")]
fn clock() -> std::time::Instant {
    std::time::Instant::now()
}
