//! What the check and routing say: codes with values for their words, and how long sending takes.

use std::collections::BTreeMap;

use hongyan_domain::{ChannelNo, UnixMillis};
use hongyan_policy::Why;
use hongyan_policy::preflight::{Finding, Preflight};
use hongyan_store::channel::StoredChannel;

use super::check::{CheckFinding, Reason};
use crate::channel::settings_of;
use crate::view;

pub(super) fn name_of(no: ChannelNo, channels: &[StoredChannel]) -> String {
    let found = channels.iter().find(|channel| channel.no == no);
    found.map_or_else(|| no.to_string(), |channel| channel.draft.name.clone())
}

pub(super) fn finding_of(finding: &Finding, channels: &[StoredChannel]) -> CheckFinding {
    let mut params: BTreeMap<&'static str, String> = BTreeMap::new();
    let mut add = |name: &'static str, value: String| {
        params.insert(name, value);
    };
    match finding {
        Finding::EmptyList
        | Finding::NobodyLeft
        | Finding::EmptyText
        | Finding::SignatureMissing
        | Finding::BracketsInBody
        | Finding::VerificationWordMissing
        | Finding::SandboxBesideReal => {}
        Finding::SignatureInvalid(fault) => add("fault", fault.code().to_owned()),
        Finding::OptOutAppended { words } => add("words", words.clone()),
        Finding::QuietHours { until } | Finding::ValidityEndsFirst { until } => {
            add("until", view::time(*until))
        }
        Finding::TextTooLong { people, units, units_max } => {
            add("people", people.to_string());
            add("units", units.to_string());
            add("units_max", units_max.to_string());
        }
        Finding::MissingVariables { people }
        | Finding::SandboxUsed { people }
        | Finding::Unlisted { people }
        | Finding::Satellite { people } => add("people", people.to_string()),
        Finding::NoRoute { carrier, people } => {
            add("carrier", carrier.code().to_owned());
            add("people", people.to_string());
        }
        Finding::ChannelNotReady { channel, line, people } => {
            add("channel", name_of(*channel, channels));
            add("line", line.code().to_owned());
            add("people", people.to_string());
        }
        Finding::Link { text } | Finding::PhoneNumber { text } | Finding::PrivateContact { text } => {
            add("text", text.clone());
        }
        Finding::UnlikedCharacters { characters } => add("characters", characters.iter().collect()),
        Finding::PartsDiffer { parts, billed } => {
            add("parts", parts.to_string());
            add("billed", billed.to_string());
        }
    }
    CheckFinding { code: finding.code(), severity: finding.severity().code(), params }
}

/// A reason with values for its words.
pub(crate) fn reason_of(why: &Why, channels: &[StoredChannel]) -> Reason {
    let mut params: BTreeMap<&'static str, String> = BTreeMap::new();
    let mut add = |name: &'static str, value: String| {
        params.insert(name, value);
    };
    match why {
        Why::PortedTo(carrier)
        | Why::Learned(carrier)
        | Why::PortedAway(carrier)
        | Why::Guess(carrier)
        | Why::NoRoute(carrier) => add("carrier", carrier.code().to_owned()),
        Why::Prefix { prefix, carrier } => {
            add("prefix", prefix.to_string());
            add("carrier", carrier.code().to_owned());
        }
        Why::Unlisted => {}
        Why::Chosen(channel) | Why::NoSuchChannel(channel) | Why::Only(channel) | Why::Sandbox(channel) => {
            add("channel", name_of(*channel, channels));
        }
        Why::Unfit { channel, lack } => {
            add("channel", name_of(*channel, channels));
            add("lack", lack.code().to_owned());
        }
        Why::Better { channel, than, ahead } => {
            add("channel", name_of(*channel, channels));
            add("than", name_of(*than, channels));
            add("ahead", ahead.code().to_owned());
        }
        Why::Waits { channel, line } => {
            add("channel", name_of(*channel, channels));
            add("line", line.code().to_owned());
        }
        Why::QuietUntil(until) => add("until", view::time(UnixMillis(until.0))),
    }
    Reason { code: why.code(), params }
}

/// How long sending takes when every account goes at its speed and the task at its own: the slowest of them counts.
pub(super) fn seconds_of(
    flight: &Preflight,
    task_speed: Option<u32>,
    channels: &[StoredChannel],
) -> Option<u64> {
    let mut parts: BTreeMap<i64, u64> = BTreeMap::new();
    for line in &flight.by_carrier {
        for (no, people) in &line.channels {
            // Parts are known by carrier; its channels share them as they share its people.
            *parts.entry(no.0).or_default() += (line.parts * people).div_ceil(line.people.max(1));
        }
    }
    let of_channel = |(no, parts): (&i64, &u64)| {
        let channel = channels.iter().find(|channel| channel.no.0 == *no)?;
        let speed = settings_of(channel).ok()?.spec().speed_per_second?;
        Some(parts.div_ceil(u64::from(speed.max(1))))
    };
    let slowest = parts.iter().filter_map(of_channel).max();
    let own = task_speed.map(|speed| flight.messages.div_ceil(u64::from(speed.max(1))));
    slowest.max(own)
}
