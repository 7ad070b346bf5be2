//! What Wireshark should show for a message that our decoder read, field by field.
//!
//! [`expected`] is what is right, [`as_dissected`] what the dissector shows of it; they differ by [`QUIRKS`].

use hongyan_wire::cmpp::{
    Connect, ConnectResp, Deliver, DeliverResp, FieldView, HEADER_OCTETS, MsgId, Pdu, Report, Submit,
    SubmitResp, Version,
};

use super::talk::{Heard, Read};
use super::tshark::{CMPP_PORT, Message, Packet, Shown};

/// The only version that the dissector knows.
const KNOWN: Version = Version::V30;

/// Where the dissector shows something else than what is on the wire.
///
/// Seen with Wireshark 4.0.17; when a later one shows what is right, its line has to go.
#[derive(Debug)]
pub struct Quirk {
    /// The field's name in the dissector.
    pub field: &'static str,
    /// What is wrong with it.
    pub why: &'static str,
    /// Makes what it shows from what is right.
    shows: fn(&mut Shown),
}

/// All differences in values. (`cmpp.Servicd_Id` and `cmpp.submit.Valld_Time` are its spellings, no values.)
pub const QUIRKS: &[Quirk] = &[
    Quirk {
        field: "cmpp.Msg_Id.ismg_code",
        why: "shifts the gateway's code 16 bits to the right instead of 8, so its low eight bits are lost",
        shows: |right| {
            let code: u32 = right.show.parse().expect("the code is shown as a number");
            right.show = (code >> 8).to_string();
        },
    },
    Quirk {
        field: "cmpp.submit.Src_Id",
        why: "reads 17 octets of the 21, so a sender of more digits is cut off; the next field is in its place",
        shows: |right| {
            right.size = 17;
            right.value.truncate(17);
            right.show.truncate(17);
        },
    },
    Quirk {
        field: "cmpp.Msg_Content",
        why: "does not decode the text but shows two fixed words; place and octets are right",
        shows: |right| right.show = "SMS Messages".to_owned(),
    },
    Quirk {
        field: "cmpp.connect.AuthenticatorSource",
        why: "does not show the digest but two fixed words; place and octets are right",
        shows: |right| right.show = "MD5 Hash".to_owned(),
    },
    Quirk {
        field: "cmpp.connect_resp.AuthenticatorISMG",
        why: "does not show the digest but two fixed words; place and octets are right",
        shows: |right| right.show = "MD5 Hash".to_owned(),
    },
];

/// The dissector's name of a command where it is not the protocol's: it calls this answer by its request's name.
const MISNAMED: &[(&str, &str)] = &[("CMPP_QUERY_RESP", "CMPP_QUERY")];

