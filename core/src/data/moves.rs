//! Entries that change their key, their request or their call: the parties of a conference, and the texts of a request that is over.

use super::edit::{DataMut, Stays};
use super::error::DataError;
use super::key::{Key, Known};
use super::store::HEADER;
use crate::bytes::{copy, shift};

impl DataMut<'_> {
    /// Removes one entry of a repeated well-known key, the first with this value; whether there was one.
    pub fn remove_value(&mut self, known: Known, value: &str) -> bool {
        let found = self.place(known, Some(value));
        if let Some((at, _)) = found {
            self.retain(at, Stays::NotAt(at));
        }
        found.is_some()
    }

    /// Puts the value of one well-known key at the end once more, under another.
    pub fn duplicate(&mut self, from: Known, to: Known) -> Result<(), DataError> {
        let Some((at, size)) = self.place(from, None) else { return Ok(()) };
        if size > self.room() {
            return Err(DataError::NoRoom);
        }
        let end = self.len();
        shift(self.bytes, at, size, end);
        self.set_len(end.saturating_add(size));
        self.relabel(end, to);
        Ok(())
    }

    /// Puts the bytes of another call's record at the end; it belongs to no request here.
    pub(crate) fn take(&mut self, record: &[u8]) -> Result<(), DataError> {
        let at = self.len();
        let end = at.saturating_add(record.len());
        let Some(to) = self.bytes.get_mut(at..end).filter(|_| end <= usize::from(u16::MAX)) else {
            return Err(DataError::NoRoom);
        };
        copy(to, record);
        if let Some([_, _, t0, t1, ..]) = to.first_chunk_mut::<HEADER>() {
            (*t0, *t1) = (0, 0);
        }
        self.set_len(end);
        Ok(())
    }

    /// Makes the first entry of one well-known key an entry of another, in the other's stead.
    pub fn rename(&mut self, from: Known, to: Known) {
        if self.place(from, None).is_none() {
            return;
        }
        self.remove(Key::Known(to));
        if let Some((at, _)) = self.place(from, None) {
            self.relabel(at, to);
        }
    }

    /// Place and size of the first entry of a well-known key, or of the first that has this value.
    fn place(&self, known: Known, value: Option<&str>) -> Option<(usize, usize)> {
        let mut at = 0usize;
        for record in self.data().records() {
            if record.is(known) && value.is_none_or(|value| record.value == value.as_bytes()) {
                return Some((at, record.size()));
            }
            at = at.saturating_add(record.size());
        }
        None
    }

    /// The record at `at` stands under this key, and belongs to no request.
    fn relabel(&mut self, at: usize, known: Known) {
        if let Some([_, _, t0, t1, _, _, number, _]) =
            self.bytes.get_mut(at..).and_then(|bytes| bytes.first_chunk_mut::<HEADER>())
        {
            (*t0, *t1, *number) = (0, 0, known.code());
        }
    }

    /// The request of this number is over: the texts that only it needed go, its entries stay.
    pub fn end(&mut self, tag: u16) {
        if tag != 0 {
            self.retain(0, Stays::Ended(tag));
        }
    }

    /// The request of this number is over, and its texts stay; those that are there already, once.
    pub fn keep(&mut self, tag: u16) {
        while let Some(at) = self.again(tag, None) {
            self.retain(at, Stays::NotAt(at));
        }
        self.retain(0, Stays::Kept(tag));
    }

    /// Removes the entry of a repeated well-known key whose value this request names.
    pub fn remove_same(&mut self, known: Known, tag: u16) {
        if let Some(at) = self.again(tag, Some(known)) {
            self.retain(at, Stays::NotAt(at));
        }
    }

    /// Where an entry stands that says the same as an entry of this request: the request's own, which is there already; or
    /// the older one, of this key.
    fn again(&self, tag: u16, older: Option<Known>) -> Option<usize> {
        let data = self.data();
        let mut at = 0usize;
        for record in data.records() {
            let same = data.records().any(|other| match older {
                None => other.tag == 0 && other.known == record.known && other.value == record.value,
                Some(_) => other.tag == tag && other.value == record.value,
            });
            let candidate = match older {
                None => record.tag == tag,
                Some(known) => record.tag != tag && record.is(known),
            };
            if candidate && same {
                return Some(at);
            }
            at = at.saturating_add(record.size());
        }
        None
    }
}
