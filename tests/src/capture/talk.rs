//! A CMPP conversation: messages in, segments out, and what our own decoder reads from the octets.

use hongyan_wire::cmpp::{Frame, Version, decode, encode, split_frame};

use super::pcap::{Capture, Conversation, Side};
use super::tshark::CMPP_PORT;

/// A connection between a service provider (the client) and a gateway, in one version of the protocol.
#[derive(Debug)]
pub struct Talk {
    conversation: Conversation,
    version: Version,
    port: u16,
    from_client: Direction,
    from_server: Direction,
}

/// What went one way.
#[derive(Debug, Default)]
struct Direction {
    said: Vec<Frame>,
    octets: Vec<u8>,
}

/// A message as our decoder reads it from the octets of the connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The message.
    pub frame: Frame,
    /// Octets of the whole message.
    pub octets: usize,
}

impl Talk {
    /// Opens the connection from this port.
    pub fn open(capture: &mut Capture, port: u16, version: Version) -> Self {
        let conversation = Conversation::open(capture, port, CMPP_PORT);
        let (from_client, from_server) = (Direction::default(), Direction::default());
        Self { conversation, version, port, from_client, from_server }
    }

    /// Says these messages in one segment.
    pub fn say(&mut self, capture: &mut Capture, from: Side, frames: &[Frame]) {
        self.say_cut(capture, from, frames, &[]);
    }

    /// Says these messages in segments that end at these octets, counted from the start of the first message,
    /// in rising order, and at the end.
    pub fn say_cut(&mut self, capture: &mut Capture, from: Side, frames: &[Frame], cuts: &[usize]) {
        let octets = self.octets(frames);
        let ends = cuts.iter().copied().chain([octets.len()]);
        ends.fold(0, |begin, end| {
            self.conversation.send(capture, from, &octets[begin..end]);
            end
        });
        let direction = self.direction(from);
        direction.said.extend_from_slice(frames);
        direction.octets.extend(octets);
    }

    /// The messages' octets, one behind the other.
    pub fn octets(&self, frames: &[Frame]) -> Vec<u8> {
        let mut octets = Vec::new();
        for frame in frames {
            encode(self.version, frame, &mut octets).expect("the message can be written");
        }
        octets
    }

    /// Closes the connection.
    ///
    /// Yields the client's port and what our decoder reads from the client's octets and from the server's.
    pub fn close(self, capture: &mut Capture) -> Heard {
        self.conversation.close(capture);
        let version = self.version;
        let heard = |direction: &Direction| {
            let reads = read(version, &direction.octets);
            let frames: Vec<&Frame> = reads.iter().map(|one| &one.frame).collect();
            assert_eq!(frames, direction.said.iter().collect::<Vec<_>>(), "our decoder reads what was said");
            reads
        };
        Heard {
            port: self.port,
            from_client: heard(&self.from_client),
            from_server: heard(&self.from_server),
        }
    }

    fn direction(&mut self, from: Side) -> &mut Direction {
        match from {
            Side::Client => &mut self.from_client,
            Side::Server => &mut self.from_server,
        }
    }
}

/// What our decoder reads from both directions of a connection.
#[derive(Debug)]
pub struct Heard {
    /// The client's port.
    pub port: u16,
    /// What the service provider said.
    pub from_client: Vec<Read>,
    /// What the gateway said.
    pub from_server: Vec<Read>,
}

/// Reads a direction's octets to the end.
fn read(version: Version, mut octets: &[u8]) -> Vec<Read> {
    let mut reads = Vec::new();
    while let Some((raw, taken)) = split_frame(octets).expect("the octets are frames") {
        let frame = decode(version, &raw).expect("the frame is a message").frame;
        reads.push(Read { frame, octets: taken });
        octets = &octets[taken..];
    }
    assert!(octets.is_empty(), "{} octets are no frame", octets.len());
    reads
}
