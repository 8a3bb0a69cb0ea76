//! One entry as it stands in a call's bytes: a header, then its texts.

use core::num::NonZero;

use super::key::{Entry, Key, Known};
use super::names;
use super::{DataError, MAX_NAME, RESERVED_APPLICATION};
use crate::syntax::word;

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
    /// The header that the bytes say.
    #[inline(always)]
    pub fn new(bytes: [u8; HEADER]) -> Option<Self> {
        NonZero::new(!u64::from_le_bytes(bytes)).map(Self)
    }

    #[inline(always)]
    const fn bits(self) -> u64 {
        !self.0.get()
    }

    /// Bytes that application and name take.
    #[inline(always)]
    pub fn names(self) -> usize {
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

    /// Whether this gives way to an entry: a trace, or whom the last event of a conference was about.
    #[inline(always)]
    pub const fn gives_way(self) -> bool {
        self.removed() != 0 || self.number() == Known::Who.code()
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
    pub(super) fn entry_of(&self, whole: &'a str, at: usize) -> Option<Entry<'a>> {
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

/// The text; `None` where damage has left something that is not UTF-8.
pub(super) fn text(bytes: &[u8]) -> Option<&str> {
    core::str::from_utf8(bytes).ok()
}
