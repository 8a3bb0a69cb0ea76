//! Texts in quotes.

use super::super::{Fault, Name, Out, hex, word};
use super::{Dialect, Reader, stops};

impl<'a> Reader<'a> {
    /// A name in quotes: as it stands where it has no escapes.
    pub(super) fn quoted_name(&mut self, quote: u8, into: &mut Out<'_>) -> Result<Name<'a>, Fault> {
        let inner = self.rest().get(1..).unwrap_or(&[]);
        let stop = |byte| byte == quote || byte == b'\\' || byte < 0x20;
        let length = word::find(inner, |word| stops(word, quote), stop);
        if inner.get(length) == Some(&quote) {
            self.step(length.wrapping_add(2));
            return Ok(Name::Plain(inner.get(..length).unwrap_or(&[])));
        }
        self.quoted(quote, into).map(|()| Name::Put)
    }

    /// Reads a text in quotes, and puts it.
    pub fn quoted(&mut self, quote: u8, into: &mut Out<'_>) -> Result<(), Fault> {
        self.step(1);
        loop {
            let rest = self.rest();
            if word::WIDE
                && let (Some(word), Some(to)) = (rest.first_chunk::<8>(), into.room::<8>())
            {
                // What is behind a stop is written once more.
                *to = *word;
                let clean = word::first(stops(u64::from_le_bytes(*word), quote));
                into.wrote(clean);
                self.step(clean);
                if clean == 8 {
                    continue;
                }
            }
            match self.rest() {
                [] => return Err(Fault::End),
                [b'\\', ..] => self.escape(into)?,
                [byte, ..] if *byte == quote => {
                    self.step(1);
                    return Ok(());
                }
                [b'\n' | b'\r', ..] => return Err(Fault::Character),
                [0..0x20, ..] if self.dialect == Dialect::Json => return Err(Fault::Character),
                [byte, ..] => {
                    into.byte(*byte);
                    self.step(1);
                }
            }
        }
    }

    /// Reads what follows a backslash.
    fn escape(&mut self, into: &mut Out<'_>) -> Result<(), Fault> {
        let script = self.dialect == Dialect::Script;
        let rest = self.rest();
        let second = *rest.get(1).ok_or(Fault::End)?;
        let byte = match second {
            b'"' | b'\\' | b'/' => second,
            b'b' => 0x08,
            b'f' => 0x0C,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' | b'x' if script || second == b'u' => {
                let (code, length) = coded(rest, script).ok_or(Fault::Escape)?;
                into.character(char::from_u32(code).ok_or(Fault::Escape)?);
                self.step(length);
                return Ok(());
            }
            b'v' if script => 0x0B,
            b'0' if script && !rest.get(2).is_some_and(u8::is_ascii_digit) => 0,
            // A line goes on in the next one.
            b'\n' | b'\r' if script => {
                self.step(if rest.get(1..3) == Some(b"\r\n") { 3 } else { 2 });
                return Ok(());
            }
            // Any other character is itself; the rest of a longer one comes as it stands.
            _ if script && !second.is_ascii_digit() => second,
            _ => return Err(Fault::Escape),
        };
        into.byte(byte);
        self.step(2);
        Ok(())
    }
}

/// What `\uXXXX` says, two of them where they are a pair, and the script's `\u{…}` and `\xXX`; and its length.
#[inline]
fn coded(escape: &[u8], script: bool) -> Option<(u32, usize)> {
    if let [_, b'x', digits @ ..] = escape {
        return Some((u32::from(hex::byte(digits)?), 4));
    }
    if script && let [_, _, b'{', digits @ ..] = escape {
        let mut code = 0u32;
        for (at, byte) in digits.iter().enumerate().take(9) {
            match hex::value(*byte) {
                Some(digit) => code = code << 4 | u32::from(digit),
                None if *byte == b'}' && at > 0 => return Some((code, at.wrapping_add(4))),
                None => break,
            }
        }
        return None;
    }
    let first = four(escape)?;
    match (first, escape.get(6..).and_then(four)) {
        (0xD800..=0xDBFF, Some(second @ 0xDC00..=0xDFFF)) => {
            let pair = (first & 0x3FF) << 10 | second & 0x3FF;
            Some((pair.wrapping_add(0x1_0000), 12))
        }
        _ => Some((first, 6)),
    }
}

/// The code that `\uXXXX` says.
fn four(escape: &[u8]) -> Option<u32> {
    let [b'\\', b'u', digits @ ..] = escape else { return None };
    digits.first_chunk::<4>()?.iter().try_fold(0, |code, digit| Some(code << 4 | u32::from(hex::value(*digit)?)))
}
