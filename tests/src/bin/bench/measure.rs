//! Figures, and what the system says about a process.

use std::fmt;
use std::time::{Duration, Instant};

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
    began: Instant,
    cpu: f64,
}

impl Span {
    pub(crate) fn begin() -> Self {
        Self { began: now(), cpu: cpu_seconds() }
    }

    pub(crate) fn wall(&self) -> Duration {
        self.began.elapsed()
    }

    pub(crate) fn cpu(&self) -> f64 {
        cpu_seconds() - self.cpu
    }

    /// Wall seconds, of which `reach` is asked, and CPU seconds.
    pub(crate) fn figures(&self, reach: &'static str) -> Vec<Figure> {
        vec![
            Figure { name: "wall", value: self.wall().as_secs_f64(), unit: "s", reach },
            Figure { name: "CPU", value: self.cpu(), unit: "CPU-s", reach: "" },
        ]
    }
}

#[expect(clippy::disallowed_methods, reason = "a figure is taken by the real clock")]
fn now() -> Instant {
    Instant::now()
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

/// CPU time of the calling thread (`/proc/thread-self/schedstat`, field 1, in nanoseconds).
pub(crate) fn thread_cpu() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos = text.split_ascii_whitespace().next().and_then(|field| field.parse().ok());
    Duration::from_nanos(nanos.unwrap_or(0))
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
