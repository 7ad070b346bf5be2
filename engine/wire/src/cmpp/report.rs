//! Status reports, which travel as the content of a DELIVER or FWD.

use super::msg_id::MsgId;
use super::pdu::Version;
use super::times::ReportTime;
use crate::body::{Body, Layout, body};
use crate::fault::{Forgiven, ReadError, WriteError};
use crate::field::{Content, Text, transparent_field};

body! {
    /// What became of a message to a phone: 60 octets in 2.0, 71 in 3.0. `protocols/cmpp.md §5.7`.
    pub struct Report {
        /// The number from the SUBMIT's answer.
        pub msg_id: MsgId,
        /// The end state, as sent.
        pub stat: Stat,
        /// When it was submitted, YYMMDDHHMM.
        pub submit_time: Text<10>,
        /// When it ended, YYMMDDHHMM.
        pub done_time: Text<10>,
        /// The receiver; at most 21 octets in 2.0.
        pub dest_terminal_id: Text<32> [21, 32] as number,
        /// The message centre's number.
        pub smsc_sequence: u32,
    }
}

/// Octets of a 2.0 report, and of a 3.0 one.
const REPORT_OCTETS: [usize; 2] = [60, 71];

impl Report {
    /// Reads a report; its length says whose form it has, since gateways mix them (`protocols/cmpp.md §12`).
    ///
    /// # Errors
    /// When the length is neither 60 nor 71 octets.
    pub fn from_content(content: &[u8]) -> Result<(Self, Vec<Forgiven>), ReadError> {
        let [older, newer] = REPORT_OCTETS;
        let layout = match content.len() {
            octets if octets == older => Layout::Older,
            octets if octets == newer => Layout::Newer,
            octets => return Err(Self::wrong_length(octets)),
        };
        Self::read(layout, content)
    }

    /// The report as content, in the version's form.
    ///
    /// # Errors
    /// Names the field that the version cannot carry.
    pub fn to_content(&self, version: Version) -> Result<Content, WriteError> {
        to_content(self, version.layout())
    }

    /// When it was submitted; `None` when the field holds no time.
    pub fn submitted_at(&self) -> Option<ReportTime> {
        ReportTime::from_octets(self.submit_time.octets()).ok()
    }

    /// When it ended; `None` when the field holds no time.
    pub fn done_at(&self) -> Option<ReportTime> {
        ReportTime::from_octets(self.done_time.octets()).ok()
    }
}

body! {
    /// What became of a message from a phone, in a FWD of type 3: 60 octets. `protocols/cmpp.md §6.1`.
    pub struct MoReport {
        /// The number of the message.
        pub msg_id: MsgId,
        /// `DELIVRD`, `SA:xxxx` or `SB:xxxx`.
        pub stat: Stat,
        /// When it was handed to the service provider, YYMMDDHHMM.
        pub deliver_time: Text<10>,
        /// When the service provider answered, YYMMDDHHMM.
        pub deliver_resp_time: Text<10>,
        /// The service provider's number.
        pub dest_id: Text<21>,
        /// Empty.
        pub reserved: Text<4>,
    }
}

impl MoReport {
    /// Reads a report of 60 octets.
    ///
    /// # Errors
    /// When it is shorter or longer.
    pub fn from_content(content: &[u8]) -> Result<(Self, Vec<Forgiven>), ReadError> {
        Self::read(Layout::Newer, content)
    }

    /// The report as content.
    ///
    /// # Errors
    /// Names the field that cannot be written.
    pub fn to_content(&self) -> Result<Content, WriteError> {
        to_content(self, Layout::Newer)
    }
}

fn to_content<B: Body>(report: &B, layout: Layout) -> Result<Content, WriteError> {
    let mut octets = Vec::with_capacity(report.octets(layout));
    report.write(layout, &mut octets)?;
    // Both kinds have at most 71 octets, so they always fit.
    Ok(Content::new(&octets).unwrap_or_default())
}

/// The end state of a message as the gateway names it, seven octets kept verbatim. `protocols/cmpp.md §10`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Stat(pub Text<7>);

/// What a [`Stat`] means for the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StatClass {
    /// It is on the phone.
    Delivered,
    /// Not the end yet; another report follows.
    Pending,
    /// It will not arrive.
    Failed,
}

impl Stat {
    /// `DELIVRD`: it is on the phone.
    pub const DELIVERED: &'static str = "DELIVRD";
    /// States after which another report follows.
    const PENDING: [&'static str; 2] = ["ACCEPTD", "ENROUTE"];

    /// The state of this text.
    ///
    /// # Errors
    /// When it has more than seven octets or is not ASCII.
    pub fn new(text: &str) -> Result<Self, crate::field::TextError> {
        Text::new(text).map(Self)
    }

    /// The state without the blanks that some gateways fill it with; anything but ASCII is escaped.
    pub fn trimmed(&self) -> String {
        self.0.octets().trim_ascii().escape_ascii().to_string()
    }

    /// What it means: everything unknown is a failure.
    pub fn class(&self) -> StatClass {
        let is = |name: &str| self.0.octets().trim_ascii().eq_ignore_ascii_case(name.as_bytes());
        if is(Self::DELIVERED) {
            StatClass::Delivered
        } else if Self::PENDING.into_iter().any(is) {
            StatClass::Pending
        } else {
            StatClass::Failed
        }
    }

    /// Whether the message arrived.
    pub fn is_delivered(&self) -> bool {
        self.class() == StatClass::Delivered
    }

    /// Whether no other report follows.
    pub fn is_final(&self) -> bool {
        self.class() != StatClass::Pending
    }
}

impl core::fmt::Display for Stat {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.trimmed())
    }
}

impl core::fmt::Debug for Stat {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Stat({:?})", self.0)
    }
}

transparent_field!(Stat(Text<7>));
