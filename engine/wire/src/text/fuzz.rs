//! Bodies of the fuzz targets: plain functions that take octets and hold the promises of this module.
//!
//! A test replays the corpus in `fuzz/corpus/text_*`; cargo-fuzz explores further from there. A broken
//! promise is a panic, which is why these are not for use elsewhere.

use hongyan_domain::{ChannelNo, UnixMillis};

use super::reassemble::{Limits, PART_OCTETS_MAX};
use super::{
    Accepted, Ceiling, Coding, CodingPolicy, Concat, EncodeError, InboundPart, PartKey, Reassembler,
    SplitError, UdhForm, choose, decode, gsm7, merge, plan_within, segments, split_within, udh,
};

/// Reads octets in every format: total, keeps the octets, and exact readings of UCS2 write back.
pub fn decoding(octets: &[u8]) {
    for msg_fmt in 0..=u8::MAX {
        let decoded = decode(octets, msg_fmt);
        assert_eq!(decoded.octets, octets);
        if msg_fmt == Coding::Ucs2.msg_fmt() && decoded.is_exact() {
            let written: Vec<u8> = decoded.text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(written, octets);
        }
    }
}

/// Takes content apart: the header and the text are all of it, every element lies inside.
pub fn header(content: &[u8]) {
    let found = udh::read(content, true);
    assert!(content.ends_with(found.text));
    let walked: usize = found.elements.iter().map(|element| element.data.len() + 2).sum();
    assert!(walked + found.text.len() <= content.len() || found.elements.is_empty());
    assert!(found.ignored.iter().all(|ignored| ignored.offset < content.len()));
    if let Some(Concat { total, number, .. }) = found.concat {
        assert!(number >= 1 && number <= total);
    }
}

/// Packs and unpacks septets: what goes in comes out, with any fill.
pub fn packing(octets: &[u8]) {
    let (fill, septets) = octets.split_first().map_or((0, octets), |(first, rest)| (first % 7, rest));
    let septets: Vec<u8> = septets.iter().map(|septet| septet & 0x7F).collect();
    assert_eq!(gsm7::unpack(&gsm7::pack(&septets, fill), septets.len(), fill), septets);
    // A peer's count is never believed beyond the octets that are there.
    assert!(gsm7::unpack(octets, usize::MAX, fill).len() <= octets.len() * 8 / 7);
}

/// Splits a text in every coding: bounds hold, the plan agrees, and the parts merge to the text.
pub fn splitting(octets: &[u8]) {
    let text = String::from_utf8_lossy(octets);
    let _: Coding = choose(&text, &CodingPolicy::SMGP);
    for coding in Coding::ALL {
        for form in [UdhForm::EightBit, UdhForm::SixteenBit] {
            for ceiling in [Ceiling::CMPP, Ceiling::OCTETS_140, Ceiling::SMPP] {
                split_one(&text, coding, form, ceiling);
            }
        }
    }
}

fn split_one(text: &str, coding: Coding, form: UdhForm, ceiling: Ceiling) {
    let planned = plan_within(text, coding, form, ceiling);
    let parts = match split_within(text, coding, form, 0xABCD, ceiling) {
        Ok(parts) => parts,
        Err(error) => {
            let expected = match error {
                SplitError::Encode(EncodeError::NotText) => coding == Coding::Binary,
                SplitError::Encode(EncodeError::Unmappable { character, .. }) => text.contains(character),
                SplitError::TooLong { parts, .. } => parts > 255,
            };
            assert!(expected, "{error:?} in {coding:?}");
            assert_eq!(planned.err(), Some(error));
            return;
        }
    };
    assert_eq!(planned.map(|plan| plan.parts).ok(), u32::try_from(parts.len()).ok());
    if coding == Coding::Ucs2 && form == UdhForm::EightBit {
        assert_eq!(planned.ok(), Some(segments(text)));
    }
    let octets_max = match coding {
        Coding::Ascii => usize::from(ceiling.ascii_octets),
        Coding::Gsm7 => gsm7::SEPTETS_MAX,
        Coding::Binary | Coding::Ucs2 | Coding::Gb18030 | Coding::FlashGsm | Coding::FlashUcs2 => 140,
    };
    let mut stored = Vec::new();
    for (part, number) in parts.iter().zip(1..=u8::MAX) {
        assert!(part.content.len() <= octets_max, "{coding:?}: {} octets", part.content.len());
        assert_eq!((part.number, usize::from(part.total)), (number, parts.len()));
        assert_eq!(part.udhi, parts.len() > 1);
        let content = udh::read(&part.content, part.udhi);
        assert_eq!(content.concat.is_some(), part.udhi);
        stored.push((part.number, content.text));
    }
    let total = u8::try_from(parts.len()).unwrap_or(u8::MAX);
    // Format 0 is read as ASCII; septets of the default alphabet must be read as what they are.
    let msg_fmt = if coding == Coding::Gsm7 { Coding::FlashGsm.msg_fmt() } else { coding.msg_fmt() };
    let merged = merge(&stored, total, msg_fmt);
    let marked = text.starts_with(['\u{FEFF}', '\u{FFFE}']); // read as byte order mark and dropped
    assert!(marked || merged.text == text, "{coding:?} {form:?}: {:?} from {text:?}", merged.text);
}

/// Feeds a reassembler with arbitrary parts: bounds hold, finished messages are whole.
pub fn reassembling(octets: &[u8]) {
    let limits = Limits { messages_max: 3, octets_max: 64, wait_ms: 50 };
    let mut reassembler = Reassembler::new(limits);
    let (steps, _) = octets.as_chunks::<6>();
    for (now_ms, [reference, total, number, msg_fmt, length, filler]) in (0..).zip(steps) {
        let concat = Concat {
            form: UdhForm::EightBit,
            reference: u16::from(*reference % 5),
            total: *total % 6,
            number: *number % 7,
        };
        let part = InboundPart {
            number: concat.number,
            msg_fmt: *msg_fmt,
            octets: vec![*filler; usize::from(*length % 40)],
        };
        let step =
            reassembler.accept(PartKey::new(ChannelNo(1), "a", "b", &concat), part, UnixMillis(now_ms));
        if let Accepted::Complete(merged) = &step.accepted {
            assert!(merged.is_complete());
        }
        assert!(step.given_up.iter().all(|given_up| !given_up.merged.is_complete()));
        assert!(reassembler.waiting() <= limits.messages_max);
        let held: usize = reassembler.snapshot().iter().map(|stored| stored.part.octets.len()).sum();
        // One message alone may exceed the bound; it is limited by its parts.
        assert!(held <= limits.octets_max.max(255 * PART_OCTETS_MAX));
    }
    reassembler.expire(UnixMillis(i64::MAX));
    assert_eq!((reassembler.waiting(), reassembler.next_timeout()), (0, None));
}
