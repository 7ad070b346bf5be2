//! What a gateway costs: CPU of its own thread and messages per second, over loopback.
//!
//! `cargo run --release -p hongyan-carrier --example gateway_figures [MESSAGES]` runs five rounds each of an open desk
//! without receipts, an open desk with a receipt for every message, and a simulated carrier with receipts. The client is
//! a bare loop with a window of 16 in a thread of its own. Thread times come from `/proc`, so this needs Linux.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measuring tool: what fails shall be seen")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use hongyan_carrier::{Carriers, Config};
use hongyan_domain::{Carrier, Clock, SystemClock};
use hongyan_link::gateway::{Account, Accounts, OpenDesk, Server};
use hongyan_wire::cmpp::{
    Connect, Content, DeliverResp, DeliverResult, Destinations, Frame, MsgFmt, MsgId, Pdu, Submit, Text,
    Version, authenticator_source, encode, encode_submit, split_frame,
};

const WINDOW: u32 = 16;
const ROUNDS: usize = 5;
const SECRET: &str = "Secret01";

fn main() {
    let messages: u32 = std::env::args().nth(1).map_or(200_000, |text| text.parse().unwrap());
    report("open desk, no receipts", messages, |address| {
        load(address, "901234", SECRET, "1069012345", messages, 0)
    });
    report("open desk, receipts", messages, |address| {
        load(address, "901234", SECRET, "1069012345", messages, 1)
    });
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        rounds.push(carrier_round(messages));
    }
    print("simulated carrier, receipts", &mut rounds);
}

/// Wall milliseconds and CPU nanoseconds of the gateway for 100,000 messages.
struct Round {
    per_second: u64,
    cpu_ms: u64,
}

fn report(name: &str, messages: u32, load: impl Fn(SocketAddr)) {
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let (serving, stop) = serve(async || {
            let account = Account::new("901234", SECRET, &[Version::V30]).unwrap();
            let desk = Arc::new(OpenDesk::new(Accounts::new(1_001, [account]).unwrap()));
            let server =
                Server::start(([127, 0, 0, 1], 0).into(), desk, Arc::new(SystemClock)).await.unwrap();
            let address = server.address();
            (address, server)
        });
        rounds.push(measure(messages, &stop, || load(serving)));
    }
    print(name, &mut rounds);
}

fn carrier_round(messages: u32) -> Round {
    let text = "steering = false\n[mobile.receipt]\ndelay_ms = [0, 200]\nmissing = 0.0\nlost = 0.0\nlate = 0.0\n\
                [mobile.answer]\nrefused = 0.0\n[mobile.reply]\nopt_out = 0.0\nchat = 0.0\nlong = 0.0";
    let config = Config::from_toml(text).unwrap();
    let mobile = config.carrier(Carrier::Mobile).unwrap();
    let name = mobile.account.name.as_str().unwrap().to_owned();
    let code = mobile.service_code.clone();
    let (address, stop) = serve(async || {
        let carriers = Carriers::start(&config, 42, Arc::new(SystemClock)).await.unwrap();
        (carriers.gateway(Carrier::Mobile).unwrap().address, carriers)
    });
    measure(messages, &stop, || load(address, &name, "mobile-secret", &code, messages, 1))
}

/// The thread that serves, by its system number, and the way to end it.
struct Serving {
    thread_id: String,
    _stop: mpsc::Sender<()>,
}

fn serve<S>(start: impl AsyncFnOnce() -> (SocketAddr, S) + Send) -> (SocketAddr, Serving)
where
    S: Send + 'static,
{
    let (started, starting) = mpsc::channel();
    let (stop, stopped) = mpsc::channel::<()>();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .on_thread_start(move || {
            let link = std::fs::read_link("/proc/thread-self").unwrap();
            let _ = started.send(link.file_name().unwrap().to_string_lossy().into_owned());
        })
        .build()
        .unwrap();
    let (address, kept) = runtime.block_on(start());
    let thread_id = starting.recv().unwrap();
    thread::spawn(move || {
        let _ = stopped.recv();
        drop(kept);
        runtime.shutdown_timeout(Duration::from_secs(1));
    });
    (address, Serving { thread_id, _stop: stop })
}

