//! Texts of a script that may stand in a page.

use crate::syntax::{Out, json};

/// Puts what is between the quotes: nothing in it ends a script element, or a line in older engines.
#[inline(never)]
pub(super) fn put(out: &mut Out<'_>, text: &[u8]) {
    let mut rest = text;
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'<' | 0xE2)) {
        let (clean, dirty) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        json::put(out, clean);
        rest = escaped(out, dirty);
    }
    json::put(out, rest);
}

/// Puts what the text begins with, and gives what follows.
#[inline(never)]
fn escaped<'t>(out: &mut Out<'_>, text: &'t [u8]) -> &'t [u8] {
    let (length, escaped): (usize, &[u8]) = match text {
        [b'<', ..] => (1, b"\\u003c"),
        [0xE2, 0x80, 0xA8, ..] => (3, b"\\u2028"),
        [0xE2, 0x80, 0xA9, ..] => (3, b"\\u2029"),
        _ => (1, b"\xE2"),
    };
    escaped.iter().for_each(|byte| out.byte(*byte));
    text.get(length..).unwrap_or(&[])
}

/// Puts a word of letters in small ones or in capitals.
#[inline(never)]
pub(super) fn put_word(out: &mut Out<'_>, word: &[u8], small: bool) {
    let case = if small { u8::to_ascii_lowercase } else { u8::to_ascii_uppercase };
    word.iter().for_each(|letter| out.byte(case(letter)));
}
