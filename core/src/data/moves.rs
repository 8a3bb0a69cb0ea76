//! What signals and the end of a request do to entries: they change keys and owners, and lose some.

use super::edit::{DataError, DataMut};
use super::key::{Key, Known};
use super::store::{Data, HEADER, Record};
use crate::bytes::shift;

impl DataMut<'_> {
    /// Removes one entry of a repeated well-known key, the first with this value; whether there was one.
    pub fn remove_value(&mut self, known: Known, value: &str) -> bool {
        let before = self.len();
        let mut found = false;
        self.retain(0, |record| {
            let this = !found && record.is(known) && record.value == value.as_bytes();
            found |= this;
            (!this).then_some(record.tag)
        });
        self.len() != before
    }

    /// Puts the value of one well-known key at the end once more, under another.
    pub fn duplicate(&mut self, from: Known, to: Known) -> Result<(), DataError> {
        let (mut at, mut size) = (0usize, 0usize);
        for record in self.data().records() {
            size = record.size();
            if record.is(from) {
                break;
            }
            at = at.saturating_add(size);
            size = 0;
        }
        if size > self.room() {
            return Err(DataError::NoRoom);
        }
        let end = self.len();
        if size > 0 {
            shift(self.bytes, at, size, end);
            self.set_len(end.saturating_add(size));
            self.relabel(end, to);
        }
        Ok(())
    }

    /// Makes the first entry of one well-known key an entry of another, in the other's stead.
    pub fn rename(&mut self, from: Known, to: Known) {
        if self.data().known(from).is_none() {
            return;
        }
        self.remove(Key::Known(to));
        let at = self
            .data()
            .records()
            .take_while(|record| !record.is(from))
            .fold(0, |at: usize, record| at.saturating_add(record.size()));
        self.relabel(at, to);
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
        if tag != 0 && self.data().records().any(|record| record.tag == tag) {
            self.retain(0, |record| match record.tag == tag {
                true => record.is_data().then_some(0),
                false => Some(record.tag),
            });
        }
    }

    /// The request of this number is over, and its texts stay; those that are there already, once.
    pub fn keep(&mut self, tag: u16) {
        let twice = |data: Data<'_>| {
            let kept = |new: &Record<'_>| {
                data.records().any(|old| old.tag == 0 && old.known == new.known && old.value == new.value)
            };
            data.records().position(|record| record.tag == tag && kept(&record))
        };
        while let Some(which) = twice(self.data()) {
            self.remove_at(which);
        }
        self.retain(0, |record| Some(if record.tag == tag { 0 } else { record.tag }));
    }

    /// Removes the entry of a repeated well-known key whose value this request names.
    pub fn remove_same(&mut self, known: Known, tag: u16) {
        let data = self.data();
        let named = data.records().find(|record| record.tag == tag).map(|record| record.value);
        let Some(which) =
            data.records().position(|record| record.is(known) && record.tag != tag && Some(record.value) == named)
        else {
            return;
        };
        self.remove_at(which);
    }

    /// Removes one record, counted from 0.
    fn remove_at(&mut self, which: usize) {
        let mut at = 0usize;
        self.retain(0, |record| {
            let this = at == which;
            at = at.saturating_add(1);
            (!this).then_some(record.tag)
        });
    }
}
