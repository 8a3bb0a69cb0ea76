//! A table as bytes, packed by the compiler. As texts with their addresses the tables would be three times as large, and some of the texts
//! would be in every image: constants of 4, 8 and 16 bytes are merged into a section that a linker takes as a whole.

use super::{AgentState, Meaning, Phase, Trust, Word};

/// A state of ours, and the vendor's words for it, the one to say first; or why there is none.
pub(super) struct Row {
    ours: u8,
    theirs: Result<&'static [Word], &'static str>,
}

pub(super) const fn row(ours: u8, words: &'static [Word]) -> Row {
    Row { ours, theirs: Ok(words) }
}

pub(super) const fn none(ours: u8, reason: &'static str) -> Row {
    Row { ours, theirs: Err(reason) }
}

/// A table as it is written down.
pub(super) struct Source {
    pub name: &'static str,
    /// One row for every state of ours.
    pub rows: &'static [Row],
    /// Words that are no state of ours, each with the reason.
    pub others: &'static [(Word, &'static str)],
}

/// The table of a source.
macro_rules! table {
    ($source:expr) => {{
        const SOURCE: Source = $source;
        const LEN: usize = super::packed::<0>(&SOURCE).1;
        static PACKED: [u8; LEN] = super::packed::<LEN>(&SOURCE).0;
        Table::new(&PACKED)
    }};
}
pub(super) use table;

/// What a line begins with: its state or [`OTHER`], then what it has.
const OTHER: u8 = 0xFF;
const WORD: u8 = 1;
const UNCONFIRMED_NAME: u8 = 2;
const UNCONFIRMED_NUMBER: u8 = 4;
const NUMBER: u8 = 8;
/// Of the agent's next state, 1 + its number.
const NEXT: u8 = 4;

/// Bytes on their way, and how many there were; what has no room is counted only.
type Bytes<const LEN: usize> = ([u8; LEN], usize);

/// The name, then a line a word: its state, what it has, its number, its name, its mode and a reason, each text with a NUL at its end.
pub(super) const fn packed<const LEN: usize>(source: &Source) -> Bytes<LEN> {
    #![allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated by the compiler only")]
    let (mut bytes, mut at) = (text(([0; LEN], 0), source.name), 0);
    while at < source.rows.len() {
        let row = &source.rows[at];
        match row.theirs {
            Ok(words) => {
                let mut word = 0;
                while word < words.len() {
                    bytes = line(bytes, row.ours, Some(&words[word]), "");
                    word += 1;
                }
            }
            Err(reason) => bytes = line(bytes, row.ours, None, reason),
        }
        at += 1;
    }
    at = 0;
    while at < source.others.len() {
        bytes = line(bytes, OTHER, Some(&source.others[at].0), source.others[at].1);
        at += 1;
    }
    bytes
}

const fn line<const LEN: usize>(bytes: Bytes<LEN>, ours: u8, word: Option<&Word>, reason: &str) -> Bytes<LEN> {
    #![allow(clippy::arithmetic_side_effects, reason = "evaluated by the compiler only")]
    let bytes = put(bytes, &[ours]);
    let Some(word) = word else {
        return text(put(put(bytes, &[0]), b"\0\0"), reason);
    };
    let next = match word.next {
        Some(next) => (next as u8 + 1) << NEXT,
        None => 0,
    };
    let mut flags = WORD | next;
    if word.unconfirmed_name {
        flags |= UNCONFIRMED_NAME;
    }
    if word.unconfirmed_number {
        flags |= UNCONFIRMED_NUMBER;
    }
    let mode = match word.mode {
        Some(mode) => mode,
        None => "",
    };
    let bytes = match word.number {
        Some(number) => put(put(bytes, &[flags | NUMBER]), &number.to_le_bytes()),
        None => put(bytes, &[flags]),
    };
    text(text(text(bytes, word.name), mode), reason)
}

const fn text<const LEN: usize>(bytes: Bytes<LEN>, text: &str) -> Bytes<LEN> {
    put(put(bytes, text.as_bytes()), &[0])
}

const fn put<const LEN: usize>(mut bytes: Bytes<LEN>, more: &[u8]) -> Bytes<LEN> {
    #![allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated by the compiler only")]
    let mut from = 0;
    while from < more.len() {
        if bytes.1 < LEN {
            bytes.0[bytes.1] = more[from];
        }
        (bytes.1, from) = (bytes.1 + 1, from + 1);
    }
    bytes
}

