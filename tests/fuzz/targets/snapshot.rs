#![no_main]

#[path = "../snapshot.rs"]
mod snapshot;

libfuzzer_sys::fuzz_target!(|data: &[u8]| snapshot::snapshot(data));
