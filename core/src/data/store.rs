//! Reading entries out of a call's bytes.

use core::num::NonZero;

use super::key::{Entry, Key, Known};
use super::names;
use super::{DataError, MAX_NAME, RESERVED_APPLICATION};
use crate::syntax::{same, word};

/// The highest number of a key that applications see.
const DATA: u64 = names::DATA as u64;

/// Byte 7 of the trace of an entry that a request removed.
pub(super) const TRACE: u8 = 1;
/// The same of a record that goes before the change is over.
pub(super) const GOES: u8 = 2;

/// Bytes that every entry takes beside its texts.
///
/// | bytes | what |
/// |---|---|
/// | 0, 1 | length of the value, little-endian |
/// | 2, 3 | number of the request that set it, little-endian; 0 none |
/// | 4 | length of the application |
/// | 5 | length of the name |
/// | 6 | number of a well-known key: application and name are then empty; 0 for any other key |
/// | 7 | 1 for a trace of an entry that a request removed, else 0 |
pub const HEADER: usize = 8;

/// The header of a record: all that most need to know of it. The bits are turned over, so that there is a number for none: no
/// key has the number 255.
#[derive(Clone, Copy)]
pub(super) struct Head(NonZero<u64>);

impl Head {
    #[inline(always)]
    const fn bits(self) -> u64 {
        !self.0.get()
    }

    /// Bytes that application and name take.
    #[inline(always)]
    fn names(self) -> usize {
        usize::from((self.bits() >> 32) as u8).wrapping_add(usize::from((self.bits() >> 40) as u8))
    }

    /// Bytes that the record takes.
    #[inline(always)]
    pub fn size(self) -> usize {
        HEADER.wrapping_add(self.names()).wrapping_add(usize::from(self.bits() as u16))
    }

    /// Number of the request that set the entry; 0 none.
    #[inline(always)]
    pub const fn tag(self) -> u16 {
        (self.bits() >> 16) as u16
    }

    /// Lengths of application and name, number of the key, and whether the entry was removed: what [`Record::key`] gives.
    #[inline(always)]
    pub const fn key(self) -> u32 {
        (self.bits() >> 32) as u32
    }

    /// Number of a well-known key, or 0.
    #[inline(always)]
    pub const fn number(self) -> u8 {
        (self.bits() >> 48) as u8
    }

    /// 0, or why this is no entry.
    #[inline(always)]
    pub const fn removed(self) -> u8 {
        (self.bits() >> 56) as u8
    }

    /// Whether applications and codecs see the entry.
    #[inline(always)]
    pub const fn is_data(self) -> bool {
        self.removed() == 0 && self.number() <= names::DATA as u8
    }
}

/// One entry as it stands in the bytes: texts that were checked when they came in are not checked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Record<'a> {
    /// The well-known key; with `None`, application and name say the key.
    pub known: Option<Known>,
    /// Number of the request that set the entry; 0 none.
    pub tag: u16,
    /// Only the trace of an entry that the request removed.
    pub removed: bool,
    /// The application; empty for the call's own.
    pub app: &'a [u8],
    /// The name; empty under a well-known key.
    pub name: &'a [u8],
    /// The value.
    pub value: &'a [u8],
}

impl<'a> Record<'a> {
    /// An entry of this value as it will stand in the bytes, or something to look for. Its key comes next.
    pub(super) const fn new(value: &'a str, tag: u16) -> Self {
        Self { known: None, tag, removed: false, app: &[], name: &[], value: value.as_bytes() }
    }

