//! JSON (RFC 8259), and in the other dialect the literals of JavaScript.
//!
//! Out: no white space, the short escapes, other controls `\u00xx`, everything else as it is. In: one object
//! and the objects in it, a name and a value at a time; a value is a text, a number, a word or an object.

mod text;

use core::convert::Infallible;

use super::{BOM, Fault, Name, Out, Piece, Wrong, hex, utf8, word};

/// Puts text without the quotes around it.
pub fn put(out: &mut Out<'_>, text: &[u8]) {
    let _: Result<(), Infallible> = out.escaped(
        text,
        |word| stops(word, b'"'),
        |out, byte, _| {
            match byte {
                b'"' | b'\\' => out.byte(b'\\'),
                0..0x20 => {
                    control(out, byte);
                    return Ok(());
                }
                _ => {}
            }
            out.byte(byte);
            Ok(())
        },
    );
}

/// Puts the escape of a control character.
fn control(out: &mut Out<'_>, byte: u8) {
    const SHORT: [(u8, u8); 5] = [(0x08, b'b'), (0x0C, b'f'), (b'\n', b'n'), (b'\r', b'r'), (b'\t', b't')];
    match SHORT.iter().find(|(control, _)| *control == byte) {
        Some((_, letter)) => {
            out.byte(b'\\');
            out.byte(*letter);
        }
        None => {
            b"\\u00".iter().for_each(|byte| out.byte(*byte));
            hex::put_lower(out, byte);
        }
    }
}

/// What needs escapes, and what is beyond ASCII.
#[inline(always)]
pub fn not_plain(byte: u8) -> bool {
    (byte == b'"') | (byte == b'\\') | ((byte as i8) < 0x20)
}

/// Stops where a text needs escapes, and elsewhere beyond ASCII: for texts that are put at once.
#[inline]
pub const fn quick(word: u64) -> u64 {
    let control = word::not_ascii(word.wrapping_sub(word::each(0x20)) | word);
    word::is_or_beyond(word, b'"') | word::is_or_beyond(word, b'\\') | control
}

/// Stops at the quote, the backslash and control characters.
#[inline]
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
pub enum Value {
    /// A text, a number, `true` or `false`, and put.
    Put,
    /// `null`: nothing is said.
    Null,
    /// An object: its names come next.
    Object,
}

/// Reads objects. Where it fails, [`Reader::wrong`] says where.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    /// Where the name or value that was read last begins.
    start: usize,
    dialect: Dialect,
    /// Whether a comma must come before the next name.
    comma: bool,
}

impl<'a> Reader<'a> {
    /// Reads this text; [`Reader::begin`] comes first.
    pub const fn new(text: &'a [u8], dialect: Dialect) -> Self {
        Self { text, at: 0, start: 0, dialect, comma: false }
    }

    /// The text is UTF-8, which comes before anything else.
    pub fn begin(&mut self) -> Result<(), Fault> {
        utf8(self.text).map_err(|at| self.fail(at, Fault::Utf8))?;
        if self.text.starts_with(BOM) {
            self.step(BOM.len());
        }
        Ok(())
    }

    /// Offset of what comes next.
    pub const fn at(&self) -> usize {
        self.at
    }

    /// Offset of the name or value that was read last.
    pub const fn start(&self) -> usize {
        self.start
    }

    /// This is wrong, there.
    pub const fn fail(&mut self, at: usize, what: Fault) -> Fault {
        self.at = at;
        what
    }

    /// What was wrong, and where.
    pub const fn wrong(&self, what: Fault) -> Wrong {
        Wrong { at: self.at, what }
    }

    /// The next character, behind white space.
    #[inline]
    pub fn peek(&mut self) -> Result<Option<u8>, Fault> {
        match self.text.get(self.at) {
            Some(b' ' | b'\t' | b'\n' | b'\r' | b'/') => self.skip(),
            next => Ok(next.copied()),
        }
    }

    /// Passes over white space, and in scripts over comments.
    fn skip(&mut self) -> Result<Option<u8>, Fault> {
        loop {
            let rest = self.rest();
            let script = self.dialect == Dialect::Script;
            self.step(match rest {
                [b' ' | b'\t' | b'\n' | b'\r', ..] => 1,
                [b'/', b'/', ..] if script => rest.iter().take_while(|byte| **byte != b'\n').count(),
                [b'/', b'*', inner @ ..] if script => {
                    let mut star = false;
                    let end =
                        inner.iter().position(|byte| core::mem::replace(&mut star, *byte == b'*') && *byte == b'/');
                    end.ok_or(Fault::End)?.wrapping_add(3)
                }
                rest => return Ok(rest.first().copied()),
            });
        }
    }

    /// An object begins.
    pub fn object(&mut self) -> Result<(), Fault> {
        self.expect(b'{')?;
        self.comma = false;
        Ok(())
    }

