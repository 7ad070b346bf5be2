//! What an import counts and finds on its way.

use std::collections::BTreeMap;

use hongyan_domain::{Carrier, Msisdn};
use hongyan_policy::segments::SegmentTable;
use hongyan_store::audience::finding::FindingRow;
use hongyan_store::audience::member::Member;

use crate::clean::{self, Fault, Problem, Repair, Repairs};

/// Findings that are kept with an import; more are counted.
pub const FINDINGS_MAX: usize = 100_000;

/// Figures of one import.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// Rows below the header that are not blank.
    pub rows: u64,
    /// Rows that gave nobody because their number cannot be read.
    pub rows_failed: u64,
    /// Rows whose number was repaired.
    pub rows_repaired: u64,
    /// Numbers that the list holds again; the first row counts.
    pub duplicates: u64,
    /// Distinct numbers.
    pub people: u64,
    /// Of them in blocks that no campaign may write to (things, emergency services): the pre-flight leaves them out.
    pub unreachable: u64,
    /// Distinct numbers by who got their block.
    pub carriers: BTreeMap<Carrier, u64>,
    /// Repaired rows by repair; a row can have several.
    pub repairs: BTreeMap<Repair, u64>,
    /// Findings by reason.
    pub faults: BTreeMap<Fault, u64>,
    /// Findings beyond [`FINDINGS_MAX`].
    pub findings_rest: u64,
}

impl Tally {
    pub(super) fn person(&mut self, number: Msisdn) {
        self.people += 1;
        let segment = SegmentTable::shipped().find(number);
        *self.carriers.entry(segment.carrier).or_default() += 1;
        if !segment.kind.may_receive() {
            self.unreachable += 1;
        }
    }

    pub(super) fn repaired(&mut self, repairs: Repairs) {
        self.rows_repaired += 1;
        for repair in repairs.iter() {
            *self.repairs.entry(repair).or_default() += 1;
        }
    }
}

/// The findings of one import.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) kept: Vec<FindingRow>,
}

impl Findings {
    pub(super) fn add(
        &mut self,
        tally: &mut Tally,
        row: u32,
        col: u32,
        value: &str,
        problem: &Problem,
        person: Option<Member>,
    ) {
        *tally.faults.entry(problem.fault).or_default() += 1;
        if self.kept.len() >= FINDINGS_MAX {
            tally.findings_rest += 1;
            return;
        }
        let (name, fields) =
            person.map_or_else(|| (String::new(), "{}".to_owned()), |person| (person.name, person.fields));
        self.kept.push(FindingRow {
            row: row.max(1),
            col: col.max(1),
            value: clean::mask(value.trim()),
            reason: problem.fault.code().to_owned(),
            suggestion: problem.suggestion.code().to_owned(),
            fixed: problem.fixed,
            name,
            fields,
        });
    }
}
