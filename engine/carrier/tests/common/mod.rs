//! A client of the simulated carriers over a real socket.
#![allow(dead_code, reason = "each test file uses its part")]

use std::sync::Arc;
use std::time::Duration;

use hongyan_carrier::{Carriers, Config, Gateway};
use hongyan_domain::{Carrier, ChannelNo, Msisdn, SystemClock, UnixMillis};
use hongyan_wire::cmpp::{
    Connect, ConnectStatus, Content, Deliver, DeliverResp, DeliverResult, Destinations, Frame, MsgFmt, MsgId,
    Pdu, Report, Submit, SubmitResult, Text, Version, authenticator_source, decode, encode, split_frame,
};
use hongyan_wire::text::{Accepted, Coding, InboundPart, PartKey, Reassembler, decode as read_text, udh};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Far more than any of these stories takes; whoever waits as long has lost.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
/// Numbers that no table steers end in this, and are delivered at once under [`QUIET`].
pub(crate) const PLAIN: u64 = 5_000;
/// Everything is delivered at once and nobody replies, except as the number asks.
pub(crate) const QUIET: &str = "
[mobile.answer]
refused = 0.0
[mobile.receipt]
delay_ms = [0, 0]
late = 0.0
lost = 0.0
missing = 0.0
duplicate = 0.0
early = 0.0
intermediate = 0.0
outcomes = { DELIVRD = 1 }
[mobile.reply]
opt_out = 0.0
chat = 0.0
long = 0.0
";

/// The carriers with China Mobile as `changes` say, on top of [`QUIET`].
pub(crate) async fn carriers(changes: &str) -> Carriers {
    let mut table: toml::Table = toml::from_str(QUIET).unwrap();
    for (key, value) in toml::from_str::<toml::Table>(changes).unwrap() {
        match (table.get_mut("mobile"), value) {
            (Some(toml::Value::Table(mobile)), toml::Value::Table(inner)) if mobile.contains_key(&key) => {
                mobile.get_mut(&key).unwrap().as_table_mut().unwrap().extend(inner);
            }
            (Some(toml::Value::Table(mobile)), value) => {
                mobile.insert(key, value);
            }
            (_, _) => panic!("no such table"),
        }
    }
    let config = Config::from_toml(&toml::to_string(&table).unwrap()).unwrap();
    Carriers::start(&config, 7, Arc::new(SystemClock)).await.unwrap()
}

pub(crate) fn mobile(carriers: &Carriers) -> &Gateway {
    carriers.gateway(Carrier::Mobile).unwrap()
}

pub(crate) fn number(last: u64) -> Msisdn {
    Msisdn::from_digits(13_800_010_000 + last).unwrap()
}

pub(crate) struct Client {
    pub(crate) stream: TcpStream,
    version: Version,
    buffer: Vec<u8>,
    sequence: u32,
    pub(crate) source: String,
}

impl Client {
    pub(crate) async fn connect(gateway: &Gateway) -> Self {
        let version = gateway.account.versions.iter().copied().max().unwrap();
        let mut client = Self {
            stream: TcpStream::connect(gateway.address).await.unwrap(),
            version,
            buffer: Vec::new(),
            sequence: 0,
            source: format!("{}01", gateway.service_code),
        };
        let timestamp = 301_093_000;
        let name = gateway.account.name;
        let connect = Connect {
            source_addr: name,
            authenticator_source: authenticator_source(
                name.octets(),
                gateway.account.secret.reveal(),
                timestamp,
            ),
            version: version.to_byte(),
            timestamp,
        };
        client.send(connect).await;
        match client.next().await.map(|frame| frame.pdu) {
            Some(Pdu::ConnectResp(answer)) => assert_eq!(answer.status, ConnectStatus::OK),
            other => panic!("{other:?} is no answer to a login"),
        }
        client
    }

    pub(crate) async fn send(&mut self, pdu: impl Into<Pdu>) -> u32 {
        self.sequence += 1;
        self.answer(self.sequence, pdu).await;
        self.sequence
    }

