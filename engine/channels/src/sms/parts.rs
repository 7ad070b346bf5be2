//! How one message becomes SUBMITs (`cmpp.md` §5.4, §11; `sms-encoding.md` §4).

use std::sync::atomic::{AtomicU16, Ordering};

use hongyan_domain::{Msisdn, UnixMillis};
use hongyan_link::session::{Order, Ticket};
use hongyan_wire::cmpp::{Content, Destinations, MsgFmt, Submit, Text, TpUdhi, ValidTime};
use hongyan_wire::text::{CodingPolicy, choose, split};
use rand::{RngCore, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::settings::CmppSettings;
use crate::event::Unsendable;
use crate::message::Submission;

/// Counters for the references of long messages. Numbers share them, which does no harm: a counter only ever moves on,
/// so two long messages to one number in a row never have the same reference.
const COUNTERS: usize = 1_024;

/// Makes the orders of messages.
#[derive(Debug)]
pub(super) struct PartMaker {
    template: Submit,
    service_code: String,
    extension_digits: usize,
    receipts: bool,
    coding: CodingPolicy,
    udh_form: hongyan_wire::text::UdhForm,
    references: Vec<AtomicU16>,
}

impl PartMaker {
    /// References start at random, so that those after a restart differ from those just before it.
    pub(super) fn new(settings: &CmppSettings, seed: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let [low, high, ..] = rng.next_u64().to_be_bytes();
        let start = u16::from_be_bytes([low, high]);
        let spec = settings.spec();
        Self {
            template: settings.template().clone(),
            service_code: spec.service_code.clone(),
            extension_digits: spec.extension_digits,
            receipts: spec.receipts,
            coding: spec.coding,
            udh_form: spec.udh_form,
            references: (0..COUNTERS).map(|_| AtomicU16::new(start)).collect(),
        }
    }

    /// Appends the orders of one message, or says why there are none.
    pub(super) fn make(&self, submission: &Submission, orders: &mut Vec<Order>) -> Result<(), Unsendable> {
        let Submission { extension, number, .. } = submission;
        let sender = self.sender(extension.as_str())?;
        let policy = CodingPolicy { flash: submission.flash, ..self.coding };
        let coding = choose(&submission.text, &policy);
        let parts = split(&submission.text, coding, self.udh_form, self.reference(*number))?;
        let to = Text::from_octets(number.reveal().as_bytes());
        let valid_time = submission.not_after.map_or(Text::EMPTY, valid_until);
        orders.extend(parts.into_iter().map(|part| Order {
            ticket: Ticket { message: submission.ticket.0, part: part.number, parts: part.total },
            submit: Submit {
                pk_total: part.total,
                pk_number: part.number,
                registered_delivery: u8::from(self.receipts && submission.wants_receipt),
                tp_udhi: if part.udhi { TpUdhi::HEADER } else { TpUdhi::NONE },
                msg_fmt: MsgFmt(coding.msg_fmt()),
                valid_time,
                src_id: sender,
                dest_terminal_ids: Destinations::one(to),
                // A part is far below what a length octet can say.
                content: Content::new(&part.content).unwrap_or_default(),
                ..self.template.clone()
            },
        }));
        Ok(())
    }

    fn sender(&self, extension: &str) -> Result<Text<21>, Unsendable> {
        let too_long = Unsendable::ExtensionTooLong { digits: extension.len(), max: self.extension_digits };
        if extension.len() > self.extension_digits {
            return Err(too_long);
        }
        if extension.is_empty() {
            return Text::new(&self.service_code).map_err(|_| too_long);
        }
        Text::new(&format!("{}{extension}", self.service_code)).map_err(|_| too_long)
    }

    fn reference(&self, number: Msisdn) -> u16 {
        let counters = u64::try_from(COUNTERS).unwrap_or(1);
        let place = usize::try_from(number.digits() % counters).unwrap_or(0);
        self.references.get(place).map_or(0, |counter| counter.fetch_add(1, Ordering::Relaxed))
    }
}

/// `ValId_Time` in China's time; empty, the carrier's default, for years that two digits do not write.
fn valid_until(moment: UnixMillis) -> Text<17> {
    let local = moment.china();
    let year = local.year() - 2_000;
    let Some(year) = u8::try_from(year).ok().filter(|year| *year < 100) else { return Text::EMPTY };
    let time = ValidTime::Absolute {
        year,
        month: u8::from(local.month()),
        day: local.day(),
        hour: local.hour(),
        minute: local.minute(),
        second: local.second(),
        tenth: 0,
        ahead_quarters: ValidTime::CHINA_QUARTERS,
    };
    time.to_text().unwrap_or(Text::EMPTY)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use hongyan_link::Secret;
    use hongyan_wire::cmpp::{Version, encode_submit};
    use hongyan_wire::text::udh;

    use super::*;
    use crate::message::{Extension, Ticket as MessageTicket};
    use crate::sms::CmppSpec;

    fn maker(extension_digits: usize) -> PartMaker {
        let spec = CmppSpec {
            host: "127.0.0.1".to_owned(),
            account: "901234".to_owned(),
            secret: Secret::new("Secret01"),
            service_code: "1069012345".to_owned(),
            service_id: "YZM01".to_owned(),
            extension_digits,
            ..CmppSpec::default()
        };
        PartMaker::new(&CmppSettings::new(spec).unwrap(), 7)
    }

    fn submission(text: &str) -> Submission {
        Submission {
            ticket: MessageTicket(9),
            number: Msisdn::parse("13900000001").unwrap(),
            text: Arc::from(text),
            flash: false,
            extension: Extension::EMPTY,
            not_after: None,
            wants_receipt: true,
        }
    }

    fn made(maker: &PartMaker, submission: &Submission) -> Vec<Order> {
        let mut orders = Vec::new();
        maker.make(submission, &mut orders).unwrap();
        orders
    }

    #[test]
    fn a_short_message_is_the_submit_of_the_sheet() {
        let orders = made(&maker(0), &submission("【示例】您的验证码是246810，5分钟内有效。"));
        let mut octets = Vec::new();
        encode_submit(Version::V30, 2, &orders[0].submit, &mut octets).unwrap();
        let shown: String = octets.iter().map(|octet| format!("{octet:02x}")).collect();
        // cmpp.md §14, SUBMIT 3.0.
        let expected = concat!(
            "000000f30000000400000002000000000000000001010100595a4d30310000000000020000000000",
            "00000000000000000000000000000000000000000000000000000000000008393031323334303130",
            "30303030300000000000000000000000000000000000000000000000000000000000000000000031",
            "30363930313233343500000000000000000000000131333930303030303030310000000000000000",
            "0000000000000000000000000000303010793a4f8b301160a876849a8c8bc17801662f0032003400",
            "36003800310030ff0c00355206949f51856709654830020000000000000000000000000000000000",
            "000000",
        );
        assert_eq!((orders.len(), shown.as_str()), (1, expected));
    }

    #[test]
    fn a_long_message_has_parts_with_one_reference_and_the_next_another() {
        let maker = maker(0);
        let long = submission(&"长".repeat(100));
        let references: Vec<u16> = (0..3)
            .map(|_| {
                let orders = made(&maker, &long);
                let tickets: Vec<_> = orders
                    .iter()
                    .map(|order| (order.ticket.message, order.ticket.part, order.ticket.parts))
                    .collect();
                assert_eq!(tickets, [(9, 1, 2), (9, 2, 2)]);
                let headers: Vec<_> = orders
                    .iter()
                    .map(|order| udh::read(order.submit.content.octets(), true).concat.unwrap())
                    .collect();
                assert_eq!(headers[0].reference, headers[1].reference);
                assert!(
                    orders
                        .iter()
                        .all(|order| order.submit.tp_udhi.has_header() && order.submit.pk_total == 2)
                );
                headers[0].reference
            })
            .collect();
        assert!(references[0] != references[1] && references[1] != references[2], "{references:?}");
    }

    #[test]
    fn sender_validity_receipt_and_flash_go_into_their_fields() {
        let submission = Submission {
            extension: Extension::new("0042").unwrap(),
            not_after: UnixMillis::parse_china("2026-09-25 18:30:00"),
            wants_receipt: false,
            flash: true,
            ..submission("你好")
        };
        let submit = &made(&maker(4), &submission)[0].submit;
        assert_eq!(submit.src_id.as_str(), Some("10690123450042"));
        assert_eq!(submit.valid_time.as_str(), Some("260925183000032+"));
        assert_eq!((submit.registered_delivery, submit.msg_fmt), (0, MsgFmt::FLASH_UCS2));
    }

    #[test]
    fn an_extension_that_the_channel_does_not_have_is_told() {
        let submission = Submission { extension: Extension::new("0042").unwrap(), ..submission("你好") };
        let fault = maker(3).make(&submission, &mut Vec::new()).unwrap_err();
        assert_eq!(fault, Unsendable::ExtensionTooLong { digits: 4, max: 3 });
        assert_eq!(fault.code(), "channel.extension_too_long");
    }

    #[test]
    fn a_text_of_too_many_parts_is_told() {
        let fault = maker(0).make(&submission(&"长".repeat(20_000)), &mut Vec::new()).unwrap_err();
        assert!(matches!(fault, Unsendable::Text(_)), "{fault}");
    }
}
