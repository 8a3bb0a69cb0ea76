//! offhook for C: the functions and types of `include/offhook.h`.
//!
//! One file a noun; each function converts, asks the core, and converts back. Pointers become borrows in
//! two files only: [`storage`] (the memory of a station and of an exchange) and [`args`] (what a call hands in).
//!
//! The conventions, once:
//!
//! * The status is returned. Results come through pointers, which are written only when the status is
//!   below 100 (or where the function says so).
//! * The station, or the exchange, first, inputs, outputs last; an array is followed by its length.
//! * A pointer may be `NULL` only where the function says so. A text or array of length 0 may be `NULL`.
//! * Nothing is kept that a call hands in, but for the station's storage and its block.
//! * One thread at a time for one station, and for one exchange; they share nothing.
#![no_std]

pub mod args;
pub mod call;
pub mod codec;
mod config;
mod copies;
pub mod data;
pub mod decoders;
pub mod dialling;
pub mod encoders;
pub mod entries;
pub mod exchange;
pub mod inbox;
mod input;
pub mod names;
pub mod panel;
#[cfg(feature = "critical-section")]
pub mod shared;
pub mod snapshot;
pub mod station;
pub mod status;
pub mod step;
pub mod storage;
pub mod trace;
pub mod types;
pub mod vendor;
pub mod version;

#[cfg(test)]
extern crate std;
#[cfg(test)]
mod tests;

/// Nothing panics, and linking proves it: this calls a function that does not exist.
#[cfg(not(test))]
#[panic_handler]
fn panic(_: &::core::panic::PanicInfo<'_>) -> ! {
    unsafe extern "C" {
        safe fn offhook_must_not_panic() -> !;
    }
    offhook_must_not_panic()
}