    pub(crate) async fn answer(&mut self, sequence_id: u32, pdu: impl Into<Pdu>) {
        let mut octets = Vec::new();
        encode(self.version, &Frame { sequence_id, pdu: pdu.into() }, &mut octets).unwrap();
        self.stream.write_all(&octets).await.unwrap();
    }

    /// The next message; `None` when the gateway hung up.
    pub(crate) async fn next(&mut self) -> Option<Frame> {
        loop {
            if let Some((raw, octets)) = split_frame(&self.buffer).unwrap() {
                let frame = decode(self.version, &raw).unwrap().frame;
                self.buffer.drain(..octets);
                return Some(frame);
            }
            let read = tokio::time::timeout(PATIENCE, self.stream.read_buf(&mut self.buffer)).await;
            match read.expect("something must come") {
                Ok(0) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }

    /// The next DELIVER, not answered yet; other messages on the way are dropped.
    pub(crate) async fn deliver(&mut self) -> (u32, Deliver) {
        loop {
            let Frame { sequence_id, pdu } = self.next().await.expect("the line must hold");
            if let Pdu::Deliver(deliver) = pdu {
                return (sequence_id, deliver);
            }
        }
    }

    /// The next DELIVER, answered.
    pub(crate) async fn taken(&mut self) -> Deliver {
        let (sequence_id, deliver) = self.deliver().await;
        self.answer(sequence_id, DeliverResp { msg_id: deliver.msg_id, result: DeliverResult::OK }).await;
        deliver
    }

    /// The next receipt, answered: whose, and what it says.
    pub(crate) async fn receipt(&mut self) -> (MsgId, String) {
        let report: Report = self.taken().await.report().expect("a receipt").unwrap().0;
        (report.msg_id, report.stat.trimmed())
    }

    pub(crate) async fn result(&mut self) -> (SubmitResult, MsgId) {
        match self.next().await.expect("the line must hold").pdu {
            Pdu::SubmitResp(answer) => (answer.result, answer.msg_id),
            other => panic!("{} is no answer to a SUBMIT", other.name()),
        }
    }

    pub(crate) fn submit(&self, to: Msisdn, text: &str) -> Submit {
        Submit {
            pk_total: 1,
            pk_number: 1,
            registered_delivery: 1,
            msg_fmt: MsgFmt::UCS2,
            src_id: Text::new(&self.source).unwrap(),
            dest_terminal_ids: Destinations::one(Text::new(&to.reveal()).unwrap()),
            content: Content::new(&hongyan_wire::text::encode(text, Coding::Ucs2).unwrap()).unwrap(),
            ..Submit::default()
        }
    }

    pub(crate) async fn send_to(&mut self, last: u64) {
        let submit = self.submit(number(last), "您好");
        self.send(submit).await;
    }
}

/// A message from a phone, put together from its parts as they come.
#[derive(Default)]
pub(crate) struct Mailbox {
    parts: Reassembler,
    pub(crate) texts: Vec<String>,
}

impl Mailbox {
    pub(crate) fn take(&mut self, deliver: &Deliver) {
        assert!(!deliver.is_report());
        let content = udh::read(deliver.content.octets(), deliver.tp_udhi.has_header());
        let Some(concat) = content.concat else {
            return self.texts.push(read_text(content.text, deliver.msg_fmt.0).text);
        };
        let (source, dest) = (deliver.src_terminal_id.as_str().unwrap(), deliver.dest_id.as_str().unwrap());
        let key = PartKey::new(ChannelNo(1), source, dest, &concat);
        let octets = content.text.to_vec();
        let part = InboundPart { number: concat.number, msg_fmt: deliver.msg_fmt.0, octets };
        if let Accepted::Complete(merged) = self.parts.accept(key, part, UnixMillis(0)).accepted {
            self.texts.push(merged.text);
        }
    }
}
