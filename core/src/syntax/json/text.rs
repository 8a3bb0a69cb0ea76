//! Texts in quotes.

use super::super::{Name, Out, What, hex, word};
use super::{Dialect, Reader, stops};

impl<'a> Reader<'a> {
    /// Reads a text in quotes.
    pub fn quoted(&mut self, quote: u8, into: &mut Out<'_>) -> Result<(), What> {
        if let Name::Plain(text) = self.quoted_text(quote, into)? {
            into.put(text);
        }
        Ok(())
    }

    /// A text in quotes: as it stands where it has no escapes.
    pub(super) fn quoted_text(&mut self, quote: u8, into: &mut Out<'_>) -> Result<Name<'a>, What> {
        let inner = self.rest().get(1..).unwrap_or(&[]);
        let ascii = self.run(inner, quote);
        let length = match inner.get(ascii) {
            Some(0x80..) => {
                self.check()?;
                self.run(inner, quote)
            }
            _ => ascii,
        };
        let text = inner.get(..length).unwrap_or(&[]);
        self.step(length.wrapping_add(1));
        if inner.get(length) == Some(&quote) {
            self.step(1);
            return Ok(Name::Plain(text));
        }
        into.put(text);
        self.quoted_rest(quote, into)?;
        Ok(Name::Put)
    }

    /// Length of what stands for itself; as long as nobody has looked whether it is UTF-8, of what is ASCII.
    #[inline(always)]
    fn run(&self, text: &[u8], quote: u8) -> usize {
        let beyond = if self.checked { 0 } else { u64::MAX };
        let stop = |byte| byte == quote || byte == b'\\' || byte < 0x20 || byte >= 0x80 && !self.checked;
        word::find(text, |word| stops(word, quote) | word::not_ascii(word) & beyond, stop)
    }

    #[inline(never)]
    fn quoted_rest(&mut self, quote: u8, into: &mut Out<'_>) -> Result<(), What> {
        let script = self.dialect == Dialect::Script;
        loop {
            let rest = self.rest();
            match rest {
                [] => return Err(What::End),
                [b'\\', ..] => self.escape(script, into)?,
                [byte, ..] if *byte == quote => {
                    self.step(1);
                    return Ok(());
                }
                [b'\n' | b'\r', ..] => return Err(What::Character),
                [0..0x20, ..] if !script => return Err(What::Character),
                [0x80..=0xFF, ..] if !self.checked => self.check()?,
                [byte, after @ ..] => {
                    let run = self.run(after, quote);
                    into.byte(*byte);
                    into.put(after.get(..run).unwrap_or(&[]));
                    self.step(run.wrapping_add(1));
                }
            }
        }
    }

    /// Reads what follows a backslash.
    fn escape(&mut self, script: bool, into: &mut Out<'_>) -> Result<(), What> {
        let rest = self.rest();
        let second = *rest.get(1).ok_or(What::End)?;
        let byte = match second {
            b'"' | b'\\' | b'/' => second,
            b'b' => 0x08,
            b'f' => 0x0C,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => return self.unicode(script, into),
            b'x' if script => {
                let byte = rest.get(2..).and_then(hex::byte).ok_or(What::Escape)?;
                return self.character(u32::from(byte), 4, into);
            }
            b'v' if script => 0x0B,
            b'0' if script && !rest.get(2).is_some_and(u8::is_ascii_digit) => 0,
            // A line goes on in the next one.
            b'\n' | b'\r' if script => {
                self.step(if rest.get(1..3) == Some(b"\r\n") { 3 } else { 2 });
                return Ok(());
            }
            // Any other character is itself; the rest of a longer one comes as it stands.
            _ if script && !second.is_ascii_digit() => {
                self.check()?;
                second
            }
            _ => return Err(What::Escape),
        };
        into.byte(byte);
        self.step(2);
        Ok(())
    }

    /// Reads `\uXXXX`, two of them where they are a pair, and the script's `\u{…}`.
    fn unicode(&mut self, script: bool, into: &mut Out<'_>) -> Result<(), What> {
        let rest = self.rest();
        if script && rest.get(2) == Some(&b'{') {
            let mut code = 0u32;
            for (at, byte) in rest.iter().enumerate().skip(3).take(9) {
                match hex::value(*byte) {
                    Some(digit) => code = code << 4 | u32::from(digit),
                    None if *byte == b'}' && at > 3 => return self.character(code, at.wrapping_add(1), into),
                    None => break,
                }
            }
            return Err(What::Escape);
        }
        let first = four(rest).ok_or(What::Escape)?;
        match (first, rest.get(6..).and_then(four)) {
            (0xD800..=0xDBFF, Some(second @ 0xDC00..=0xDFFF)) => {
                let pair = (first & 0x3FF) << 10 | second & 0x3FF;
                self.character(pair.wrapping_add(0x1_0000), 12, into)
            }
            _ => self.character(first, 6, into),
        }
    }

    /// Puts the character that an escape of this length means.
    fn character(&mut self, code: u32, length: usize, into: &mut Out<'_>) -> Result<(), What> {
        let character = char::from_u32(code).ok_or(What::Escape)?;
        into.put(character.encode_utf8(&mut [0; 4]).as_bytes());
        self.step(length);
        Ok(())
    }
}

/// The code that `\uXXXX` says.
fn four(escape: &[u8]) -> Option<u32> {
    let digits = escape.strip_prefix(b"\\u")?;
    Some(u32::from(hex::byte(digits)?) << 8 | u32::from(hex::byte(digits.get(2..)?)?))
}
