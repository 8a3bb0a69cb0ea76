//! One writer and one pull reader for each syntax, with no names in them: url, xml, json, hex, postcard.
//!
//! A writer puts bytes into an [`Out`], clean runs whole, and counts on where the caller's buffer ends: so the
//! needed size comes out of the same pass. A reader walks over the caller's text once, gives what it meets
//! one after the other, and puts decoded texts straight where they go. What fails says why, and the reader where: at [`url::Reader::at`] and its like.

use core::ops::RangeInclusive;

pub mod hex;
pub mod json;
mod out;
mod piece;
pub mod postcard;
mod set;
pub mod url;
pub(crate) mod word;
pub mod xml;

pub use out::{Label, Out};
pub use piece::Piece;
pub(crate) use set::Set;
pub(crate) use word::BLOCK;
pub(crate) use word::same;

/// Why a text cannot be read, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Wrong {
    /// Offset in the text, in bytes.
    pub at: usize,
    /// What is wrong there.
    pub what: Fault,
}

/// What is wrong in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Fault {
    /// The text ends too early.
    End,
    /// A character that cannot stand here.
    Unexpected,
    /// Bytes that are not UTF-8.
    Utf8,
    /// An escape, reference or percent sign that means nothing.
    Escape,
    /// A character that the format cannot hold.
    Character,
    /// The key is empty, or no name in this syntax.
    Key,
    /// The key is longer than 255 bytes.
    KeyTooLong,
    /// The value is longer than 65,535 bytes.
    ValueTooLong,
    /// Deeper than the format goes.
    Nested,
    /// A document type, or an entity beyond the five.
    Entity,
    /// A text encoding that is not UTF-8.
    Encoding,
    /// An element, member or value that the format does not have.
    Unknown,
}

impl Fault {
    /// What is wrong, in words.
    pub const fn text(self) -> &'static str {
        match self {
            Self::End => "the text ends too early",
            Self::Unexpected => "this cannot stand here",
            Self::Utf8 => "not UTF-8",
            Self::Escape => "an escape that means nothing",
            Self::Character => "a character that the format cannot hold",
            Self::Key => "no key",
            Self::KeyTooLong => "the key is longer than 255 bytes",
            Self::ValueTooLong => "the value is longer than 65,535 bytes",
            Self::Nested => "deeper than the format goes",
            Self::Entity => "document types and entities are refused",
            Self::Encoding => "the encoding is not UTF-8",
            Self::Unknown => "the format does not have this",
        }
    }
}

impl core::fmt::Display for Fault {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.text())
    }
}

/// A name that a reader came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Name<'a> {
    /// It stands like this in the text.
    Plain(&'a [u8]),
    /// It was written with escapes, and put.
    Put,
    /// There is no further one.
    End,
}

/// What may stand before a text in UTF-8.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Whether a text is UTF-8.
pub(crate) fn is_utf8(text: &[u8]) -> bool {
    utf8(text).is_ok()
}

/// Whether the whole text is UTF-8; else where it is not. Mostly it is ASCII, and that goes by words.
pub(crate) fn utf8(text: &[u8]) -> Result<(), usize> {
    let mut rest = text.get(word::leading_ascii(text)..).unwrap_or(&[]);
    loop {
        let ascii = word::find(rest, word::not_ascii, |byte| !byte.is_ascii());
        rest = rest.get(ascii..).unwrap_or(&[]);
        let Some((first, after)) = rest.split_first() else { return Ok(()) };
        // Most are of two bytes.
        if let (0xC2..=0xDF, [0x80..=0xBF, after @ ..]) = (first, after) {
            rest = after;
            continue;
        }
        let behind = behind(*first).and_then(|(count, range)| {
            let (character, after) = after.split_at_checked(usize::from(count))?;
            let (second, others) = character.split_first()?;
            let good = range.contains(second) && others.iter().all(|byte| CONTINUES.contains(byte));
            if good { Some(after) } else { None }
        });
        match behind {
            Some(after) => rest = after,
            None => return Err(text.len().wrapping_sub(rest.len())),
        }
    }
}

/// What may stand behind the first byte of a character.
const CONTINUES: RangeInclusive<u8> = 0x80..=0xBF;

/// How many bytes follow the first one of a character beyond ASCII, and where the first of them lies: a character is not longer
/// than it must be, no half of a pair, and not beyond the last one.
#[inline]
const fn behind(first: u8) -> Option<(u8, RangeInclusive<u8>)> {
    match first {
        0xC2..=0xDF => Some((1, CONTINUES)),
        0xE0 => Some((2, 0xA0..=0xBF)),
        0xED => Some((2, 0x80..=0x9F)),
        0xE1..=0xEF => Some((2, CONTINUES)),
        0xF0 => Some((3, 0x90..=0xBF)),
        0xF1..=0xF3 => Some((3, CONTINUES)),
        0xF4 => Some((3, 0x80..=0x8F)),
        _ => None,
    }
}

/// Whether bytes that come one by one are UTF-8.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Characters {
    /// Bytes that the character still has, and between which two the next one lies.
    left: u8,
    low: u8,
    high: u8,
}

impl Characters {
    /// Takes the next byte; false when no character goes on like this.
    #[inline]
    pub(crate) fn put(&mut self, byte: u8) -> bool {
        let (left, range) = if self.left > 0 {
            if byte < self.low || byte > self.high {
                return false;
            }
            (self.left.wrapping_sub(1), CONTINUES)
        } else if byte.is_ascii() {
            return true;
        } else if let Some(behind) = behind(byte) {
            behind
        } else {
            return false;
        };
        *self = Self { left, low: *range.start(), high: *range.end() };
        true
    }

    /// Whether the last character is whole.
    pub(crate) const fn whole(self) -> bool {
        self.left == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ends of every range that a byte of a character can lie in.
    const ENDS: [u8; 22] = [
        0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0,
        0xF1, 0xF3, 0xF4, 0xF5,
    ];

    #[test]
    fn what_is_utf8_is_what_the_language_takes_for_it() {
        let pairs = ENDS.iter().flat_map(|first| ENDS.iter().map(move |second| [*first, *second]));
        for ([first, second], [third, fourth]) in
            pairs.clone().flat_map(|head| pairs.clone().map(move |tail| (head, tail)))
        {
            let text = [first, second, third, fourth];
            let said = core::str::from_utf8(&text).map(drop).map_err(|error| error.valid_up_to());
            assert_eq!(utf8(&text), said, "{text:?}");
            let mut characters = Characters::default();
            assert_eq!(text.iter().all(|byte| characters.put(*byte)) && characters.whole(), said.is_ok(), "{text:?}");
        }
    }
}
