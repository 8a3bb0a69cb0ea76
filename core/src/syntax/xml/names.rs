//! Names of elements and attributes (XML 1.0, 2.3).

use super::super::{Set, word};

/// Whether a text is of letters and digits, and a letter comes first: the most usual of names.
#[inline]
pub fn is_plain_name(text: &[u8]) -> bool {
    text.first().is_some_and(u8::is_ascii_alphabetic) && word::is_alphanumeric(text)
}

/// Whether this is a name that an element can have, without a colon, which would begin a namespace.
#[inline(always)]
pub fn is_name(text: &[u8]) -> bool {
    !text.contains(&b':') && !text.is_empty() && name_length(text) == text.len()
}

/// What of ASCII stands in names.
const IN_NAMES: Set = Set::of(&[(b'A', b'Z'), (b'a', b'z'), (b'0', b':'), (b'-', b'.'), (b'_', b'_')]);

/// Length of the name that the text begins with.
pub(super) fn name_length(text: &[u8]) -> usize {
    if let None | Some(b'0'..=b'9' | b'-' | b'.') = text.first() {
        return 0;
    }
    let mut at = 0usize;
    loop {
        if word::WIDE {
            at = at.wrapping_add(word::find(text.get(at..).unwrap_or(&[]), word::not_alphanumeric, |_| true));
        }
        while text.get(at).is_some_and(|byte| IN_NAMES.has(*byte)) {
            at = at.wrapping_add(1);
        }
        if text.get(at).is_none_or(u8::is_ascii) {
            return at;
        }
        match character(text.get(at..).unwrap_or(&[])) {
            Some(character) if in_name(character, at == 0) => at = at.wrapping_add(character.len_utf8()),
            _ => return at,
        }
    }
}

/// The character that the text begins with: its first byte says how long it is.
fn character(text: &[u8]) -> Option<char> {
    let length = text.first()?.leading_ones() as usize;
    core::str::from_utf8(text.get(..length)?).ok()?.chars().next()
}

/// What beyond ASCII stands in names: ranges, each from a character up to the next one given.
const LETTERS: [u32; 24] = [
    0xC0, 0xD7, 0xD8, 0xF7, 0xF8, 0x300, 0x370, 0x37E, 0x37F, 0x2000, 0x200C, 0x200E, 0x2070, 0x2190, 0x2C00, 0x2FF0,
    0x3001, 0xD800, 0xF900, 0xFDD0, 0xFDF0, 0xFFFE, 0x1_0000, 0xF_0000,
];

/// Whether a character beyond ASCII stands in names, or at their beginning.
fn in_name(character: char, first: bool) -> bool {
    let letter = LETTERS.iter().take_while(|from| **from <= u32::from(character)).count() % 2 == 1;
    letter || !first && matches!(character, '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}
