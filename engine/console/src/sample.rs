//! A text as the people of a group get it: the first, the longest, the shortest, and all segments together.

use hongyan_delivery::TaskText;
use hongyan_domain::{BusinessType, GroupNo, Msisdn, Segments};
use hongyan_policy::limits::Limits as Rules;
use hongyan_store::audience::group;
use hongyan_store::audience::member::{self, Member};
use serde::Serialize;
use ts_rs::TS;

use crate::compose::{Composing, seams};
use crate::error::{ConsoleError, ErrorCode};
use crate::mistake::{Mistake, MistakeCode};
use crate::open::Console;
use crate::task::text;

/// People read at once while the shortest and longest text is looked for.
const PAGE: u32 = 4_096;

/// One person's text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Sample {
    /// Why it is shown.
    #[ts(type = "\"first\" | \"longest\" | \"shortest\"")]
    pub kind: &'static str,
    /// The person, masked.
    pub number: String,
    /// The person's name.
    pub name: String,
    /// What their phone shows.
    pub text: String,
    /// Segments as billed.
    pub segments: u32,
    /// Where segments part, in UTF-16 units of the text.
    pub seams: Vec<u32>,
}

/// Texts of a group's people.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Samples {
    /// The first person's, the longest and the shortest; none of people whose text cannot be filled in.
    pub samples: Vec<Sample>,
    /// Segments of everybody's together, as billed.
    pub segments: u64,
    /// People whose text can be filled in.
    pub people: u64,
}

/// The first, the longest and the shortest text so far, each with the person whom it is to.
#[derive(Default)]
struct Extremes {
    first: Option<(Member, Segments)>,
    longest: Option<(Member, Segments)>,
    shortest: Option<(Member, Segments)>,
    segments: u64,
    people: u64,
}

impl Extremes {
    fn add(&mut self, person: &Member, segments: Segments) {
        self.segments += u64::from(segments.billed);
        self.people += 1;
        let new = || Some((person.clone(), segments));
        if self.first.is_none() {
            self.first = new();
        }
        if self.longest.as_ref().is_none_or(|(_, known)| segments.units > known.units) {
            self.longest = new();
        }
        if self.shortest.as_ref().is_none_or(|(_, known)| segments.units < known.units) {
            self.shortest = new();
        }
    }
}

impl Console {
    /// The first, the longest and the shortest text of a group's people, and how many segments all of them make. Reads
    /// the group page by page; a text without variables is the same for all and needs no reading.
    ///
    /// # Errors
    /// [`ErrorCode::TaskInvalid`] with every mistake of the text, [`ErrorCode::NotFound`].
    pub async fn samples(&self, group: GroupNo, composing: &Composing) -> Result<Samples, ConsoleError> {
        let mut mistakes = Vec::new();
        let business = BusinessType::from_code(&composing.business);
        text::check(&composing.text, &composing.signature, business, &mut mistakes);
        let (Some(business), true) = (business, mistakes.is_empty()) else {
            if business.is_none() {
                mistakes.push(Mistake::at(MistakeCode::Missing, "business"));
            }
            return Err(ConsoleError::mistakes(ErrorCode::TaskInvalid, mistakes));
        };
        let opt_out = business.needs_opt_out_words();
        let text = TaskText::new(&composing.text, &composing.signature, opt_out, Rules::shipped())?;
        let mut reader = self.db.read().await?;
        let list = group::by_no(&mut reader, group).await?;
        let list = list.ok_or_else(|| ConsoleError::not_found("group", group))?;
        let mut extremes = Extremes::default();
        let mut filled = String::new();
        let mut after: Option<Msisdn> = None;
        loop {
            let page = member::page(&mut reader, group, after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.number);
            for person in &page {
                if let Ok(segments) = text.fill(&text.values(person), &mut filled) {
                    extremes.add(person, segments);
                }
            }
            if text.names().is_empty() {
                extremes.people = list.people;
                let each = extremes.first.as_ref().map_or(0, |(_, segments)| segments.billed);
                extremes.segments = list.people * u64::from(each);
                break;
            }
        }
        Ok(samples_of(&text, extremes))
    }
}

fn samples_of(text: &TaskText, extremes: Extremes) -> Samples {
    let Extremes { first, longest, shortest, segments, people } = extremes;
    let kinds = [("first", first), ("longest", longest), ("shortest", shortest)];
    let mut samples = Vec::new();
    for (kind, (person, length)) in kinds.into_iter().filter_map(|(kind, found)| Some((kind, found?))) {
        let Ok(finished) = text.finished_for(&person) else { continue };
        samples.push(Sample {
            kind,
            number: person.number.to_string(),
            name: person.name,
            segments: length.billed,
            seams: seams(&finished),
            text: finished.to_string(),
        });
    }
    Samples { samples, segments, people }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extremes_are_kept_without_keeping_everybody() {
        let person = |digits, name: &str| Member {
            number: Msisdn::from_digits(digits).unwrap(),
            name: name.to_owned(),
            fields: "{}".to_owned(),
        };
        let mut extremes = Extremes::default();
        for (person, units) in [
            (person(13_800_000_001, "b"), 20),
            (person(13_800_000_002, "a"), 10),
            (person(13_800_000_003, "c"), 90),
        ] {
            extremes.add(&person, Segments { parts: 1, billed: 1 + units / 71, units });
        }
        let name = |found: &Option<(Member, Segments)>| found.as_ref().map(|(person, _)| person.name.clone());
        assert_eq!(
            [&extremes.first, &extremes.longest, &extremes.shortest].map(name),
            ["b", "c", "a"].map(|name| Some(name.to_owned()))
        );
        assert_eq!((extremes.segments, extremes.people), (4, 3));
    }
}
