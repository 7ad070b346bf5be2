//! What the rounds came to: a table for people, or one JSON document.

use std::fmt::Write as _;

use serde_json::json;

/// The figures of all rounds, in the order in which they came.
#[derive(Default)]
pub(crate) struct Report(Vec<Row>);

/// One figure over the rounds.
struct Row {
    section: &'static str,
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
    /// Takes the figures that a round of `section` printed, one a line.
    pub(crate) fn add(&mut self, section: &'static str, lines: &str) {
        for line in lines.lines() {
            let mut fields = line.split('\t');
            let (Some(name), Some(value), Some(unit)) = (fields.next(), fields.next(), fields.next()) else {
                continue;
            };
            let Ok(value) = value.parse() else { continue };
            match self.0.iter_mut().find(|row| row.section == section && row.name == name) {
                Some(row) => row.values.push(value),
                None => self.0.push(Row {
                    section,
                    name: name.to_owned(),
                    unit: unit.to_owned(),
                    reach: fields.next().unwrap_or("").to_owned(),
                    values: vec![value],
                }),
            }
        }
    }

    pub(crate) fn table(&self, machine: &Machine) -> String {
        let mut table = String::new();
        for row in &self.0 {
            let spread: Vec<String> = row.values.iter().map(|value| format!("{value:.2}")).collect();
            _ = writeln!(
                table,
                "{:11} {:34} {:>12.2} {:8} {:12} rounds: {}",
                row.section,
                row.name,
                row.median(),
                row.unit,
                row.reach,
                spread.join(" ")
            );
        }
        _ = writeln!(
            table,
            "medians; {} cores, {}, {} build, Hongyan {}",
            machine.cores,
            machine.cpu,
            machine.build,
            hongyan_domain::VERSION
        );
        table
    }

    pub(crate) fn json(&self, machine: &Machine) -> String {
        let figures: Vec<_> = self
            .0
            .iter()
            .map(|row| {
                json!({
                    "section": row.section,
                    "figure": row.name,
                    "median": row.median(),
                    "unit": row.unit,
                    "reach": row.reach,
                    "rounds": row.values,
                })
            })
            .collect();
        let machine = json!({
            "cores": machine.cores,
            "cpu": machine.cpu,
            "build": machine.build,
            "version": hongyan_domain::VERSION,
        });
        format!("{:#}\n", json!({ "machine": machine, "figures": figures }))
    }
}

/// Where the figures were taken.
pub(crate) struct Machine {
    cores: usize,
    cpu: String,
    build: &'static str,
}

impl Machine {
    /// This machine and this build.
    pub(crate) fn here() -> Self {
        let told = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model = told.lines().find(|line| line.starts_with("model name"));
        let cpu = model.and_then(|line| line.split_once(':')).map_or("unknown CPU", |(_, name)| name.trim());
        Self {
            cores: std::thread::available_parallelism().map_or(0, usize::from),
            cpu: cpu.to_owned(),
            build: if cfg!(debug_assertions) { "debug" } else { "release" },
        }
    }
}