/// What our decoder's reading should look like in the dissector, if the dissector is right.
pub fn expected(read: &Read) -> Message {
    let pdu = &read.frame.pdu;
    let header = [
        ("cmpp.Total_Length", number(u32_of(read.octets))),
        ("cmpp.Command_Id", Value::Hexadecimal(pdu.command_id())),
        ("cmpp.Sequence_Id", number(read.frame.sequence_id)),
    ];
    let mut fields = Vec::new();
    for (offset, (name, value)) in [0, 4, 8].into_iter().zip(header) {
        value.rows(name, offset, 4, &mut fields);
    }
    let views = pdu.fields(KNOWN);
    match pdu {
        Pdu::Connect(body) => rows(CONNECT, body, &views, &mut fields),
        Pdu::ConnectResp(body) => rows(CONNECT_RESP, body, &views, &mut fields),
        Pdu::Submit(body) => rows(SUBMIT, body, &views, &mut fields),
        Pdu::SubmitResp(body) => rows(SUBMIT_RESP, body, &views, &mut fields),
        Pdu::Deliver(body) => rows(DELIVER, body, &views, &mut fields),
        Pdu::DeliverResp(body) => rows(DELIVER_RESP, body, &views, &mut fields),
        // Of all others the dissector knows the name alone.
        Pdu::Query(_) | Pdu::QueryResp(_) | Pdu::Cancel(_) | Pdu::CancelResp(_) | Pdu::Fwd(_) => {}
        Pdu::FwdResp(_) | Pdu::Terminate | Pdu::TerminateResp | Pdu::ActiveTest | Pdu::ActiveTestResp(_) => {}
        Pdu::MtRoute(_) | Pdu::MtRouteResp(_) | Pdu::MoRoute(_) | Pdu::MoRouteResp(_) => {}
        Pdu::GetMtRoute(_) | Pdu::GetMtRouteResp(_) | Pdu::GetMoRoute(_) | Pdu::GetMoRouteResp(_) => {}
        Pdu::MtRouteUpdate(_) | Pdu::MtRouteUpdateResp(_) | Pdu::MoRouteUpdate(_) => {}
        Pdu::MoRouteUpdateResp(_) | Pdu::PushMtRouteUpdate(_) | Pdu::PushMtRouteUpdateResp(_) => {}
        Pdu::PushMoRouteUpdate(_) | Pdu::PushMoRouteUpdateResp(_) => {}
    }
    Message { name: pdu.name().to_owned(), octets: read.octets, fields }
}

/// What the dissector shows of a message, all its quirks included.
pub fn as_dissected(mut right: Message) -> Message {
    if let Some((_, theirs)) = MISNAMED.iter().find(|(ours, _)| *ours == right.name) {
        right.name = (*theirs).to_owned();
    }
    for field in &mut right.fields {
        if let Some(quirk) = QUIRKS.iter().find(|quirk| quirk.field == field.name) {
            (quirk.shows)(field);
        }
    }
    right
}

/// One line of the table: the dissector's name of a field, ours, and our value of it.
struct Line<B>(&'static str, &'static str, fn(&B) -> Value);

const CONNECT: &[Line<Connect>] = &[
    Line("cmpp.connect.Source_Addr", "source_addr", |b| text(b.source_addr.octets())),
    Line("cmpp.connect.AuthenticatorSource", "authenticator_source", |b| octets(&b.authenticator_source.0)),
    Line("cmpp.Version", "version", |b| Value::Version(b.version)),
    Line("cmpp.connect.Timestamp", "timestamp", |b| Value::Timestamp(b.timestamp)),
];

const CONNECT_RESP: &[Line<ConnectResp>] = &[
    Line("cmpp.connect_resp.Status", "status", |b| number(b.status.0)),
    Line("cmpp.connect_resp.AuthenticatorISMG", "authenticator_ismg", |b| octets(&b.authenticator_ismg.0)),
    Line("cmpp.Version", "version", |b| Value::Version(b.version)),
];

