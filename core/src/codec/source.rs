//! What an encoder reads: entries in the order of the canonical text.

use super::error::Why;
use super::items::Items;
use crate::data::{Data, Entry, Key, Known, MAX_NAME, MAX_VALUE};

/// The entries to be encoded.
///
/// A plain list is taken in the order given; its values may be as large as they are, straight from the
/// caller's memory. A call's data gives first its facts (the numbers, ids and parties that signals set)
/// in the order of their keys, then everything else in the order of insertion. Both together: what a text says of a
/// call and of this moment (the kind of event, a transcript) without being attached to it.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Source<'a> {
    /// A plain list.
    List(&'a [Entry<'a>]),
    /// A call's data.
    Call(Data<'a>),
    /// A call's data, and behind them a plain list.
    CallAnd(Data<'a>, &'a [Entry<'a>]),
}

impl<'a> From<&'a [Entry<'a>]> for Source<'a> {
    fn from(entries: &'a [Entry<'a>]) -> Self {
        Self::List(entries)
    }
}

impl<'a, const N: usize> From<&'a [Entry<'a>; N]> for Source<'a> {
    fn from(entries: &'a [Entry<'a>; N]) -> Self {
        Self::List(entries)
    }
}

impl<'a> From<Data<'a>> for Source<'a> {
    fn from(data: Data<'a>) -> Self {
        Self::Call(data)
    }
}

impl<'a> Source<'a> {
    /// The key of an entry by its place, as a refusal gives it.
    pub fn key(&self, entry: usize) -> Option<Key<'a>> {
        let (data, entries) = self.parts();
        data.iter().chain(entries.iter().copied()).nth(entry).map(|entry| entry.key)
    }

    /// The items in canonical order.
    pub(super) fn items(self) -> Items<'a> {
        let mut items = Items::EMPTY;
        items.begin(self);
        items
    }

    /// A call's data, and a list behind them.
    pub(super) const fn parts(self) -> (Data<'a>, &'a [Entry<'a>]) {
        match self {
            Self::List(entries) => (Data::new(&[]), entries),
            Self::Call(data) => (data, &[]),
            Self::CallAnd(data, entries) => (data, entries),
        }
    }
}

/// One entry for an encoder, as bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item<'a> {
    /// Its place among the entries given.
    pub at: usize,
    pub known: Option<Known>,
    /// It is of a plain list: this side says it.
    pub given: bool,
    pub app: &'a [u8],
    /// The name of a key that is no well-known one; once it has its place in a format, the name that it has there.
    pub own: &'a [u8],
    pub value: &'a [u8],
}

impl<'a> Item<'a> {
    pub const NONE: Self = Self { at: 0, known: None, given: false, app: b"", own: b"", value: b"" };

    /// The name of its key.
    pub fn name(&self) -> &'a [u8] {
        self.known.map_or(self.own, |known| known.name().as_bytes())
    }

    /// What holds for every entry in every format.
    pub fn limits(&self) -> Result<(), Why> {
        if self.known.is_none() && self.own.is_empty() {
            Err(Why::EmptyKey)
        } else if self.own.len() > MAX_NAME || self.app.len() > MAX_NAME {
            Err(Why::KeyTooLong)
        } else if self.value.len() > MAX_VALUE {
            Err(Why::TooLong)
        } else {
            Ok(())
        }
    }

    pub fn is_fact(&self) -> bool {
        self.known.is_some_and(Known::is_fact)
    }

    /// Whether it is of the call's own, and no fact.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub fn is_own(&self) -> bool {
        self.app.is_empty() && !self.is_fact()
    }
}
