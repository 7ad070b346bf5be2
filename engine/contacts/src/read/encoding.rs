//! How a text file is encoded, and its decoding into UTF-8 as it is read.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes read from the file at once.
const CHUNK_BYTES: usize = 64 * 1_024;
/// Share of zero bytes on one side of byte pairs from which a text is UTF-16: digits and Latin letters have them.
const UTF16_ZEROS_PERCENT: usize = 30;

/// An encoding that lists come in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TextEncoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, little end first.
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
    /// GB18030, and with it GBK and GB2312.
    Gb18030,
}

impl TextEncoding {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Gb18030];

    /// The stable name: `utf-8`, `utf-16le`, `utf-16be`, `gb18030`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Gb18030 => "gb18030",
        }
    }

    /// Reads a name, also `gbk` and `gb2312`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code.to_ascii_lowercase().as_str() {
            "gbk" | "gb2312" => Some(Self::Gb18030),
            "utf8" => Some(Self::Utf8),
            "utf-16" | "utf16" => Some(Self::Utf16Le),
            other => Self::ALL.into_iter().find(|encoding| encoding.code() == other),
        }
    }

    fn codec(self) -> &'static Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Gb18030 => GB18030,
        }
    }
}

/// Which encoding a file has, as far as its bytes tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EncodingGuess {
    /// The encoding.
    pub encoding: TextEncoding,
    /// How sure that is, in percent.
    pub confidence: u8,
    /// Places in the file that are wrong in this encoding; they are read as `�`.
    pub malformed: u64,
}

/// Reads what there is once and tells its encoding; `whole` says that it ends where the file does, not somewhere inside
/// a character.
///
/// # Errors
/// As reading.
pub(crate) fn guess(file: &mut impl Read, whole: bool) -> io::Result<EncodingGuess> {
    let mut chunk = vec![0; CHUNK_BYTES];
    let mut length = fill(file, &mut chunk)?;
    let head = chunk.get(..length).unwrap_or(&[]);
    let sure = |encoding| EncodingGuess { encoding, confidence: 100, malformed: 0 };
    if let Some((codec, _)) = Encoding::for_bom(head) {
        if codec == UTF_16LE {
            return Ok(sure(TextEncoding::Utf16Le));
        }
        if codec == UTF_16BE {
            return Ok(sure(TextEncoding::Utf16Be));
        }
    } else if let Some(encoding) = utf16_by_zeros(head) {
        return Ok(EncodingGuess { encoding, confidence: 90, malformed: 0 });
    }
    let mut utf8 = Counter::new(UTF_8);
    let mut gb18030 = Counter::new(GB18030);
    while length > 0 {
        let bytes = chunk.get(..length).unwrap_or(&[]);
        utf8.feed(bytes, false);
        gb18030.feed(bytes, false);
        length = fill(file, &mut chunk)?;
    }
    if whole {
        utf8.feed(&[], true);
        gb18030.feed(&[], true);
    }
    let (encoding, confidence, malformed) = match (utf8.malformed, gb18030.malformed) {
        (0, _) => (TextEncoding::Utf8, 100, 0),
        (_, 0) => (TextEncoding::Gb18030, 95, 0),
        (as_utf8, as_gb) if as_utf8 <= as_gb => (TextEncoding::Utf8, 50, as_utf8),
        (_, as_gb) => (TextEncoding::Gb18030, 50, as_gb),
    };
    Ok(EncodingGuess { encoding, confidence, malformed })
}

/// Whether the bytes are UTF-16: by their mark, or by the zeros beside digits and Latin letters.
pub(crate) fn looks_like_utf16(head: &[u8]) -> bool {
    let marked = Encoding::for_bom(head).is_some_and(|(codec, _)| codec == UTF_16LE || codec == UTF_16BE);
    marked || utf16_by_zeros(head).is_some()
}

fn utf16_by_zeros(head: &[u8]) -> Option<TextEncoding> {
    let pairs = head.chunks_exact(2).len();
    let share = |side: usize| {
        head.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count() * 100 / pairs.max(1)
    };
    if pairs == 0 || head.chunks_exact(2).any(|pair| pair == [0, 0]) {
        return None; // no text holds the character zero
    }
    match (share(0), share(1)) {
        (first, second) if second >= UTF16_ZEROS_PERCENT && first < second / 2 => Some(TextEncoding::Utf16Le),
        (first, second) if first >= UTF16_ZEROS_PERCENT && second < first / 2 => Some(TextEncoding::Utf16Be),
        _ => None,
    }
}

/// Counts what is wrong in one encoding.
struct Counter {
    decoder: Decoder,
    scratch: String,
    malformed: u64,
}

impl Counter {
    fn new(codec: &'static Encoding) -> Self {
        Self {
            decoder: codec.new_decoder_with_bom_removal(),
            scratch: String::with_capacity(CHUNK_BYTES * 3),
            malformed: 0,
        }
    }

    fn feed(&mut self, mut bytes: &[u8], last: bool) {
        loop {
            self.scratch.clear();
            let (result, read) =
                self.decoder.decode_to_string_without_replacement(bytes, &mut self.scratch, last);
            bytes = bytes.get(read..).unwrap_or(&[]);
            match result {
                DecoderResult::InputEmpty => return,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(_, _) => self.malformed = self.malformed.saturating_add(1),
            }
        }
    }
}

fn fill(file: &mut impl Read, chunk: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = chunk.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match file.read(rest) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// A reader that gives UTF-8 whatever the file's encoding is; a byte order mark is left out.
pub(crate) struct Transcoder<R> {
    file: R,
    decoder: Decoder,
    input: Vec<u8>,
    output: String,
    given: usize,
    at_end: bool,
}

impl<R: Read> Transcoder<R> {
    pub(crate) fn new(file: R, encoding: TextEncoding) -> Self {
        let decoder = encoding.codec().new_decoder_with_bom_removal();
        let room = decoder.max_utf8_buffer_length(CHUNK_BYTES).unwrap_or(CHUNK_BYTES * 4);
        Self {
            file,
            decoder,
            input: vec![0; CHUNK_BYTES],
            output: String::with_capacity(room),
            given: 0,
            at_end: false,
        }
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.output.len() {
            if self.at_end {
                return Ok(0);
            }
            self.output.clear();
            self.given = 0;
            let length = fill(&mut self.file, &mut self.input)?;
            self.at_end = length < self.input.len();
            let bytes = self.input.get(..length).unwrap_or(&[]);
            // The output has room for the longest decoding, so everything fits and nothing is left over.
            let _ = self.decoder.decode_to_string(bytes, &mut self.output, self.at_end);
        }
        let rest = self.output.as_bytes().get(self.given..).unwrap_or(&[]);
        let count = rest.len().min(into.len());
        if let (Some(to), Some(from)) = (into.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(from);
        }
        self.given += count;
        Ok(count)
    }
}
