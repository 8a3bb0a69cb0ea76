//! Well-known keys and their names.

use super::key::Known;
use crate::syntax::{Label, Piece, same, word};

/// Slots, a power of two.
const COUNT: usize = 64;
/// Names and keys, by the hash of the name.
static SLOTS: ([Label; COUNT], [Option<Known>; COUNT]) = slots();

/// Data keys: the first of [`Known::ALL`], numbered from 1.
pub const DATA: usize = 22;
static LABELS: [Label; DATA] = labels();
// A set of them is a word of bits.
const _: () = assert!(DATA < 32);

/// The number of the first and of the last key that applications do not see.
const HIDDEN: (u8, u8) = hidden();

/// Whether a key has this number.
#[inline(always)]
pub const fn is_number(code: u8) -> bool {
    code.wrapping_sub(1) < DATA as u8 || code.wrapping_sub(HIDDEN.0) <= HIDDEN.1.wrapping_sub(HIDDEN.0)
}

/// The name of the well-known data key of this number, to be put at once.
#[inline(always)]
pub fn label(code: u8) -> Option<&'static Label> {
    LABELS.get(usize::from(code).wrapping_sub(1))
}

/// The well-known data key of this name. Where words are short, the list is looked through: that is less code.
#[cfg_attr(target_pointer_width = "64", inline(always))]
pub fn find(name: Piece<'_>) -> Option<Known> {
    let text = name.text();
    if !word::WIDE {
        return Known::ALL.iter().take(DATA).copied().find(|known| same(known.name().as_bytes(), text));
    }
    let ([first, ..], [.., last]) = (text, text) else { return None };
    let slot = hash(*first, *last, text.len());
    if name.is(SLOTS.0.get(slot)?) { *SLOTS.1.get(slot)? } else { None }
}

/// Length, first and last byte tell the names apart: the table has no name twice in one slot.
const fn hash(first: u8, last: u8, length: usize) -> usize {
    (first as usize).wrapping_add((last as usize).wrapping_mul(5)).wrapping_add(length) % COUNT
}

#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated when it is compiled")]
const fn slots() -> ([Label; COUNT], [Option<Known>; COUNT]) {
    let (mut names, mut keys) = ([Label::new(""); COUNT], [None; COUNT]);
    let mut at = 0;
    while at < Known::ALL.len() {
        let known = Known::ALL[at];
        if known.is_data() {
            let name = known.name().as_bytes();
            let slot = hash(name[0], name[name.len() - 1], name.len());
            assert!(keys[slot].is_none(), "two names in one slot: choose another hash");
            (names[slot], keys[slot]) = (Label::new(known.name()), Some(known));
        }
        at += 1;
    }
    (names, keys)
}

#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated when it is compiled")]
const fn hidden() -> (u8, u8) {
    let (first, last) = (Known::ALL[DATA].code(), Known::ALL[Known::ALL.len() - 1].code());
    assert!(last - first == (Known::ALL.len() - 1 - DATA) as u8, "a gap in the numbers");
    (first, last)
}

#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated when it is compiled")]
const fn labels() -> [Label; DATA] {
    let mut labels = [Label::new(""); DATA];
    let mut at = 0;
    while at < DATA {
        let known = Known::ALL[at];
        assert!(known.code() as usize == at + 1 && !Known::ALL[DATA].is_data());
        labels[at] = Label::new(known.name());
        at += 1;
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_data_key_is_found_and_nothing_else() {
        for known in Known::ALL {
            assert_eq!(find(Piece::whole(known.name().as_bytes())), known.is_data().then_some(*known));
            assert_eq!(label(known.code()).is_some(), known.is_data());
        }
        for code in 0..=u8::MAX {
            assert_eq!(is_number(code), Known::from_code(code).is_some());
        }
        assert_eq!(find(Piece::whole(b"")), None);
        assert_eq!(find(Piece::whole(b"ani")), None);
    }
}
