//! Scenarios: text files that say what comes in and what has to come out.
//!
//! [`parse`] turns a file into [`statement`]s, [`play`] carries them out at stations of their own.

pub mod args;
mod draft;
mod exchange;
mod heard;
mod input;
pub mod lex;
pub mod link;
mod names;
mod now;
mod parse;
mod room;
mod run;
mod setup;
pub mod statement;
pub mod values;
mod wanted;

pub use parse::{VERBS, entry, line, parse};
pub use room::{Limits, Room};
pub use run::{Played, Run, is_expectation, play};
