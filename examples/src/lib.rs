//! The host side of offhook: scenarios, traces, transcripts, ladders and the command line.

pub mod cli;
pub mod codec;
pub mod crm;
pub mod desk;
pub mod error;
pub mod invariants;
pub mod ladder;
pub mod lists;
pub mod scenario;
pub mod screen;
pub mod states;
pub mod tracing;
pub mod transcript;
pub mod words;
