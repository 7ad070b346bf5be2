//! What holds for all messages and all octets.

use hongyan_wire::body::Source;
use hongyan_wire::cmpp::fuzz::TARGETS;
use hongyan_wire::cmpp::{
    Content, Destinations, Frame, Leniency, MsgFmt, MsgId, Pdu, Submit, Version, decode, encode, split_frame,
};
use proptest::collection::vec;
use proptest::prelude::*;

use super::vectors::{ALL, octets};
use super::{read, text, write};

fn version() -> impl Strategy<Value = Version> {
    prop::sample::select(Version::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Every kind of message in every version, from the same octets.
    #[test]
    fn what_is_written_reads_back(sequence_id: u32, choices in vec(any::<u8>(), 0..2048)) {
        for version in Version::ALL {
            for command_id in Pdu::COMMAND_IDS {
                let pdu = Pdu::sample(version, *command_id, &mut Source::new(&choices)).unwrap();
                let octets = write(version, sequence_id, pdu.clone()).unwrap();
                let decoded = read(version, &octets).unwrap();
                let only_bit_6 = |what| what == Leniency::HeaderIndicatorBit6;
                prop_assert!(decoded.forgiven.iter().all(|one| only_bit_6(one.what)), "{:?}", decoded.forgiven);
                prop_assert_eq!(decoded.frame, Frame { sequence_id, pdu });
            }
        }
    }

    /// The full bound of the list and of both content limits, which samples do not reach.
    #[test]
    fn a_submit_at_its_bounds_reads_back(
        version in version(),
        destinations in prop_oneof![Just(1_usize), Just(99), 1..=99_usize],
        ascii: bool,
        short_of_max in prop_oneof![Just(0_usize), 0..=140_usize],
        number in "[0-9]{1,21}",
    ) {
        let msg_fmt = if ascii { MsgFmt::ASCII } else { MsgFmt::UCS2 };
        let numbers = vec![text(&number); destinations];
        let submit = Submit {
            msg_fmt,
            dest_terminal_ids: Destinations::try_from(numbers.as_slice()).unwrap(),
            content: Content::new(&vec![0xA5; msg_fmt.content_max() - short_of_max]).unwrap(),
            ..Submit::default()
        };
        let octets = write(version, 1, submit.clone()).unwrap();
        let decoded = read(version, &octets).unwrap();
        prop_assert_eq!(decoded.forgiven, []);
        prop_assert_eq!(decoded.frame.pdu, Pdu::Submit(submit));
    }

    /// Every fuzz target on arbitrary octets: none panics, each keeps its promise.
    #[test]
    fn no_input_panics(data in vec(any::<u8>(), 0..4096)) {
        for (_, target) in TARGETS.iter().filter(|(name, _)| *name != "cmpp_round_trip") {
            target(&data);
        }
    }

    /// Arbitrary bodies behind a proper header.
    #[test]
    fn no_body_panics(
        version in version(),
        command_id in prop::sample::select(Pdu::COMMAND_IDS.to_vec()),
        body in vec(any::<u8>(), 0..600),
    ) {
        let total = u32::try_from(body.len() + 12).unwrap();
        let frame = [&total.to_be_bytes(), &command_id.to_be_bytes(), &[0; 4][..], &body].concat();
        if let Ok(decoded) = read(version, &frame) {
            prop_assert_eq!(decoded.frame.pdu.command_id(), command_id);
        }
    }

    /// Good frames with some octets changed: they read or name an error, and what reads without pardon is
    /// written with the same octets.
    #[test]
    fn no_damage_panics(
        version in version(),
        which in 0..ALL.len(),
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        end in any::<prop::sample::Index>(),
        cut: bool,
    ) {
        let mut frame = octets(ALL[which].1);
        for (place, octet) in changes {
            let place = place.index(frame.len());
            frame[place] = octet;
        }
        if cut {
            frame.truncate(end.index(frame.len()));
        }
        if let Ok(Some((raw, _))) = split_frame(&frame)
            && let Ok(decoded) = decode(version, &raw)
            && decoded.forgiven.is_empty()
        {
            let mut out = Vec::new();
            prop_assert_eq!(encode(version, &decoded.frame, &mut out), Ok(()));
            prop_assert_eq!(&out[12..], raw.body);
        }
    }

    /// A number comes apart, together, into text and back.
    #[test]
    fn a_message_number_has_three_forms(number: u64) {
        let id = MsgId(number);
        prop_assert_eq!(MsgId::from_parts(&id.parts()), Ok(id));
        prop_assert_eq!(id.to_string().parse(), Ok(id));
    }
}