/// A table's lines, one after another.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub(super) struct Packed(&'static [u8]);

/// A word for a state of ours, or for none; or why there is no word.
pub(super) struct Line {
    pub ours: Option<u8>,
    pub theirs: Result<Word, &'static str>,
    pub reason: &'static str,
}

/// A word that is looked for.
pub(super) struct Asked<'a> {
    pub word: Said<'a>,
    pub trust: Trust,
    /// Of a call: whether this station placed it, where that matters.
    pub placed: Option<bool>,
}

/// How a word is said.
pub(super) enum Said<'a> {
    /// By its name, with its mode where one is said.
    Name(&'a str, Option<&'a str>),
    /// By its number.
    Number(i32),
}

impl Asked<'_> {
    /// Whether this is the word.
    fn is(&self, word: &Word) -> bool {
        match self.word {
            Said::Name(name, mode) => {
                word.name(self.trust) == Some(name) && (mode.is_none() || word.mode.is_none() || word.mode == mode)
            }
            Said::Number(number) => word.number(self.trust) == Some(number),
        }
    }

    /// Whether a call can be there.
    fn fits(&self, phase: u8) -> bool {
        match (self.placed, Phase::from_code(phase)) {
            (Some(placed), Some(phase)) => phase.of_placed(placed),
            _ => true,
        }
    }
}

impl Packed {
    /// The word for a state, while `next` is the agent's next state.
    pub fn say(self, ours: u8, next: Option<AgentState>, trust: Trust) -> Result<Word, &'static str> {
        let mut said = Err("it is no word of this list");
        for word in self.open().1.filter(|line| line.ours == Some(ours)).map(|line| line.theirs) {
            let is_next = |word: &Word| next.is_some() && word.next == next;
            match (&said, &word) {
                (Ok(first), Ok(word)) if is_next(first) || !is_next(word) => {}
                _ => said = word,
            }
        }
        said.and_then(|word| if word.counts(trust) { Ok(word) } else { Err("its word is not confirmed") })
    }

    /// What a word means: first as the first word of a state, then as any.
    pub fn find(self, asked: &Asked<'_>) -> Meaning<u8> {
        let (mut any, mut before) = (Meaning::Unknown, None);
        for line in self.open().1 {
            let Ok(word) = line.theirs else { continue };
            match line.ours {
                _ if !asked.is(&word) => {}
                Some(ours) if !asked.fits(ours) => {}
                Some(ours) if before != Some(ours) => return Meaning::State(ours),
                Some(ours) if !matches!(any, Meaning::State(_)) => any = Meaning::State(ours),
                None if any == Meaning::Unknown => any = Meaning::Nothing(line.reason),
                _ => {}
            }
            before = line.ours;
        }
        any
    }

    pub const fn new(bytes: &'static [u8]) -> Self {
        Self(bytes)
    }

    /// The table's name, and its lines.
    pub fn open(mut self) -> (&'static str, Self) {
        (self.text(), self)
    }

    /// The text that comes next.
    fn text(&mut self) -> &'static str {
        let end = self.0.iter().position(|byte| *byte == 0).unwrap_or(self.0.len());
        let (text, rest) = self.0.split_at_checked(end).unwrap_or_default();
        self.0 = rest.get(1..).unwrap_or_default();
        str::from_utf8(text).unwrap_or_default()
    }
}

impl Iterator for Packed {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        let (&[ours, flags], rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        let has = |flag: u8| flags & flag != 0;
        let number = match self.0.split_first_chunk().filter(|_| has(NUMBER)) {
            Some((number, rest)) => {
                self.0 = rest;
                Some(i32::from_le_bytes(*number))
            }
            None => None,
        };
        let (name, mode, reason) = (self.text(), self.text(), self.text());
        let word = Word {
            name,
            number,
            unconfirmed_name: has(UNCONFIRMED_NAME),
            unconfirmed_number: has(UNCONFIRMED_NUMBER),
            mode: Some(mode).filter(|mode| !mode.is_empty()),
            next: flags.wrapping_shr(NEXT.into()).checked_sub(1).and_then(AgentState::from_code),
        };
        Some(Line {
            ours: Some(ours).filter(|ours| *ours != OTHER),
            theirs: if has(WORD) { Ok(word) } else { Err(reason) },
            reason,
        })
    }
}
