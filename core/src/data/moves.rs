//! Entries that change their key, their request or their call: the parties of a conference, and the texts of a request that is over.

use super::edit::DataMut;
use super::error::DataError;
use super::key::Known;
use super::record::{GOES, HEADER, Head, Record};
use super::store::Data;
use crate::bytes::shift;

impl DataMut<'_> {
    /// Removes one entry of a repeated well-known key, the first with this value; whether there was one.
    pub fn remove_value(&mut self, known: Known, value: &str) -> bool {
        let data = self.data();
        let mut at = data.find_known(0, known);
        while at < self.len() && data.value(at) != value.as_bytes() {
            at = data.find_known(at.wrapping_add(data.size(at)), known);
        }
        self.cut(at)
    }

    /// Puts a well-known entry at the end, in the stead of those of its key; without room it is left out.
    pub(crate) fn renew(&mut self, known: Known, value: &str) {
        let record = Record { known: Some(known), ..Record::new(value, 0) };
        self.drop_all(&record);
        let _ = self.make_room(self.len().saturating_add(record.size())).and_then(|_| self.append(&record));
    }

    /// Puts the value of one well-known key at the end once more, under another.
    pub fn duplicate(&mut self, from: Known, to: Known) -> Result<(), DataError> {
        let data = self.data();
        let (at, end) = (data.find_known(0, from), data.bytes().len());
        let size = data.size(at);
        if size > self.room() {
            return Err(DataError::NoRoom);
        }
        if size > 0 {
            shift(self.bytes, at, size, end);
            self.set_len(end.wrapping_add(size));
            self.relabel(end, to);
        }
        Ok(())
    }

    /// Puts what another call gives at the end, under the number of this request: its parties, or else what travels and is not
    /// here. What does not fit is left out; whether all did.
    #[inline(never)]
    pub(crate) fn take(&mut self, source: Data<'_>, parties: bool, tag: u16) -> bool {
        let (mut records, mut all) = (source.records(), true);
        while let Some(record) = &mut records.next() {
            let goes = if parties { record.is(Known::Party) } else { record.travels() };
            if goes && (parties || self.data().find(0, record) == self.len()) {
                record.tag = tag;
                all &= self.append(record).is_ok();
            }
        }
        all
    }

    /// Makes the first entry of one well-known key an entry of another, in the other's stead.
    pub fn rename(&mut self, from: Known, to: Known) {
        if self.data().find_known(0, from) < self.len() {
            self.drop_all(&Record { known: Some(to), ..Record::new("", 0) });
            self.relabel(self.data().find_known(0, from), to);
        }
    }

    /// The record at `at` stands under this key, and belongs to no request.
    fn relabel(&mut self, at: usize, known: Known) {
        self.release(at);
        if let Some([_, _, _, _, _, _, number, _]) =
            self.bytes.get_mut(at..).and_then(<[u8]>::first_chunk_mut::<HEADER>)
        {
            *number = known.code();
        }
    }

    /// The request of this number is over: the texts that only it needed go, its entries stay.
    pub fn end(&mut self, tag: u16) {
        if tag != 0 {
            self.give_up(tag, false);
        }
    }

    /// The request of this number is over, and its texts stay; those that are there already, once.
    pub fn keep(&mut self, tag: u16) {
        let mut at = 0usize;
        while let Some(head) = self.data().head(at) {
            if head.tag() == tag && self.says(0, at) {
                self.mark(at);
            }
            at = at.wrapping_add(head.size());
        }
        self.give_up(tag, true);
    }

    /// What this request set belongs to nobody now; texts of requests stay or go. So does what is marked.
    fn give_up(&mut self, tag: u16, texts_stay: bool) {
        let (mut at, mut gap) = (0usize, texts_stay);
        while let Some(head) = self.data().head(at) {
            if head.tag() == tag {
                if texts_stay || head.is_data() {
                    self.release(at);
                } else {
                    self.mark(at);
                    gap = true;
                }
            }
            at = at.wrapping_add(head.size());
        }
        if gap {
            self.close(0, GOES);
        }
    }

    /// Removes the entry of a repeated well-known key whose value this request names.
    pub fn remove_same(&mut self, known: Known, tag: u16) {
        let mut at = 0usize;
        while let Some(head) = self.data().head(at) {
            if head.tag() != tag && head.number() == known.code() && head.removed() == 0 && self.says(tag, at) {
                self.cut(at);
                return;
            }
            at = at.wrapping_add(head.size());
        }
    }

    /// Whether this request says the same as the record at `at`: the same value under the same well-known key.
    fn says(&self, tag: u16, at: usize) -> bool {
        let data = self.data();
        let (mut other, number) = (0usize, data.head(at).map(Head::number));
        while let Some(head) = data.head(other) {
            if head.tag() == tag && Some(head.number()) == number && data.value(other) == data.value(at) {
                return true;
            }
            other = other.wrapping_add(head.size());
        }
        false
    }

    /// Removes the record at `at`; whether there was one.
    fn cut(&mut self, at: usize) -> bool {
        let size = self.data().size(at);
        self.splice(at, size, 0);
        size > 0
    }

    /// The record at `at` belongs to no request.
    fn release(&mut self, at: usize) {
        if let Some([_, _, t0, t1, ..]) = self.bytes.get_mut(at..).and_then(<[u8]>::first_chunk_mut::<HEADER>) {
            (*t0, *t1) = (0, 0);
        }
    }
}
