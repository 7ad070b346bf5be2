//! Prints how fast one core writes and reads the messages of a busy CMPP link.
//!
//! `cargo run --release -p hongyan-wire --example codec_speed`

use std::hint::black_box;
use std::time::{Duration, Instant};

use hongyan_wire::cmpp::{
    Content, Deliver, Destinations, FRAME_MAX, FeeUserType, Frame, MsgFmt, MsgId, Pdu, Report, Stat, Submit,
    SubmitResp, SubmitResult, Text, TextError, Version, decode, decode_body, encode, encode_submit,
    split_frame,
};

/// Messages per measurement.
const ROUNDS: u32 = 2_000_000;
/// Octets after which the buffer is emptied, as a writer would that hands it to a socket.
const FLUSH_OCTETS: usize = 64 * 1024;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("{} octets per Pdu, {} per Submit", size_of::<Pdu>(), size_of::<Submit>());
    for version in [Version::V20, Version::V30] {
        let submit = submit()?;
        let mut out = Vec::with_capacity(FLUSH_OCTETS + FRAME_MAX);
        println!("{version:?}");
        rate("SUBMIT, borrowed, written", |sequence| {
            flush(&mut out);
            encode_submit(version, sequence, black_box(&submit), &mut out).is_ok()
        });
        let frame = Frame { sequence_id: 7, pdu: Pdu::Submit(submit.clone()) };
        rate("SUBMIT, as a frame, written", |_| {
            flush(&mut out);
            encode(version, black_box(&frame), &mut out).is_ok()
        });
        reading(version, "SUBMIT", frame.pdu)?;
        let answer = SubmitResp { msg_id: MsgId(0x9CA8_F780_03E9_0007), result: SubmitResult::OK };
        rate("SUBMIT_RESP, written", |sequence_id| {
            flush(&mut out);
            let frame = Frame { sequence_id, pdu: Pdu::SubmitResp(black_box(&answer).clone()) };
            encode(version, &frame, &mut out).is_ok()
        });
        let octets = reading(version, "SUBMIT_RESP", Pdu::SubmitResp(answer))?;
        rate("SUBMIT_RESP, of known kind, read", |_| match split_frame(black_box(&octets)) {
            Ok(Some((raw, _))) => black_box(decode_body::<SubmitResp>(version, raw.body)).is_ok(),
            Ok(None) | Err(_) => false,
        });
        reading(version, "DELIVER of a report", Pdu::Deliver(report(version)?))?;
    }
    Ok(())
}

/// Measures split and decode of a frame, and hands its octets back.
fn reading(version: Version, name: &str, pdu: Pdu) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut octets = Vec::new();
    encode(version, &Frame { sequence_id: 7, pdu }, &mut octets)?;
    rate(&format!("{name}, read"), |_| match split_frame(black_box(&octets)) {
        Ok(Some((raw, _))) => black_box(decode(version, &raw)).is_ok(),
        Ok(None) | Err(_) => false,
    });
    Ok(octets)
}

fn flush(out: &mut Vec<u8>) {
    if out.len() > FLUSH_OCTETS {
        black_box(&out);
        out.clear();
    }
}

fn rate(what: &str, mut once: impl FnMut(u32) -> bool) {
    let done = (0..ROUNDS / 10).filter(|round| once(*round)).count();
    assert_eq!(done, ROUNDS as usize / 10, "every message must pass");
    let started = now();
    for round in 0..ROUNDS {
        black_box(once(round));
    }
    let nanos = started.elapsed().max(Duration::from_nanos(1)).as_secs_f64() * 1e9 / f64::from(ROUNDS);
    println!("  {what:<34} {nanos:>7.1} ns  {:>6.2} million/s", 1e3 / nanos);
}

#[expect(clippy::disallowed_methods, reason = "this measures the machine, nothing replays from it")]
fn now() -> Instant {
    Instant::now()
}

fn submit() -> Result<Submit, Box<dyn std::error::Error>> {
    let ucs2 = [0x95, 0x7F].repeat(24);
    Ok(Submit {
        pk_total: 1,
        pk_number: 1,
        registered_delivery: 1,
        service_id: Text::new("YZM01")?,
        fee_user_type: FeeUserType::SERVICE_PROVIDER,
        msg_fmt: MsgFmt::UCS2,
        msg_src: Text::new("901234")?,
        fee_type: Text::new("01")?,
        fee_code: Text::new("000000")?,
        src_id: Text::new("1069012345")?,
        dest_terminal_ids: Destinations::one(number()?),
        content: Content::new(&ucs2)?,
        ..Submit::default()
    })
}

fn report(version: Version) -> Result<Deliver, Box<dyn std::error::Error>> {
    let report = Report {
        msg_id: MsgId(0x9CA8_F780_03E9_0007),
        stat: Stat::new(Stat::DELIVERED)?,
        submit_time: Text::new("2609251015")?,
        done_time: Text::new("2609251016")?,
        dest_terminal_id: number()?,
        smsc_sequence: 1,
    };
    Ok(Deliver {
        dest_id: Text::new("1069012345")?,
        src_terminal_id: number()?,
        registered_delivery: 1,
        content: report.to_content(version)?,
        ..Deliver::default()
    })
}

fn number() -> Result<Text<32>, TextError> {
    Text::new("13900000001")
}
