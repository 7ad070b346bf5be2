//! Runs one function of `hongyan_wire::text::fuzz`: the one that `HONGYAN_FUZZ_TARGET` names.

#![no_main]

use std::sync::OnceLock;

use hongyan_wire::text::fuzz;
use libfuzzer_sys::fuzz_target;

static TARGET: OnceLock<fn(&[u8])> = OnceLock::new();

fn wanted() -> fn(&[u8]) {
    match std::env::var("HONGYAN_FUZZ_TARGET").as_deref() {
        Ok("text_decoding") => fuzz::decoding,
        Ok("text_header") => fuzz::header,
        Ok("text_packing") => fuzz::packing,
        Ok("text_splitting") => fuzz::splitting,
        Ok("text_reassembling") => fuzz::reassembling,
        other => panic!("HONGYAN_FUZZ_TARGET names no function: {other:?}"),
    }
}

fuzz_target!(|data: &[u8]| TARGET.get_or_init(wanted)(data));
