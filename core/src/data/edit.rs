//! Changing entries in a call's bytes.

use core::cell::Cell;

use super::error::DataError;
use super::key::{Entry, Key};
use super::store::{Data, HEADER, Record};
use super::{MAX_NAME, RESERVED_APPLICATION};
use crate::bytes::{copy, shift};
use crate::syntax::word;

/// A call's attached data, to be changed.
///
/// `tag` is the number of the request that sets an entry, and 0 for a signal. A request may not write
/// `CRM_IC/MCM`; a signal may.
#[derive(Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct DataMut<'a> {
    pub(super) bytes: &'a mut [u8],
    used: &'a Cell<u16>,
}

impl<'a> DataMut<'a> {
    /// The entries in the first `used` of these bytes.
    pub fn new(bytes: &'a mut [u8], used: &'a mut u16) -> Self {
        Self::over(bytes, Cell::from_mut(used))
    }

    /// The same of a call's record.
    pub(crate) fn over(bytes: &'a mut [u8], used: &'a Cell<u16>) -> Self {
        Self { bytes, used }
    }

    /// The entries, to be read.
    pub fn data(&self) -> Data<'_> {
        Data::new(self.bytes.get(..self.len()).unwrap_or(&[]))
    }

    /// Bytes that are free: an entry takes 8, and its texts.
    pub fn room(&self) -> usize {
        self.capacity().saturating_sub(self.len())
    }

    /// Sets the value of a key: in the place of the first entry that has it, else at the end. Further entries
    /// of the key go. `Ok(true)` when an application sees a difference.
    pub fn set(&mut self, key: Key<'_>, value: &str, tag: u16) -> Result<bool, DataError> {
        let key = checked(key, tag)?;
        let mut held = Held::of(self.data(), &key);
        if self.make_room(self.len().saturating_sub(held.bytes).saturating_add(size(&key, value)))? {
            held = Held::of(self.data(), &key);
        }
        Ok(self.put(&held, &key, value, tag))
    }

    /// Puts an entry at the end, also where there is one of its key.
    pub fn add(&mut self, key: Key<'_>, value: &str, tag: u16) -> Result<(), DataError> {
        let key = checked(key, tag)?;
        if size(&key, value) > self.room() {
            return Err(DataError::NoRoom);
        }
        self.append(&key, value, tag);
        Ok(())
    }

    /// Sets every entry or none. Texts that applications do not see are added, so that those of two
    /// requests stand side by side; of two entries with the same key the later one counts.
    pub fn set_all(&mut self, entries: &[Entry<'_>], tag: u16) -> Result<bool, DataError> {
        let mut after = self.len();
        for (at, entry) in entries.iter().enumerate() {
            let key = checked(entry.key, tag)?;
            if hidden(&key) {
                after = after.saturating_add(size(&key, entry.value));
            } else if last(entries, at, &key) {
                let held = Held::of(self.data(), &key).bytes;
                after = after.saturating_sub(held).saturating_add(size(&key, entry.value));
            }
        }
        self.make_room(after)?;
        // What shrinks goes first: so nothing on the way needs more room than the end of it.
        let mut changed = false;
        for shrinks in [true, false] {
            for (at, entry) in entries.iter().enumerate() {
                let key = entry.key.plain();
                if hidden(&key) {
                    if !shrinks {
                        self.append(&key, entry.value, tag);
                    }
                } else if last(entries, at, &key) {
                    let held = Held::of(self.data(), &key);
                    if (held.entries > 0 && size(&key, entry.value) <= held.bytes) == shrinks {
                        changed |= self.put(&held, &key, entry.value, tag);
                    }
                }
            }
        }
        Ok(changed)
    }

    /// Removes every entry of a key; whether there was one.
    pub fn remove(&mut self, key: Key<'_>) -> bool {
        let key = key.plain();
        let before = self.len();
        self.retain(0, Stays::NotOf(&key));
        self.len() != before
    }

    /// Removes every entry of a key and leaves a trace of it, so that the request's command can name it until
    /// the request ends; whether there was one.
    pub fn detach(&mut self, key: Key<'_>, tag: u16) -> bool {
        let key = key.plain();
        if !self.remove(key) {
            return false;
        }
        let at = self.len();
        self.append(&key, "", tag);
        if let Some(removed) = self.bytes.get_mut(at.saturating_add(HEADER).saturating_sub(1)) {
            *removed = 1;
        }
        true
    }

    /// Sees to it that `after` bytes fit: the traces that [`DataMut::detach`] left give way to entries. Whether
    /// anything moved.
    #[inline(never)]
    fn make_room(&mut self, after: usize) -> Result<bool, DataError> {
        if after <= self.capacity() {
            return Ok(false);
        }
        let traces = self.data().records().filter(|record| record.removed).map(|record| record.size()).sum();
        if after.saturating_sub(traces) > self.capacity() {
            return Err(DataError::NoRoom);
        }
        self.retain(0, Stays::NoTrace);
        Ok(true)
    }

    /// Removes everything.
    pub fn clear(&mut self) {
        self.used.set(0);
    }

    fn capacity(&self) -> usize {
        self.bytes.len().min(usize::from(u16::MAX))
    }

    pub(super) fn len(&self) -> usize {
        usize::from(self.used.get()).min(self.bytes.len())
    }

    pub(super) fn set_len(&mut self, len: usize) {
        self.used.set(u16::try_from(len).unwrap_or(u16::MAX));
    }

    fn value_at(&self, at: usize) -> &[u8] {
        self.from(at).map_or(&[], |record| record.value)
    }

    /// The record that begins at `at`.
    fn from(&self, at: usize) -> Option<Record<'_>> {
        Data::new(self.bytes.get(at..self.len()).unwrap_or_default()).records().next()
    }

    /// Keeps the records from `from` on that stay. One pass, whatever goes.
    pub(super) fn retain(&mut self, from: usize, stays: Stays<'_>) {
        let (mut read, mut write) = (from, from);
        while let Some((size, was, tag)) = self.fate(read, stays) {
            if let Some(tag) = tag {
                if read != write {
                    shift(self.bytes, read, size, write);
                }
                if tag != was
                    && let Some(bytes) = self.bytes.get_mut(write.saturating_add(2)..write.saturating_add(4))
                {
                    copy(bytes, &tag.to_le_bytes());
                }
                write = write.saturating_add(size);
            }
            read = read.saturating_add(size);
        }
        // What follows a damaged record is nobody's entry: it goes.
        self.set_len(write);
    }

    /// The size of the record that begins at `at`, the request that it is of, and the one that it is of from now on, where it stays.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn fate(&self, at: usize, stays: Stays<'_>) -> Option<(usize, u16, Option<u16>)> {
        let (record, _) = Record::parse(self.bytes.get(at..self.len())?)?;
        Some((record.size(), record.tag, stays.tag(&record, at)))
    }

    /// Makes `size` bytes of room at `at`, where `held` were.
    fn splice(&mut self, at: usize, held: usize, size: usize) {
        let tail = at.saturating_add(held)..self.len();
        let len = self.len().saturating_sub(held).saturating_add(size);
        if held != size && len <= self.capacity() {
            shift(self.bytes, tail.start, tail.len(), at.saturating_add(size));
            self.set_len(len);
        }
    }

    /// Puts a value in the place of what is held of its key; there is room. Whether an application sees a difference.
    #[inline(never)]
    fn put(&mut self, held: &Held, key: &Key<'_>, value: &str, tag: u16) -> bool {
        let Some((at, first)) = held.first else {
            self.append(key, value, tag);
            return true;
        };
        let changed = held.entries > 1 || self.value_at(at) != value.as_bytes();
        if held.entries > 1 {
            self.retain(at.saturating_add(first), Stays::NotOf(key));
        }
        self.splice(at, first, size(key, value));
        self.write(at, key, value, tag);
        changed
    }

    fn append(&mut self, key: &Key<'_>, value: &str, tag: u16) {
        let at = self.len();
        self.set_len(at.saturating_add(size(key, value)));
        self.write(at, key, value, tag);
    }

    /// Writes a record over the bytes at `at`, which the caller has made room in.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn write(&mut self, at: usize, key: &Key<'_>, value: &str, tag: u16) {
        let (known, app, name) = parts(key);
        let short = |len: usize| u8::try_from(len).unwrap_or(u8::MAX);
        let [v0, v1] = u16::try_from(value.len()).unwrap_or(u16::MAX).to_le_bytes();
        let [t0, t1] = tag.to_le_bytes();
        let header = [v0, v1, t0, t1, short(app.len()), short(name.len()), known, 0];
        let mut at = at;
        for part in &[&header, app.as_bytes(), name.as_bytes(), value.as_bytes()] {
            let end = at.saturating_add(part.len());
            if let Some(bytes) = self.bytes.get_mut(at..end) {
                copy(bytes, part);
            }
            at = end;
        }
    }
}

