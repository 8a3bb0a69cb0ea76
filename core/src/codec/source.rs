//! What an encoder reads: entries in the order of the canonical text.

use crate::data::{Data, Entry, Key, Known, Record, Records, names};

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
        match self {
            Self::List(entries) => entries.get(entry).map(|entry| entry.key),
            Self::Call(data) => data.iter().nth(entry).map(|entry| entry.key),
            Self::CallAnd(data, entries) => {
                data.iter().chain(entries.iter().copied()).nth(entry).map(|entry| entry.key)
            }
        }
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        let (before, data, after) = self.parts();
        let seen = |entries: &[Entry<'_>]| entries.iter().filter(|entry| is_seen(&entry.key)).count();
        let records = data.records().filter(|record| record.is_data()).count();
        seen(before).saturating_add(records).saturating_add(seen(after))
    }

    /// The items in canonical order.
    pub(super) fn items(self) -> Items<'a> {
        let (entries, data, after) = self.parts();
        let facts = data.records().filter_map(|record| fact(&record));
        let (facts, repeated) = facts.fold((0, 0), |(once, twice), fact| (once | fact, twice | once & fact));
        Items { entries, data, records: data.records(), facts, repeated, after, at: 0 }
    }

    /// A list, a call's data, and another list: in this order.
    fn parts(self) -> (&'a [Entry<'a>], Data<'a>, &'a [Entry<'a>]) {
        match self {
            Self::List(entries) => (entries, Data::default(), &[]),
            Self::Call(data) => (&[], data, &[]),
            Self::CallAnd(data, entries) => (&[], data, entries),
        }
    }
}

/// One entry for an encoder, as bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item<'a> {
    /// Its place among the entries given.
    pub at: usize,
    pub known: Option<Known>,
    pub app: &'a [u8],
    pub name: &'a [u8],
    pub value: &'a [u8],
    /// It is of a plain list: this side says it.
    pub given: bool,
}

impl<'a> Item<'a> {
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn of(at: usize, entry: &Entry<'a>) -> Self {
        let value = entry.value.as_bytes();
        let (known, app, name): (_, &[u8], _) = match entry.key {
            Key::Known(known) => (Some(known), b"", known.name()),
            Key::Own { app: "", name } => (names::find(name.as_bytes()), b"", name),
            Key::Own { app, name } => (None, app.as_bytes(), name),
        };
        Self { at, known, app, name: name.as_bytes(), value, given: true }
    }
}

/// Iterator over the items of a source.
#[derive(Clone, Debug)]
pub(super) struct Items<'a> {
    entries: &'a [Entry<'a>],
    data: Data<'a>,
    /// What is left of the data in this round. A fact is looked for from where the one before it was found, and then
    /// from the start; one that is there more than once, and what is no fact, have a round of their own.
    records: Records<'a>,
    /// Facts that are to come, and those that are there more than once.
    facts: u64,
    repeated: u64,
    /// What comes behind the data.
    after: &'a [Entry<'a>],
    at: usize,
}

/// The bit of the fact that a record is.
fn fact(record: &Record<'_>) -> Option<u64> {
    let known = record.known.filter(|known| known.is_fact() && record.is_data())?;
    Some(1u64.wrapping_shl(u32::from(known.code())))
}

impl<'a> Iterator for Items<'a> {
    type Item = Item<'a>;

    #[inline(never)]
    fn next(&mut self) -> Option<Item<'a>> {
        self.following()
    }
}

/// Whether this is a key that codecs see: not a text of a request.
const fn is_seen(key: &Key<'_>) -> bool {
    match key {
        Key::Known(known) => known.is_data(),
        Key::Own { .. } => true,
    }
}

impl<'a> Items<'a> {
    /// Hands out entries of a list under well-known keys, until one is not taken: that is the next item. Most are put
    /// like this, without making items of them.
    #[inline(always)]
    pub fn quick(&mut self, mut put: impl FnMut(Known, &'a [u8]) -> bool) {
        let mut rest = self.entries;
        while let Some((entry, after)) = rest.split_first()
            && let Key::Known(known) = entry.key
            && put(known, entry.value.as_bytes())
        {
            rest = after;
        }
        self.at = self.at.wrapping_add(self.entries.len().wrapping_sub(rest.len()));
        self.entries = rest;
    }

    /// The same for entries of applications: application, name, value.
    #[inline(always)]
    pub fn quick_own(&mut self, mut put: impl FnMut(&'a [u8], &'a [u8], &'a [u8]) -> bool) {
        let mut rest = self.entries;
        while let Some((entry, after)) = rest.split_first()
            && let Key::Own { app, name } = entry.key
            && !app.is_empty()
            && put(app.as_bytes(), name.as_bytes(), entry.value.as_bytes())
        {
            rest = after;
        }
        self.at = self.at.wrapping_add(self.entries.len().wrapping_sub(rest.len()));
        self.entries = rest;
    }

    fn following(&mut self) -> Option<Item<'a>> {
        loop {
            while let Some((entry, rest)) = self.entries.split_first() {
                let item = Item::of(self.at, entry);
                self.entries = rest;
                self.at = self.at.wrapping_add(1);
                if is_seen(&entry.key) {
                    return Some(item);
                }
            }
            let item = self.next_of_call();
            if item.is_some() || self.after.is_empty() {
                return item;
            }
            self.entries = core::mem::take(&mut self.after);
        }
    }

    #[inline(never)]
    fn next_of_call(&mut self) -> Option<Item<'a>> {
        loop {
            let wanted = self.facts & self.facts.wrapping_neg();
            for record in self.records.by_ref().filter(|record| record.is_data()) {
                let at = self.at;
                self.at = at.wrapping_add(1);
                if fact(&record).unwrap_or(0) == wanted {
                    if wanted & !self.repeated != 0 {
                        self.next_fact();
                    }
                    let name = record.known.map_or(record.name, |known| known.name().as_bytes());
                    return Some(Item {
                        at,
                        known: record.known,
                        app: record.app,
                        name,
                        value: record.value,
                        given: false,
                    });
                }
            }
            match wanted {
                0 => return None,
                // It lies before the one that was found last.
                _ if wanted & self.repeated == 0 => self.rewind(),
                _ => self.next_fact(),
            }
        }
    }

    /// The fact that was looked for is done.
    fn next_fact(&mut self) {
        let left = self.facts & self.facts.wrapping_sub(1);
        self.facts = left;
        if left & left.wrapping_neg() & !self.repeated == 0 {
            self.rewind();
        }
    }

    fn rewind(&mut self) {
        self.records = self.data.records();
        self.at = 0;
    }
}
