//! Adding up what was decided about each person.

use std::collections::BTreeMap;

use hongyan_domain::{Carrier, ChannelNo, Exclusion, Money, NumberKind, UnixMillis};

use super::text::{Draft, examine};
use super::{Finding, Refused, Routed};
use crate::limits::Limits;
use crate::route::{ChannelView, Health};

/// The figures of one carrier.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CarrierLine {
    /// Which carrier.
    pub carrier: Carrier,
    /// People who get a message.
    pub people: u64,
    /// Segments billed.
    pub segments_billed: u64,
    /// SUBMITs that will be sent.
    pub parts: u64,
    /// What they cost.
    pub cost: Money,
    /// By channel: how many people, in the order of the channels' numbers.
    pub channels: Vec<(ChannelNo, u64)>,
}

/// The answer of the check. `people` is always the sum of `messages` and all that are excluded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Preflight {
    /// Everybody in the list.
    pub people: u64,
    /// Those who get nothing, by reason, in the order of the reasons; none is 0.
    pub excluded: Vec<(Exclusion, u64)>,
    /// Messages that will be sent, one a person.
    pub messages: u64,
    /// Segments billed.
    pub segments_billed: u64,
    /// SUBMITs that will be sent.
    pub parts: u64,
    /// What they cost.
    pub cost: Money,
    /// The same by carrier; only carriers that get something.
    pub by_carrier: Vec<CarrierLine>,
    /// When the first message leaves: the wished moment, or the end of the quiet hours.
    pub starts_at: UnixMillis,
    /// What to mend, look at or know, the weightiest first.
    pub findings: Vec<Finding>,
}

impl Preflight {
    /// Whether nothing stands in the way of starting.
    #[must_use]
    pub fn may_start(&self) -> bool {
        !self.findings.iter().any(|finding| finding.severity() == super::Severity::Block)
    }
}

/// Adds up answers of [`super::Rules::consider`]; its size does not grow with the list.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    people: u64,
    excluded: BTreeMap<Exclusion, u64>,
    unreached: BTreeMap<Carrier, u64>,
    units_longest: u32,
    lines: BTreeMap<Carrier, Line>,
    unlisted: u64,
    satellite: u64,
    sandbox: u64,
}

#[derive(Clone, Debug, Default)]
struct Line {
    people: u64,
    segments_billed: u64,
    parts: u64,
    cost: Money,
    channels: BTreeMap<ChannelNo, u64>,
}

impl Tally {
    /// Nothing counted yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts one person.
    pub fn add(&mut self, decided: &Result<Routed, Refused>) {
        self.people += 1;
        let routed = match decided {
            Ok(routed) => routed,
            Err(refused) => {
                *self.excluded.entry(refused.reason).or_default() += 1;
                self.units_longest = self.units_longest.max(refused.units.unwrap_or(0));
                if let (Exclusion::NoRoute, Some(carrier)) = (refused.reason, refused.carrier) {
                    *self.unreached.entry(carrier).or_default() += 1;
                }
                return;
            }
        };
        let line = self.lines.entry(routed.carrier).or_default();
        line.people += 1;
        line.segments_billed += u64::from(routed.segments.billed);
        line.parts += u64::from(routed.segments.parts);
        line.cost += routed.cost;
        *line.channels.entry(routed.pick.no).or_default() += 1;
        self.unlisted += u64::from(routed.kind == NumberKind::Unlisted);
        self.satellite += u64::from(routed.kind == NumberKind::Satellite);
        self.sandbox += u64::from(routed.pick.sandbox);
    }

    /// The answer, with what the text, the hours and the channels have to say.
    #[must_use]
    pub fn finish(self, draft: &Draft<'_>, channels: &[ChannelView], limits: &Limits) -> Preflight {
        let starts_at = limits.quiet.allow(draft.business, draft.wanted_at).choice;
        let mut findings = examine(draft, limits);
        findings.extend(self.findings(draft, starts_at, channels, limits));
        findings.sort_by_key(Finding::severity); // stable: the order within a weight stays
        let lines = self.lines.values();
        let excluded_in_all: u64 = self.excluded.values().sum();
        Preflight {
            people: self.people,
            messages: self.people - excluded_in_all,
            segments_billed: lines.clone().map(|line| line.segments_billed).sum(),
            parts: lines.clone().map(|line| line.parts).sum(),
            cost: lines.map(|line| line.cost).sum(),
            excluded: self.excluded.into_iter().collect(),
            by_carrier: self
                .lines
                .into_iter()
                .map(|(carrier, line)| CarrierLine {
                    carrier,
                    people: line.people,
                    segments_billed: line.segments_billed,
                    parts: line.parts,
                    cost: line.cost,
                    channels: line.channels.into_iter().collect(),
                })
                .collect(),
            starts_at,
            findings,
        }
    }

    fn findings(
        &self,
        draft: &Draft<'_>,
        starts_at: UnixMillis,
        channels: &[ChannelView],
        limits: &Limits,
    ) -> Vec<Finding> {
        let excluded = |reason| self.excluded.get(&reason).copied().unwrap_or(0);
        let mut found = Vec::new();
        let mut note = |holds: bool, finding: Finding| {
            if holds {
                found.push(finding);
            }
        };
        note(self.people == 0, Finding::EmptyList);
        note(self.people > 0 && self.lines.is_empty(), Finding::NobodyLeft);
        let quiet = starts_at > draft.wanted_at;
        let over = quiet && starts_at > draft.not_after;
        note(quiet && !over, Finding::QuietHours { until: starts_at });
        note(over, Finding::ValidityEndsFirst { until: starts_at });
        let too_long = excluded(Exclusion::TextTooLong);
        note(
            too_long > 0,
            Finding::TextTooLong {
                people: too_long,
                units: self.units_longest,
                units_max: limits.text_units_max,
            },
        );
        let missing = excluded(Exclusion::MissingVariable);
        note(missing > 0, Finding::MissingVariables { people: missing });
        for (&carrier, &people) in &self.unreached {
            note(true, Finding::NoRoute { carrier, people });
        }
        for channel in channels.iter().filter(|channel| channel.health != Health::Online) {
            let people = self.lines.values().filter_map(|line| line.channels.get(&channel.no)).sum();
            let line = channel.health.line();
            note(people > 0, Finding::ChannelNotReady { channel: channel.no, line, people });
        }
        note(self.sandbox > 0, Finding::SandboxUsed { people: self.sandbox });
        let mixed =
            channels.iter().any(|channel| channel.sandbox) && channels.iter().any(|channel| !channel.sandbox);
        note(mixed, Finding::SandboxBesideReal);
        note(self.unlisted > 0, Finding::Unlisted { people: self.unlisted });
        note(self.satellite > 0, Finding::Satellite { people: self.satellite });
        let parts = self.lines.values().map(|line| line.parts).sum();
        let billed = self.lines.values().map(|line| line.segments_billed).sum();
        note(parts != billed, Finding::PartsDiffer { parts, billed });
        found
    }
}