/// Which records stay.
#[derive(Clone, Copy)]
pub(super) enum Stays<'k> {
    /// All but those of this key.
    NotOf(&'k Key<'k>),
    /// All but the one that begins here.
    NotAt(usize),
    /// All but the traces of what was removed.
    NoTrace,
    /// All but the texts of this request, which is over: its entries are nobody's now.
    Ended(u16),
    /// All; those of this request are nobody's now.
    Kept(u16),
}

impl Stays<'_> {
    /// The request that a record is of from now on, where it stays.
    fn tag(self, record: &Record<'_>, at: usize) -> Option<u16> {
        let (stays, over) = match self {
            Self::NotOf(key) => (!record.has(key), 0),
            Self::NotAt(gone) => (at != gone, 0),
            Self::NoTrace => (!record.removed, 0),
            Self::Ended(tag) => (record.tag != tag || record.is_data(), tag),
            Self::Kept(tag) => (true, tag),
        };
        stays.then_some(if record.tag == over { 0 } else { record.tag })
    }
}

/// Which well-known keys there are, a bit each. Of any other key it only says that there may be one; where words are short it
/// says that of all, and no code is spent on it.
#[derive(Clone, Copy, Default)]
pub(crate) struct Keys(u32);

impl Keys {
    /// The keys of these entries.
    pub fn of(data: Data<'_>) -> Self {
        let mut keys = Self::default();
        let mut rest = if word::WIDE { data.bytes() } else { &[] };
        while let Some((code, after)) = Record::skim(rest) {
            keys.0 |= 1u32.wrapping_shl(u32::from(code.unwrap_or(0)));
            rest = after;
        }
        keys
    }

