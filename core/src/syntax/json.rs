//! JSON (RFC 8259), and in the other dialect the literals of JavaScript.
//!
//! Out: no white space, the short escapes, other controls `\u00xx`, everything else as it is. In: one object
//! and the objects in it, a name and a value at a time; a value is a text, a number, a word or an object.

use core::convert::Infallible;

use super::{Name, Out, Sink, What, Wrong, escape, hex, word};

/// Puts text without the quotes around it.
#[inline]
pub fn put(out: &mut Out<'_>, text: &[u8]) {
    let _: Result<(), Infallible> = out.escaped(
        text,
        |word| stops(word, b'"'),
        |byte, _| {
            Ok(match byte {
                b'"' | b'\\' => escape(&[b'\\', byte]),
                0x20.. => (u64::from(byte), 1),
                0x08 => escape(b"\\b"),
                0x0C => escape(b"\\f"),
                b'\n' => escape(b"\\n"),
                b'\r' => escape(b"\\r"),
                b'\t' => escape(b"\\t"),
                _ => {
                    let [high, low] = [byte >> 4, byte & 15].map(|half| hex::digit(half).to_ascii_lowercase());
                    escape(&[b'\\', b'u', b'0', b'0', high, low])
                }
            })
        },
    );
}

/// Stops where a text needs escapes, and elsewhere beyond ASCII: for texts that are put at once.
#[inline]
pub const fn quick(word: u64) -> u64 {
    let quote = (word ^ word::each(b'"')).wrapping_sub(word::each(1));
    let backslash = (word ^ word::each(b'\\')).wrapping_sub(word::each(1));
    word::not_ascii(quote | backslash | word.wrapping_sub(word::each(0x20)) | word)
}

/// Stops at the quote, the backslash and control characters.
const fn stops(word: u64, quote: u8) -> u64 {
    word::is(word, quote) | word::is(word, b'\\') | word::below(word, 0x20)
}

/// How strict a reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Dialect {
    /// RFC 8259.
    Json,
    /// Also names without quotes, single quotes, commas before the end, comments and the escapes of JavaScript.
    Script,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Value<'a> {
    /// A text, a number, `true` or `false` that stands like this in the text.
    Plain(&'a [u8]),
    /// A text that was written with escapes, and put.
    Put,
    /// `null`: nothing is said.
    Null,
    /// An object: its names come next.
    Object,
}

impl<'a> From<Name<'a>> for Value<'a> {
    fn from(text: Name<'a>) -> Self {
        match text {
            Name::Plain(text) => Self::Plain(text),
            Name::Put | Name::End => Self::Put,
        }
    }
}

/// Reads objects.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    dialect: Dialect,
    /// Whether a comma must come before the next name.
    comma: bool,
    /// Where the name or value that was read last begins.
    start: usize,
}

impl<'a> Reader<'a> {
    /// Reads this text, which must be UTF-8.
    pub fn new(text: &'a [u8], dialect: Dialect) -> Result<Self, Wrong> {
        super::utf8(text)?;
        let at = if text.starts_with(super::BOM) { super::BOM.len() } else { 0 };
        Ok(Self { text, at, dialect, comma: false, start: at })
    }

    /// Offset of what comes next.
    pub const fn at(&self) -> usize {
        self.at
    }

    /// Offset of the name or value that was read last.
    pub const fn start(&self) -> usize {
        self.start
    }

    /// The next character, behind white space.
    #[inline]
    pub fn peek(&mut self) -> Result<Option<u8>, Wrong> {
        match self.text.get(self.at) {
            Some(b' ' | b'\t' | b'\n' | b'\r' | b'/') => self.skip(),
            next => Ok(next.copied()),
        }
    }

