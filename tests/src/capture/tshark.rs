//! What Wireshark makes of a capture.

use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

use thiserror::Error;

/// The port that the dissector is told to expect CMPP on.
pub const CMPP_PORT: u16 = 7890;

/// Wireshark's mark of remarks that are no complaint, such as an opened connection.
const CHAT: u64 = 0x0020_0000;
/// Remarks that it marks higher, though there is nothing wrong: how a connection ends.
const HARMLESS: &[&str] =
    &["This frame initiates the connection closing", "This frame undergoes the connection closing"];
/// Wireshark's mark of a checksum that is right.
const GOOD: &str = "1";

/// Why there is no dissection.
#[derive(Debug, Error)]
pub enum TsharkError {
    /// There is no such program.
    #[error("tshark is not installed; this test needs it: `cargo xtask setup` installs it")]
    Missing,
    /// The program or the file could not be used.
    #[error("tshark: {0}")]
    Io(#[from] std::io::Error),
    /// The program ended with a complaint.
    #[error("tshark: {0}")]
    Failed(String),
    /// What it wrote cannot be read.
    #[error("tshark's output: {what} in {element}")]
    Form {
        /// What is wrong.
        what: &'static str,
        /// Where.
        element: String,
    },
}

/// A packet as Wireshark sees it.
#[derive(Debug, Default)]
pub struct Packet {
    /// The port it came from.
    pub from: u16,
    /// The port it went to.
    pub to: u16,
    /// The messages that end in it.
    pub messages: Vec<Message>,
    /// What Wireshark has against it: malformed content, warnings, checksums that are not right.
    pub faults: Vec<String>,
    /// The remark whose severity is not read yet.
    remark: String,
}

/// A CMPP message as Wireshark sees it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// What it calls the command.
    pub name: String,
    /// Octets of the whole message.
    pub octets: usize,
    /// The fields from first to last; one that has parts stands before them.
    pub fields: Vec<Shown>,
}

/// A field as Wireshark sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its name in display filters.
    pub name: String,
    /// Where it begins, in octets from the start of the message.
    pub offset: usize,
    /// Its octets' number.
    pub size: usize,
    /// What it is taken for.
    pub show: String,
    /// Its octets.
    pub value: Vec<u8>,
}

/// Reads a capture.
///
/// # Errors
/// When tshark is not there, does not take the capture, or writes what it does not usually write.
pub fn dissect(capture: &[u8]) -> Result<Vec<Packet>, TsharkError> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("session.pcap");
    std::fs::write(&file, capture)?;
    let port = format!("tcp.port=={CMPP_PORT},cmpp");
    let file = file.to_string_lossy().into_owned();
    let checks = ["-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE"];
    // Its guess at SMPP looks much like CMPP and takes what the dissector passes over.
    let no_guess = ["--disable-heuristic", "smpp_tcp"];
    let arguments = ["-n", "-r", &file, "-d", &port, "-o", "tcp.desegment_tcp_streams:TRUE", "-T", "pdml"];
    packets(&run(folder.path(), &[&arguments[..], &checks, &no_guess].concat())?)
}

/// The names of all CMPP fields that the dissector knows.
///
/// # Errors
/// When tshark is not there or fails.
pub fn field_names() -> Result<Vec<String>, TsharkError> {
    let folder = tempfile::tempdir()?;
    let all = run(folder.path(), &["-G", "fields"])?;
    let field = |line: &str| {
        let mut columns = line.split('\t');
        let (kind, _, name) = (columns.next()?, columns.next()?, columns.next()?);
        (kind == "F" && name.starts_with("cmpp.")).then(|| name.to_owned())
    };
    Ok(all.lines().filter_map(field).collect())
}

/// The version that answers, for messages of tests.
///
/// # Errors
/// When tshark is not there or fails.
pub fn version() -> Result<String, TsharkError> {
    let folder = tempfile::tempdir()?;
    Ok(run(folder.path(), &["--version"])?.lines().next().unwrap_or_default().to_owned())
}

/// Runs tshark without the settings of whoever runs the tests.
fn run(settings: &Path, arguments: &[&str]) -> Result<String, TsharkError> {
    let mut command = Command::new("tshark");
    command.env("WIRESHARK_CONFIG_DIR", settings).env("LC_ALL", "C.UTF-8").args(arguments);
    let missing = |error: &std::io::Error| error.kind() == ErrorKind::NotFound;
    let told = command
        .output()
        .map_err(|error| if missing(&error) { TsharkError::Missing } else { TsharkError::Io(error) })?;
    if !told.status.success() {
        return Err(TsharkError::Failed(String::from_utf8_lossy(&told.stderr).trim().to_owned()));
    }
    Ok(String::from_utf8_lossy(&told.stdout).into_owned())
}