    /// The keys that more than one of these entries has.
    pub fn repeated(entries: &[Entry<'_>]) -> Self {
        let (mut once, mut again) = (Self::default(), Self::default());
        for entry in entries.iter().filter(|_| word::WIDE) {
            let key = entry.key.plain();
            if once.insert(&key) {
                again.insert(&key);
            }
        }
        again
    }

    /// Whether there may be an entry of this key.
    pub fn may_have(self, key: &Key<'_>) -> bool {
        bit(key).is_none_or(|bit| self.0 & bit != 0)
    }

    /// Adds a key; whether there may have been an entry of it before.
    pub fn insert(&mut self, key: &Key<'_>) -> bool {
        let before = self.may_have(key);
        self.0 |= bit(key).unwrap_or(0);
        before
    }
}

fn bit(key: &Key<'_>) -> Option<u32> {
    match key {
        Key::Known(known) if word::WIDE && known.is_data() => Some(1u32.wrapping_shl(known.code().into())),
        _ => None,
    }
}

/// What the data holds of one key.
struct Held {
    /// Place and size of the first entry.
    first: Option<(usize, usize)>,
    entries: usize,
    bytes: usize,
}

impl Held {
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn of(data: Data<'_>, key: &Key<'_>) -> Self {
        match *key {
            // Most keys are one byte, so their records need not be taken apart. Where words are short, one way is less code.
            Key::Known(known) if word::WIDE && known.is_data() => {
                let code = Some(known.code());
                Self::gather(data, |bytes| Record::skim(bytes).map(|(seen, rest)| (seen == code, rest)))
            }
            _ => Self::gather(data, |bytes| Record::split(bytes).map(|(record, rest)| (record.has(key), rest))),
        }
    }

    /// `next` says of the first record whether it is of the key, and what follows.
    fn gather<'a>(data: Data<'a>, next: impl Fn(&'a [u8]) -> Option<(bool, &'a [u8])>) -> Self {
        let mut held = Self { first: None, entries: 0, bytes: 0 };
        let mut rest = data.bytes();
        while let Some((has, after)) = next(rest) {
            if has {
                let size = rest.len().saturating_sub(after.len());
                held.first = held.first.or(Some((data.bytes().len().saturating_sub(rest.len()), size)));
                held.entries = held.entries.saturating_add(1);
                held.bytes = held.bytes.saturating_add(size);
            }
            rest = after;
        }
        held
    }
}

/// The key as it is stored, or why it cannot be. `tag` as in [`DataMut`].
fn checked(key: Key<'_>, tag: u16) -> Result<Key<'_>, DataError> {
    let key = key.plain();
    match key {
        Key::Own { name: "", .. } => Err(DataError::EmptyKey),
        Key::Own { app, name } if app.len() > MAX_NAME || name.len() > MAX_NAME => Err(DataError::KeyTooLong),
        Key::Own { app: RESERVED_APPLICATION, .. } if tag != 0 => Err(DataError::Reserved),
        _ => Ok(key),
    }
}

/// Whether no later entry has the key of entry `at`, which is this one.
#[cfg_attr(target_pointer_width = "32", inline(never))]
pub(crate) fn last(entries: &[Entry<'_>], at: usize, key: &Key<'_>) -> bool {
    !entries.iter().skip(at.saturating_add(1)).any(|entry| entry.key.is(key))
}

fn hidden(key: &Key<'_>) -> bool {
    matches!(key, Key::Known(known) if !known.is_data())
}

/// Number, application and name as they stand in a record.
fn parts<'a>(key: &Key<'a>) -> (u8, &'a str, &'a str) {
    match *key {
        Key::Known(known) => (known.code(), "", ""),
        Key::Own { app, name } => (0, app, name),
    }
}

/// Bytes that an entry takes.
fn size(key: &Key<'_>, value: &str) -> usize {
    let (_, app, name) = parts(key);
    HEADER.saturating_add(app.len()).saturating_add(name.len()).saturating_add(value.len())
}
