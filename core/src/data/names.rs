//! The well-known key of a name, without looking through the list.

use super::key::Known;
use crate::syntax::same;

/// Slots, a power of two, well above the number of names.
const SLOTS: usize = 128;
/// Places in [`Known::ALL`], counted from 1, by hash of the name; 0 is empty.
const TABLE: [u8; SLOTS] = table();

/// The well-known data key of this name.
pub fn find(name: &[u8]) -> Option<Known> {
    let [.., last] = name else { return None };
    let [first, ..] = name else { return None };
    let mut slot = hash(*first, *last, name.len());
    loop {
        let place = usize::from(*TABLE.get(slot)?);
        let known = *Known::ALL.get(place.wrapping_sub(1))?;
        if same(known.name().as_bytes(), name) {
            return Some(known);
        }
        slot = slot.wrapping_add(1) % SLOTS;
    }
}

/// Length, first and last byte tell the names apart well enough.
const fn hash(first: u8, last: u8, length: usize) -> usize {
    let sum = (first as usize).wrapping_mul(5).wrapping_add((last as usize).wrapping_mul(3));
    sum.wrapping_add(length.wrapping_mul(7)) % SLOTS
}

#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated when it is compiled")]
const fn table() -> [u8; SLOTS] {
    let mut table = [0; SLOTS];
    let mut at = 0;
    while at < Known::ALL.len() {
        let known = Known::ALL[at];
        if known.is_data() {
            let name = known.name().as_bytes();
            let mut slot = hash(name[0], name[name.len() - 1], name.len());
            while table[slot] != 0 {
                slot = (slot + 1) % SLOTS;
            }
            table[slot] = at as u8 + 1;
        }
        at += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_data_key_is_found_and_nothing_else() {
        for known in Known::ALL {
            assert_eq!(find(known.name().as_bytes()), known.is_data().then_some(*known));
        }
        assert_eq!(find(b""), None);
        assert_eq!(find(b"ani"), None);
    }
}
