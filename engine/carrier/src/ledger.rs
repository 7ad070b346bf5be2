//! What a carrier got: per number, part and text, so that a test can tell who was forgotten and who was sent twice.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};

use hongyan_domain::{Carrier, Msisdn};
use hongyan_wire::cmpp::Submit;
use hongyan_wire::text::udh;

use crate::config;

/// Counts accepted SUBMITs.
#[derive(Debug)]
pub struct Ledger {
    limits: config::Ledger,
    seen: HashMap<Msisdn, u32>,
    accepted: HashMap<Key, u32>,
    uncounted: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    number: Msisdn,
    text: u64,
    part: u8,
}

/// How often one part of one text was accepted for one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LedgerRow {
    /// Whose gateway took it.
    pub carrier: Carrier,
    /// Whom it was for.
    pub number: Msisdn,
    /// A hash of the part's octets without data header, so that a text counts as itself under another reference.
    pub text: u64,
    /// Which part, from 1.
    pub part: u8,
    /// How often it was accepted.
    pub accepted: u32,
}

impl Ledger {
    /// An empty ledger.
    #[must_use]
    pub fn new(limits: config::Ledger) -> Self {
        Self { limits, seen: HashMap::new(), accepted: HashMap::new(), uncounted: 0 }
    }

    /// Counts a SUBMIT for `number`; yields how many came before it.
    pub fn see(&mut self, number: Msisdn) -> u32 {
        if self.seen.len() >= self.limits.entries && !self.seen.contains_key(&number) {
            return 0;
        }
        let seen = self.seen.entry(number).or_insert(0);
        let before = *seen;
        *seen = seen.saturating_add(1);
        before
    }

    /// Counts a SUBMIT that was accepted for `number`.
    pub fn accept(&mut self, number: Msisdn, submit: &Submit) {
        if !self.limits.keep {
            return;
        }
        let key = Key { number, text: text_of(submit), part: submit.pk_number };
        if self.accepted.len() >= self.limits.entries && !self.accepted.contains_key(&key) {
            self.uncounted += 1;
            return;
        }
        let count = self.accepted.entry(key).or_insert(0);
        *count = count.saturating_add(1);
    }

    /// Accepted SUBMITs that were not counted because the ledger is full.
    #[must_use]
    pub const fn uncounted(&self) -> u64 {
        self.uncounted
    }

    /// Everything counted, in order of number, text and part.
    #[must_use]
    pub fn rows(&self, carrier: Carrier) -> Vec<LedgerRow> {
        let mut rows: Vec<LedgerRow> = self
            .accepted
            .iter()
            .map(|(Key { number, text, part }, accepted)| LedgerRow {
                carrier,
                number: *number,
                text: *text,
                part: *part,
                accepted: *accepted,
            })
            .collect();
        rows.sort_unstable_by_key(|row| (row.number, row.text, row.part));
        rows
    }
}

/// Writes rows as CSV: `carrier,number,text,part,accepted`, numbers in full.
///
/// # Errors
/// Whatever `out` says.
pub fn write_csv(rows: &[LedgerRow], out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "carrier,number,text,part,accepted")?;
    for row in rows {
        let LedgerRow { carrier, number, text, part, accepted } = row;
        writeln!(out, "{},{},{text:016x},{part},{accepted}", carrier.code(), number.reveal())?;
    }
    Ok(())
}

/// The text of a part without what changes from try to try: the reference in its data header.
fn text_of(submit: &Submit) -> u64 {
    let mut hasher = DefaultHasher::new();
    udh::read(submit.content.octets(), submit.tp_udhi.has_header()).text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use hongyan_wire::cmpp::TpUdhi;
    use hongyan_wire::field::Content;

    use super::*;

    fn part(reference: u8, number: u8, text: &[u8]) -> Submit {
        let mut octets = vec![5, 0, 3, reference, 2, number];
        octets.extend(text);
        Submit {
            pk_number: number,
            tp_udhi: TpUdhi::HEADER,
            content: Content::new(&octets).unwrap(),
            ..Submit::default()
        }
    }

    #[test]
    fn a_text_sent_again_counts_as_the_same_whatever_its_reference() {
        let number = Msisdn::from_digits(13_800_000_000).unwrap();
        let mut ledger = Ledger::new(config::Ledger { keep: true, entries: 3 });
        assert_eq!((ledger.see(number), ledger.see(number)), (0, 1));
        for submit in
            [part(1, 1, b"ab"), part(1, 2, b"cd"), part(9, 1, b"ab"), part(1, 1, b"xx"), part(1, 1, b"yy")]
        {
            ledger.accept(number, &submit);
        }
        let mut counts: Vec<u32> = ledger.rows(Carrier::Mobile).iter().map(|row| row.accepted).collect();
        counts.sort_unstable();
        assert_eq!((counts.as_slice(), ledger.uncounted()), ([1, 1, 2].as_slice(), 1));
        let mut csv = Vec::new();
        write_csv(&ledger.rows(Carrier::Mobile), &mut csv).unwrap();
        let csv = String::from_utf8(csv).unwrap();
        assert_eq!(csv.lines().count(), 4);
        assert!(csv.contains("CMCC,13800000000,"));
    }
}
