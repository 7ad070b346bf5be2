//! Runs one function of `hongyan_wire::cmpp::fuzz`: the one that `HONGYAN_FUZZ_TARGET` names.

#![no_main]

use std::sync::OnceLock;

use hongyan_wire::cmpp::fuzz::{TARGETS, Target};
use libfuzzer_sys::fuzz_target;

static TARGET: OnceLock<Target> = OnceLock::new();

fn wanted() -> Target {
    let name = std::env::var("HONGYAN_FUZZ_TARGET").unwrap_or_else(|_| "cmpp_stream".to_owned());
    let found = TARGETS.iter().find(|(known, _)| *known == name);
    found.unwrap_or_else(|| panic!("HONGYAN_FUZZ_TARGET names no function: {name}")).1
}

fuzz_target!(|data: &[u8]| TARGET.get_or_init(wanted)(data));
