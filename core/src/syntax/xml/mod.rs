//! XML 1.0, as far as records need it: elements, attributes and text.
//!
//! Out: no white space between elements; text escapes `& < >` and CR, attributes also `"`, TAB and LF. In: every
//! way to write the same, with comments, processing instructions and CDATA; a document type, an entity
//! beyond the five, an encoding that is not UTF-8, and characters that XML forbids are refused.

mod names;
mod reader;
mod text;

pub use names::{is_name, is_plain_name};
pub use reader::{Event, Place, Reader};

use super::{Label, Out, word};

/// The declaration that begins every document.
pub const DECLARATION: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// A character that XML cannot hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Forbidden;

/// Puts the text of an element.
pub fn put(out: &mut Out<'_>, text: &[u8]) -> Result<(), Forbidden> {
    out.escaped(text, special, |out, byte, after| match byte {
        b'&' | b'<' | b'>' | b'\r' | 0xEF | 0..0x09 | 0x0B..0x20 => escape(out, byte, after),
        _ => {
            out.byte(byte);
            Ok(())
        }
    })
}

/// Puts the value of an attribute without the quotes (`"`) around it.
pub fn put_attribute(out: &mut Out<'_>, text: &[u8]) -> Result<(), Forbidden> {
    out.escaped(text, |word| special(word) | word::is(word, b'"'), escape)
}

fn escape(out: &mut Out<'_>, byte: u8, after: &[u8]) -> Result<(), Forbidden> {
    let text: &[u8] = match byte {
        b'&' => b"&amp;",
        b'<' => b"&lt;",
        b'>' => b"&gt;",
        b'"' => b"&quot;",
        b'\t' => b"&#9;",
        b'\n' => b"&#10;",
        b'\r' => b"&#13;",
        0..0x20 => return Err(Forbidden),
        0xEF if matches!(after, [0xBF, 0xBE | 0xBF, ..]) => return Err(Forbidden),
        _ => &[byte],
    };
    out.put(text);
    Ok(())
}

/// Puts `<name>text</name>`.
pub fn put_element(out: &mut Out<'_>, name: &[u8], text: &[u8]) -> Result<(), Forbidden> {
    out.byte(b'<');
    out.put(name);
    out.byte(b'>');
    put(out, text)?;
    out.put(b"</");
    out.put(name);
    out.byte(b'>');
    Ok(())
}

/// Puts an element at once, as far as its value allows it: see [`Out::field`].
#[inline(always)]
pub fn quick_element(out: &mut Out<'_>, name: &Label, value: &[u8]) -> bool {
    let begun = out.field((b"<", b">", b"</"), name, value, quick);
    if begun && !out.field((b"", b">", b""), name, b"", |_| 0) {
        out.put(name.name());
        out.byte(b'>');
    }
    begun
}

/// The same with a name that is to be looked at.
#[inline(always)]
pub fn quick_own_element(out: &mut Out<'_>, name: &[u8], value: &[u8]) -> bool {
    let (Some(first), 1..=16) = (name.first(), name.len()) else { return false };
    first.is_ascii_alphabetic() && out.twice_framed((b"<", b">", b"</", b">"), name, not_plain, value, quick)
}

/// Stops at all but letters and digits: a name that begins with a letter and has no others is one.
#[inline]
const fn not_plain(word: u64) -> u64 {
    let letters = word::within(word | word::each(0x20), b'a', b'z');
    word::outside(letters | word::within(word, b'0', b'9')) | word::not_ascii(word)
}

/// Stops where a text needs escapes, and elsewhere at quotes and beyond ASCII: for texts that are put at once.
#[inline]
const fn quick(word: u64) -> u64 {
    let quote_and = ((word | word::each(0x04)) ^ word::each(b'&')).wrapping_sub(word::each(1));
    let angles = ((word | word::each(0x02)) ^ word::each(b'>')).wrapping_sub(word::each(1));
    word::not_ascii(quote_and | angles | word.wrapping_sub(word::each(0x20)) | word)
}

/// Stops at `& < >`, at control characters, and at the first byte of U+FFFE and U+FFFF.
const fn special(word: u64) -> u64 {
    let angles = word::is(word | word::each(b'>' ^ b'<'), b'<' | b'>');
    word::is(word, b'&') | angles | word::below(word, 0x20) | word::is(word, 0xEF)
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}
