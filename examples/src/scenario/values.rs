//! Values of arguments: numbers, words of a list, switches, causes.

use offhook::{
    AgentState, CallKind, Cause, ForwardKind, Link, Mode, OutputKind, Presentation, Purpose, Quirk, RequestKind,
    SignalKind, State, WrapUpWish,
};

/// A list of words that arguments choose from.
pub trait Listed: Copy + 'static {
    /// What one of them is called in a message.
    const THING: &'static str;
    /// The list.
    fn all() -> &'static [Self];
    /// The name of one.
    fn word(self) -> &'static str;
}

macro_rules! listed {
    ($($list:ident $thing:literal)+) => {
        $(impl Listed for $list {
            const THING: &'static str = $thing;
            fn all() -> &'static [Self] {
                Self::ALL
            }
            fn word(self) -> &'static str {
                self.name()
            }
        })+
    };
}

listed! {
    AgentState "agent state"
    CallKind "kind of call"
    ForwardKind "kind of forwarding"
    Link "state of a link"
    Mode "mode"
    Presentation "presentation"
    Purpose "purpose"
    Quirk "quirk"
    RequestKind "request"
    SignalKind "signal"
    State "call state"
    WrapUpWish "wrap-up wish"
}

/// The word of a list, or what to write instead.
pub fn word<T: Listed>(given: &str) -> Result<T, String> {
    let found = T::all().iter().copied().find(|one| one.word() == given);
    found.ok_or_else(|| unknown(T::THING, given, T::all().iter().map(|one| one.word())))
}

/// The command (or event) of this name.
pub fn output(command: bool, given: &str) -> Result<OutputKind, String> {
    let mut those = OutputKind::ALL.iter().copied().filter(|what| what.is_command() == command);
    let names = those.clone().map(OutputKind::name);
    let thing = if command { "command" } else { "event" };
    those.find(|what| what.name() == given).ok_or_else(|| unknown(thing, given, names))
}

/// The cause of this name, or with this number. Where an event cause and a reason share a name it is the
/// event cause: [`same_cause`] takes either.
pub fn cause(given: &str) -> Result<Cause, String> {
    // CSTA has a generic one for each class of errors, of the same name.
    let given = if given == "generic" { "generic-operation" } else { given };
    if given == "none" {
        return Ok(Cause::NONE);
    }
    let named = offhook::cause::NAMES.iter().find(|row| row.1 == given).map(|row| Cause(row.0));
    let numbered = || given.parse().ok().map(Cause);
    named.or_else(numbered).ok_or_else(|| unknown("cause", given, offhook::cause::NAMES.iter().map(|row| row.1)))
}

/// Whether a cause is the one that a file names.
pub fn same_cause(wanted: Cause, got: Cause) -> bool {
    wanted == got || wanted.name().is_some_and(|name| got.name() == Some(name))
}

/// A number within the limits of its type.
pub fn number<T: TryFrom<u64>>(given: &str) -> Result<T, String> {
    let value: Result<u64, _> = given.parse();
    value.ok().and_then(|value| T::try_from(value).ok()).ok_or_else(|| {
        format!("`{given}` is no number that fits here: write decimal digits, no sign, no more than the field holds")
    })
}

/// One of two words.
pub fn either(given: &str, yes: &str, no: &str) -> Result<bool, String> {
    match given {
        _ if given == yes => Ok(true),
        _ if given == no => Ok(false),
        _ => Err(format!("`{given}` is neither `{yes}` nor `{no}`: write one of them")),
    }
}

/// That no `thing` has the given name, and which one may have been meant.
pub fn unknown<'n>(thing: &str, given: &str, names: impl Iterator<Item = &'n str>) -> String {
    unlisted(thing, given, names, "`offhook names` lists every one")
}

/// The same, with where the names are to be found.
pub fn unlisted<'n>(thing: &str, given: &str, names: impl Iterator<Item = &'n str>, list: &str) -> String {
    let distance = |name: &&str| strsim::damerau_levenshtein(given, name);
    // Of which at least two letters in three are said, or that says more.
    let near = |name: &&str| distance(name) <= given.chars().count().div_ceil(3) || name.contains(given);
    match names.min_by_key(distance).filter(near) {
        Some(name) => format!("no {thing} is called `{given}`; the nearest is `{name}` ({list})"),
        None => format!("no {thing} is called `{given}` ({list})"),
    }
}
