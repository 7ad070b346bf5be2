//! One CMPP 3.0 line over loopback: SUBMITs answered per second, and what they cost the client's thread.
//!
//! Client and peer run on a thread each. The bare peer answers with as little work as possible, so it shows the client;
//! the other one is our own gateway end.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use hongyan_domain::SystemClock;
use hongyan_link::gateway::{Account, Accounts, OpenDesk, Server};
use hongyan_link::session::{Event, Order, SessionConfig, Ticket};
use hongyan_link::supervise::{Line, LineConfig};
use hongyan_link::{LineEvent, LineState, Secret};
use hongyan_tests::stage::Trouble;
use hongyan_wire::cmpp::{
    Command, Connect, ConnectResp, Content, Destinations, MsgFmt, MsgId, Pdu, Submit, SubmitResp,
    SubmitResult, Text, Version, encode_body, split_frame,
};

use crate::measure::{Figure, Span, thread_cpu};

const ACCOUNT: &str = "901234";
const SECRET: &str = "Secret01";
/// SUBMITs of a round, to each peer.
const MESSAGES: u32 = 500_000;
/// Messages without an answer.
const WINDOW: usize = 16;
/// Orders handed over at once.
const BATCH: usize = 64;

pub(crate) fn round() -> Result<Vec<Figure>, Trouble> {
    let bare = measure(bare()?)?;
    let gateway = measure(gateway()?)?;
    Ok(vec![
        Figure { name: "submits, bare peer", value: bare.per_second, unit: "/s", reach: ">= 150,000" },
        Figure {
            name: "client per 100,000, bare peer",
            value: bare.cpu_per_100_000,
            unit: "CPU-s",
            reach: "<= 0.6",
        },
        Figure { name: "submits, own gateway", value: gateway.per_second, unit: "/s", reach: "" },
        Figure {
            name: "client per 100,000, own gateway",
            value: gateway.cpu_per_100_000,
            unit: "CPU-s",
            reach: "",
        },
    ])
}

/// What a client came to.
struct Speed {
    per_second: f64,
    cpu_per_100_000: f64,
}

/// Runs a client on a thread of its own against this peer, which ends afterwards.
fn measure((address, peer): (SocketAddr, Keeper)) -> Result<Speed, Trouble> {
    let client = std::thread::spawn(move || current_thread()?.block_on(client(address)));
    let speed = client.join().map_err(|_| "the client panicked")?;
    drop(peer);
    speed
}

fn current_thread() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}

async fn client(address: SocketAddr) -> Result<Speed, Trouble> {
    let mut session = SessionConfig::new(Text::new(ACCOUNT)?, Secret::new(SECRET), Version::V30);
    session.window = WINDOW;
    let config = LineConfig {
        host: address.ip().to_string(),
        port: address.port(),
        session,
        connections: 1,
        per_second: None,
        seed: 1,
    };
    let line = Arc::new(Line::start(config, Arc::new(SystemClock)));
    while !matches!(line.state(), LineState::Online { .. }) {
        line.events().await.ok_or("the line ended before it was online")?;
    }
    let content = Content::new(&[0x4E; 96])?;
    let (span, cpu) = (Span::begin(), thread_cpu());
    let submitting = async {
        for first in (0..MESSAGES).step_by(BATCH) {
            let batch = (first..MESSAGES).take(BATCH).map(|message| order(message, &content));
            line.submit(batch.collect()).await;
        }
        Ok::<_, Trouble>(())
    };
    let taking = async {
        let mut answered = 0;
        while answered < MESSAGES {
            for event in line.events().await.ok_or("the line ended early")? {
                let LineEvent::Connection { event: Event::Answered { result: SubmitResult::OK, .. }, .. } =
                    event
                else {
                    return Err(format!("unexpected: {event:?}").into());
                };
                answered += 1;
            }
        }
        Ok(())
    };
    tokio::try_join!(submitting, taking)?;
    let (wall, cpu) = (span.wall(), thread_cpu().saturating_sub(cpu));
    let taker = Arc::clone(&line);
    tokio::join!(line.stop(Duration::from_secs(1)), async move { while taker.events().await.is_some() {} });
    Ok(Speed {
        per_second: f64::from(MESSAGES) / wall.as_secs_f64(),
        cpu_per_100_000: cpu.as_secs_f64() * 100_000.0 / f64::from(MESSAGES),
    })
}

