//! Every list of names, with the numbers that hosts see.

use offhook::codec::Codec;
use offhook::codec::dialling::Reach;
use offhook::vendor::Vocabulary;
use offhook::{
    AgentState, CallKind, ForwardKind, Known, Link, Mode, OutputKind, Presentation, Purpose, Quirk, RequestKind,
    SignalKind, State, WrapUpWish,
};
use std::io::{self, Write};

/// The names of the policies of a station, as scenarios write them.
const POLICIES: &[&str] = &[
    "request-timeout",
    "no-answer",
    "auto-answer",
    "auto-hold",
    "wrap-up",
    "wrap-up-wish",
    "recall",
    "login-state",
    "rona",
];

/// Writes every list: a heading, then `NUMBER NAME` a line.
pub fn print(to: &mut impl Write) -> io::Result<()> {
    macro_rules! list {
        ($heading:literal, $list:ident) => {
            section(to, $heading, $list::ALL.iter().map(|word| (u16::from(word.code()), word.name())))?
        };
    }
    list!("signals", SignalKind);
    list!("requests", RequestKind);
    let outputs = |command| {
        OutputKind::ALL
            .iter()
            .filter(move |what| what.is_command() == command)
            .map(|what| (u16::from(what.code()), what.name()))
    };
    section(to, "commands", outputs(true))?;
    section(to, "events", outputs(false))?;
    list!("call states", State);
    list!("call kinds", CallKind);
    list!("agent states", AgentState);
    list!("link states", Link);
    list!("consultation purposes", Purpose);
    list!("forwarding kinds", ForwardKind);
    list!("presentations", Presentation);
    list!("modes", Mode);
    list!("wrap-up wishes", WrapUpWish);
    list!("quirks", Quirk);
    section(to, "policies", (1..).zip(POLICIES.iter().copied()))?;
    section(
        to,
        "well-known keys",
        Known::ALL.iter().filter(|key| key.is_data()).map(|key| (u16::from(key.code()), key.name())),
    )?;
    section(
        to,
        "text keys",
        Known::ALL.iter().filter(|key| !key.is_data()).map(|key| (u16::from(key.code()), key.name())),
    )?;
    list!("codecs", Codec);
    list!("reaches", Reach);
    list!("lists of vendors' words", Vocabulary);
    section(to, "causes", offhook::cause::NAMES.iter().copied())
}

fn section<'n>(to: &mut impl Write, heading: &str, words: impl Iterator<Item = (u16, &'n str)>) -> io::Result<()> {
    writeln!(to, "{heading}:")?;
    words.into_iter().try_for_each(|(number, name)| writeln!(to, "{number:>6} {name}"))
}
