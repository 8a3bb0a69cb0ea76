//! What stands in elements and attributes: texts with their references, and what is only passed over.

use super::super::{Fault, Out, hex, word};
use super::is_space;
use super::names::name;
use super::reader::Reader;

/// The longest reference that means a character, with some leading zeros.
const MAX_REFERENCE: usize = 16;

/// Text that stands for itself, and comments.
pub(super) const CDATA: &[u8] = b"<![CDATA[";
const CDATA_END: &[u8] = b"]]>";
const COMMENT_END: &[u8] = b"-->";

impl<'a> Reader<'a> {
    /// Reads the text of the element that opened last, to its end. No element may stand in it.
    pub fn text(&mut self, into: &mut Out<'_>) -> Result<(), Fault> {
        if self.empty {
            self.close();
            return Ok(());
        }
        loop {
            self.words(into);
            match self.rest() {
                [b'<', b'/', ..] => return self.end_tag(),
                [b'<', b'!', b'[', ..] => self.cdata(into)?,
                [b'<', b'!' | b'?', ..] => self.aside()?,
                [b'<', _, ..] => return Err(Fault::Nested),
                [b'<'] | [b']', b']', b'>', ..] => return Err(Fault::Unexpected),
                [b'&', ..] => self.reference(Some(into))?,
                _ => into.byte(self.plain(b'\n')?),
            }
        }
    }

    /// Puts what stands for itself, a word at a time where words are long; what may mean something else stays.
    #[inline(always)]
    fn words(&mut self, into: &mut Out<'_>) {
        while word::WIDE
            && let (Some(word), Some(to)) = (self.rest().first_chunk::<8>(), into.room::<8>())
        {
            // What is behind a stop is written once more.
            *to = *word;
            let clean = word::first(stops(u64::from_le_bytes(*word)));
            into.wrote(clean);
            self.step(clean);
            if clean < 8 {
                break;
            }
        }
    }

    /// Reads the value of the attribute that was named last, and puts it where it is wanted.
    pub fn value(&mut self, mut into: Option<&mut Out<'_>>) -> Result<(), Fault> {
        let quote = self.quote()?;
        while self.part_of_value(quote, into.as_deref_mut())? {}
        Ok(())
    }

    /// Passes over the value of the attribute that was named last; whether it is this one.
    pub fn attribute_is(&mut self, text: &[u8]) -> Result<bool, Fault> {
        let (quote, mut rest, mut part) = (self.quote()?, Some(text), [0; 4]);
        loop {
            let mut put = Out::new(&mut part);
            if !self.part_of_value(quote, Some(&mut put))? {
                return Ok(rest == Some(&[]));
            }
            let length = put.len();
            rest = rest.and_then(|rest| rest.strip_prefix(part.get(..length).unwrap_or(&[])));
        }
    }

    /// The quote that begins a value.
    #[inline(always)]
    fn quote(&mut self) -> Result<u8, Fault> {
        match self.rest().first() {
            Some(quote @ (b'"' | b'\'')) => {
                self.step(1);
                Ok(*quote)
            }
            _ => Err(self.unexpected()),
        }
    }

    /// Reads a byte or a reference; false at the end of the value.
    #[inline(always)]
    fn part_of_value(&mut self, quote: u8, into: Option<&mut Out<'_>>) -> Result<bool, Fault> {
        match self.rest() {
            [byte, ..] if *byte == quote => {
                self.step(1);
                return Ok(false);
            }
            [b'&', ..] => self.reference(into)?,
            [b'<', ..] => return Err(Fault::Unexpected),
            _ => {
                let byte = self.plain(b' ')?;
                if let Some(into) = into {
                    into.byte(byte);
                }
            }
        }
        Ok(true)
    }

    /// Reads a byte that stands for itself. White space of lines becomes `line`: in an attribute that is a space.
    #[inline(always)]
    fn plain(&mut self, line: u8) -> Result<u8, Fault> {
        let (byte, length) = match self.rest() {
            [] => return Err(Fault::End),
            [b'\r', b'\n', ..] => (line, 2),
            [b'\r' | b'\n', ..] => (line, 1),
            [b'\t', ..] if line == b' ' => (line, 1),
            [b'\t', ..] => (b'\t', 1),
            [0..0x20, ..] | [0xEF, 0xBF, 0xBE | 0xBF, ..] => return Err(Fault::Character),
            [byte, ..] => (*byte, 1),
        };
        self.step(length);
        Ok(byte)
    }

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn cdata(&mut self, into: &mut Out<'_>) -> Result<(), Fault> {
        if !self.rest().starts_with(CDATA) {
            return Err(Fault::Unexpected);
        }
        self.step(CDATA.len());
        loop {
            self.words(into);
            if self.rest().starts_with(CDATA_END) {
                self.step(CDATA_END.len());
                return Ok(());
            }
            into.byte(self.plain(b'\n')?);
        }
    }

