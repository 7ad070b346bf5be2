//! Reading and writing in field order, with the place kept for errors.

use crate::fault::{END, Forgiven, Leniency, ReadError, ReadFault, WriteError, WriteFault};

/// Takes fields off the front of a body, one after the other.
///
/// It never looks behind the octets it was given and never allocates except to record what it forgave.
#[derive(Debug)]
pub struct Reader<'a> {
    pdu: &'static str,
    rest: &'a [u8],
    offset: usize,
    forgiven: Vec<Forgiven>,
}

impl<'a> Reader<'a> {
    /// A reader at the start of `body`; `pdu` is the type's name in errors.
    pub const fn new(pdu: &'static str, body: &'a [u8]) -> Self {
        Self { pdu, rest: body, offset: 0, forgiven: Vec::new() }
    }

    /// Octets taken so far.
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// Octets not yet taken.
    pub const fn left(&self) -> usize {
        self.rest.len()
    }

    /// Takes the next `octets` octets for `field`.
    ///
    /// # Errors
    /// [`ReadFault::Short`] when fewer are left; nothing is taken then.
    #[inline]
    pub fn take(&mut self, field: &'static str, octets: usize) -> Result<&'a [u8], ReadError> {
        let Some((taken, rest)) = self.rest.split_at_checked(octets) else {
            return Err(self.error(field, ReadFault::Short { wanted: octets, left: self.rest.len() }));
        };
        self.rest = rest;
        self.offset += octets;
        Ok(taken)
    }

    /// Takes the next `N` octets for `field` as an array.
    ///
    /// # Errors
    /// [`ReadFault::Short`] when fewer are left; nothing is taken then.
    #[inline]
    pub fn array<const N: usize>(&mut self, field: &'static str) -> Result<[u8; N], ReadError> {
        let Some((taken, rest)) = self.rest.split_first_chunk::<N>() else {
            return Err(self.error(field, ReadFault::Short { wanted: N, left: self.rest.len() }));
        };
        self.rest = rest;
        self.offset += N;
        Ok(*taken)
    }

    /// Takes what is left, at most `octets`, for a last field that may end early; a lack is recorded.
    pub fn take_tail(&mut self, field: &'static str, octets: usize) -> &'a [u8] {
        let missing = octets.saturating_sub(self.rest.len());
        if missing > 0 {
            self.forgive(field, self.offset, Leniency::EndsEarly { missing });
        }
        let (taken, rest) = self.rest.split_at_checked(octets).unwrap_or((self.rest, &[]));
        self.rest = rest;
        self.offset += taken.len();
        taken
    }

    /// An error about `field`, which begins at the next octet.
    #[cold]
    pub fn error(&self, field: &'static str, fault: ReadFault) -> ReadError {
        ReadError { pdu: self.pdu, field, offset: self.offset, fault }
    }

    /// Records that something in `field`, which began at `offset`, was let pass.
    #[cold]
    pub fn forgive(&mut self, field: &'static str, offset: usize, what: Leniency) {
        self.forgiven.push(Forgiven { pdu: self.pdu, field, offset, what });
    }

    /// Ends the reading and hands over what was forgiven.
    ///
    /// # Errors
    /// [`ReadFault::LeftOver`] when octets are left.
    #[inline]
    pub fn finish(self) -> Result<Vec<Forgiven>, ReadError> {
        if self.rest.is_empty() {
            Ok(self.forgiven)
        } else {
            Err(self.error(END, ReadFault::LeftOver { octets: self.rest.len() }))
        }
    }
}

/// Appends fields to a buffer, one after the other.
#[derive(Debug)]
pub struct Writer<'a> {
    pdu: &'static str,
    out: &'a mut Vec<u8>,
    start: usize,
}

impl<'a> Writer<'a> {
    /// A writer whose body begins at the end of `out`; `pdu` is the type's name in errors.
    pub const fn new(pdu: &'static str, out: &'a mut Vec<u8>) -> Self {
        let start = out.len();
        Self { pdu, out, start }
    }

    /// Appends `octets`.
    #[inline]
    pub fn put(&mut self, octets: &[u8]) {
        self.out.extend_from_slice(octets);
    }

    /// Appends `octets` zero octets.
    pub fn put_zeros(&mut self, octets: usize) {
        self.out.resize(self.out.len() + octets, 0);
    }

    /// An error about `field`, which would begin at the next octet.
    #[cold]
    pub fn error(&self, field: &'static str, fault: WriteFault) -> WriteError {
        WriteError { pdu: self.pdu, field, offset: self.out.len() - self.start, fault }
    }
}
