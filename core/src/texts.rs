//! The texts of an output, one after the other.

use crate::data::{Data, Entry, Key, Known, Records};
use crate::output::{Output, What};
use crate::station::Station;

/// What the output's request set in its two calls and among the station's own texts, then who came or left.
pub(crate) struct Texts<'a> {
    lists: [Records<'a>; 3],
    request: u16,
    party: Option<&'a str>,
}

impl<'a> Texts<'a> {
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub fn of(station: &'a Station<'_>, output: &Output) -> Self {
        let request = if output.what.is_command() { output.request } else { 0 };
        let of = |id| if request == 0 { Data::default() } else { station.data(id).unwrap_or_default() };
        let own = if request == 0 || !output.call.is_none() { Data::default() } else { station.own() };
        let party = if output.what == What::Party { station.data(output.call) } else { None };
        Self {
            lists: [of(output.call).records(), of(output.other).records(), own.records()],
            request,
            party: party.and_then(|data| data.known(Known::Who)),
        }
    }
}

impl<'a> Iterator for Texts<'a> {
    type Item = Entry<'a>;

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn next(&mut self) -> Option<Entry<'a>> {
        for list in &mut self.lists {
            for record in list {
                if record.tag == self.request
                    && let Some(entry) = record.entry()
                {
                    return Some(entry);
                }
            }
        }
        self.party.take().map(|name| Entry { key: Key::Known(Known::Party), value: name })
    }
}