const SUBMIT: &[Line<Submit>] = &[
    Line("cmpp.Msg_Id", "msg_id", |b| Value::MsgId(b.msg_id)),
    Line("cmpp.submit.Pk_total", "pk_total", |b| number(b.pk_total)),
    Line("cmpp.submit.Pk_number", "pk_number", |b| number(b.pk_number)),
    Line("cmpp.submit.Registered_Delivery", "registered_delivery", |b| number(b.registered_delivery)),
    Line("cmpp.submit.Msg_level", "msg_level", |b| number(b.msg_level)),
    Line("cmpp.Servicd_Id", "service_id", |b| text(b.service_id.octets())),
    Line("cmpp.submit.Fee_UserType", "fee_user_type", |b| number(b.fee_user_type.0)),
    Line("cmpp.submit.Fee_terminal_Id", "fee_terminal_id", |b| text(b.fee_terminal_id.octets())),
    Line("cmpp.submit.Fee_terminal_type", "fee_terminal_type", |b| number(b.fee_terminal_type.0)),
    Line("cmpp.TP_pId", "tp_pid", |b| number(b.tp_pid)),
    Line("cmpp.TP_udhi", "tp_udhi", |b| number(b.tp_udhi.0)),
    Line("cmpp.Msg_Fmt", "msg_fmt", |b| number(b.msg_fmt.0)),
    Line("cmpp.submit.Msg_src", "msg_src", |b| text(b.msg_src.octets())),
    Line("cmpp.submit.FeeType", "fee_type", |b| text(b.fee_type.octets())),
    Line("cmpp.submit.FeeCode", "fee_code", |b| text(b.fee_code.octets())),
    Line("cmpp.submit.Valld_Time", "valid_time", |b| text(b.valid_time.octets())),
    Line("cmpp.submit.At_time", "at_time", |b| text(b.at_time.octets())),
    Line("cmpp.submit.Src_Id", "src_id", |b| text(b.src_id.octets())),
    Line("cmpp.submit.DestUsr_tl", "dest_terminal_ids", |b| {
        let numbers = b.dest_terminal_ids.iter().map(|one| one.octets().to_vec()).collect();
        Value::List { each: "cmpp.Dest_terminal_Id", numbers }
    }),
    Line("cmpp.submit.Dest_terminal_type", "dest_terminal_type", |b| number(b.dest_terminal_type.0)),
    Line("cmpp.Msg_Length", "content", |b| Value::Content(b.content.octets().to_vec())),
    Line("cmpp.LinkID", "link_id", |b| text(b.link_id.octets())),
];

const SUBMIT_RESP: &[Line<SubmitResp>] = &[
    Line("cmpp.Msg_Id", "msg_id", |b| Value::MsgId(b.msg_id)),
    Line("cmpp.submit_resp.Result", "result", |b| number(b.result.0)),
];

const DELIVER: &[Line<Deliver>] = &[
    Line("cmpp.Msg_Id", "msg_id", |b| Value::MsgId(b.msg_id)),
    Line("cmpp.deliver.Dest_Id", "dest_id", |b| text(b.dest_id.octets())),
    Line("cmpp.Servicd_Id", "service_id", |b| text(b.service_id.octets())),
    Line("cmpp.TP_pId", "tp_pid", |b| number(b.tp_pid)),
    Line("cmpp.TP_udhi", "tp_udhi", |b| number(b.tp_udhi.0)),
    Line("cmpp.Msg_Fmt", "msg_fmt", |b| number(b.msg_fmt.0)),
    Line("cmpp.deliver.Src_terminal_Id", "src_terminal_id", |b| text(b.src_terminal_id.octets())),
    Line("cmpp.deliver.Src_terminal_type", "src_terminal_type", |b| number(b.src_terminal_type.0)),
    Line("cmpp.deliver.Registered_Delivery", "registered_delivery", |b| number(b.registered_delivery)),
    Line("cmpp.Msg_Length", "content", |b| match b.report() {
        Some(report) => Value::Report(Box::new(report.expect("the content is a report").0)),
        None => Value::Content(b.content.octets().to_vec()),
    }),
    Line("cmpp.LinkID", "link_id", |b| text(b.link_id.octets())),
];

const DELIVER_RESP: &[Line<DeliverResp>] = &[
    Line("cmpp.Msg_Id", "msg_id", |b| Value::MsgId(b.msg_id)),
    Line("cmpp.deliver_resp.Result", "result", |b| number(b.result.0)),
];

const REPORT: &[Line<Report>] = &[
    Line("cmpp.Msg_Id", "msg_id", |b| Value::MsgId(b.msg_id)),
    Line("cmpp.deliver.Report.Status", "stat", |b| text(b.stat.0.octets())),
    Line("cmpp.deliver.Report.Submit_time", "submit_time", |b| text(b.submit_time.octets())),
    Line("cmpp.deliver.Report.Done_time", "done_time", |b| text(b.done_time.octets())),
    Line("cmpp.Dest_terminal_Id", "dest_terminal_id", |b| text(b.dest_terminal_id.octets())),
    Line("cmpp.Report.SMSC_sequence", "smsc_sequence", |b| number(b.smsc_sequence)),
];