    /// It stands under this key; or why it cannot.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub(super) fn under(&mut self, key: &Key<'a>) -> Result<(), DataError> {
        match key.plain() {
            Key::Known(known) => self.known = Some(known),
            Key::Own { name: "", .. } => return Err(DataError::EmptyKey),
            Key::Own { app, name } if app.len() > MAX_NAME || name.len() > MAX_NAME => {
                return Err(DataError::KeyTooLong);
            }
            Key::Own { app: RESERVED_APPLICATION, .. } if self.tag != 0 => return Err(DataError::Reserved),
            Key::Own { app, name } => (self.app, self.name) = (app.as_bytes(), name.as_bytes()),
        }
        Ok(())
    }

    /// Its header.
    #[inline(always)]
    pub(super) fn head(&self) -> [u8; HEADER] {
        let texts = u64::from(self.value.len() as u16) | u64::from(self.tag) << 16;
        (texts | u64::from(self.key()) << 32).to_le_bytes()
    }

    /// The key as bytes 4 to 7 say it.
    #[inline(always)]
    pub(super) fn key(&self) -> u32 {
        let (app, name, number) = (self.app.len() as u8, self.name.len() as u8, self.known.map_or(0, Known::code));
        u32::from(app) | u32::from(name) << 8 | u32::from(number) << 16 | u32::from(self.removed) << 24
    }

    /// Splits the first record off; `None` at the end and where the bytes are no record.
    #[inline(always)]
    pub(crate) fn parse(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (&[v0, v1, t0, t1, app, name, number, removed], rest) = bytes.split_first_chunk::<HEADER>()?;
        let known = if number == 0 { None } else { Some(Known::from_code(number)?) };
        let (app, rest) = rest.split_at_checked(usize::from(app))?;
        let (name, rest) = rest.split_at_checked(usize::from(name))?;
        let (value, rest) = rest.split_at_checked(usize::from(u16::from_le_bytes([v0, v1])))?;
        Some((Self { known, tag: u16::from_le_bytes([t0, t1]), removed: removed != 0, app, name, value }, rest))
    }

    /// Passes over the first record: the number of its key, 0 for one that is not well-known and `None` where codecs do not
    /// see it; and what follows.
    #[inline(always)]
    pub(crate) fn skim(bytes: &'a [u8]) -> Option<(Option<u8>, &'a [u8])> {
        let (&[v0, v1, _, _, app, name, code, removed], rest) = bytes.split_first_chunk::<HEADER>()?;
        let names = usize::from(app).wrapping_add(usize::from(name));
        let rest = rest.get(usize::from(u16::from_le_bytes([v0, v1])).wrapping_add(names)..)?;
        let seen = u64::from(code) <= DATA;
        if !seen {
            Known::from_code(code)?;
        }
        Some((if seen && removed == 0 { Some(code) } else { None }, rest))
    }

    /// Splits the first record off, where it is an entry under a well-known key: number, value, and what follows.
    #[inline(always)]
    pub(crate) fn split_known(bytes: &'a [u8]) -> Option<(u8, &'a [u8], &'a [u8])> {
        let (header, rest) = bytes.split_first_chunk::<HEADER>()?;
        let header = u64::from_le_bytes(*header);
        let (value, rest) = rest.split_at_checked(usize::from(header as u16))?;
        match (header >> 48, header >> 32 & 0xFFFF) {
            (1..=DATA, 0) => Some(((header >> 48) as u8, value, rest)),
            _ => None,
        }
    }

    /// The same for an entry of an application: application, name, value, and what follows.
    #[inline(always)]
    pub(crate) fn split_own(bytes: &'a [u8]) -> Option<([&'a [u8]; 3], &'a [u8])> {
        let (&[v0, v1, _, _, app @ 1..=255, name, 0, 0], rest) = bytes.split_first_chunk::<HEADER>()? else {
            return None;
        };
        let (app, rest) = rest.split_at_checked(usize::from(app))?;
        let (name, rest) = rest.split_at_checked(usize::from(name))?;
        let (value, rest) = rest.split_at_checked(usize::from(u16::from_le_bytes([v0, v1])))?;
        Some(([app, name, value], rest))
    }

    /// Bytes that the record takes.
    pub(crate) const fn size(&self) -> usize {
        HEADER.wrapping_add(self.app.len()).wrapping_add(self.name.len()).wrapping_add(self.value.len())
    }

    /// Whether applications and codecs see the entry.
    pub const fn is_data(&self) -> bool {
        !self.removed
            && match self.known {
                Some(known) => known.is_data(),
                None => true,
            }
    }

    /// Whether one call gives it to another: what was attached, and the original external id.
    pub(crate) fn travels(&self) -> bool {
        let fact = |known: Known| known.is_fact() && known != Known::ExternalOriginalReferenceId;
        self.is_data() && !self.known.is_some_and(fact)
    }

    /// Whether it is an entry of this well-known key.
    pub fn is(&self, known: Known) -> bool {
        !self.removed && self.known == Some(known)
    }

    /// The entry; `None` where damage has left something that is not UTF-8.
    pub fn entry(&self) -> Option<Entry<'a>> {
        self.entry_of("", 0)
    }

    /// The same of a record that begins at `at` of `whole`, or of none of it.
    #[inline(always)]
    fn entry_of(&self, whole: &'a str, at: usize) -> Option<Entry<'a>> {
        let mut start = at.wrapping_add(HEADER);
        let mut next = |part: &'a [u8]| {
            let from = start;
            start = from.wrapping_add(part.len());
            whole.get(from..start).filter(|_| word::WIDE).or_else(|| text(part))
        };
        let key = match self.known {
            Some(known) => Key::Known(known),
            None => Key::Own { app: next(self.app)?, name: next(self.name)? },
        };
        Some(Entry { key, value: next(self.value)? })
    }
}

fn text(bytes: &[u8]) -> Option<&str> {
    core::str::from_utf8(bytes).ok()
}

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
        let head = Head(NonZero::new(!u64::from_le_bytes(*head))?);
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

    /// Bytes of the traces of what was removed.
    #[inline(never)]
    pub(super) fn traces(self) -> usize {
        let (mut at, mut traces) = (0usize, 0usize);
        while let Some(head) = self.head(at) {
            if head.removed() != 0 {
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
