//! Reading entries out of a call's bytes.

use super::key::{Entry, Key, Known};
use super::names;

/// The highest number of a key that applications see.
const DATA: u64 = names::DATA as u64;

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
    /// Splits the first record off; `None` at the end and where the bytes are no record.
    #[inline(always)]
    pub(super) fn split(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let mut records = Records { rest: bytes };
        let record = records.next()?;
        Some((record, records.rest))
    }

    /// The same, for loops that go over the records of a call.
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
        HEADER.saturating_add(self.app.len()).saturating_add(self.name.len()).saturating_add(self.value.len())
    }

    /// Whether applications and codecs see the entry.
    pub const fn is_data(&self) -> bool {
        !self.removed
            && match self.known {
                Some(known) => known.is_data(),
                None => true,
            }
    }

    /// Whether it is an entry of this well-known key.
    pub fn is(&self, known: Known) -> bool {
        !self.removed && self.known == Some(known)
    }

    /// Whether both stand under the same key, and neither was removed.
    pub(crate) fn same_key(&self, other: &Self) -> bool {
        !self.removed && !other.removed && self.known == other.known && self.name == other.name && self.app == other.app
    }

    /// Whether the record stands under this key, which [`Key::plain`] has made unique.
    pub(super) fn has(&self, key: &Key<'_>) -> bool {
        !self.removed
            && match *key {
                Key::Known(known) => self.known == Some(known),
                Key::Own { app, name } => {
                    self.known.is_none() && self.name == name.as_bytes() && self.app == app.as_bytes()
                }
            }
    }

    /// The entry; `None` where damage has left something that is not UTF-8.
    pub fn entry(&self) -> Option<Entry<'a>> {
        let key = match self.known {
            Some(known) => Key::Known(known),
            None => Key::Own { app: text(self.app)?, name: text(self.name)? },
        };
        Some(Entry { key, value: text(self.value)? })
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
}

impl<'a> Iterator for Entries<'a> {
    type Item = Entry<'a>;

    fn next(&mut self) -> Option<Entry<'a>> {
        loop {
            let record = self.records.next()?;
            if record.is_data()
                && let Some(entry) = record.entry()
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
        Entries { records: self.records() }
    }

    /// Everything in order, as bytes: for codecs, and for copies.
    pub const fn records(&self) -> Records<'a> {
        Records { rest: self.used }
    }

    /// The value of the first entry of this key.
    pub fn get(&self, key: Key<'_>) -> Option<&'a str> {
        let key = key.plain();
        self.records().find(|record| record.has(&key)).and_then(|record| text(record.value))
    }

    /// The value of the first entry of a well-known key, also of one that applications do not see.
    pub fn known(&self, known: Known) -> Option<&'a str> {
        self.each_known(known).next()
    }

    /// Every value of a well-known key.
    pub fn each_known(&self, known: Known) -> impl Iterator<Item = &'a str> + use<'a> {
        self.records().filter(move |record| record.is(known)).filter_map(|record| text(record.value))
    }

    /// Everything that the request of this number set, also what applications do not see.
    pub fn tagged(&self, tag: u16) -> impl Iterator<Item = Entry<'a>> + use<'a> {
        self.records().filter(move |record| record.tag == tag).filter_map(|record| record.entry())
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
    while let Some((record, next)) = Record::split(rest) {
        let plain = match record.entry() {
            Some(Entry { key: Key::Own { app, name }, .. }) => {
                let key = Key::Own { app, name };
                !name.is_empty() && key.plain() == key
            }
            Some(_) => record.app.is_empty() && record.name.is_empty(),
            None => false,
        };
        if !plain {
            return false;
        }
        rest = next;
    }
    rest.is_empty()
}
