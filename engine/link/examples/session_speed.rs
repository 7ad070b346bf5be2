//! How fast a CMPP 3.0 line is over loopback: SUBMITs answered per second, and what they cost the client's thread.
//!
//! `cargo run --release -p hongyan-link --example session_speed [-- --peer loop|gateway --messages N --rounds N --json]`
//!
//! Client and peer run on a thread each. The `loop` peer answers with as little work as possible, so it shows the
//! client; the `gateway` peer is this crate's own gateway end. Linux alone tells a thread's processor time.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use hongyan_domain::SystemClock;
use hongyan_link::gateway::{Account, Accounts, OpenDesk, Server};
use hongyan_link::session::{Event, Order, SessionConfig, Ticket, WINDOW};
use hongyan_link::supervise::{Line, LineConfig};
use hongyan_link::{LineEvent, LineState, Secret};
use hongyan_wire::cmpp::{
    Command, Connect, ConnectResp, Content, Destinations, MsgFmt, MsgId, Pdu, Submit, SubmitResp,
    SubmitResult, Text, Version, encode_body, split_frame,
};

const ACCOUNT: &str = "901234";
const SECRET: &str = "Secret01";
/// Orders handed over at once.
const BATCH: u64 = 64;

type Failure = Box<dyn std::error::Error + Send + Sync>;

struct Options {
    gateway: bool,
    messages: u64,
    rounds: usize,
    json: bool,
}

/// One round's figures.
#[derive(Clone, Copy)]
struct Round {
    wall: Duration,
    cpu: Duration,
}

impl Round {
    #[expect(clippy::cast_precision_loss, reason = "counts of messages are far below 2^52")]
    fn per_second(self, messages: u64) -> f64 {
        messages as f64 / self.wall.as_secs_f64()
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of messages are far below 2^52")]
    fn cpu_per_100_000(self, messages: u64) -> f64 {
        self.cpu.as_secs_f64() * 100_000.0 / messages as f64
    }
}

fn main() -> Result<(), Failure> {
    let options = options()?;
    let mut rounds = Vec::new();
    for _ in 0..options.rounds {
        rounds.push(round(&options)?);
    }
    let median = |mut figures: Vec<f64>| {
        figures.sort_by(f64::total_cmp);
        figures.get(figures.len() / 2).copied().unwrap_or_default()
    };
    let speed = median(rounds.iter().map(|round| round.per_second(options.messages)).collect());
    let cpu = median(rounds.iter().map(|round| round.cpu_per_100_000(options.messages)).collect());
    let peer = if options.gateway { "gateway" } else { "loop" };
    if options.json {
        println!(
            "{{\"peer\":\"{peer}\",\"window\":{WINDOW},\"messages\":{},\"rounds\":{},\"submits_per_second\":{speed:.0},\"client_cpu_seconds_per_100000\":{cpu:.3}}}",
            options.messages, options.rounds
        );
    } else {
        println!(
            "CMPP 3.0 over loopback, window {WINDOW}, peer: {peer}, {} messages a round",
            options.messages
        );
        for round in &rounds {
            let (speed, cpu) = (round.per_second(options.messages), round.cpu_per_100_000(options.messages));
            println!("  {speed:>9.0} submits/s   {cpu:.3} client CPU-s per 100,000");
        }
        println!("median {speed:.0} submits/s, {cpu:.3} client CPU-s per 100,000 ({} rounds)", rounds.len());
    }
    Ok(())
}

fn options() -> Result<Options, Failure> {
    let mut options = Options { gateway: false, messages: 500_000, rounds: 5, json: false };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--json" => options.json = true,
            "--messages" => options.messages = value()?.parse()?,
            "--rounds" => options.rounds = value()?.parse()?,
            "--peer" => options.gateway = value()? == "gateway",
            unknown => return Err(format!("unknown argument {unknown}").into()),
        }
    }
    Ok(options)
}

fn round(options: &Options) -> Result<Round, Failure> {
    let (address, peer) = if options.gateway { gateway()? } else { bare_loop()? };
    let messages = options.messages;
    let client = std::thread::spawn(move || current_thread()?.block_on(client(address, messages)));
    let round = client.join().map_err(|_| "the client panicked")??;
    drop(peer);
    Ok(round)
}

fn current_thread() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}

async fn client(address: SocketAddr, messages: u64) -> Result<Round, Failure> {
    let session = SessionConfig::new(Text::new(ACCOUNT)?, Secret::new(SECRET), Version::V30);
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
    let (began, cpu_before) = (now(), thread_cpu()?);
    let submitting = async {
        for first in (0..messages).step_by(usize::try_from(BATCH)?) {
            let batch = (first..messages.min(first + BATCH)).map(|message| order(message, &content));
            line.submit(batch.collect()).await;
        }
        Ok::<_, Failure>(())
    };
    let taking = async {
        let mut answered = 0;
        while answered < messages {
            for event in line.events().await.ok_or("the line ended early")? {
                let LineEvent::Connection { event, .. } = event else {
                    return Err(format!("unexpected: {event:?}").into());
                };
                let Event::Answered { result: SubmitResult::OK, .. } = event else {
                    return Err(format!("unexpected: {event:?}").into());
                };
                answered += 1;
            }
        }
        Ok(())
    };
    tokio::try_join!(submitting, taking)?;
    let round = Round { wall: began.elapsed(), cpu: thread_cpu()?.saturating_sub(cpu_before) };
    let taker = Arc::clone(&line);
    tokio::join!(line.stop(Duration::from_secs(1)), async move { while taker.events().await.is_some() {} });
    Ok(round)
}

#[expect(clippy::disallowed_methods, reason = "a figure is taken by the real clock")]
fn now() -> Instant {
    Instant::now()
}

/// What a caller would hand over: one person, 48 characters of Chinese.
fn order(message: u64, content: &Content) -> Order {
    let number = Text::from_octets(format!("139{:08}", message % 100_000_000).as_bytes());
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
    Order { ticket: Ticket { message, part: 1, parts: 1 }, submit }
}

/// Processor time that this thread has used.
fn thread_cpu() -> Result<Duration, Failure> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanos = text.split_whitespace().next().ok_or("schedstat is empty")?.parse()?;
    Ok(Duration::from_nanos(nanos))
}

/// Keeps a peer running; dropping it lets the peer end.
type Keeper = Box<dyn std::any::Any>;

fn gateway() -> Result<(SocketAddr, Keeper), Failure> {
    let (tell, told) = mpsc::channel();
    let (keep, kept) = tokio::sync::oneshot::channel::<()>();
    std::thread::spawn(move || {
        let run = async move {
            let accounts = Accounts::new(1_001, [Account::new(ACCOUNT, SECRET, &[Version::V30])?])?;
            let desk = Arc::new(OpenDesk::new(accounts));
            let server =
                Server::start(SocketAddr::from(([127, 0, 0, 1], 0)), desk, Arc::new(SystemClock)).await?;
            tell.send(server.address())?;
            let _ = kept.await;
            server.stop().await;
            Ok::<_, Failure>(())
        };
        current_thread().map_err(Failure::from).and_then(|runtime| runtime.block_on(run))
    });
    Ok((told.recv()?, Box::new(keep)))
}

fn bare_loop() -> Result<(SocketAddr, Keeper), Failure> {
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
