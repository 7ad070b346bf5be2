//! Figures, their medians, and what the system says about a process.

use std::collections::BTreeMap;
use std::fmt;
use std::fmt::Write as _;
use std::time::Duration;

use hongyan_domain::{Clock, SystemClock, UnixMillis};

/// One measured figure.
pub(crate) struct Figure {
    pub(crate) name: &'static str,
    pub(crate) value: f64,
    pub(crate) unit: &'static str,
    /// What is asked of it, in words; empty when nothing is.
    pub(crate) reach: &'static str,
}

/// As one process hands it to another: tab-separated.
impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\t{}\t{}\t{}", self.name, self.value, self.unit, self.reach)
    }
}

/// A stretch of wall and CPU time of this process.
pub(crate) struct Span {
    began: UnixMillis,
    cpu: f64,
}

impl Span {
    pub(crate) fn begin() -> Self {
        Self { began: SystemClock.now(), cpu: cpu_seconds() }
    }

    pub(crate) fn wall(&self) -> Duration {
        SystemClock.now().since(self.began)
    }

    pub(crate) fn cpu(&self) -> f64 {
        cpu_seconds() - self.cpu
    }
}

/// User and system seconds of this process (`/proc/self/stat`, fields 14 and 15, in hundredths).
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: u32 = after_name
        .split_ascii_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<u32>().ok())
        .sum();
    f64::from(ticks) / 100.0
}

/// Peak resident memory of this process in MB (`VmHWM`).
pub(crate) fn peak_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kb = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|rest| rest.split_ascii_whitespace().next()?.parse::<u32>().ok());
    f64::from(kb.unwrap_or(0)) / 1024.0
}

/// The figures of all rounds.
#[derive(Default)]
pub(crate) struct Report(BTreeMap<(String, usize), Row>);

struct Row {
    name: String,
    unit: String,
    reach: String,
    values: Vec<f64>,
}

impl Row {
    fn median(&self) -> f64 {
        let mut sorted = self.values.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
    }
}

impl Report {
    pub(crate) fn add(&mut self, section: &str, lines: &str) {
        for (index, line) in lines.lines().enumerate() {
            let mut fields = line.split('\t');
            let (Some(name), Some(value), Some(unit)) = (fields.next(), fields.next(), fields.next()) else {
                continue;
            };
            let row = self.0.entry((section.to_owned(), index)).or_insert_with(|| Row {
                name: name.to_owned(),
                unit: unit.to_owned(),
                reach: fields.next().unwrap_or("").to_owned(),
                values: Vec::new(),
            });
            row.values.extend(value.parse::<f64>());
        }
    }

    pub(crate) fn table(&self) -> String {
        let mut table = String::new();
        for ((section, _), row) in &self.0 {
            let spread: Vec<String> = row.values.iter().map(|value| format!("{value:.2}")).collect();
            _ = writeln!(
                table,
                "{section:10} {:34} {:>12.2} {:14} {:26} rounds: {}",
                row.name,
                row.median(),
                row.unit,
                row.reach,
                spread.join(" ")
            );
        }
        table
    }

    pub(crate) fn json(&self) -> String {
        let mut rows = Vec::new();
        for ((section, _), row) in &self.0 {
            let values: Vec<String> = row.values.iter().map(f64::to_string).collect();
            rows.push(format!(
                "{{\"section\":\"{section}\",\"figure\":\"{}\",\"median\":{},\"unit\":\"{}\",\"reach\":\"{}\",\"rounds\":[{}]}}",
                row.name,
                row.median(),
                row.unit,
                row.reach,
                values.join(",")
            ));
        }
        format!("[{}]\n", rows.join(",\n"))
    }
}
