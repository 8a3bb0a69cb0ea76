#![no_main]

#[path = "../station.rs"]
mod station;

libfuzzer_sys::fuzz_target!(|data: &[u8]| station::station(data));