    /// Passes over white space, and in scripts over comments.
    fn skip(&mut self) -> Result<Option<u8>, Wrong> {
        loop {
            match self.rest() {
                [b' ' | b'\t' | b'\n' | b'\r', ..] => self.step(1),
                [b'/', b'/', ..] if self.dialect == Dialect::Script => {
                    self.step(word::find(self.rest(), |word| word::is(word, b'\n')));
                }
                [b'/', b'*', ..] if self.dialect == Dialect::Script => {
                    let end = self.rest().windows(2).skip(2).position(|two| two == b"*/");
                    self.step(end.ok_or(self.wrong(What::End))?.wrapping_add(4));
                }
                rest => return Ok(rest.first().copied()),
            }
        }
    }

    /// An object begins.
    pub fn object(&mut self) -> Result<(), Wrong> {
        self.expect(b'{')?;
        self.comma = false;
        Ok(())
    }

    /// Hands out members whose name and value are texts of ASCII without escapes and with nothing between them, until
    /// one is of another kind or not taken: that is the next one.
    #[inline(always)]
    pub fn quick(&mut self, mut take: impl FnMut(&'a [u8], &'a [u8]) -> bool) {
        let mut rest = self.rest();
        let mut comma = self.comma;
        while let Some((name, value, after)) = member(rest, comma)
            && take(name, value)
        {
            (rest, comma) = (after, true);
        }
        self.at = self.text.len().wrapping_sub(rest.len());
        self.comma = comma;
    }

