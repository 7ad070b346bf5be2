//! Frames: where one message ends and the next begins.

use thiserror::Error;

/// Octets of the header. `protocols/cmpp.md §1`.
pub const HEADER_OCTETS: usize = 12;

/// The longest frame that is taken, in octets.
///
/// The longest that the tables allow is a 3.0 SUBMIT with 99 destinations, 3490 octets
/// (`protocols/cmpp.md §1`); a longer announcement means that the stream is lost.
pub const FRAME_MAX: usize = 4096;

/// The header of every message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Octets of the whole message, this header included.
    pub total_length: u32,
    /// What the message is. `protocols/cmpp.md §3`.
    pub command_id: u32,
    /// Pairs an answer with its request.
    pub sequence_id: u32,
}

/// A whole frame whose body has not been looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RawFrame<'a> {
    /// The header.
    pub header: Header,
    /// The octets behind the header.
    pub body: &'a [u8],
}

/// The octets are no stream of frames; nothing behind this place can be trusted, the link must be closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FrameError {
    /// The announced length does not even hold the header.
    #[error("a frame of {total_length} octets is shorter than its header of {HEADER_OCTETS}")]
    TooShort {
        /// The length as sent, in octets.
        total_length: u32,
    },
    /// The announced length is above [`FRAME_MAX`].
    #[error("a frame of {total_length} octets is longer than any message; at most {FRAME_MAX} are taken")]
    TooLong {
        /// The length as sent, in octets.
        total_length: u32,
    },
}

impl FrameError {
    /// A stable name of the fault for logs and screens.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooShort { .. } => "cmpp.frame.too_short",
            Self::TooLong { .. } => "cmpp.frame.too_long",
        }
    }
}

/// Splits the first frame off a receive buffer; the number is the octets it took.
///
/// `None` says that more octets are wanted. A wrong length is told as soon as its four octets are there.
/// Never allocates.
///
/// # Errors
/// When the announced length is below [`HEADER_OCTETS`] or above [`FRAME_MAX`].
#[inline]
pub fn split_frame(buffer: &[u8]) -> Result<Option<(RawFrame<'_>, usize)>, FrameError> {
    let Some((length, rest)) = buffer.split_first_chunk::<4>() else { return Ok(None) };
    let total_length = u32::from_be_bytes(*length);
    let octets = usize::try_from(total_length).unwrap_or(usize::MAX);
    if octets < HEADER_OCTETS {
        return Err(FrameError::TooShort { total_length });
    }
    if octets > FRAME_MAX {
        return Err(FrameError::TooLong { total_length });
    }
    let Some((frame, _)) = rest.split_at_checked(octets - 4) else { return Ok(None) };
    let Some((command, frame)) = frame.split_first_chunk::<4>() else { return Ok(None) };
    let Some((sequence, body)) = frame.split_first_chunk::<4>() else { return Ok(None) };
    let header = Header {
        total_length,
        command_id: u32::from_be_bytes(*command),
        sequence_id: u32::from_be_bytes(*sequence),
    };
    Ok(Some((RawFrame { header, body }, octets)))
}
