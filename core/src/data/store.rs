//! Reading entries out of a call's bytes.

use super::key::{Entry, Key, Known};
use super::names;
use super::record::{HEADER, Head, Record, TRACE, text};
use crate::syntax::{same, word};

/// Every record in order, also those that applications do not see.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    // The one copy on the processors of firmware: nothing is under it on the stack.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn next(&mut self) -> Option<Record<'a>> {
        // A damaged record ends the list: the rest stays as it is, and is looked at in vain again.
        let (record, rest) = Record::parse(self.rest)?;
        self.rest = rest;
        Some(record)
    }
}

/// The visible entries in order.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Entries<'a> {
    records: Records<'a>,
    /// All of the records as one text, if they are one: then what it is made of need not be looked at again.
    whole: &'a str,
}

impl<'a> Iterator for Entries<'a> {
    type Item = Entry<'a>;

    fn next(&mut self) -> Option<Entry<'a>> {
        loop {
            let record = self.records.next()?;
            let at = self.whole.len().wrapping_sub(self.records.rest.len()).wrapping_sub(record.size());
            if record.is_data()
                && let Some(entry) = record.entry_of(self.whole, at)
            {
                return Some(entry);
            }
        }
    }
}

/// A call's attached data: a view of the used part of its bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Data<'a> {
    used: &'a [u8],
}

impl<'a> Data<'a> {
    /// The entries that these bytes hold.
    pub const fn new(used: &'a [u8]) -> Self {
        Self { used }
    }

    /// The bytes.
    pub const fn bytes(&self) -> &'a [u8] {
        self.used
    }

    /// The entries that applications and codecs see, in order.
    pub const fn iter(&self) -> Entries<'a> {
        let whole = match core::str::from_utf8(self.used) {
            Ok(whole) if word::WIDE => whole,
            _ => "",
        };
        Entries { records: self.records(), whole }
    }

    /// Everything in order, as bytes: for codecs, and for copies.
    pub const fn records(&self) -> Records<'a> {
        Records { rest: self.used }
    }

    /// The value of the first entry of this key.
    pub fn get(&self, key: Key<'_>) -> Option<&'a str> {
        let mut like = Record::new("", 0);
        like.under(&key).ok()?;
        self.text_at(self.find(0, &like))
    }

    /// The value of the first entry of a well-known key, also of one that applications do not see.
    pub fn known(&self, known: Known) -> Option<&'a str> {
        self.text_at(self.find_known(0, known))
    }

    /// Whether there is an entry of a well-known key.
    pub(crate) fn has(&self, known: Known) -> bool {
        self.find_known(0, known) < self.used.len()
    }

    /// The value of the record at `at`; `None` at the end.
    fn text_at(self, at: usize) -> Option<&'a str> {
        if at < self.used.len() { text(self.value(at)) } else { None }
    }

    /// Every value of a well-known key.
    pub fn each_known(&self, known: Known) -> impl Iterator<Item = &'a str> + use<'a> {
        self.records().filter(move |record| record.is(known)).filter_map(|record| text(record.value))
    }

    /// Everything that the request of this number set, also what applications do not see.
    pub fn tagged(&self, tag: u16) -> impl Iterator<Item = Entry<'a>> + use<'a> {
        self.records().filter(move |record| record.tag == tag).filter_map(|record| record.entry())
    }

    /// The header of the record that begins at `at`; `None` at the end and where the bytes are no record.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub(super) fn head(self, at: usize) -> Option<Head> {
        let (head, rest) = self.used.get(at..)?.split_first_chunk::<HEADER>()?;
        let head = Head::new(*head)?;
        let whole = head.size().wrapping_sub(HEADER) <= rest.len();
        if whole && (head.number() == 0 || names::is_number(head.number())) { Some(head) } else { None }
    }

    /// Where the first record from `from` on stands whose header says this of the key; at the end, where there is none.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn seek(self, from: usize, key: u32) -> usize {
        let mut at = from;
        while let Some(head) = self.head(at) {
            if head.key() == key {
                return at;
            }
            at = at.wrapping_add(head.size());
        }
        self.used.len()
    }

    /// The same of an entry of a well-known key.
    #[inline(always)]
    pub(super) fn find_known(self, from: usize, known: Known) -> usize {
        self.seek(from, u32::from(known.code()) << 16)
    }

    /// The same of an entry of this one's key.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(super) fn find(self, from: usize, like: &Record<'_>) -> usize {
        let mut at = from;
        loop {
            at = self.seek(at, like.key());
            if at >= self.used.len() || like.known.is_some() || self.is_named(at, like) {
                return at;
            }
            at = at.wrapping_add(self.size(at));
        }
    }

    /// Whether the record at `at` has application and name of this one; their lengths are the same.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn is_named(self, at: usize, like: &Record<'_>) -> bool {
        let names = self.used.get(at.wrapping_add(HEADER)..).unwrap_or_default();
        let Some((app, rest)) = names.split_at_checked(like.app.len()) else { return false };
        same(app, like.app) && rest.get(..like.name.len()).is_some_and(|name| same(name, like.name))
    }

    /// Bytes that the record at `at` takes; 0 at the end.
    pub(super) fn size(self, at: usize) -> usize {
        self.head(at).map_or(0, Head::size)
    }

    /// The value of the record at `at`.
    pub(super) fn value(self, at: usize) -> &'a [u8] {
        let Some(head) = self.head(at) else { return &[] };
        let start = at.wrapping_add(HEADER).wrapping_add(head.names());
        self.used.get(start..at.wrapping_add(head.size())).unwrap_or_default()
    }

    /// Whether the first entry of this one's key has its value.
    pub(crate) fn agrees(self, record: &Record<'_>) -> bool {
        let at = self.find(0, record);
        at < self.used.len() && self.value(at) == record.value
    }

    /// Where the first entry of this one's key stands, as [`Data::find`] says it, and bytes of all of them.
    #[inline(always)]
    pub(super) fn held(self, like: &Record<'_>) -> (usize, usize) {
        let first = self.find(0, like);
        let (mut at, mut held) = (first, 0usize);
        loop {
            let size = self.size(at);
            if size == 0 {
                return (first, held);
            }
            held = held.wrapping_add(size);
            at = self.find(at.wrapping_add(size), like);
        }
    }

    /// Bytes of what gives way to entries.
    #[inline(never)]
    pub(crate) fn traces(self) -> usize {
        let (mut at, mut traces) = (0usize, 0usize);
        while let Some(head) = self.head(at) {
            if head.gives_way() {
                traces = traces.wrapping_add(head.size());
            }
            at = at.wrapping_add(head.size());
        }
        traces
    }
}

impl<'a> IntoIterator for Data<'a> {
    type Item = Entry<'a>;
    type IntoIter = Entries<'a>;

    fn into_iter(self) -> Entries<'a> {
        self.iter()
    }
}

/// Whether the bytes are records to their very end, with keys and texts as [`DataMut`](super::DataMut) writes them.
#[inline(never)]
pub fn valid(used: &[u8]) -> bool {
    let mut rest = used;
    while let Some((record, next)) = Record::parse(rest) {
        let plain = match record.entry() {
            Some(Entry { key: Key::Own { app, name }, .. }) => {
                let key = Key::Own { app, name };
                !name.is_empty() && key.plain() == key
            }
            Some(_) => record.app.is_empty() && record.name.is_empty(),
            None => false,
        };
        if !plain || !matches!(rest.get(HEADER - 1), Some(0..=TRACE)) {
            return false;
        }
        rest = next;
    }
    rest.is_empty()
}
