//! User data headers: the concatenation header that we write, and a walk over whatever arrives.
//!
//! Source: `protocols/sms-encoding.md` §4 (3GPP TS 23.040 §9.2.3.24).

/// Element identifier of a concatenation with an 8-bit reference.
pub const IEI_CONCAT_8: u8 = 0x00;
/// Element identifier of a concatenation with a 16-bit reference.
pub const IEI_CONCAT_16: u8 = 0x08;

/// Width of the reference in a concatenation header, which sets the header's size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum UdhForm {
    /// `05 00 03 RR TT NN`, six octets; known to all equipment.
    #[default]
    EightBit,
    /// `06 08 04 RH RL TT NN`, seven octets; some equipment does not know it.
    SixteenBit,
}

impl UdhForm {
    /// Octets of the whole header, its length octet included.
    #[must_use]
    pub const fn octets(self) -> u16 {
        match self {
            Self::EightBit => 6,
            Self::SixteenBit => 7,
        }
    }
}

/// The concatenation element: which part of which long message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Concat {
    /// Width of the reference.
    pub form: UdhForm,
    /// The reference; only the low octet travels in [`UdhForm::EightBit`].
    pub reference: u16,
    /// Number of parts, 1–255.
    pub total: u8,
    /// This part, from 1.
    pub number: u8,
}

impl Concat {
    /// Appends the whole header, length octet first.
    pub fn write(&self, octets: &mut Vec<u8>) {
        let [high, low] = self.reference.to_be_bytes();
        match self.form {
            UdhForm::EightBit => octets.extend([0x05, IEI_CONCAT_8, 0x03, low, self.total, self.number]),
            UdhForm::SixteenBit => {
                octets.extend([0x06, IEI_CONCAT_16, 0x04, high, low, self.total, self.number]);
            }
        }
    }

    fn read(iei: u8, data: &[u8]) -> Result<Option<Self>, Fault> {
        let (form, reference, total, number) = match (iei, data) {
            (IEI_CONCAT_8, [reference, total, number]) => {
                (UdhForm::EightBit, u16::from(*reference), *total, *number)
            }
            (IEI_CONCAT_16, [high, low, total, number]) => {
                (UdhForm::SixteenBit, u16::from_be_bytes([*high, *low]), *total, *number)
            }
            (IEI_CONCAT_8 | IEI_CONCAT_16, _) => return Err(Fault::ConcatLength),
            _ => return Ok(None),
        };
        if total == 0 || number == 0 || number > total {
            return Err(Fault::ConcatNumbers);
        }
        Ok(Some(Self { form, reference, total, number }))
    }
}

/// One element of a received header, as it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Element<'a> {
    /// Element identifier, e.g. 0x05 for 16-bit application ports.
    pub iei: u8,
    /// Its data, without identifier and length.
    pub data: &'a [u8],
}

/// Why an element, or the whole header, was ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The header claims more octets than the content has; the content was taken as text, whole.
    HeaderTooLong,
    /// An element claims more octets than the header has left; the rest of the header was skipped.
    ElementTooLong,
    /// A concatenation element of the wrong length.
    ConcatLength,
    /// A concatenation element whose total or number is zero, or whose number exceeds its total.
    ConcatNumbers,
    /// A later concatenation element replaced this one, as 3GPP TS 23.040 §9.2.3.24 rules.
    Superseded,
}

/// A fault and the octet of the content where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ignored {
    /// What was wrong.
    pub fault: Fault,
    /// Offset from the start of the content, in octets.
    pub offset: usize,
}

/// Received content taken apart into header and text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content<'a> {
    /// Which part of a long message this is, if the header says so.
    pub concat: Option<Concat>,
    /// All elements that could be walked, in order, the concatenation included.
    pub elements: Vec<Element<'a>>,
    /// What was ignored.
    pub ignored: Vec<Ignored>,
    /// Everything after the header.
    pub text: &'a [u8],
}

/// True when a received header flag says that a header is there: CMPP and SGIP set bit 0, gateways that
/// copy SMPP's `esm_class` set bit 6 (`cmpp.md` §12).
#[must_use]
pub const fn is_flagged(tp_udhi: u8) -> bool {
    tp_udhi & 0x41 != 0
}

/// Takes received content apart; total, never fails. Without the flag all octets are text.
#[must_use]
pub fn read(content: &[u8], flagged: bool) -> Content<'_> {
    let whole = Content { concat: None, elements: Vec::new(), ignored: Vec::new(), text: content };
    let Some((length, after)) = content.split_first().filter(|_| flagged) else { return whole };
    let Some((header, text)) = after.split_at_checked(usize::from(*length)) else {
        return Content { ignored: vec![Ignored { fault: Fault::HeaderTooLong, offset: 0 }], ..whole };
    };
    walk(header, Content { text, ..whole })
}