/// Reads PDML, as far as tshark writes it: elements with attributes, no text between them.
fn packets(pdml: &str) -> Result<Vec<Packet>, TsharkError> {
    let mut packets: Vec<Packet> = Vec::new();
    let mut protocol = Protocol::default();
    for element in pdml.split('<').skip(1) {
        let element = Element::new(element);
        if element.is("packet") {
            packets.push(Packet::default());
        }
        let Some(packet) = packets.last_mut() else { continue };
        if element.is("proto") {
            protocol = Protocol { name: element.text("name"), begin: 0 };
            match protocol.name.as_str() {
                "cmpp" => {
                    protocol.begin = element.number("pos")?;
                    let octets = element.number("size")?;
                    packet.messages.push(Message { octets, ..Message::default() });
                }
                fault @ ("_ws.malformed" | "_ws.short" | "_ws.unreassembled") => {
                    packet.faults.push(fault.to_owned());
                }
                _ => {}
            }
        }
        if element.is("field") {
            packet.field(&protocol, &element)?;
        }
    }
    Ok(packets)
}

/// The protocol whose fields follow.
#[derive(Debug, Default)]
struct Protocol {
    name: String,
    begin: usize,
}

impl Packet {
    fn field(&mut self, protocol: &Protocol, element: &Element<'_>) -> Result<(), TsharkError> {
        let name = element.text("name");
        let show = element.text("show");
        let port = || show.parse().map_err(|_| element.wrong("no port"));
        match name.as_str() {
            "tcp.srcport" => self.from = port()?,
            "tcp.dstport" => self.to = port()?,
            "tcp.checksum.status" | "ip.checksum.status" if show != GOOD => {
                self.faults.push(format!("{name} is {show}"));
            }
            "_ws.expert.severity" => {
                let severity: u64 = show.parse().map_err(|_| element.wrong("no severity"))?;
                if severity > CHAT && !HARMLESS.contains(&self.remark.as_str()) {
                    self.faults.push(std::mem::take(&mut self.remark));
                }
            }
            "_ws.expert.message" => self.remark = show, // its severity follows
            "_ws.malformed" | "_ws.short" => self.faults.push(name),
            _ if protocol.name == "cmpp" && name.starts_with("cmpp.") => {
                let Some(message) = self.messages.last_mut() else {
                    return Err(element.wrong("a field before its message"));
                };
                if name == "cmpp.Command_Id" {
                    message.name = command_name(&element.text("showname"));
                }
                let offset = element.number("pos")?.checked_sub(protocol.begin);
                message.fields.push(Shown {
                    name,
                    offset: offset.ok_or_else(|| element.wrong("a field outside its message"))?,
                    size: element.number("size")?,
                    show,
                    value: element.octets("value")?,
                });
            }
            _ => {}
        }
        Ok(())
    }
}

/// `CMPP_SUBMIT` of `Command Id: CMPP_SUBMIT (0x00000004)`.
fn command_name(shown: &str) -> String {
    let (_, name) = shown.split_once(": ").unwrap_or_default();
    name.split(' ').next().unwrap_or_default().to_owned()
}

/// One tag, without its `<`.
struct Element<'a> {
    tag: &'a str,
}

impl<'a> Element<'a> {
    fn new(piece: &'a str) -> Self {
        // tshark escapes these in values, so the first one ends the tag.
        Self { tag: piece.split('>').next().unwrap_or_default() }
    }

    fn is(&self, name: &str) -> bool {
        self.tag.split([' ', '/']).next() == Some(name)
    }

    /// The attribute's value; empty when there is none.
    fn text(&self, attribute: &str) -> String {
        let quoted = self.tag.split_once(&format!(" {attribute}=\"")).map(|(_, rest)| rest);
        let value = quoted.and_then(|rest| rest.split('"').next()).unwrap_or_default();
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#x27;", "'"), ("&amp;", "&")]
            .iter()
            .fold(value.to_owned(), |text, (escape, meant)| text.replace(escape, meant))
    }

    fn number(&self, attribute: &str) -> Result<usize, TsharkError> {
        self.text(attribute).parse().map_err(|_| self.wrong("no number"))
    }

    fn octets(&self, attribute: &str) -> Result<Vec<u8>, TsharkError> {
        let digits = self.text(attribute);
        let octet = |at: usize| digits.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        let octets: Option<Vec<u8>> = (0..digits.len()).step_by(2).map(octet).collect();
        octets.ok_or_else(|| self.wrong("no hexadecimal digits"))
    }

    fn wrong(&self, what: &'static str) -> TsharkError {
        TsharkError::Form { what, element: self.tag.to_owned() }
    }
}
