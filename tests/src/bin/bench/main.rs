//! The figures: `cargo xtask bench [--json] [SECTION …]`.
//!
//! Each section runs in processes of its own, five rounds each, and shows the medians: wall seconds, CPU seconds of the
//! side that is measured, peak memory. Simulated carriers run in another process, so that they do not count.

mod campaign;
mod measure;
mod serve;

use std::process::{Command, ExitCode, Stdio};

use measure::{Figure, Report};

/// Rounds of each section; the median of them is shown.
const ROUNDS: usize = 5;

/// A section: its name, what it shows, and one round of it.
struct Section {
    name: &'static str,
    round: fn() -> Result<Vec<Figure>, hongyan_tests::stage::Trouble>,
}

const SECTIONS: &[Section] = &[
    Section { name: "campaign", round: campaign::round },
    Section { name: "urgent", round: campaign::urgent },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.first().map(String::as_str) {
        Some("--serve") => serve::serve(),
        Some("--round") => one_round(arguments.get(1).map_or("", String::as_str)),
        _ => all(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("bench: {trouble}");
            ExitCode::FAILURE
        }
    }
}

/// Runs one round and prints its figures, one a line, for the process that asked.
fn one_round(name: &str) -> Result<(), hongyan_tests::stage::Trouble> {
    let section = SECTIONS.iter().find(|section| section.name == name).ok_or("no such section")?;
    for figure in (section.round)()? {
        println!("{figure}");
    }
    Ok(())
}

fn all(arguments: &[String]) -> Result<(), hongyan_tests::stage::Trouble> {
    let json = arguments.iter().any(|argument| argument == "--json");
    let wanted: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with("--")).collect();
    if let Some(unknown) =
        wanted.iter().find(|name| !SECTIONS.iter().any(|section| section.name == name.as_str()))
    {
        let known: Vec<&str> = SECTIONS.iter().map(|section| section.name).collect();
        return Err(format!("no section {unknown}; there are {}", known.join(", ")).into());
    }
    let mut report = Report::default();
    for section in SECTIONS {
        if !wanted.is_empty() && !wanted.iter().any(|name| name.as_str() == section.name) {
            continue;
        }
        for round in 1..=ROUNDS {
            if !json {
                eprintln!("{} {round}/{ROUNDS}", section.name);
            }
            let output = Command::new(std::env::current_exe()?)
                .args(["--round", section.name])
                .stderr(Stdio::inherit())
                .output()?;
            if !output.status.success() {
                return Err(format!("section {} did not finish", section.name).into());
            }
            report.add(section.name, &String::from_utf8(output.stdout)?);
        }
    }
    print!("{}", if json { report.json() } else { report.table() });
    Ok(())
}
