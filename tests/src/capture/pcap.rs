//! A capture file of TCP conversations, as a network card would have seen them.

/// Octets of content that one segment carries on Ethernet at most: 1500 less the headers of IP and TCP.
pub const SEGMENT_MAX: usize = 1460;

/// When the first packet was seen, Unix seconds: 25 September 2026 10:15:30 in China.
const BEGIN_S: u32 = 1_790_302_530;
/// Microseconds from one packet to the next.
const STEP_US: u32 = 1_000;
/// Ethernet, in the file's header.
const LINK_ETHERNET: u32 = 1;
/// The longest packet that the file promises to hold whole.
const SNAP_OCTETS: u32 = 65_535;

const IP_HEADER: u16 = 20;
const TCP: u8 = 6;
const HOPS: u8 = 64;
const RECEIVE_WINDOW: u16 = 65_535;

const FIN: u8 = 0x01;
const SYN: u8 = 0x02;
const PUSH: u8 = 0x08;
const ACK: u8 = 0x10;

/// Packets in the classic pcap form.
#[derive(Debug)]
pub struct Capture {
    octets: Vec<u8>,
    packets: u32,
}

impl Default for Capture {
    fn default() -> Self {
        Self::new()
    }
}

impl Capture {
    /// A capture without packets.
    pub fn new() -> Self {
        let mut octets = Vec::new();
        octets.extend(0xA1B2_C3D4_u32.to_be_bytes()); // microseconds, this order of octets
        octets.extend([0, 2, 0, 4]); // version 2.4
        octets.extend([0; 8]); // no time zone, no accuracy
        octets.extend(SNAP_OCTETS.to_be_bytes());
        octets.extend(LINK_ETHERNET.to_be_bytes());
        Self { octets, packets: 0 }
    }

    /// The file's octets.
    pub fn octets(&self) -> &[u8] {
        &self.octets
    }

    /// Packets so far.
    pub fn packets(&self) -> usize {
        usize::try_from(self.packets).expect("a count of packets fits")
    }

    fn add(&mut self, packet: &[u8]) {
        let passed_us = u64::from(self.packets) * u64::from(STEP_US);
        let part = |number: u64| u32::try_from(number).expect("a capture lasts no century").to_be_bytes();
        self.octets.extend(part(u64::from(BEGIN_S) + passed_us / 1_000_000));
        self.octets.extend(part(passed_us % 1_000_000));
        let length = u32::try_from(packet.len()).expect("a packet is short").to_be_bytes();
        self.octets.extend([length, length].concat()); // kept, and seen
        self.octets.extend(packet);
        self.packets += 1;
    }
}

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Who opened the connection.
    Client,
    /// Who listened.
    Server,
}

impl Side {
    const fn other(self) -> Self {
        match self {
            Self::Client => Self::Server,
            Self::Server => Self::Client,
        }
    }
}

/// One end of a connection.
#[derive(Debug, Clone, Copy)]
struct End {
    hardware: [u8; 6],
    address: [u8; 4],
    port: u16,
    /// The number of the next octet that it sends.
    next: u32,
}

/// A TCP connection whose packets go into a [`Capture`].
#[derive(Debug)]
pub struct Conversation {
    client: End,
    server: End,
}

impl Conversation {
    /// Opens a connection: three packets.
    pub fn open(capture: &mut Capture, client_port: u16, server_port: u16) -> Self {
        let end = |number: u8, port, next| End {
            hardware: [2, 0, 0, 0, 0, number],
            address: [192, 0, 2, number],
            port,
            next,
        };
        // The server's numbers wrap during any conversation of more than 256 octets.
        let mut this = Self { client: end(1, client_port, 1_000), server: end(2, server_port, 0xFFFF_FF00) };
        this.packet(capture, Side::Client, SYN, &[]);
        this.packet(capture, Side::Server, SYN | ACK, &[]);
        this.packet(capture, Side::Client, ACK, &[]);
        this
    }

    /// One segment with content, and its acknowledgement.
    pub fn send(&mut self, capture: &mut Capture, from: Side, content: &[u8]) {
        assert!(content.len() <= SEGMENT_MAX, "{} octets do not fit a segment", content.len());
        self.packet(capture, from, PUSH | ACK, content);
        self.packet(capture, from.other(), ACK, &[]);
    }

