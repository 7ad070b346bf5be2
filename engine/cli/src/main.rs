//! The hongyan command line.
fn main() {}
