//! What an online session does by itself: repeats, the pulse, and DELIVERs as the peer's version has them.

use hongyan_domain::UnixMillis;
use hongyan_wire::cmpp::{
    Deliver, Frame, MsgFmt, MsgId, Pdu, Report, TerminalType, TpUdhi, Version, encode, encode_body,
};
use hongyan_wire::fault::WriteError;
use hongyan_wire::field::Text;

use super::{InFlight, MinuteText, Online, Patience, Probe, Rules};
use crate::gateway::account::Account;
use crate::gateway::event::{Note, Receipt};

impl Rules {
    pub(super) fn of(account: &Account) -> Self {
        Self {
            window: account.window,
            deliver_window: account.deliver_window,
            idle: account.idle,
            answer_wait: account.answer_wait,
            sends_max: account.sends_max.max(1),
        }
    }
}

impl Online {
    pub(super) fn take_sequence(&mut self) -> u32 {
        let sequence_id = self.next_sequence;
        self.next_sequence = self.next_sequence.wrapping_add(1);
        sequence_id
    }

    pub(super) fn next_timeout(&self) -> UnixMillis {
        let probe = match self.probe {
            Some(probe) => probe.sent_at + self.rules.answer_wait,
            None => self.heard_at + self.rules.idle,
        };
        let oldest = self.in_flight.iter().map(|flight| flight.sent_at).min();
        oldest.map_or(probe, |sent_at| probe.min(sent_at + self.rules.answer_wait))
    }

    /// Sends again what was not answered in time, and asks a quiet peer whether it is there.
    pub(super) fn repeat(&mut self, now: UnixMillis, output: &mut Vec<u8>) -> Patience {
        let Rules { idle, answer_wait, sends_max, .. } = self.rules;
        let mut in_flight = std::mem::take(&mut self.in_flight);
        let mut patience = Patience::Left;
        for flight in in_flight.iter_mut().filter(|flight| flight.sent_at + answer_wait <= now) {
            if flight.sends >= sends_max {
                patience = Patience::Ended;
                break;
            }
            flight.sends += 1;
            flight.sent_at = now;
            // It could be written before, so it can be again.
            let _ = self.write_deliver(flight, output);
        }
        self.in_flight = in_flight;
        let sends = match self.probe {
            Some(probe) if probe.sent_at + answer_wait <= now => probe.sends,
            None if self.heard_at + idle <= now => 0,
            Some(_) | None => return patience,
        };
        if sends >= sends_max {
            return Patience::Ended;
        }
        let sequence_id = self.take_sequence();
        let _ = encode(self.version, &Frame { sequence_id, pdu: Pdu::ActiveTest }, output);
        self.probe = Some(Probe { sent_at: now, sends: sends + 1 });
        patience
    }

    pub(super) fn write_deliver(
        &mut self,
        flight: &InFlight,
        output: &mut Vec<u8>,
    ) -> Result<(), WriteError> {
        let deliver = match &flight.delivery.note {
            Note::Receipt(receipt) => self.receipt(flight.msg_id, receipt),
            Note::Inbound(inbound) => Deliver {
                msg_id: flight.msg_id,
                dest_id: inbound.to,
                service_id: inbound.service_id,
                tp_pid: 0,
                tp_udhi: inbound.tp_udhi,
                msg_fmt: inbound.msg_fmt,
                src_terminal_id: fit(&inbound.from, self.version, TERMINAL_OLDER),
                src_terminal_type: TerminalType::REAL,
                registered_delivery: 0,
                content: inbound.content.clone(),
                link_id: fit(&inbound.link_id, self.version, LINK_ID_OLDER),
            },
        };
        encode_body(self.version, flight.sequence_id, &deliver, output)
    }

    pub(super) fn receipt(&mut self, msg_id: MsgId, receipt: &Receipt) -> Deliver {
        let number = fit(&receipt.number, self.version, TERMINAL_OLDER);
        let report = Report {
            msg_id: receipt.msg_id,
            stat: receipt.stat,
            submit_time: self.minute.of(receipt.submitted_at),
            done_time: self.minute.of(receipt.done_at),
            dest_terminal_id: number,
            smsc_sequence: flight_number(receipt.msg_id),
        };
        Deliver {
            msg_id,
            dest_id: receipt.src_id,
            service_id: Text::EMPTY,
            tp_pid: 0,
            tp_udhi: TpUdhi::NONE,
            msg_fmt: MsgFmt::ASCII,
            src_terminal_id: number,
            src_terminal_type: TerminalType::REAL,
            registered_delivery: 1,
            content: report.to_content(self.version).unwrap_or_default(),
            link_id: Text::EMPTY,
        }
    }
}

/// Octets of a 2.0 phone number field.
const TERMINAL_OLDER: usize = 21;
/// Octets of 2.0's reserved field, where 3.0 has the link id.
const LINK_ID_OLDER: usize = 8;

/// Cuts a text to what the version's field holds.
fn fit<const N: usize>(text: &Text<N>, version: Version, older_max: usize) -> Text<N> {
    match version {
        Version::V30 => *text,
        Version::V20 | Version::V21 => {
            Text::from_octets(text.octets().get(..older_max).unwrap_or(text.octets()))
        }
    }
}

/// A message centre's number for a message: the varying half of its id.
fn flight_number(msg_id: MsgId) -> u32 {
    u32::try_from(msg_id.0 & u64::from(u32::MAX)).unwrap_or_default()
}

impl MinuteText {
    pub(super) fn of(&mut self, at: UnixMillis) -> Text<10> {
        let minute = at.0.div_euclid(60_000);
        if self.minute != Some(minute) {
            let at = at.china();
            let text = format!(
                "{:02}{:02}{:02}{:02}{:02}",
                at.year().rem_euclid(100),
                u8::from(at.month()),
                at.day(),
                at.hour(),
                at.minute()
            );
            *self = Self { minute: Some(minute), text: Text::from_octets(text.as_bytes()) };
        }
        self.text
    }
}
