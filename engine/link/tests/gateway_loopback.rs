//! The gateway's server over real sockets: peers that misbehave, and the end.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on shall say where")]
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "whatever else comes than what is waited for is a failure"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use hongyan_domain::SystemClock;
use hongyan_link::gateway::{Account, Accounts, OpenDesk, Server};
use hongyan_wire::cmpp::{
    Connect, ConnectStatus, Content, Destinations, Frame, Pdu, Query, Submit, SubmitResult, Text, Version,
    authenticator_source, decode, encode, split_frame,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Far more than any of these takes; whoever waits as long has lost.
const PATIENCE: Duration = Duration::from_secs(30);

async fn serve() -> (Server, Arc<OpenDesk>) {
    let account = Account::new("901234", "Secret01", &[Version::V20]).unwrap();
    let desk = Arc::new(OpenDesk::new(Accounts::new(1_001, [account]).unwrap()));
    let server =
        Server::start(([127, 0, 0, 1], 0).into(), desk.clone(), Arc::new(SystemClock)).await.unwrap();
    (server, desk)
}

fn bytes(sequence_id: u32, pdu: impl Into<Pdu>) -> Vec<u8> {
    let mut octets = Vec::new();
    encode(Version::V20, &Frame { sequence_id, pdu: pdu.into() }, &mut octets).unwrap();
    octets
}

fn connect() -> Connect {
    let timestamp = 301_093_000;
    Connect {
        source_addr: Text::new("901234").unwrap(),
        authenticator_source: authenticator_source(b"901234", b"Secret01", timestamp),
        version: 0x20,
        timestamp,
    }
}

fn submit(registered_delivery: u8) -> Submit {
    Submit {
        registered_delivery,
        src_id: Text::new("10690001").unwrap(),
        dest_terminal_ids: Destinations::one(Text::new("13900000001").unwrap()),
        content: Content::new(b"hello").unwrap(),
        ..Submit::default()
    }
}

async fn next(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Frame> {
    loop {
        if let Some((raw, octets)) = split_frame(buffer).unwrap() {
            let frame = decode(Version::V20, &raw).unwrap().frame;
            buffer.drain(..octets);
            return Some(frame);
        }
        match tokio::time::timeout(PATIENCE, stream.read_buf(buffer)).await.unwrap() {
            Ok(0) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

async fn online(server: &Server) -> (TcpStream, Vec<u8>) {
    let (mut stream, mut buffer) = (TcpStream::connect(server.address()).await.unwrap(), Vec::new());
    stream.write_all(&bytes(1, connect())).await.unwrap();
    match next(&mut stream, &mut buffer).await.unwrap().pdu {
        Pdu::ConnectResp(answer) => assert_eq!(answer.status, ConnectStatus::OK),
        other => panic!("{}", other.name()),
    }
    (stream, buffer)
}

#[tokio::test]
async fn garbage_and_four_gigabytes_end_their_own_line_only() {
    let (server, _) = serve().await;
    let (mut good, mut buffer) = online(&server).await;
    for garbage in [&b"GET / HTTP/1.1\r\n\r\n"[..], &[0xFF; 64], &[0; 64]] {
        let (mut stream, mut buffer) = online(&server).await;
        stream.write_all(garbage).await.unwrap();
        assert!(next(&mut stream, &mut buffer).await.is_none());
    }
    good.write_all(&bytes(2, submit(0))).await.unwrap();
    match next(&mut good, &mut buffer).await.unwrap().pdu {
        Pdu::SubmitResp(answer) => assert_eq!(answer.result, SubmitResult::OK),
        other => panic!("{}", other.name()),
    }
}

#[tokio::test]
async fn a_peer_that_floods_and_does_not_read_is_held_back_and_loses_nothing() {
    /// 19 MB of answers: more than the system's buffers on both sides take (4 and 6 MB as Linux is set up).
    const QUERIES: u32 = 300_000;
    let (server, _) = serve().await;
    let (stream, mut buffer) = online(&server).await;
    let (mut reader, mut writer) = stream.into_split();
    let sent = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&sent);
    let flood = tokio::spawn(async move {
        let query = Query { time: Text::new("20260301").unwrap(), ..Query::default() };
        for sequence_id in 2..QUERIES + 2 {
            writer.write_all(&bytes(sequence_id, query.clone())).await.unwrap();
            count.fetch_add(1, Ordering::Relaxed);
        }
        writer
    });
    // Read nothing until the flood has come to a stand: all buffers are full, and the gateway takes no more. All of it
    // runs on this one thread and the loopback passes octets on at once, so whatever can still move does so meanwhile.
    let (mut before, mut still) = (0, 0);
    while still < 20_000 && !flood.is_finished() {
        tokio::task::yield_now().await;
        let sent = sent.load(Ordering::Relaxed);
        still = if sent == before { still + 1 } else { 0 };
        before = sent;
    }
    assert!(!flood.is_finished(), "all were taken without anybody reading");
    let mut answers = 0;
    let mut rest = 0..0;
    while answers < QUERIES {
        while let Some((raw, octets)) = split_frame(&buffer[rest.clone()]).unwrap() {
            assert_eq!(raw.header.sequence_id, answers + 2, "in order");
            answers += 1;
            rest.start += octets;
        }
        if answers < QUERIES {
            buffer.drain(..rest.start);
            tokio::time::timeout(PATIENCE, reader.read_buf(&mut buffer)).await.unwrap().unwrap();
            rest = 0..buffer.len();
        }
    }
    flood.await.unwrap();
}

#[tokio::test]
async fn stop_cuts_peers_that_do_not_answer_the_goodbye() {
    let (server, _) = serve().await;
    let (mut polite, mut polite_buffer) = online(&server).await;
    let (mut rude, mut rude_buffer) = online(&server).await;
    let stopped = async {
        server.stop().await;
        server
    };
    let talk = async {
        let goodbye = next(&mut polite, &mut polite_buffer).await.unwrap();
        assert_eq!(goodbye.pdu, Pdu::Terminate);
        polite.write_all(&bytes(goodbye.sequence_id, Pdu::TerminateResp)).await.unwrap();
        assert!(next(&mut polite, &mut polite_buffer).await.is_none());
        assert_eq!(next(&mut rude, &mut rude_buffer).await.unwrap().pdu, Pdu::Terminate);
        assert!(next(&mut rude, &mut rude_buffer).await.is_none(), "cut");
    };
    let (server, ()) = tokio::time::timeout(PATIENCE, async { tokio::join!(stopped, talk) }).await.unwrap();
    assert!(TcpStream::connect(server.address()).await.is_err());
}
