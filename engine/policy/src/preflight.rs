//! Before anything is sent: who gets a message, who does not and why, by which way, at what cost, and what to mend.
//!
//! [`Rules::consider`] decides about one person; the check and the engine's expansion both call it. [`Tally`] adds its
//! answers up; [`Tally::finish`] adds the [`Finding`]s.

mod finding;
mod tally;
mod text;

use hongyan_domain::{Carrier, Exclusion, Money, Msisdn, NumberKind, Segments};

use crate::limits::Limits;
use crate::price;
use crate::route::{self, ChannelView, Intelligence, NumberFacts, Pick, Request};
use crate::segments::SegmentTable;
use crate::why::{Decision, Sink};

pub use finding::{Finding, Severity, SignatureFault};
pub use tally::{CarrierLine, Preflight, Tally};
pub use text::{Draft, check_signature, examine};

/// What a person's finished text came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rendered {
    /// The text is whole: signature, variables and opt-out words included.
    Ready(Segments),
    /// A variable has neither a value nor a default.
    MissingVariable,
    /// A value may not stand in a text: a signature's brackets, or opt-out words.
    UnfitValue,
}

/// One person of a list, with all that is known about them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Person {
    /// The number; `None` when the cell could not be read as one.
    pub number: Option<Msisdn>,
    /// What is known about the number.
    pub facts: NumberFacts,
    /// The same number stood in the list before.
    pub duplicate: bool,
    /// It is on the blacklist.
    pub blacklisted: bool,
    /// The person opted out.
    pub opted_out: bool,
    /// The frequency cap is reached.
    pub over_cap: bool,
    /// What their text came to.
    pub text: Rendered,
}

/// A person who gets a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Routed {
    /// The number.
    pub number: Msisdn,
    /// The carrier, as well as we know.
    pub carrier: Carrier,
    /// What the number's block is for.
    pub kind: NumberKind,
    /// The channel.
    pub pick: Pick,
    /// How long the text is.
    pub segments: Segments,
    /// What it costs.
    pub cost: Money,
}

/// A person who gets none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Refused {
    /// Why.
    pub reason: Exclusion,
    /// The carrier, when the decision came as far as asking.
    pub carrier: Option<Carrier>,
    /// How long the text is, when it is too long, in UTF-16 units.
    pub units: Option<u32>,
}

impl Refused {
    const fn because(reason: Exclusion) -> Self {
        Self { reason, carrier: None, units: None }
    }
}

/// Everything that decides about people, the same for all of one task.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The number blocks.
    pub segments: &'a SegmentTable,
    /// The channels.
    pub channels: &'a [ChannelView],
    /// The limits.
    pub limits: &'a Limits,
    /// What the task asks of a channel.
    pub request: Request<'a>,
}

impl Rules<'_> {
    /// Decides about one person without reasons and without allocating.
    ///
    /// The first reason in the order of [`Exclusion::ALL`] is the one that is given: duplicate, bad number, unreachable
    /// kind, blacklist, opt-out, dead number, missing variable, too long, no route, over the cap. So a person's refusal
    /// hides nothing but faults of the list, and the cap, which others may use up meanwhile, comes last.
    ///
    /// # Errors
    /// [`Refused`] with the reason; the person gets no message.
    pub fn consider(&self, person: &Person) -> Result<Routed, Refused> {
        self.decide(person, &mut ())
    }

    /// Decides the same as [`Rules::consider`] and says why this way was taken.
    #[must_use]
    pub fn explain(&self, person: &Person) -> Decision<Result<Routed, Refused>> {
        let mut why = Vec::new();
        let choice = self.decide(person, &mut why);
        Decision { choice, why }
    }

    fn decide(&self, person: &Person, why: &mut impl Sink) -> Result<Routed, Refused> {
        if person.duplicate {
            return Err(Refused::because(Exclusion::Duplicate));
        }
        let number = person.number.ok_or(Refused::because(Exclusion::BadNumber))?;
        let kind = self.segments.find(number).kind;
        // Numbers of things have 13 digits; to any other number without 11 no carrier of ours delivers.
        if !number.is_mainland() && kind.may_receive() {
            return Err(Refused::because(Exclusion::BadNumber));
        }
        if !kind.may_receive() {
            return Err(Refused::because(Exclusion::UnreachableKind));
        }
        if person.blacklisted {
            return Err(Refused::because(Exclusion::Blacklisted));
        }
        if person.opted_out {
            return Err(Refused::because(Exclusion::OptedOut));
        }
        if person.facts.dead_since.is_some() {
            return Err(Refused::because(Exclusion::DeadNumber));
        }
        let segments = match person.text {
            Rendered::Ready(segments) => segments,
            Rendered::MissingVariable => return Err(Refused::because(Exclusion::MissingVariable)),
            Rendered::UnfitValue => return Err(Refused::because(Exclusion::UnfitValue)),
        };
        if segments.units > self.limits.text_units_max {
            let units = Some(segments.units);
            return Err(Refused { units, ..Refused::because(Exclusion::TextTooLong) });
        }
        let intelligence = Intelligence { segments: self.segments, facts: person.facts };
        let choice = route::decide(number, &intelligence, self.channels, &self.request, why);
        let carrier = Some(choice.carrier);
        let refused = |reason| Refused { carrier, ..Refused::because(reason) };
        let pick = choice.pick.ok_or(refused(Exclusion::NoRoute))?;
        if person.over_cap {
            return Err(refused(Exclusion::OverCap));
        }
        let cost = price::of(segments, pick.price);
        Ok(Routed { number, carrier: choice.carrier, kind: choice.kind, pick, segments, cost })
    }
}