fn walk<'a>(header: &'a [u8], mut found: Content<'a>) -> Content<'a> {
    let mut rest = header;
    let mut concat_offset = 0;
    while let Some((iei, after)) = rest.split_first() {
        let offset = 1 + header.len() - rest.len();
        let element =
            after.split_first().and_then(|(length, data)| data.split_at_checked(usize::from(*length)));
        let Some((data, next)) = element else {
            found.ignored.push(Ignored { fault: Fault::ElementTooLong, offset });
            break;
        };
        found.elements.push(Element { iei: *iei, data });
        match Concat::read(*iei, data) {
            Ok(Some(concat)) => {
                if found.concat.replace(concat).is_some() {
                    found.ignored.push(Ignored { fault: Fault::Superseded, offset: concat_offset });
                }
                concat_offset = offset;
            }
            Ok(None) => {}
            Err(fault) => found.ignored.push(Ignored { fault, offset }),
        }
        rest = next;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(content: &[u8]) -> Vec<(Fault, usize)> {
        read(content, true).ignored.iter().map(|ignored| (ignored.fault, ignored.offset)).collect()
    }

    #[test]
    fn both_headers_are_written_as_in_the_sheet() {
        let mut octets = Vec::new();
        Concat { form: UdhForm::EightBit, reference: 0x122A, total: 2, number: 1 }.write(&mut octets);
        assert_eq!(octets, [0x05, 0x00, 0x03, 0x2A, 0x02, 0x01]);
        octets.clear();
        Concat { form: UdhForm::SixteenBit, reference: 0x1234, total: 3, number: 1 }.write(&mut octets);
        assert_eq!(octets, [0x06, 0x08, 0x04, 0x12, 0x34, 0x03, 0x01]);
    }

    #[test]
    fn other_elements_are_walked_over_by_length() {
        // WAP push ports before the concatenation, a national language shift after it.
        let content = [14, 0x05, 4, 0x0B, 0x84, 0x23, 0xF0, 0x00, 3, 0x2A, 2, 1, 0x24, 1, 7, b'h', b'i'];
        let found = read(&content, true);
        assert_eq!(
            found.concat,
            Some(Concat { form: UdhForm::EightBit, reference: 0x2A, total: 2, number: 1 })
        );
        assert_eq!(found.elements.iter().map(|element| element.iei).collect::<Vec<_>>(), [5, 0, 0x24]);
        assert_eq!((found.text, found.ignored.len()), (&b"hi"[..], 0));
    }

    #[test]
    fn impossible_part_numbers_are_ignored_and_recorded() {
        for (total, number) in [(0, 1), (2, 0), (2, 3)] {
            let content = [5, 0, 3, 9, total, number, b'x'];
            assert_eq!(faults(&content), [(Fault::ConcatNumbers, 1)]);
            assert_eq!(read(&content, true).concat, None);
            assert_eq!(read(&content, true).text, b"x");
        }
        assert_eq!(faults(&[4, 0, 2, 9, 1, b'x']), [(Fault::ConcatLength, 1)]);
    }

    #[test]
    fn lengths_that_lie_never_reach_outside() {
        assert_eq!(faults(&[200, 0, 3]), [(Fault::HeaderTooLong, 0)]);
        assert_eq!(read(&[200, 0, 3], true).text, [200, 0, 3]);
        assert_eq!(faults(&[4, 0x70, 9, 1, 1, b'x']), [(Fault::ElementTooLong, 1)]);
        assert_eq!(faults(&[1, 0x70, b'x']), [(Fault::ElementTooLong, 1)]);
        assert_eq!(read(&[4, 0x70, 9, 1, 1, b'x'], true).text, b"x");
    }

    #[test]
    fn the_last_of_two_concatenations_counts() {
        let content = [11, 0, 3, 1, 2, 1, 8, 4, 0, 7, 3, 2];
        let found = read(&content, true);
        assert_eq!(
            found.concat.map(|concat| (concat.reference, concat.total, concat.number)),
            Some((7, 3, 2))
        );
        assert_eq!(faults(&content), [(Fault::Superseded, 1)]);
    }

    #[test]
    fn the_flag_decides_and_both_spellings_count() {
        assert_eq!(read(&[5, 0, 3, 1, 2, 1], false).text.len(), 6);
        assert_eq!([0x00, 0x01, 0x40, 0x41, 0x02].map(is_flagged), [false, true, true, true, false]);
        assert_eq!(read(&[], true).text, b"");
    }
}