fn measure(messages: u32, serving: &Serving, load: impl FnOnce()) -> Round {
    let clock = SystemClock;
    let (wall, cpu) = (clock.now(), cpu_ns(&serving.thread_id));
    load();
    let (wall, cpu) = (clock.now().since(wall), cpu_ns(&serving.thread_id) - cpu);
    let per_second = u64::from(messages) * 1_000 / u64::try_from(wall.as_millis()).unwrap().max(1);
    Round { per_second, cpu_ms: cpu / u64::from(messages) / 10 }
}

/// Nanoseconds that a thread of this process has run.
fn cpu_ns(thread_id: &str) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/self/task/{thread_id}/schedstat")).unwrap();
    text.split(' ').next().unwrap().parse().unwrap()
}

fn print(name: &str, rounds: &mut [Round]) {
    let median = |mut of: Vec<u64>| {
        of.sort_unstable();
        of[of.len() / 2]
    };
    let speed = median(rounds.iter().map(|round| round.per_second).collect());
    let cpu_ms = median(rounds.iter().map(|round| round.cpu_ms).collect());
    println!("{name:30} {speed:>8}/s   {cpu_ms:>4} ms of CPU per 100,000 at the gateway");
}

/// Sends `messages` and waits for every answer, and for every receipt if they are asked for.
fn load(
    address: SocketAddr,
    account: &str,
    secret: &str,
    source: &str,
    messages: u32,
    registered_delivery: u8,
) {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_nodelay(true).unwrap();
    let timestamp = 301_093_000;
    let connect = Connect {
        source_addr: Text::new(account).unwrap(),
        authenticator_source: authenticator_source(account.as_bytes(), secret.as_bytes(), timestamp),
        version: 0x30,
        timestamp,
    };
    let mut out = Vec::new();
    encode(Version::V30, &Frame { sequence_id: 0, pdu: connect.into() }, &mut out).unwrap();
    let mut submit = Submit {
        pk_total: 1,
        pk_number: 1,
        registered_delivery,
        service_id: Text::new("YZM01").unwrap(),
        msg_fmt: MsgFmt::UCS2,
        msg_src: Text::new(account).unwrap(),
        src_id: Text::new(source).unwrap(),
        content: Content::new(&[0x4E; 100]).unwrap(),
        ..Submit::default()
    };
    let (mut sent, mut answered, mut receipts) = (0_u32, 0_u32, 0_u32);
    let wanted = if registered_delivery == 1 { messages } else { 0 };
    let (mut buffer, mut held, mut online) = (vec![0_u8; 256 * 1024], 0, false);
    while answered < messages || receipts < wanted {
        while online && sent < messages && sent - answered < WINDOW {
            sent += 1;
            let number = 13_800_000_000_u64 + u64::from(sent);
            submit.dest_terminal_ids = Destinations::one(Text::from_octets(number.to_string().as_bytes()));
            encode_submit(Version::V30, sent, &submit, &mut out).unwrap();
        }
        if !out.is_empty() {
            stream.write_all(&out).unwrap();
            out.clear();
        }
        let read = stream.read(&mut buffer[held..]).unwrap();
        assert!(read > 0, "the gateway hung up");
        held += read;
        let mut taken = 0;
        while let Some((frame, octets)) = split_frame(&buffer[taken..held]).unwrap() {
            match frame.header.command_id {
                0x8000_0001 => {
                    assert_eq!(frame.body[..4], [0; 4], "login refused");
                    online = true;
                }
                0x8000_0004 => {
                    assert_eq!(frame.body[8..12], [0; 4], "message refused");
                    answered += 1;
                }
                0x0000_0005 => {
                    let msg_id = MsgId(u64::from_be_bytes(frame.body[..8].try_into().unwrap()));
                    let pdu: Pdu = DeliverResp { msg_id, result: DeliverResult::OK }.into();
                    encode(Version::V30, &Frame { sequence_id: frame.header.sequence_id, pdu }, &mut out)
                        .unwrap();
                    receipts += 1;
                }
                _ => {}
            }
            taken += octets;
        }
        buffer.copy_within(taken..held, 0);
        held -= taken;
    }
}
