//! XML 1.0, as far as records need it: elements, attributes and text.
//!
//! Out: no white space between elements; text escapes `& < >` and CR, attributes also `"`, TAB and LF. In: every
//! way to write the same, with comments, processing instructions and CDATA; a document type, an entity
//! beyond the five, an encoding that is not UTF-8, and characters that XML forbids are refused.

mod names;
mod reader;
mod text;

pub use names::is_name;
pub use reader::{Event, Place, Reader};

use super::{Label, Out, word};

/// The declaration that begins every document.
pub const DECLARATION: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// A character that XML cannot hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Forbidden;

/// Puts the text of an element.
#[inline(always)]
pub fn put(out: &mut Out<'_>, text: &[u8]) -> Result<(), Forbidden> {
    put_text(out, text, false)
}

/// Puts the value of an attribute without the quotes (`"`) around it.
#[inline(always)]
pub fn put_attribute(out: &mut Out<'_>, text: &[u8]) -> Result<(), Forbidden> {
    put_text(out, text, true)
}

fn put_text(out: &mut Out<'_>, text: &[u8], attribute: bool) -> Result<(), Forbidden> {
    let quotes = if attribute { u64::MAX } else { 0 };
    let test = |word| special(word) | word::is(word, b'"') & quotes;
    out.escaped(text, test, |out, byte, after| {
        let escape: &[u8] = match byte {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'\r' => b"&#13;",
            b'"' if attribute => b"&quot;",
            b'\t' if attribute => b"&#9;",
            b'\n' if attribute => b"&#10;",
            0..0x09 | 0x0B..0x20 => return Err(Forbidden),
            0xEF if matches!(after, [0xBF, 0xBE | 0xBF, ..]) => return Err(Forbidden),
            _ => {
                out.byte(byte);
                return Ok(());
            }
        };
        // Where words are short, nothing is under this on the stack.
        if word::WIDE {
            out.put(escape);
        } else {
            escape.iter().for_each(|byte| out.byte(*byte));
        }
        Ok(())
    })
}

/// Puts `<name>text</name>`.
#[inline(always)]
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

/// Puts an element at once, as far as its value allows it: see [`Out::field_twice`].
#[inline(always)]
pub fn quick_element(out: &mut Out<'_>, name: &Label, value: &[u8]) -> bool {
    out.field_twice((b"<", b">", b"</", b">"), name, value, not_plain)
}

/// The same with a name that is to be looked at.
#[inline(always)]
pub fn quick_own_element(out: &mut Out<'_>, name: &[u8], value: &[u8]) -> bool {
    let (Some(first), 1..=16) = (name.first(), name.len()) else { return false };
    first.is_ascii_alphabetic()
        && out.twice_framed((b"<", b">", b"</", b">"), name, word::no_letter_or_digit, value, not_plain)
}

/// What needs escapes, and what is beyond ASCII.
#[inline(always)]
fn not_plain(byte: u8) -> bool {
    (byte == b'&') | (byte | 2 == b'>') | ((byte as i8) < 0x20)
}

/// Stops where a text needs escapes, and elsewhere beyond ASCII: for texts that are put at once.
#[inline]
const fn quick(word: u64) -> u64 {
    let angles = word::is_or_beyond(word | word::each(b'>' ^ b'<'), b'>');
    let control = word::not_ascii(word.wrapping_sub(word::each(0x20)) | word);
    word::is_or_beyond(word, b'&') | angles | control
}

/// Stops where a tag ends, and perhaps beyond ASCII.
pub const fn tag_ends(word: u64) -> u64 {
    word::is_or_beyond(word, b'>')
}

/// Stops at `& < >`, at control characters, and at the first byte of U+FFFE and U+FFFF.
const fn special(word: u64) -> u64 {
    let angles = word::is(word | word::each(b'>' ^ b'<'), b'<' | b'>');
    word::is(word, b'&') | angles | word::below(word, 0x20) | word::is(word, 0xEF)
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}