/// What a caller would hand over: one person, 48 characters of Chinese.
fn order(message: u32, content: &Content) -> Order {
    let number = Text::from_octets(format!("139{message:08}").as_bytes());
    let submit = Submit {
        pk_total: 1,
        pk_number: 1,
        registered_delivery: 0, // receipts are another figure
        msg_fmt: MsgFmt::UCS2,
        msg_src: Text::from_octets(ACCOUNT.as_bytes()),
        fee_type: Text::from_octets(b"01"),
        fee_code: Text::from_octets(b"000000"),
        src_id: Text::from_octets(b"1069012345"),
        dest_terminal_ids: Destinations::one(number),
        content: content.clone(),
        ..Submit::default()
    };
    Order { ticket: Ticket { message: u64::from(message), part: 1, parts: 1 }, submit }
}

/// Keeps a peer running; dropping it lets the peer end.
type Keeper = Box<dyn std::any::Any>;

fn gateway() -> Result<(SocketAddr, Keeper), Trouble> {
    let (tell, told) = mpsc::channel();
    let (keep, kept) = tokio::sync::oneshot::channel::<()>();
    std::thread::spawn(move || {
        let run = async move {
            let accounts = Accounts::new(1_001, [Account::new(ACCOUNT, SECRET, &[Version::V30])?])?;
            let desk = Arc::new(OpenDesk::new(accounts));
            let server =
                Server::start(SocketAddr::from(([127, 0, 0, 1], 0)), desk, Arc::new(SystemClock)).await?;
            tell.send(server.address())?;
            _ = kept.await; // the keeper is dropped, never used
            server.stop().await;
            Ok::<_, Trouble>(())
        };
        current_thread().map_err(Trouble::from).and_then(|runtime| runtime.block_on(run))
    });
    Ok((told.recv()?, Box::new(keep)))
}

fn bare() -> Result<(SocketAddr, Keeper), Trouble> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = listener.local_addr()?;
    std::thread::spawn(move || listener.accept().and_then(|(socket, _)| answer_all(socket)));
    Ok((address, Box::new(())))
}

/// Answers whatever asks, one write for each read, until the client leaves.
fn answer_all(mut socket: TcpStream) -> io::Result<()> {
    socket.set_nodelay(true)?;
    let mut buffer = vec![0; 65_536];
    let (mut held, mut answers, mut msg_id) = (0, Vec::new(), 0_u64);
    loop {
        let read = socket.read(buffer.get_mut(held..).unwrap_or(&mut []))?;
        if read == 0 {
            return Ok(());
        }
        held += read;
        let mut used = 0;
        while let Ok(Some((raw, octets))) = split_frame(buffer.get(used..held).unwrap_or(&[])) {
            used += octets;
            let (sequence, version) = (raw.header.sequence_id, Version::V30);
            let written = match raw.header.command_id {
                Submit::COMMAND_ID => {
                    msg_id += 1;
                    let taken = SubmitResp { msg_id: MsgId(msg_id), result: SubmitResult::OK };
                    encode_body(version, sequence, &taken, &mut answers)
                }
                Connect::COMMAND_ID => {
                    let welcome = ConnectResp { version: version.to_byte(), ..ConnectResp::default() };
                    encode_body(version, sequence, &welcome, &mut answers)
                }
                id if id == Pdu::Terminate.command_id() => return Ok(()),
                _ => Ok(()),
            };
            written.map_err(io::Error::other)?;
        }
        buffer.copy_within(used..held, 0);
        held -= used;
        socket.write_all(&answers)?;
        answers.clear();
    }
}
