//! The panel beside a station: each key in each situation, dialling, lines, lamps, ringing, the hook switch.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::panic, missing_docs)]

mod agent;
mod desk;
mod dialling;
mod hook;
mod keys;
mod lamps;
mod lines;
mod scenes;
