//! Changing entries in a call's bytes.
//!
//! Each change is a few steps one after the other, none within another: find, make room, write. What goes is marked
//! first, and one pass closes the gaps.

use core::cell::Cell;

use super::error::DataError;
use super::key::{Entry, Key, Known};
use super::quick::Quick;
use super::record::{GOES, HEADER, Record, TRACE};
use super::store::Data;
use crate::bytes::shift;
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
        self.put(&key, value, tag)
    }

    #[inline(never)]
    fn put(&mut self, key: &Key<'_>, value: &str, tag: u16) -> Result<bool, DataError> {
        let record = &mut Record::new(value, tag);
        record.under(key)?;
        let (mut at, held) = self.data().held(record);
        if self.make_room(self.len().wrapping_sub(held).wrapping_add(record.size()))? {
            at = self.data().find(0, record);
        }
        let data = self.data();
        let first = data.size(at);
        let changed = held == 0 || held != first || data.value(at) != record.value;
        if held != first {
            self.mark_all(at.wrapping_add(first), record);
            self.close(at, GOES);
        }
        self.splice(at, first, record.size());
        self.write(at, record);
        Ok(changed)
    }

    /// Puts an entry at the end, also where there is one of its key.
    pub fn add(&mut self, key: Key<'_>, value: &str, tag: u16) -> Result<(), DataError> {
        let mut record = Record::new(value, tag);
        record.under(&key)?;
        self.make_room(self.len().saturating_add(record.size()))?;
        self.append(&record)
    }

    /// Sets every entry or none. Texts that applications do not see are added, so that those of two
    /// requests stand side by side; of two entries with the same key the later one counts.
    pub fn set_all(&mut self, entries: &[Entry<'_>], tag: u16) -> Result<bool, DataError> {
        let mut after = self.len();
        for (at, entry) in entries.iter().enumerate() {
            let growth = self.growth(entry, tag)?;
            if entry.key.is_hidden() || last(entries, at) {
                after = after.saturating_add_signed(growth);
            }
        }
        self.make_room(after)?;
        // What shrinks goes first: so nothing on the way needs more room than the end of it.
        let mut changed = false;
        for shrinks in [true, false] {
            for (at, entry) in entries.iter().enumerate() {
                if (self.growth(entry, tag)? <= 0) == shrinks {
                    if entry.key.is_hidden() {
                        self.add(entry.key, entry.value, tag)?;
                    } else if last(entries, at) {
                        changed |= self.put(&entry.key, entry.value, tag)?;
                    }
                }
            }
        }
        Ok(changed)
    }

    /// Bytes that this entry takes beyond those that give way to it.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn growth(&self, entry: &Entry<'_>, tag: u16) -> Result<isize, DataError> {
        let record = &mut Record::new(entry.value, tag);
        record.under(&entry.key)?;
        let held = if entry.key.is_hidden() { 0 } else { self.data().held(record).1 };
        Ok(isize::try_from(record.size()).unwrap_or(isize::MAX).saturating_sub_unsigned(held))
    }

    /// Sets what a signal says, each entry by itself: of two with the same key the later one counts, and the original
    /// external id is set once, by the first leg, whose id it is. Whether anything is new, and whether all found room.
    pub(crate) fn hear(&mut self, entries: &[Entry<'_>]) -> (bool, bool) {
        let (mut new, mut all) = (false, true);
        let mut first = None;
        let mut quick = Quick::new(self.data(), entries);
        for (at, entry) in entries.iter().enumerate() {
            if entry.key == Key::Known(Known::ExternalReferenceId) {
                first = first.or(Some(entry.value));
            }
            match self.hear_one(&mut quick, entry, || last(entries, at)) {
                Ok(changed) => new |= changed,
                Err(_) => all = false,
            }
        }
        if let Some(first) = first {
            all &= self.hear_one(&mut quick, &Entry::known(ORIGINAL, first), || true).is_ok();
        }
        (new, all)
    }

    #[inline(always)]
    fn hear_one(&mut self, quick: &mut Quick, entry: &Entry<'_>, last: impl Fn() -> bool) -> Result<bool, DataError> {
        if quick.add(self, entry) {
            Ok(true)
        } else if !last() || entry.key.is(&Key::Known(ORIGINAL)) && self.data().has(ORIGINAL) {
            Ok(false)
        } else {
            self.put(&entry.key, entry.value, 0)
        }
    }

    /// Removes every entry of a key; whether there was one.
    pub fn remove(&mut self, key: Key<'_>) -> bool {
        let mut like = Record::new("", 0);
        like.under(&key).is_ok() && self.drop_all(&like)
    }

    /// Removes every entry of a key and leaves a trace of it, so that the request's command can name it until
    /// the request ends; whether there was one.
    pub fn detach(&mut self, key: Key<'_>, tag: u16) -> bool {
        let mut record = Record::new("", 0);
        let there = record.under(&key).is_ok() && self.drop_all(&record);
        if there {
            (record.tag, record.removed) = (tag, true);
            // No more than what went.
            let _ = self.append(&record);
        }
        there
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

    /// Sees to it that `after` bytes fit: the traces that [`DataMut::detach`] left, and whom a conference's last event was about,
    /// give way to entries. Whether they did.
    #[inline(always)]
    pub(super) fn make_room(&mut self, after: usize) -> Result<bool, DataError> {
        if after <= self.capacity() {
            return Ok(false);
        }
        if after.saturating_sub(self.data().traces()) > self.capacity() {
            return Err(DataError::NoRoom);
        }
        self.close(0, TRACE);
        Ok(true)
    }

    /// Puts a record at the end, if there is room.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub(super) fn append(&mut self, record: &Record<'_>) -> Result<(), DataError> {
        let (at, size) = (self.len(), record.size());
        if size > self.room() {
            return Err(DataError::NoRoom);
        }
        self.set_len(at.wrapping_add(size));
        self.write(at, record);
        Ok(())
    }

    /// Removes every entry of a key; whether there was one.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(super) fn drop_all(&mut self, like: &Record<'_>) -> bool {
        let first = self.mark_all(0, like);
        let there = first < self.len();
        if there {
            self.close(first, GOES);
        }
        there
    }

    /// The entries of a key go when the gaps are closed, from `from` on. Where the first one stands, or the end.
    #[inline(always)]
    fn mark_all(&mut self, from: usize, like: &Record<'_>) -> usize {
        let first = self.data().find(from, like);
        let mut at = first;
        while at < self.len() {
            self.mark(at);
            at = self.data().find(at.wrapping_add(self.data().size(at)), like);
        }
        first
    }

    /// The record at `at` goes when the gaps are closed.
    pub(super) fn mark(&mut self, at: usize) {
        if let Some(removed) = self.bytes.get_mut(at.wrapping_add(HEADER).wrapping_sub(1)) {
            *removed = GOES;
        }
    }

    /// Closes the gaps that records leave which are marked with `least` or more, and with [`TRACE`] all that gives way: one pass
    /// from `from` on, whatever goes.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(super) fn close(&mut self, from: usize, least: u8) {
        let (mut read, mut write) = (from, from);
        while let Some(head) = self.data().head(read) {
            let size = head.size();
            if head.removed() < least && !(least == TRACE && head.gives_way()) {
                if read != write {
                    shift(self.bytes, read, size, write);
                }
                write = write.wrapping_add(size);
            }
            read = read.wrapping_add(size);
        }
        // What follows a damaged record is nobody's entry: it goes.
        self.set_len(write);
    }

    /// Makes `size` bytes of room at `at`, where `held` were.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(super) fn splice(&mut self, at: usize, held: usize, size: usize) {
        let tail = at.wrapping_add(held)..self.len();
        let len = self.len().wrapping_sub(held).wrapping_add(size);
        if held != size && len <= self.capacity() {
            shift(self.bytes, tail.start, tail.len(), at.wrapping_add(size));
            self.set_len(len);
        }
    }

    /// Writes a record over the bytes at `at`, which the caller has made room in.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn write(&mut self, at: usize, record: &Record<'_>) {
        if let Some((head, texts)) = self.bytes.get_mut(at..).and_then(<[u8]>::split_first_chunk_mut::<HEADER>) {
            *head = record.head();
            let texts = if record.known.is_none() { put(put(texts, record.app), record.name) } else { texts };
            put(texts, record.value);
        }
    }
}

/// Writes a text, and gives what is left.
#[cfg_attr(target_pointer_width = "32", inline(never))]
#[cfg_attr(target_pointer_width = "64", inline(always))]
fn put<'b>(to: &'b mut [u8], text: &[u8]) -> &'b mut [u8] {
    let Some((to, rest)) = to.split_at_mut_checked(text.len()) else { return &mut [] };
    word::copy(to, text);
    rest
}

const ORIGINAL: Known = Known::ExternalOriginalReferenceId;

/// Whether no later entry has the key of the one at `at`.
#[cfg_attr(target_pointer_width = "32", inline(never))]
fn last(entries: &[Entry<'_>], at: usize) -> bool {
    let mut from = entries.iter().skip(at);
    from.next().is_none_or(|entry| !from.any(|later| later.key.is(&entry.key)))
}
