//! What happened to a task, and what a parameter's value means where it is a code.

use super::checks::finding;
use super::lines::{line, line_state};

pub(super) fn event(code: &str) -> Option<&'static str> {
    Some(match code {
        "created" => "created",
        "started" => "started",
        "paused" => "paused",
        "resumed" => "resumed",
        "scheduled" => "scheduled",
        "running" => "sending began",
        "stopped" => "stopped",
        "done" => "done",
        "faulted" => "faulted",
        "recovered" => "tidied up after a crash: {detail} in doubt",
        "undone" => "start taken back: nobody was sent to",
        "resent" => "{detail} sent again because a person said so (marked)",
        _ => return None,
    })
}

pub(super) fn value(name: &str, value: &str) -> Option<&'static str> {
    Some(match (name, value) {
        ("line", "backing_off") => "waiting to reconnect",
        ("line", code) => line_state(code)?,
        ("lack", "carrier") => "it does not reach the carrier",
        ("lack", "business") => "not for this business type",
        ("lack", "kind") => "cannot send this kind of message",
        ("lack", "org") => "of another organisation",
        ("lack", "sandbox") => "it is simulated",
        ("lack", "real") => "it is real, and this is practice",
        ("ahead", "fresh") => "the other one has just failed",
        ("ahead", "reach") => "reaches more carriers",
        ("ahead", "health") => "its line is better",
        ("ahead", "rank") => "preferred",
        ("ahead", "price") => "cheaper",
        ("ahead", "weight") => "its turn by weight",
        ("days", "-") => "never",
        ("source", "file") => "key file",
        ("cause", code) => line(code)?.cause,
        ("finding", code) => finding(code)?,
        _ => return None,
    })
}
