//! What stands in elements and attributes: texts with their references, and what is only passed over.

use super::super::{Out, What, hex, word};
use super::is_space;
use super::names::name_length;
use super::reader::Reader;

/// The longest reference that means a character, with some leading zeros.
const MAX_REFERENCE: usize = 16;

impl<'a> Reader<'a> {
    /// Reads the text of the element that opened last, to its end. No element may stand in it.
    pub fn text(&mut self, into: &mut Out<'_>) -> Result<(), What> {
        if self.empty {
            self.close();
            return Ok(());
        }
        loop {
            let rest = self.rest();
            if word::WIDE
                && let (Some(word), Some(to)) = (rest.first_chunk::<8>(), into.room::<8>())
            {
                // What is behind a stop is written once more.
                *to = *word;
                let clean = word::first(self.stops(u64::from_le_bytes(*word), b']'));
                if clean > 0 {
                    into.wrote(clean);
                    self.step(clean);
                    continue;
                }
            }
            match rest {
                [b'<', b'/', ..] => return self.end_tag(),
                [b'<', b'!', b'[', ..] => self.cdata(into)?,
                [b'<', b'!' | b'?', ..] => self.aside()?,
                [b'<', _, ..] => return Err(What::Nested),
                [b'<'] => return Err(What::Unexpected),
                [b'&', ..] => {
                    let character = self.reference()?;
                    match u8::try_from(character) {
                        Ok(byte @ 0..0x80) => into.byte(byte),
                        _ => into.put(character.encode_utf8(&mut [0; 4]).as_bytes()),
                    }
                }
                [b']', ..] => {
                    let brackets = self.brackets(into);
                    if brackets >= 2 && self.rest().first() == Some(&b'>') {
                        return Err(self.fail(self.at.wrapping_sub(2), What::Unexpected));
                    }
                }
                _ => self.plain(into)?,
            }
        }
    }

    /// Reads the value of the attribute that was named last.
    pub fn attribute_value(&mut self, into: &mut Out<'_>) -> Result<(), What> {
        self.value(into, b"").map(|_| ())
    }

    /// Passes over the value of the attribute that was named last; whether it is this one.
    pub fn attribute_is(&mut self, text: &[u8]) -> Result<bool, What> {
        self.value(&mut Out::new(&mut []), text)
    }

    /// Reads the value of an attribute, and compares it.
    fn value(&mut self, into: &mut Out<'_>, text: &[u8]) -> Result<bool, What> {
        let quote = match self.rest().first() {
            Some(quote @ (b'"' | b'\'')) => *quote,
            _ => return Err(self.unexpected()),
        };
        self.step(1);
        let mut same = Some(text);
        loop {
            let mut buffer = [0; 4];
            let (first, run): (&[u8], &[u8]) = match self.rest() {
                [byte, ..] if *byte == quote => {
                    self.step(1);
                    return Ok(same == Some(&[]));
                }
                [b'&', ..] => (self.reference()?.encode_utf8(&mut buffer).as_bytes(), &[]),
                [b'<', ..] => return Err(What::Unexpected),
                _ => {
                    let (byte, run) = self.character(quote, b' ')?;
                    buffer = [byte; 4];
                    (buffer.get(..1).unwrap_or(&[]), run)
                }
            };
            into.put(first);
            into.put(run);
            same = same.and_then(|same| same.strip_prefix(first)).and_then(|same| same.strip_prefix(run));
        }
    }

    /// Reads a character that stands for itself, and those behind it up to one that may not, or `end`. White space of
    /// lines becomes `line`: in an attribute that is a space.
    fn character(&mut self, end: u8, line: u8) -> Result<(u8, &'a [u8]), What> {
        let rest = self.rest();
        let (byte, length) = match rest {
            [] => return Err(What::End),
            [b'\r', b'\n', ..] => (line, 2),
            [b'\r' | b'\n', ..] => (line, 1),
            [b'\t', ..] if line == b' ' => (line, 1),
            [b'\t', ..] => (b'\t', 1),
            [0..0x20, ..] | [0xEF, 0xBF, 0xBE | 0xBF, ..] => return Err(What::Character),
            [byte, ..] => (*byte, 1),
        };
        if byte >= 0x80 {
            self.check()?;
        }
        let after = rest.get(length..).unwrap_or(&[]);
        let stop = |byte| matches!(byte, b'&' | b'<' | 0..0x20 | 0xEF) || byte == end || byte >= 0x80 && !self.checked;
        let run = word::find(after, |word| self.stops(word, end), stop);
        self.step(length.wrapping_add(run));
        Ok((byte, after.get(..run).unwrap_or(&[])))
    }

    /// Stops at what may mean something else, or nothing; and beyond ASCII, as long as nobody has looked whether it is UTF-8.
    #[inline(always)]
    fn stops(&self, word: u64, end: u8) -> u64 {
        let marks = word::is(word, b'&') | word::is(word, b'<') | word::is(word, end);
        let beyond = if self.checked { 0 } else { u64::MAX };
        marks | word::below(word, 0x20) | word::is(word, 0xEF) | word::not_ascii(word) & beyond
    }

    /// Puts characters that stand for themselves.
    fn plain(&mut self, into: &mut Out<'_>) -> Result<(), What> {
        let (byte, run) = self.character(b']', b'\n')?;
        into.byte(byte);
        into.put(run);
        Ok(())
    }