    /// Hands out members whose name and value are texts, the value of ASCII without escapes, with nothing between them,
    /// until one is of another kind or not taken: that is the next one. Names are not looked at.
    #[inline(always)]
    pub fn quick<K>(
        &mut self,
        mut mean: impl FnMut(Piece<'a>) -> Option<K>,
        mut take: impl FnMut(K, Piece<'a>) -> bool,
    ) {
        if !word::WIDE {
            return;
        }
        let mut rest = self.rest();
        let mut next = rest.strip_prefix(if self.comma { b",\"".as_slice() } else { b"\"" });
        while let Some((key, value, after)) = next.and_then(|begins| member(begins, &mut mean))
            && take(key, value)
        {
            rest = after;
            next = after.strip_prefix(b",\"");
            self.comma = true;
        }
        self.at = self.text.len().wrapping_sub(rest.len());
    }

    /// Reads the next name of the open object, to its colon.
    #[inline(always)]
    pub fn name(&mut self, into: &mut Out<'_>) -> Result<Name<'a>, Fault> {
        let name = self.only_name(into)?;
        if name != Name::End {
            self.expect(b':')?;
        }
        Ok(name)
    }

    fn only_name(&mut self, into: &mut Out<'_>) -> Result<Name<'a>, Fault> {
        let mut next = self.peek()?;
        if self.comma && next != Some(b'}') {
            if next != Some(b',') {
                return Err(unexpected(next));
            }
            self.step(1);
            next = self.peek()?;
            // A comma before the end is the script's way.
            if next == Some(b'}') && self.dialect == Dialect::Json {
                return Err(Fault::Unexpected);
            }
        }
        self.start = self.at;
        match next {
            Some(b'}') => {
                self.step(1);
                self.comma = true;
                Ok(Name::End)
            }
            Some(quote) if self.is_quote(quote) => self.quoted_name(quote, into),
            Some(byte) if self.dialect == Dialect::Script && identifier(byte) => {
                let rest = self.rest();
                let length = rest.iter().take_while(|byte| identifier(**byte)).count();
                self.step(length);
                Ok(Name::Plain(rest.get(..length).unwrap_or(&[])))
            }
            _ => Err(unexpected(next)),
        }
    }

    /// Reads the value of that name, and puts it.
    pub fn value(&mut self, into: &mut Out<'_>) -> Result<Value, Fault> {
        let next = self.peek()?;
        self.start = self.at;
        self.comma = true;
        match next {
            Some(quote) if self.is_quote(quote) => self.quoted(quote, into).map(|()| Value::Put),
            _ => self.bare(next, into),
        }
    }

    /// Reads a value without quotes, which begins like this.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn bare(&mut self, next: Option<u8>, into: &mut Out<'_>) -> Result<Value, Fault> {
        let length = match next {
            Some(b'{') => {
                self.step(1);
                self.comma = false;
                return Ok(Value::Object);
            }
            Some(b'[') => return Err(Fault::Nested),
            Some(b'-' | b'0'..=b'9') => number(self.rest()).ok_or(Fault::Unexpected)?,
            _ => self.word().ok_or(unexpected(next))?,
        };
        let said = self.rest().get(..length).unwrap_or(&[]);
        self.step(length);
        if matches!(next, Some(b'n' | b'u')) {
            return Ok(Value::Null);
        }
        into.put(said);
        Ok(Value::Put)
    }

    /// The length of `true`, `false` or `null`, and the script's `undefined`.
    fn word(&self) -> Option<usize> {
        const WORDS: [&[u8]; 4] = [b"true", b"false", b"null", b"undefined"];
        let rest = self.rest();
        let words = if self.dialect == Dialect::Script { 4 } else { 3 };
        WORDS.iter().take(words).find(|word| rest.starts_with(word)).map(|word| word.len())
    }

    /// Nothing but white space is left.
    pub fn end(&mut self) -> Result<(), Fault> {
        if self.dialect == Dialect::Script && self.peek()? == Some(b';') {
            self.step(1);
        }
        match self.peek()? {
            None => Ok(()),
            Some(_) => Err(Fault::Unexpected),
        }
    }

    fn is_quote(&self, byte: u8) -> bool {
        byte == b'"' || byte == b'\'' && self.dialect == Dialect::Script
    }

    fn expect(&mut self, byte: u8) -> Result<(), Fault> {
        let next = self.peek()?;
        if next != Some(byte) {
            return Err(unexpected(next));
        }
        self.step(1);
        Ok(())
    }

    /// What comes next.
    pub fn rest(&self) -> &'a [u8] {
        self.text.get(self.at..).unwrap_or(&[])
    }

    /// Passes over bytes that are known to be there.
    fn step(&mut self, by: usize) {
        self.at = self.at.wrapping_add(by);
    }
}

const fn unexpected(next: Option<u8>) -> Fault {
    if next.is_none() { Fault::End } else { Fault::Unexpected }
}

/// Splits a plain member off, behind the quote that begins it: name, value, and what follows.
#[inline(always)]
fn member<'a, K>(begins: &'a [u8], mean: impl FnOnce(Piece<'a>) -> Option<K>) -> Option<(K, Piece<'a>, &'a [u8])> {
    // What else there may be in a name is in none that is known.
    let quote = |word| word::is_or_beyond(word, b'"');
    let (name, begins) = Piece::split(begins, word::find(begins, quote, |_| true))?;
    let begins = begins.strip_prefix(b"\":\"")?;
    let key = mean(name)?;
    let (value, ends) = Piece::split(begins, word::find(begins, quick, |_| true))?;
    Some((key, value, ends.strip_prefix(b"\"")?))
}

const fn identifier(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | 0x80..)
}

/// Length of the number that the text begins with.
#[cfg_attr(target_pointer_width = "32", inline(never))]
fn number(text: &[u8]) -> Option<usize> {
    let mut rest = text;
    let digits = |rest: &mut &[u8]| {
        let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        *rest = rest.get(length..).unwrap_or(&[]);
        length
    };
    let past = |rest: &mut &[u8], bytes: &[u8]| {
        let there = rest.first().is_some_and(|byte| bytes.contains(byte));
        *rest = rest.get(usize::from(there)..).unwrap_or(&[]);
        there
    };
    past(&mut rest, b"-");
    let zero = rest.first() == Some(&b'0');
    let whole = digits(&mut rest);
    if whole == 0 || zero && whole > 1 || past(&mut rest, b".") && digits(&mut rest) == 0 {
        return None;
    }
    if past(&mut rest, b"eE") {
        past(&mut rest, b"+-");
        if digits(&mut rest) == 0 {
            return None;
        }
    }
    Some(text.len().wrapping_sub(rest.len()))
}
