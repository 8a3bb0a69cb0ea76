//! Names of elements and attributes (XML 1.0, 2.3).

use super::super::{Set, word};

/// Whether this is a name that an element can have, without a colon, which would begin a namespace.
#[inline(always)]
pub fn is_name(text: &[u8]) -> bool {
    !text.contains(&b':') && !text.is_empty() && name(text).len() == text.len()
}

/// What of ASCII stands in names.
const IN_NAMES: Set = Set::of(&[(b'A', b'Z'), (b'a', b'z'), (b'0', b':'), (b'-', b'.'), (b'_', b'_')]);

/// The name that the text begins with.
pub(super) fn name(text: &[u8]) -> &[u8] {
    if let None | Some(b'0'..=b'9' | b'-' | b'.') = text.first() {
        return &[];
    }
    let mut rest = text;
    loop {
        if word::WIDE {
            rest = past(rest, word::find(rest, word::not_alphanumeric, |_| true));
        }
        while let Some((byte, after)) = rest.split_first()
            && IN_NAMES.has(*byte)
        {
            rest = after;
        }
        if let [0x80..=0xFF, ..] = rest
            && let (character, length) = character(rest)
            && in_name(character, rest.len() == text.len())
        {
            rest = past(rest, length);
        } else {
            return text.get(..text.len().wrapping_sub(rest.len())).unwrap_or(&[]);
        }
    }
}

fn past(text: &[u8], length: usize) -> &[u8] {
    text.get(length..).unwrap_or(&[])
}

/// The character beyond ASCII that the text begins with, and its length. The text is UTF-8: the first byte says how long
/// it is, and each byte behind it has six bits of it.
fn character(text: &[u8]) -> (u32, usize) {
    let length = text.first().map_or(0, |first| first.leading_ones());
    let bits = |code: u32, byte: &u8| code << 6 | u32::from(*byte) & 0x3F;
    let code = text.iter().take(length as usize).fold(0, bits);
    // What the first byte says of the length lies above.
    (code & !u32::MAX.wrapping_shl(length.wrapping_mul(5).wrapping_add(1)), length as usize)
}

/// What beyond ASCII stands in names: ranges, each from a character up to the next one given.
const LETTERS: [u32; 24] = [
    0xC0, 0xD7, 0xD8, 0xF7, 0xF8, 0x300, 0x370, 0x37E, 0x37F, 0x2000, 0x200C, 0x200E, 0x2070, 0x2190, 0x2C00, 0x2FF0,
    0x3001, 0xD800, 0xF900, 0xFDD0, 0xFDF0, 0xFFFE, 0x1_0000, 0xF_0000,
];

/// Whether a character beyond ASCII stands in names, or at their beginning.
fn in_name(character: u32, first: bool) -> bool {
    let letter = LETTERS.iter().take_while(|from| **from <= character).count() % 2 == 1;
    letter || !first && matches!(character, 0xB7 | 0x300..=0x36F | 0x203F..=0x2040)
}