/// Adds the rows of a body; our decoder says where its fields are.
fn rows<B>(table: &[Line<B>], body: &B, views: &[FieldView], fields: &mut Vec<Shown>) {
    let ours: Vec<&str> = views.iter().map(|view| view.name).collect();
    let named: Vec<&str> = table.iter().map(|Line(_, ours, _)| *ours).collect();
    assert_eq!(named, ours, "the table names all our fields in their order");
    for (Line(theirs, _, value), view) in table.iter().zip(views) {
        value(body).rows(theirs, HEADER_OCTETS + view.offset, view.octets, fields);
    }
}

/// A value of ours, of a kind that the dissector shows in its own way.
enum Value {
    /// Decimal.
    Number(u64),
    /// Eight digits behind `0x`.
    Hexadecimal(u32),
    /// Text, padded with zeros.
    Text(Vec<u8>),
    /// Octets that are no text.
    Octets(Vec<u8>),
    /// Two nibbles.
    Version(u8),
    /// The number MMDDHHMMSS.
    Timestamp(u32),
    /// A message's number and its parts.
    MsgId(MsgId),
    /// A count, and numbers of this name behind it.
    List { each: &'static str, numbers: Vec<Vec<u8>> },
    /// A length, and a message behind it.
    Content(Vec<u8>),
    /// A length, and a report behind it.
    Report(Box<Report>),
}

fn number(value: impl Into<u64>) -> Value {
    Value::Number(value.into())
}

fn text(value: &[u8]) -> Value {
    Value::Text(value.to_vec())
}

fn octets(value: &[u8]) -> Value {
    Value::Octets(value.to_vec())
}

impl Value {
    /// Adds the rows of a field of `size` octets that begins at `offset`, whose octets are made from our value.
    fn rows(self, name: &str, offset: usize, size: usize, fields: &mut Vec<Shown>) {
        let mut row = |name: &str, offset: usize, show: String, value: Vec<u8>| {
            fields.push(Shown { name: name.to_owned(), offset, size: value.len(), show, value });
        };
        match self {
            Self::Number(number) => {
                let octets = number.to_be_bytes();
                row(name, offset, number.to_string(), octets[octets.len() - size..].to_vec());
            }
            Self::Hexadecimal(number) => {
                row(name, offset, format!("{number:#010x}"), number.to_be_bytes().to_vec());
            }
            Self::Text(text) => row(name, offset, shown(&text), padded(&text, size)),
            Self::Octets(octets) => row(name, offset, shown(&octets), octets),
            Self::Version(version) => {
                let show = format!("{:02}.{:02}", version >> 4, version & 0xF);
                row(name, offset, show, vec![version]);
            }
            Self::Timestamp(number) => row(name, offset, date_of(number), number.to_be_bytes().to_vec()),
            Self::MsgId(id) => {
                let octets = id.0.to_be_bytes();
                let parts = id.parts();
                let [month, day] = [parts.month, parts.day];
                let [hour, minute, second] = [parts.hour, parts.minute, parts.second];
                let date = format!("{month:02}/{day:02} {hour:02}:{minute:02}:{second:02}");
                row(name, offset, format!("{:#018x}", id.0), octets.to_vec());
                // The parts share octets, so the dissector's ranges overlap.
                row("cmpp.Msg_Id.timestamp", offset, date, octets[..4].to_vec());
                row("cmpp.Msg_Id.ismg_code", offset + 3, parts.gateway.to_string(), octets[3..6].to_vec());
                row("cmpp.Msg_Id.sequence_id", offset + 6, parts.sequence.to_string(), octets[6..].to_vec());
            }
            Self::List { each, numbers } => {
                let count = u8::try_from(numbers.len()).expect("a list is short");
                let width = (size - 1) / numbers.len();
                row(name, offset, count.to_string(), vec![count]);
                for (number, place) in numbers.iter().zip((offset + 1..).step_by(width)) {
                    row(each, place, shown(number), padded(number, width));
                }
            }
            Self::Content(content) => {
                let length = u8::try_from(content.len()).expect("content is short");
                row(name, offset, length.to_string(), vec![length]);
                row("cmpp.Msg_Content", offset + 1, shown(&content), content);
            }
            Self::Report(report) => {
                let octets = report.to_content(KNOWN).expect("the report can be written").len();
                let length = u8::try_from(octets).expect("a report is short");
                row(name, offset, length.to_string(), vec![length]);
                fields.push(Shown {
                    name: "cmpp.deliver.Report".to_owned(),
                    offset: offset + 1,
                    size: octets,
                    show: String::new(), // a group: only its parts have values
                    value: Vec::new(),
                });
                let mut views = hongyan_wire::body::Body::fields(&*report, KNOWN.layout());
                for view in &mut views {
                    view.offset += offset + 1 - HEADER_OCTETS;
                }
                rows(REPORT, &*report, &views, fields);
            }
        }
    }
}

/// Octets as text; our fields' text is ASCII.
fn shown(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}

fn padded(text: &[u8], size: usize) -> Vec<u8> {
    let mut octets = text.to_vec();
    octets.resize(size, 0);
    octets
}

/// `01/02 03:04:05` of the number 102030405.
fn date_of(number: u32) -> String {
    let digits = format!("{number:010}");
    let two = |at: usize| &digits[at..at + 2];
    format!("{}/{} {}:{}:{}", two(0), two(2), two(4), two(6), two(8))
}

fn u32_of(octets: usize) -> u32 {
    u32::try_from(octets).expect("a message is short")
}

/// Compares what the dissector saw with what our decoder read, connection by connection.
///
/// Yields how many messages there were, and each difference in words.
pub fn compare(packets: &[Packet], heard: &[Heard]) -> (usize, Vec<String>) {
    let mut differences: Vec<String> = Vec::new();
    let mut messages = 0;
    for talk in heard {
        for (from, to, reads) in
            [(talk.port, CMPP_PORT, &talk.from_client), (CMPP_PORT, talk.port, &talk.from_server)]
        {
            let mut theirs =
                packets.iter().filter(|one| (one.from, one.to) == (from, to)).flat_map(|one| &one.messages);
            for read in reads {
                messages += 1;
                let ours = as_dissected(expected(read));
                let place = format!("{from} to {to}, {} {}", ours.name, read.frame.sequence_id);
                match theirs.next() {
                    Some(theirs) => {
                        differences.extend(difference(&ours, theirs).map(|what| format!("{place}: {what}")));
                    }
                    None => differences.push(format!("{place}: not dissected")),
                }
            }
            differences.extend(theirs.map(|more| format!("{from} to {to}: one more, {more:?}")));
        }
    }
    for (packet, number) in packets.iter().zip(1..) {
        differences.extend(packet.faults.iter().map(|fault| format!("packet {number}: {fault}")));
    }
    (messages, differences)
}

/// The first difference between two messages.
fn difference(ours: &Message, theirs: &Message) -> Option<String> {
    if (&ours.name, ours.octets) != (&theirs.name, theirs.octets) {
        return Some(format!("it is a {} of {} octets there", theirs.name, theirs.octets));
    }
    let mut pairs = ours.fields.iter().zip(&theirs.fields);
    if let Some((ours, theirs)) = pairs.find(|(ours, theirs)| ours != theirs) {
        return Some(format!("ours\n  {ours:?}\ntheirs\n  {theirs:?}"));
    }
    let (our_count, their_count) = (ours.fields.len(), theirs.fields.len());
    (our_count != their_count).then(|| format!("{our_count} fields here, {their_count} there"))
}