    /// Reads closing brackets; how many they are.
    fn brackets(&mut self, into: &mut Out<'_>) -> usize {
        let rest = self.rest();
        let count = rest.iter().take_while(|byte| **byte == b']').count();
        into.put(rest.get(..count).unwrap_or(&[]));
        self.step(count);
        count
    }

    fn cdata(&mut self, into: &mut Out<'_>) -> Result<(), What> {
        if !self.rest().starts_with(b"<![CDATA[") {
            return Err(What::Unexpected);
        }
        self.step(9);
        loop {
            if self.rest().first() != Some(&b']') {
                self.plain(into)?;
                continue;
            }
            let brackets = self.brackets(into);
            if brackets >= 2 && self.rest().first() == Some(&b'>') {
                into.back(into.len().wrapping_sub(2));
                self.step(1);
                return Ok(());
            }
        }
    }

    /// Reads `&lt;` and its kin, `&#10;` and `&#xA;`.
    fn reference(&mut self) -> Result<char, What> {
        let rest = self.rest();
        let (character, length) = match rest {
            [b'&', b'l', b't', b';', ..] => ('<', 4),
            [b'&', b'g', b't', b';', ..] => ('>', 4),
            [b'&', b'a', b'm', b'p', b';', ..] => ('&', 5),
            [b'&', b'q', b'u', b'o', b't', b';', ..] => ('"', 6),
            [b'&', b'a', b'p', b'o', b's', b';', ..] => ('\'', 6),
            _ => {
                let end = rest.iter().take(MAX_REFERENCE).position(|byte| *byte == b';').ok_or(What::Escape)?;
                let character = match rest.get(1..end).unwrap_or(&[]) {
                    [b'#', b'x', digits @ ..] => coded(digits, 16)?,
                    [b'#', digits @ ..] => coded(digits, 10)?,
                    _ => return Err(What::Entity),
                };
                (character, end.wrapping_add(1))
            }
        };
        self.step(length);
        Ok(character)
    }

    /// A comment or an instruction; anything else that begins like this is refused.
    pub(super) fn aside(&mut self) -> Result<(), What> {
        let rest = self.rest();
        let comment = rest.starts_with(b"<!--");
        if !comment && rest.starts_with(b"<?") {
            let name = rest.get(2..).unwrap_or(&[]);
            let (name, after) = name.split_at_checked(name_length(name)).unwrap_or((name, &[]));
            let ended = after.first().is_some_and(|byte| is_space(*byte)) || after.starts_with(b"?>");
            if name.is_empty() || name.eq_ignore_ascii_case(b"xml") || !ended {
                return Err(What::Unexpected);
            }
        } else if !comment {
            return Err(if rest.starts_with(b"<!DOCTYPE") { What::Entity } else { What::Unexpected });
        }
        self.step(if comment { 4 } else { 2 });
        loop {
            match self.rest() {
                [b'-', b'-', b'>', ..] if comment => {
                    self.step(3);
                    return Ok(());
                }
                // In a comment, two dashes are its end and nothing else.
                [b'-', b'-', ..] if comment => return Err(What::Unexpected),
                [b'?', b'>', ..] if !comment => {
                    self.step(2);
                    return Ok(());
                }
                _ => drop(self.character(if comment { b'-' } else { b'?' }, b'\n')?),
            }
        }
    }

    /// Passes over the element that opened last, whatever is in it, to its end. Names are not compared: this
    /// is somebody else's content.
    pub fn skip(&mut self) -> Result<(), What> {
        let mut inside = 0usize;
        if self.empty {
            self.close();
            return Ok(());
        }
        self.check()?;
        loop {
            let rest = self.rest();
            self.step(word::find(rest, |word| word::is(word, b'<'), |byte| byte == b'<'));
            match self.rest() {
                [] => return Err(What::End),
                [b'<', b'/', ..] if inside == 0 => return self.end_tag(),
                [b'<', b'/', ..] => {
                    self.tag()?;
                    inside = inside.wrapping_sub(1);
                }
                [b'<', b'!', b'[', ..] => self.cdata(&mut Out::new(&mut []))?,
                [b'<', b'!' | b'?', ..] => self.aside()?,
                _ => inside = inside.wrapping_add(usize::from(self.tag()?)),
            }
        }
    }

    /// Passes over a tag; whether something stands in the element.
    fn tag(&mut self) -> Result<bool, What> {
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
        Err(What::End)
    }
}

/// The character that a number means, if XML allows it.
fn coded(digits: &[u8], base: u32) -> Result<char, What> {
    if digits.is_empty() {
        return Err(What::Escape);
    }
    let mut code = 0u32;
    for digit in digits {
        let digit = hex::value(*digit).map(u32::from).filter(|digit| *digit < base).ok_or(What::Escape)?;
        code = code.checked_mul(base).and_then(|code| code.checked_add(digit)).ok_or(What::Escape)?;
    }
    match char::from_u32(code) {
        None | Some('\0'..='\x08' | '\x0B' | '\x0C' | '\x0E'..='\x1F' | '\u{FFFE}' | '\u{FFFF}') => {
            Err(What::Character)
        }
        Some(character) => Ok(character),
    }
}
