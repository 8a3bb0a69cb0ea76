//! What the vendors call our states, and what their words mean here: one table a list of theirs.
//!
//! A table has a row for every state of ours: their words for it, the one to say first, or the reason why they have none.
//! Their words that are no state of ours stand beside it, each with its reason. Where we could not confirm a
//! name or a number, the table says so, and neither is said nor understood unless it is asked for ([`Trust::All`]).
//!
//! To add a vendor: one file of tables, one line here, one line in [`ALL`].

pub mod connect;
pub mod csta;
pub mod finesse;
pub mod genesys;
pub mod pega;
mod phase;
pub mod tapi;
pub mod tsapi;

pub use phase::Phase;

use crate::state::{AgentState, CallKind, State};

/// Whether unconfirmed names and numbers count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Trust {
    /// Only what was confirmed.
    Confirmed,
    /// Everything.
    All,
}

/// A vendor's word for a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Word {
    name: &'static str,
    number: Option<i32>,
    unconfirmed_name: bool,
    unconfirmed_number: bool,
    /// A second word that goes with it: Genesys' work mode.
    pub mode: Option<&'static str>,
    /// It is the word while this state is the agent's next.
    pub next: Option<AgentState>,
}

impl Word {
    const fn new(name: &'static str) -> Self {
        Self { name, number: None, unconfirmed_name: false, unconfirmed_number: false, mode: None, next: None }
    }

    const fn number_of(name: &'static str, number: i32) -> Self {
        Self { number: Some(number), ..Self::new(name) }
    }

    const fn unconfirmed_number(name: &'static str, number: i32) -> Self {
        Self { unconfirmed_number: true, ..Self::number_of(name, number) }
    }

    const fn unconfirmed_name(self) -> Self {
        Self { unconfirmed_name: true, ..self }
    }

    const fn mode(self, mode: &'static str) -> Self {
        Self { mode: Some(mode), ..self }
    }

    const fn next(self, next: AgentState) -> Self {
        Self { next: Some(next), ..self }
    }

    /// The name; `None` where it is not trusted.
    pub const fn name(&self, trust: Trust) -> Option<&'static str> {
        if self.unconfirmed_name && matches!(trust, Trust::Confirmed) { None } else { Some(self.name) }
    }

    /// The number; `None` where there is none, or it is not trusted.
    pub const fn number(&self, trust: Trust) -> Option<i32> {
        if self.unconfirmed_number && matches!(trust, Trust::Confirmed) { None } else { self.number }
    }

    /// Whether the word can be said, by its name or by its number.
    fn counts(&self, trust: Trust) -> bool {
        self.name(trust).is_some() || self.number(trust).is_some()
    }
}

/// A state of ours, and the vendor's words for it.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Row<K: 'static> {
    /// The state.
    pub ours: K,
    /// The words, the one to say first; or why there is none.
    pub theirs: Result<&'static [Word], &'static str>,
}

const fn row<K>(ours: K, words: &'static [Word]) -> Row<K> {
    Row { ours, theirs: Ok(words) }
}

const fn none<K>(ours: K, reason: &'static str) -> Row<K> {
    Row { ours, theirs: Err(reason) }
}

/// What a vendor's word means here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Meaning<K> {
    /// This state.
    State(K),
    /// No state of ours, for this reason.
    Nothing(&'static str),
    /// It is no word of the table, or one that is not trusted.
    Unknown,
}

/// One list of a vendor's words.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Table<K: 'static> {
    /// The vendor, and the vendor's name for the list.
    pub name: &'static str,
    /// One row for every state of ours.
    pub rows: &'static [Row<K>],
    /// Words that are no state of ours, each with the reason.
    pub others: &'static [(Word, &'static str)],
}

impl<K: Copy + PartialEq> Table<K> {
    /// The word for a state of ours, while `next` is the agent's next state.
    ///
    /// # Errors
    /// The reason why the vendor has none.
    pub fn say(&self, ours: K, next: Option<AgentState>, trust: Trust) -> Result<Word, &'static str> {
        let row = self.rows.iter().find(|row| row.ours == ours).ok_or("it is no word of this list")?;
        let words = row.theirs?;
        let said = words.iter().find(|word| next.is_some() && word.next == next).or(words.first());
        said.copied().filter(|word| word.counts(trust)).ok_or("its word is not confirmed")
    }

    /// What a word means, with its mode where one is said. A word that stands for several states means the one that it
    /// is the first word of.
    pub fn read(&self, name: &str, mode: Option<&str>, trust: Trust) -> Meaning<K> {
        let is = |word: &Word| {
            word.name(trust) == Some(name) && (mode.is_none() || word.mode.is_none() || word.mode == mode)
        };
        self.find(is, |_| true)
    }

    /// What a number means.
    pub fn read_number(&self, number: i32, trust: Trust) -> Meaning<K> {
        self.find(|word| word.number(trust) == Some(number), |_| true)
    }

    fn find(&self, is: impl Fn(&Word) -> bool, fits: impl Fn(K) -> bool) -> Meaning<K> {
        let rows =
            || self.rows.iter().filter(|row| fits(row.ours)).filter_map(|row| Some((row.ours, row.theirs.ok()?)));
        let first = rows().find(|(_, words)| words.first().is_some_and(&is));
        match first.or_else(|| rows().find(|(_, words)| words.iter().any(&is))) {
            Some((ours, _)) => Meaning::State(ours),
            None => match self.others.iter().find(|(word, _)| is(word)) {
                Some((_, reason)) => Meaning::Nothing(reason),
                None => Meaning::Unknown,
            },
        }
    }
}

impl Table<Phase> {
    /// What a word means for a call that this station placed, or for one that came to it. Some vendors have one
    /// word for both.
    pub fn read_call(&self, name: &str, placed: bool, trust: Trust) -> Meaning<Phase> {
        self.find(|word| word.name(trust) == Some(name), |phase| phase.of_placed(placed))
    }
}

/// A table, by what its rows are of.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Any {
    /// Local states.
    State(&'static Table<State>),
    /// Phases of a call.
    Phase(&'static Table<Phase>),
    /// Agent states.
    Agent(&'static Table<AgentState>),
    /// Kinds of calls.
    Kind(&'static Table<CallKind>),
}

/// Every table.
pub const ALL: &[Any] = &[
    Any::State(&csta::CONNECTION),
    Any::Agent(&csta::AGENT),
    Any::Agent(&csta::PENDING_AGENT),
    Any::Agent(&csta::REQUESTED_AGENT),
    Any::Phase(&finesse::PARTICIPANT),
    Any::Phase(&finesse::DIALOG),
    Any::Agent(&finesse::AGENT),
    Any::Phase(&connect::CONNECTION),
    Any::Phase(&connect::CONTACT),
    Any::Agent(&connect::AGENT),
    Any::Phase(&genesys::CALL),
    Any::Kind(&genesys::CALL_TYPE),
    Any::Agent(&genesys::AGENT),
    Any::Phase(&tapi::LINE_CALL),
    Any::Phase(&tapi::CALL),
    Any::Agent(&tapi::SESSION),
    Any::Agent(&tapi::AGENT),
    Any::State(&tsapi::CONNECTION),
    Any::State(&tsapi::CISCO_CONNECTION),
    Any::Phase(&pega::CALL),
    Any::Phase(&pega::EVENT),
    Any::Kind(&pega::CALL_TYPE),
    Any::Agent(&pega::AGENT),
];
