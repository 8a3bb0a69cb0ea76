//! The quick way of what a signal says: most of it is new to the call.

use super::edit::DataMut;
use super::key::{Entry, Key, Known};
use super::names;
use super::record::Record;
use super::store::Data;
use crate::syntax::{Piece, word};

/// Tells which of a signal's entries are new to a call and stand only once among them: these need not be looked for. Where
/// words are short it knows of none, and no code is spent on it.
///
/// Keys are sets of bits: a well-known key has one of its own, the others share the rest. So what is told may be less than
/// there is, and is never wrong.
pub(super) struct Quick {
    held: u64,
    repeated: u64,
}

impl Quick {
    #[inline]
    pub fn new(data: Data<'_>, entries: &[Entry<'_>]) -> Self {
        let (mut held, mut once, mut repeated) = (0, 0, 0);
        if word::WIDE {
            for record in data.records() {
                held |= bit(record.known, record.name);
            }
            for entry in entries {
                let bit = bit_of(&entry.key);
                repeated |= once & bit;
                once |= bit;
            }
        }
        Self { held, repeated }
    }

    /// Puts an entry at the end, if it is one of those and there is room. Asked once of each, in order.
    #[inline(always)]
    pub fn add(&mut self, data: &mut DataMut<'_>, entry: &Entry<'_>) -> bool {
        if !word::WIDE {
            return false;
        }
        let bit = bit_of(&entry.key);
        let new = (self.held | self.repeated) & bit == 0;
        self.held |= bit;
        new && match entry.key {
            Key::Known(known) => data.append(&Record { known: Some(known), ..Record::new(entry.value, 0) }).is_ok(),
            _ => data.add(entry.key, entry.value, 0).is_ok(),
        }
    }
}

#[inline(always)]
fn bit_of(key: &Key<'_>) -> u64 {
    match *key {
        Key::Known(known) => bit(Some(known), &[]),
        Key::Own { app: "", name } => bit(names::find(Piece::whole(name.as_bytes())), name.as_bytes()),
        Key::Own { name, .. } => bit(None, name.as_bytes()),
    }
}

/// Bit 0 is of the keys that applications do not see, those from 32 on are shared by the last letter of a name.
#[inline(always)]
fn bit(known: Option<Known>, name: &[u8]) -> u64 {
    let place = match (known, name.last()) {
        (Some(known), _) if known.is_data() => known.code(),
        (None, Some(last)) => 32 | (last % 32),
        _ => 0,
    };
    1u64.wrapping_shl(place.into())
}
