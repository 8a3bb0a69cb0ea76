//! The well-known key of a name, without looking through the list.

use super::key::Known;

/// Slots, a power of two, well above the number of names.
const SLOTS: usize = 128;
/// Codes of the well-known keys by hash of the name; 0 is empty.
const TABLE: [u8; SLOTS] = table();

/// The well-known data key of this name.
pub fn find(name: &[u8]) -> Option<Known> {
    let mut slot = hash(name);
    loop {
        let known = Known::from_code(*TABLE.get(slot)?)?;
        if known.name().as_bytes() == name {
            return Some(known);
        }
        slot = slot.wrapping_add(1) % SLOTS;
    }
}

/// Length, first and last byte tell the names apart well enough.
#[allow(clippy::indexing_slicing, reason = "the first and the last byte of a text that is not empty")]
const fn hash(name: &[u8]) -> usize {
    if name.is_empty() {
        return 0;
    }
    let last = name.len().wrapping_sub(1);
    let middle = name[last / 2] as usize;
    let sum = (name[0] as usize).wrapping_mul(5).wrapping_add((name[last] as usize).wrapping_mul(3)).wrapping_add(middle);
    sum.wrapping_add(name.len().wrapping_mul(7)) % SLOTS
}

#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated when it is compiled")]
const fn table() -> [u8; SLOTS] {
    let mut table = [0; SLOTS];
    let mut at = 0;
    while at < Known::ALL.len() {
        let known = Known::ALL[at];
        if known.is_data() {
            let mut slot = hash(known.name().as_bytes());
            while table[slot] != 0 {
                slot = (slot + 1) % SLOTS;
            }
            table[slot] = known.code();
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
