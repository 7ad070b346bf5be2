//! The figures: `cargo xtask bench [--json] [--rounds N] [SECTION …]`.
//!
//! Each round of a section runs in a process of its own, and the medians are shown: wall seconds, CPU seconds of the
//! side that is measured, peak memory. Simulated carriers run in another process, and so does whatever makes the lists
//! and stores that rounds start from, so that neither counts. Those are in the disk's cache when a round begins.

mod campaign;
#[path = "../../../../engine/insight/tests/support/mod.rs"]
mod ended;
mod history;
mod import;
mod measure;
mod report;
mod serve;
mod session;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use hongyan_tests::stage::Trouble;
use measure::Figure;
use report::{Machine, Report};

/// Rounds of each section unless the caller says otherwise.
const ROUNDS: usize = 5;

/// A section: its name, what its rounds start from, and one of them.
struct Section {
    name: &'static str,
    start: Option<&'static Start>,
    round: fn(&Round) -> Result<Vec<Figure>, Trouble>,
}

/// What rounds start from. It is made once, also for several sections.
struct Start {
    name: &'static str,
    make: fn(&Path) -> Result<(), Trouble>,
}

/// What a round is told.
struct Round {
    /// Counted from 0.
    index: u64,
    /// Where the section's [`Start`] is; an empty path for a section without one.
    folder: PathBuf,
}

const SECTIONS: &[Section] = &[
    Section { name: "session", start: None, round: |_| session::round() },
    Section { name: "campaign", start: None, round: |_| campaign::round() },
    Section { name: "urgent", start: None, round: |_| campaign::urgent() },
    Section { name: "import-xlsx", start: Some(&import::XLSX), round: import::xlsx },
    Section { name: "import-csv", start: Some(&import::CSV), round: import::csv },
    Section { name: "report", start: Some(&history::MILLION), round: history::report },
    Section { name: "lookup", start: Some(&history::MILLIONS), round: history::lookup },
    Section { name: "search", start: Some(&history::MILLIONS), round: history::search },
    Section { name: "start", start: Some(&history::MILLIONS), round: history::start },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words[..] {
        ["--serve"] => serve::serve(),
        ["--make", name, folder] => make(name, Path::new(folder)),
        ["--round", name, index, folder] => one_round(name, index, Path::new(folder)),
        _ => Wanted::of(&words).and_then(|wanted| all(&wanted)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("bench: {trouble}");
            ExitCode::FAILURE
        }
    }
}

/// Makes what rounds start from, for the process that asked.
fn make(name: &str, folder: &Path) -> Result<(), Trouble> {
    let start = SECTIONS.iter().filter_map(|section| section.start).find(|start| start.name == name);
    (start.ok_or("nothing of that name is made")?.make)(folder)
}

/// Runs one round and prints its figures, one a line, for the process that asked.
fn one_round(name: &str, index: &str, folder: &Path) -> Result<(), Trouble> {
    let section = SECTIONS.iter().find(|section| section.name == name).ok_or("no such section")?;
    for figure in (section.round)(&Round { index: index.parse()?, folder: folder.to_owned() })? {
        println!("{figure}");
    }
    Ok(())
}

/// What the caller asked for.
struct Wanted {
    json: bool,
    rounds: usize,
    sections: Vec<&'static Section>,
}

impl Wanted {
    fn of(words: &[&str]) -> Result<Self, Trouble> {
        let mut wanted = Self { json: false, rounds: ROUNDS, sections: Vec::new() };
        let mut words = words.iter().copied();
        while let Some(word) = words.next() {
            match word {
                "--json" => wanted.json = true,
                "--rounds" => {
                    let rounds = words.next().and_then(|count| count.parse().ok()).filter(|count| *count > 0);
                    wanted.rounds = rounds.ok_or("--rounds needs a count above 0")?;
                }
                name => {
                    let known: Vec<&str> = SECTIONS.iter().map(|section| section.name).collect();
                    let section = SECTIONS.iter().find(|section| section.name == name);
                    wanted.sections.push(
                        section
                            .ok_or_else(|| format!("no section {name}; there are {}", known.join(", ")))?,
                    );
                }
            }
        }
        if wanted.sections.is_empty() {
            wanted.sections.extend(SECTIONS);
        }
        Ok(wanted)
    }
}

fn all(wanted: &Wanted) -> Result<(), Trouble> {
    let temporary = tempfile::tempdir()?;
    let mut made: BTreeMap<&str, PathBuf> = BTreeMap::new();
    let mut report = Report::default();
    for section in &wanted.sections {
        let folder = match section.start {
            None => PathBuf::new(),
            Some(start) => match made.get(start.name) {
                Some(folder) => folder.clone(),
                None => {
                    eprintln!("making {}", start.name);
                    let folder = temporary.path().join(made.len().to_string());
                    std::fs::create_dir(&folder)?;
                    child(["--make", start.name], &folder)?;
                    made.insert(start.name, folder.clone());
                    folder
                }
            },
        };
        for index in 0..wanted.rounds {
            eprintln!("{} {}/{}", section.name, index + 1, wanted.rounds);
            let printed = child(["--round", section.name, &index.to_string()], &folder)
                .map_err(|trouble| format!("section {} did not finish: {trouble}", section.name))?;
            report.add(section.name, &printed);
        }
    }
    let machine = Machine::here();
    print!("{}", if wanted.json { report.json(&machine) } else { report.table(&machine) });
    Ok(())
}

/// Runs this program with these words and a folder; what it printed.
fn child<const WORDS: usize>(words: [&str; WORDS], folder: &Path) -> Result<String, Trouble> {
    let output =
        Command::new(std::env::current_exe()?).args(words).arg(folder).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(output.status.to_string().into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Runs `work` on two threads, whatever the machine has.
fn block_on<T>(work: impl Future<Output = Result<T, Trouble>>) -> Result<T, Trouble> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?.block_on(work)
}