    /// Reads `&lt;` and its kin, `&#10;` and `&#xA;`, and puts the character where it is wanted.
    fn reference(&mut self, into: Option<&mut Out<'_>>) -> Result<(), Fault> {
        let rest = self.rest();
        let (character, length) = match rest {
            [b'&', b'l', b't', b';', ..] => ('<', 4),
            [b'&', b'g', b't', b';', ..] => ('>', 4),
            [b'&', b'a', b'm', b'p', b';', ..] => ('&', 5),
            [b'&', b'q', b'u', b'o', b't', b';', ..] => ('"', 6),
            [b'&', b'a', b'p', b'o', b's', b';', ..] => ('\'', 6),
            _ => {
                let end = rest.iter().take(MAX_REFERENCE).position(|byte| *byte == b';').ok_or(Fault::Escape)?;
                let (digits, base) = match rest.get(1..end).unwrap_or(&[]) {
                    [b'#', b'x', digits @ ..] => (digits, 16),
                    [b'#', digits @ ..] => (digits, 10),
                    _ => return Err(Fault::Entity),
                };
                (coded(digits, base)?, end.wrapping_add(1))
            }
        };
        self.step(length);
        if let Some(into) = into {
            into.character(character);
        }
        Ok(())
    }

    /// A comment or an instruction; anything else that begins like this is refused.
    pub(super) fn aside(&mut self) -> Result<(), Fault> {
        let rest = self.rest();
        if rest.starts_with(b"<!--") {
            self.step(4);
            return self.pass(COMMENT_END);
        }
        if !rest.starts_with(b"<?") {
            return Err(if rest.starts_with(b"<!DOCTYPE") { Fault::Entity } else { Fault::Unexpected });
        }
        let name = name(rest.get(2..).unwrap_or(&[]));
        let ended = match self.rest().get(name.len().wrapping_add(2)..) {
            Some([byte, ..]) if is_space(*byte) => true,
            Some([b'?', b'>', ..]) => true,
            _ => false,
        };
        if name.is_empty() || name.eq_ignore_ascii_case(b"xml") || !ended {
            return Err(Fault::Unexpected);
        }
        self.step(2);
        self.pass(b"?>")
    }

    /// Passes over what stands before this end, and the end.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn pass(&mut self, end: &[u8]) -> Result<(), Fault> {
        while !self.rest().starts_with(end) {
            // In a comment, two dashes are its end and nothing else.
            if self.rest().starts_with(b"--") && end == COMMENT_END {
                return Err(Fault::Unexpected);
            }
            self.plain(b'\n')?;
        }
        self.step(end.len());
        Ok(())
    }

    /// Passes over the element that opened last, whatever is in it, to its end. Names are not compared: this
    /// is somebody else's content.
    pub fn skip(&mut self) -> Result<(), Fault> {
        let mut inside = 0usize;
        if self.empty {
            self.close();
            return Ok(());
        }
        loop {
            self.next_tag();
            match self.rest() {
                [] => return Err(Fault::End),
                [b'<', b'/', ..] if inside == 0 => return self.end_tag(),
                [b'<', b'/', ..] => {
                    self.tag()?;
                    inside = inside.wrapping_sub(1);
                }
                [b'<', b'!' | b'?', ..] => self.no_tag()?,
                _ => inside = inside.wrapping_add(usize::from(self.tag()?)),
            }
        }
    }

    /// Passes over what begins like a tag and is none.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn no_tag(&mut self) -> Result<(), Fault> {
        if self.rest().starts_with(CDATA) {
            self.step(CDATA.len());
            return self.pass(CDATA_END);
        }
        self.aside()
    }

    /// Goes to where a tag may begin.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn next_tag(&mut self) {
        self.step(word::find(self.rest(), |word| word::is(word, b'<'), |byte| byte == b'<'));
    }

    /// Passes over a tag; whether something stands in the element.
    fn tag(&mut self) -> Result<bool, Fault> {
        let (mut quote, mut before) = (0, 0);
        while let Some(&byte) = self.rest().first() {
            self.step(1);
            if quote != 0 {
                quote = if byte == quote { 0 } else { quote };
            } else if byte == b'>' {
                return Ok(before != b'/');
            } else if matches!(byte, b'"' | b'\'') {
                quote = byte;
            }
            before = byte;
        }
        Err(Fault::End)
    }
}

/// Stops at what may mean something else, or nothing.
#[inline(always)]
const fn stops(word: u64) -> u64 {
    let marks = word::is(word, b'&') | word::is(word, b'<') | word::is(word, b']');
    marks | word::below(word, 0x20) | word::is(word, 0xEF)
}

/// The character that a number means, if XML allows it.
#[inline(always)]
fn coded(digits: &[u8], base: u32) -> Result<char, Fault> {
    if digits.is_empty() {
        return Err(Fault::Escape);
    }
    let mut code = 0u32;
    for digit in digits {
        let digit = hex::value(*digit).map(u32::from).filter(|digit| *digit < base).ok_or(Fault::Escape)?;
        code = code.checked_mul(base).and_then(|code| code.checked_add(digit)).ok_or(Fault::Escape)?;
    }
    match char::from_u32(code) {
        None | Some('\0'..='\x08' | '\x0B' | '\x0C' | '\x0E'..='\x1F' | '\u{FFFE}' | '\u{FFFF}') => {
            Err(Fault::Character)
        }
        Some(character) => Ok(character),
    }
}