    /// Reads the next name of the open object.
    #[inline]
    pub fn name(&mut self, into: &mut dyn Sink) -> Result<Name<'a>, Wrong> {
        let mut next = self.peek()?;
        if self.comma && next != Some(b'}') {
            if next != Some(b',') {
                return Err(self.wrong_next(next));
            }
            self.step(1);
            next = self.peek()?;
            // A comma before the end is the script's way.
            if next == Some(b'}') && self.dialect == Dialect::Json {
                return Err(self.wrong(What::Unexpected));
            }
        }
        self.start = self.at;
        if next == Some(b'}') {
            self.step(1);
            self.comma = true;
            return Ok(Name::End);
        }
        let name = match next {
            Some(quote @ b'"') => self.quoted_text(quote, into)?,
            Some(quote @ b'\'') if self.dialect == Dialect::Script => self.quoted_text(quote, into)?,
            Some(byte) if self.dialect == Dialect::Script && identifier(byte) => {
                let rest = self.rest();
                let length = rest.iter().position(|byte| !identifier(*byte)).unwrap_or(rest.len());
                self.step(length);
                Name::Plain(rest.get(..length).unwrap_or(&[]))
            }
            _ => return Err(self.wrong_next(next)),
        };
        self.expect(b':')?;
        Ok(name)
    }

    /// A text in quotes: as it stands where it has no escapes.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn quoted_text(&mut self, quote: u8, into: &mut dyn Sink) -> Result<Name<'a>, Wrong> {
        let inner = self.rest().get(1..).unwrap_or(&[]);
        let length = word::find(inner, |word| stops(word, quote));
        if inner.get(length) == Some(&quote) {
            self.step(length.wrapping_add(2));
            return Ok(Name::Plain(inner.get(..length).unwrap_or(&[])));
        }
        self.step(1);
        self.quoted_rest(quote, into)?;
        Ok(Name::Put)
    }

    /// Reads the value of that name.
    #[inline]
    pub fn value(&mut self, into: &mut dyn Sink) -> Result<Value<'a>, Wrong> {
        let next = self.peek()?;
        self.start = self.at;
        self.comma = true;
        match next {
            Some(quote @ b'"') => Ok(self.quoted_text(quote, into)?.into()),
            _ => self.other_value(next, into),
        }
    }

    /// Reads a value that is not in double quotes.
    fn other_value(&mut self, next: Option<u8>, into: &mut dyn Sink) -> Result<Value<'a>, Wrong> {
        match next {
            Some(quote @ b'\'') if self.dialect == Dialect::Script => Ok(self.quoted_text(quote, into)?.into()),
            Some(b'{') => {
                self.object()?;
                Ok(Value::Object)
            }
            Some(b'[') => Err(self.wrong(What::Nested)),
            Some(b'-' | b'0'..=b'9') => {
                let rest = self.rest();
                let length = number(rest).ok_or(self.wrong(What::Unexpected))?;
                self.step(length);
                Ok(Value::Plain(rest.get(..length).unwrap_or(&[])))
            }
            _ => self.word(),
        }
    }

    /// Reads `true`, `false` or `null`.
    fn word(&mut self) -> Result<Value<'a>, Wrong> {
        const WORDS: [&[u8]; 4] = [b"true", b"false", b"null", b"undefined"];
        let rest = self.rest();
        let words = WORDS.get(..if self.dialect == Dialect::Script { 4 } else { 3 }).unwrap_or(&[]);
        let Some(word) = words.iter().find(|word| rest.starts_with(word)) else {
            return Err(self.wrong_next(rest.first().copied()));
        };
        self.step(word.len());
        Ok(if matches!(*word, b"true" | b"false") { Value::Plain(word) } else { Value::Null })
    }

    /// Nothing but white space is left.
    pub fn end(&mut self) -> Result<(), Wrong> {
        if self.dialect == Dialect::Script && self.peek()? == Some(b';') {
            self.step(1);
        }
        match self.peek()? {
            None => Ok(()),
            Some(_) => Err(self.wrong(What::Unexpected)),
        }
    }

    /// Reads a text in quotes.
    pub fn quoted(&mut self, quote: u8, into: &mut dyn Sink) -> Result<(), Wrong> {
        if let Name::Plain(text) = self.quoted_text(quote, into)? {
            into.put(text);
        }
        Ok(())
    }

    #[inline(never)]
    fn quoted_rest(&mut self, quote: u8, into: &mut dyn Sink) -> Result<(), Wrong> {
        loop {
            let rest = self.rest();
            let (clean, dirty) =
                rest.split_at_checked(word::find(rest, |word| stops(word, quote))).unwrap_or((rest, &[]));
            into.put(clean);
            self.step(clean.len());
            match dirty {
                [] => return Err(self.wrong(What::End)),
                [b'\\', ..] => self.escape(into)?,
                [byte, ..] if *byte == quote => {
                    self.step(1);
                    return Ok(());
                }
                [b'\n' | b'\r', ..] => return Err(self.wrong(What::Character)),
                [byte, ..] if self.dialect == Dialect::Script => {
                    into.put(&[*byte]);
                    self.step(1);
                }
                _ => return Err(self.wrong(What::Character)),
            }
        }
    }

    /// Reads what follows a backslash.
    fn escape(&mut self, into: &mut dyn Sink) -> Result<(), Wrong> {
        let script = self.dialect == Dialect::Script;
        let rest = self.rest();
        let second = *rest.get(1).ok_or(self.wrong(What::End))?;
        let byte = match second {
            b'"' | b'\\' | b'/' => second,
            b'b' => 0x08,
            b'f' => 0x0C,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => return self.unicode(into),
            b'x' if script => {
                let byte = rest.get(2..).and_then(hex::byte).ok_or(self.wrong(What::Escape))?;
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
            _ if script && !second.is_ascii_digit() => second,
            _ => return Err(self.wrong(What::Escape)),
        };
        into.put(&[byte]);
        self.step(2);
        Ok(())
    }

    /// Reads `\uXXXX`, two of them where they are a pair, and the script's `\u{…}`.
    fn unicode(&mut self, into: &mut dyn Sink) -> Result<(), Wrong> {
        let rest = self.rest();
        let wrong = self.wrong(What::Escape);
        if self.dialect == Dialect::Script && rest.get(2) == Some(&b'{') {
            let mut code = 0u32;
            for (at, byte) in rest.iter().enumerate().skip(3).take(9) {
                match hex::value(*byte) {
                    Some(digit) => code = code << 4 | u32::from(digit),
                    None if *byte == b'}' && at > 3 => return self.character(code, at.saturating_add(1), into),
                    None => break,
                }
            }
            return Err(wrong);
        }
        let first = four(rest).ok_or(wrong)?;
        match first {
            0xD800..=0xDBFF => match rest.get(6..).and_then(four) {
                Some(second @ 0xDC00..=0xDFFF) => {
                    let pair = (first & 0x3FF) << 10 | second & 0x3FF;
                    self.character(pair.wrapping_add(0x1_0000), 12, into)
                }
                _ => Err(wrong),
            },
            _ => self.character(first, 6, into),
        }
    }

    /// Puts the character that an escape of this length means.
    fn character(&mut self, code: u32, length: usize, into: &mut dyn Sink) -> Result<(), Wrong> {
        let character = char::from_u32(code).ok_or(self.wrong(What::Escape))?;
        into.put(character.encode_utf8(&mut [0; 4]).as_bytes());
        self.step(length);
        Ok(())
    }

    fn expect(&mut self, byte: u8) -> Result<(), Wrong> {
        let next = self.peek()?;
        if next != Some(byte) {
            return Err(self.wrong_next(next));
        }
        self.step(1);
        Ok(())
    }

    fn rest(&self) -> &'a [u8] {
        self.text.get(self.at..).unwrap_or(&[])
    }

    /// Passes over bytes that are known to be there.
    fn step(&mut self, by: usize) {
        self.at = self.at.wrapping_add(by);
    }

    fn wrong(&self, what: What) -> Wrong {
        Wrong { at: self.at, what }
    }

    fn wrong_next(&self, next: Option<u8>) -> Wrong {
        self.wrong(if next.is_none() { What::End } else { What::Unexpected })
    }
}

