//! The texts of an output.

use super::key::{Entry, Known};
use super::store::{Data, Records};

/// What a request set in some data, one after the other; and the name of a party behind that.
#[derive(Clone, Debug)]
pub(crate) struct Texts<'a> {
    records: [Records<'a>; 3],
    request: u16,
    party: Option<&'a str>,
}

impl<'a> Texts<'a> {
    pub fn new(data: [Data<'a>; 3], request: u16, party: Option<&'a str>) -> Self {
        Self { records: data.map(|data| data.records()), request, party }
    }
}

impl<'a> Iterator for Texts<'a> {
    type Item = Entry<'a>;

    #[inline(never)]
    fn next(&mut self) -> Option<Entry<'a>> {
        for record in self.records.iter_mut().flatten() {
            if record.tag == self.request
                && let Some(entry) = record.entry()
            {
                return Some(entry);
            }
        }
        self.party.take().map(|name| Entry::known(Known::Party, name))
    }
}
