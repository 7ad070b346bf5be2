//! The phones behind the simulated carriers, as a wall to look at and to write with.

use std::sync::Arc;

use hongyan_carrier::{Item, Phone, WriteError};
use hongyan_domain::Msisdn;

use crate::carrier::SimulatedCarriers;
use crate::contact::number_of;
use crate::error::{ConsoleError, ErrorCode};
use crate::open::Console;
use crate::view::{self, Shown};

/// Phones of one look at most.
const PHONES_MAX: u32 = 500;

/// A phone on the wall.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandsetGlance {
    /// Its number, to name it by.
    pub number: String,
    /// Its number as shown.
    pub shown: String,
    /// The carrier that brought it the newest message.
    pub carrier: &'static str,
    /// Whether it is off.
    pub off: bool,
    /// What it received and its person wrote.
    pub messages: usize,
    /// When the newest of that came or left.
    pub last_at: Option<String>,
    /// What it says.
    pub last_text: String,
}

/// One message of a phone's conversation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandsetEntry {
    /// When it came or left.
    pub at: String,
    /// Whether the person wrote it.
    pub written: bool,
    /// What it says.
    pub text: String,
    /// Whether it was shown at once and not kept by the phone.
    pub flash: bool,
    /// The sender's number; for what the person wrote, the number that it was written to.
    pub sent_by: String,
}

impl Console {
    /// Phones that received something, newest first; `search` finds digits. Answers how many there are, too.
    ///
    /// # Errors
    /// [`ErrorCode::PracticeOff`].
    pub fn handsets(&self, search: &str, limit: u32) -> Result<(Vec<HandsetGlance>, usize), ConsoleError> {
        let carriers = self.carriers()?;
        let digits: String = search.chars().filter(char::is_ascii_digit).collect();
        if digits.is_empty() && !search.trim().is_empty() {
            return Ok((Vec::new(), 0)); // letters are in no number
        }
        let limit = usize::try_from(limit.clamp(1, PHONES_MAX)).unwrap_or(1);
        let (phones, in_all) = carriers.carriers.phones(&digits, limit);
        Ok((phones.iter().map(glance).collect(), in_all))
    }

    /// One phone with its conversation, oldest first.
    ///
    /// # Errors
    /// [`ErrorCode::PracticeOff`]; [`ErrorCode::NotFound`] when it has received nothing.
    pub fn handset(&self, number: &str) -> Result<(HandsetGlance, Vec<HandsetEntry>), ConsoleError> {
        let carriers = self.carriers()?;
        let number = number_of(number)?;
        let phone = find(&carriers, number)?;
        Ok((glance(&phone), carriers.carriers.thread(number).iter().map(entry).collect()))
    }

    /// Answers the newest message of a phone as its person.
    ///
    /// # Errors
    /// [`ErrorCode::PracticeOff`]; [`ErrorCode::NotFound`] when it has received nothing;
    /// [`ErrorCode::HandsetRefused`] when it is off or the text is too long.
    pub fn handset_reply(&self, number: &str, text: &str) -> Result<(), ConsoleError> {
        let carriers = self.carriers()?;
        let number = number_of(number)?;
        let refused = |why: &str| ConsoleError::new(ErrorCode::HandsetRefused, why);
        if find(&carriers, number)?.off {
            return Err(refused("the phone is off"));
        }
        if text.trim().is_empty() {
            return Err(refused("the message is empty"));
        }
        carriers.carriers.reply(number, text).map_err(|error| match error {
            WriteError::NothingReceived { .. } => ConsoleError::not_found("handset", number),
            WriteError::NotRunning { .. } | WriteError::BadAddress | WriteError::Refused => {
                refused(&error.to_string())
            }
        })
    }

    /// Switches a phone off or on: off it shows nothing new and its messages get no receipt, on again it gets them all.
    ///
    /// # Errors
    /// [`ErrorCode::PracticeOff`]; [`ErrorCode::NotFound`] when it has received nothing;
    /// [`ErrorCode::HandsetRefused`] when too many are off.
    pub fn handset_power(&self, number: &str, off: bool) -> Result<HandsetGlance, ConsoleError> {
        let carriers = self.carriers()?;
        let number = number_of(number)?;
        let before = find(&carriers, number)?;
        if !carriers.carriers.power(number, off) {
            return Err(ConsoleError::new(ErrorCode::HandsetRefused, "too many phones are off"));
        }
        // One that holds nothing and is on again is none of those that are known.
        Ok(glance(&carriers.carriers.phone(number).unwrap_or(Phone { off, ..before })))
    }

    fn carriers(&self) -> Result<Arc<SimulatedCarriers>, ConsoleError> {
        let off = || ConsoleError::new(ErrorCode::PracticeOff, "the simulated carriers do not run");
        self.practice.running().ok_or_else(off)
    }
}

fn find(carriers: &SimulatedCarriers, number: Msisdn) -> Result<Phone, ConsoleError> {
    carriers.carriers.phone(number).ok_or_else(|| ConsoleError::not_found("handset", number))
}

fn glance(phone: &Phone) -> HandsetGlance {
    HandsetGlance {
        number: Shown::Whole.number(phone.number),
        shown: Shown::Masked.number(phone.number),
        carrier: phone.carrier.code(),
        off: phone.off,
        messages: phone.messages,
        last_at: phone.last.as_ref().map(|item| view::time(item.at())),
        last_text: phone.last.as_ref().map(|item| item.text().to_owned()).unwrap_or_default(),
    }
}

fn entry(item: &Item) -> HandsetEntry {
    let address = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
    let (written, flash, sent_by) = match item {
        Item::Received(received) => (false, received.flash, address(received.from.octets())),
        Item::Written(written) => (true, false, address(written.to.octets())),
    };
    HandsetEntry { at: view::time(item.at()), written, text: item.text().to_owned(), flash, sent_by }
}