/// Splits a plain member off: name, value, and what follows.
#[inline(always)]
fn member(text: &[u8], comma: bool) -> Option<(&[u8], &[u8], &[u8])> {
    let begins = match (comma, text) {
        (true, [b',', b'"', begins @ ..]) | (false, [b'"', begins @ ..]) => begins,
        _ => return None,
    };
    let (name, begins) = begins.split_at_checked(word::find(begins, quick))?;
    let begins = begins.strip_prefix(b"\":\"")?;
    let (value, ends) = begins.split_at_checked(word::find(begins, quick))?;
    Some((name, value, ends.strip_prefix(b"\"")?))
}

/// The code that `\uXXXX` says.
fn four(escape: &[u8]) -> Option<u32> {
    let digits = escape.strip_prefix(b"\\u")?;
    Some(u32::from(hex::byte(digits)?) << 8 | u32::from(hex::byte(digits.get(2..)?)?))
}

const fn identifier(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | 0x80..)
}

/// Length of the number that the text begins with.
fn number(text: &[u8]) -> Option<usize> {
    let digits = |at: usize| {
        let rest = text.get(at..).unwrap_or(&[]);
        rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len())
    };
    let whole = usize::from(text.first() == Some(&b'-'));
    let length = digits(whole);
    if length == 0 || length > 1 && text.get(whole) == Some(&b'0') {
        return None;
    }
    let mut at = whole.saturating_add(length);
    if text.get(at) == Some(&b'.') {
        let length = digits(at.saturating_add(1));
        if length == 0 {
            return None;
        }
        at = at.saturating_add(1).saturating_add(length);
    }
    if let Some(b'e' | b'E') = text.get(at) {
        let sign = usize::from(matches!(text.get(at.saturating_add(1)), Some(b'+' | b'-')));
        let exponent = at.saturating_add(1).saturating_add(sign);
        let length = digits(exponent);
        if length == 0 {
            return None;
        }
        at = exponent.saturating_add(length);
    }
    Some(at)
}