    /// Closes the connection, the client first.
    pub fn close(mut self, capture: &mut Capture) {
        self.packet(capture, Side::Client, FIN | ACK, &[]);
        self.packet(capture, Side::Server, FIN | ACK, &[]);
        self.packet(capture, Side::Client, ACK, &[]);
    }

    fn packet(&mut self, capture: &mut Capture, from: Side, flags: u8, content: &[u8]) {
        let (sender, receiver) = match from {
            Side::Client => (&mut self.client, &self.server),
            Side::Server => (&mut self.server, &self.client),
        };
        let tcp = tcp(sender, receiver, flags, content);
        let ip = ip(sender, receiver, &tcp);
        capture.add(&[&receiver.hardware[..], &sender.hardware, &[0x08, 0x00], &ip, &tcp].concat());
        let taken = u32::try_from(content.len()).expect("a segment is short");
        let opens_or_closes = u32::from(flags & (SYN | FIN) != 0);
        sender.next = sender.next.wrapping_add(taken + opens_or_closes);
    }
}

/// The segment with its header. RFC 9293 §3.1.
fn tcp(sender: &End, receiver: &End, flags: u8, content: &[u8]) -> Vec<u8> {
    let awaited = if flags & ACK == 0 { 0 } else { receiver.next };
    let mut segment = Vec::new();
    segment.extend(sender.port.to_be_bytes());
    segment.extend(receiver.port.to_be_bytes());
    segment.extend(sender.next.to_be_bytes());
    segment.extend(awaited.to_be_bytes());
    segment.extend([5 << 4, flags]); // five words of header
    segment.extend(RECEIVE_WINDOW.to_be_bytes());
    segment.extend([0; 4]); // checksum, below; nothing urgent
    segment.extend(content);
    let length = u16::try_from(segment.len()).expect("a segment is short").to_be_bytes();
    let pseudo = [&sender.address[..], &receiver.address, &[0, TCP], &length].concat();
    let sum = checksum(&[pseudo, segment.clone()].concat());
    segment[16..18].copy_from_slice(&sum);
    segment
}

/// The packet's header. RFC 791 §3.1.
fn ip(sender: &End, receiver: &End, segment: &[u8]) -> Vec<u8> {
    let content = u16::try_from(segment.len()).expect("a segment is short");
    let mut header = vec![0x45, 0]; // version 4, five words of header
    header.extend((IP_HEADER + content).to_be_bytes());
    header.extend([0, 0, 0x40, 0]); // whole: not to be fragmented
    header.extend([HOPS, TCP, 0, 0]);
    header.extend(sender.address);
    header.extend(receiver.address);
    let sum = checksum(&header);
    header[10..12].copy_from_slice(&sum);
    header
}

/// The Internet's sum. RFC 1071.
fn checksum(octets: &[u8]) -> [u8; 2] {
    let words = octets.chunks(2).map(|word| match word {
        [high, low] => u32::from(u16::from_be_bytes([*high, *low])),
        [high] => u32::from(*high) << 8,
        _ => 0,
    });
    let mut sum: u32 = words.sum();
    while sum > 0xFFFF {
        sum = (sum & 0xFFFF) + (sum >> 16);
    }
    let [_, _, high, low] = (!sum).to_be_bytes();
    [high, low]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_the_one_of_the_standard() {
        // RFC 1071 §3: the sum of these is ddf2, and its complement is what is sent.
        let octets = [0x00, 0x01, 0xF2, 0x03, 0xF4, 0xF5, 0xF6, 0xF7];
        assert_eq!(checksum(&octets), [0x22, 0x0D]);
        assert_eq!(checksum(&[0x01]), [0xFE, 0xFF], "an odd octet is the high one of a word");
    }

    #[test]
    fn numbers_count_octets_and_wrap() {
        let mut capture = Capture::new();
        let mut talk = Conversation::open(&mut capture, 40_000, 7890);
        talk.send(&mut capture, Side::Server, &[0; 300]);
        talk.send(&mut capture, Side::Client, &[0; 7]);
        assert_eq!((talk.client.next, talk.server.next), (1_008, 0xFFFF_FF00_u32.wrapping_add(301)));
        assert_eq!(capture.packets(), 7);
        assert_eq!(capture.octets().len(), 24 + 7 * (16 + 14 + 20 + 20) + 307);
    }
}
