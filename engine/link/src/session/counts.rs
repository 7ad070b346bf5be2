//! What a session has seen, for the channel's page and the log.

use hongyan_wire::cmpp::{DecodeError, Forgiven, Leniency};

/// Kinds of quirks that are told apart; more than any gateway has shown. Further ones count in the total alone.
const QUIRKS_MAX: usize = 16;

/// Counts since the session began.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// SUBMITs written, repeats not counted.
    pub submits: u64,
    /// SUBMITs written again for want of an answer.
    pub repeats: u64,
    /// Answers that ended an order.
    pub answers: u64,
    /// Answers to nothing that is under way: late, repeated or wrong.
    pub unmatched_answers: u64,
    /// Answers "flow control".
    pub flow_controls: u64,
    /// Status reports handed to the owner.
    pub reports: u64,
    /// Inbound messages handed to the owner.
    pub inbound: u64,
    /// DELIVERs that came again before the first was acknowledged.
    pub repeated_delivers: u64,
    /// Frames with a command id that nobody knows; ignored.
    pub unknown_commands: u64,
    /// Frames that make sense, but not here; ignored.
    pub unexpected: u64,
    /// Frames whose body is not what they say.
    pub malformed: u64,
    /// What was wrong with the last of those.
    pub last_malformed: Option<DecodeError>,
    /// Quirks that reading let pass, in all.
    pub forgiven: u64,
    /// The first of each kind and how often it came.
    pub quirks: Vec<(Forgiven, u64)>,
}

impl Counts {
    /// Counts what reading one frame let pass.
    pub(crate) fn forgive(&mut self, forgiven: &[Forgiven]) {
        for quirk in forgiven {
            self.forgiven += 1;
            if let Some((_, times)) = self.quirks.iter_mut().find(|(known, _)| same_kind(known, quirk)) {
                *times += 1;
            } else if self.quirks.len() < QUIRKS_MAX {
                self.quirks.push((*quirk, 1));
            }
        }
    }
}

fn same_kind(one: &Forgiven, other: &Forgiven) -> bool {
    (one.pdu, one.field, kind(one.what)) == (other.pdu, other.field, kind(other.what))
}

/// The kind of a quirk without its numbers.
fn kind(quirk: Leniency) -> std::mem::Discriminant<Leniency> {
    std::mem::discriminant(&quirk)
}
