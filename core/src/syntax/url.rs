//! Query strings (RFC 3986, and the form rules for what comes in).
//!
//! Out: `A-Z a-z 0-9 - . _ ~` as they are, everything else `%XX`. In: also `+` for a space, small hex digits, and
//! characters that should have been escaped; a percent sign without two digits and line ends are refused.

use core::convert::Infallible;

use super::{Characters, Name, Out, Set, Sink, What, Wrong, hex, word};

/// Puts text.
#[inline]
pub fn put(out: &mut Out<'_>, text: &[u8]) {
    let _: Result<(), Infallible> = out.escaped(text, stops, |byte, _| {
        let [text @ .., length] = written(byte).to_le_bytes();
        let [one, two, three] = text;
        Ok((u64::from(u32::from_le_bytes([one, two, three, 0])), usize::from(length)))
    });
}

/// What a byte becomes: up to three bytes, the first one lowest, and in the highest how many.
#[inline(always)]
fn written(byte: u8) -> u32 {
    static WRITTEN: [u32; 256] = table();
    match WRITTEN.get(usize::from(byte)) {
        Some(written) if word::WIDE => *written,
        _ => compute(byte),
    }
}

const fn compute(byte: u8) -> u32 {
    if BARE.has(byte) {
        u32::from_le_bytes([byte, 0, 0, 1])
    } else {
        u32::from_le_bytes([b'%', hex::digit(byte >> 4), hex::digit(byte & 15), 3])
    }
}

#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated when it is compiled")]
const fn table() -> [u32; 256] {
    let (mut table, mut byte) = ([0; 256], 0);
    while byte < 256 {
        table[byte] = compute(byte as u8);
        byte += 1;
    }
    table
}

/// What goes as it is.
const BARE: Set = Set::of(&[(b'A', b'Z'), (b'a', b'z'), (b'0', b'9'), (b'-', b'.'), (b'_', b'_'), (b'~', b'~')]);

/// Stops at all but letters, digits, `-` and `.`.
#[inline]
pub const fn stops(word: u64) -> u64 {
    // Together with digits, dash and dot lies a slash; small letters are what capitals become.
    let ascii = word & word::each(0x7F);
    let letters = word::within(ascii | word::each(0x20), b'a', b'z');
    let digits = word::within(ascii, b'-', b'9') & !word::is(ascii, b'/');
    word::outside(letters | digits) | word::not_ascii(word)
}

/// Whether a text has letters and digits only.
pub fn is_alphanumeric(text: &[u8]) -> bool {
    let mark = |word| word::within(word, b'-', b'.') | stops(word);
    word::find(text, mark) == text.len()
}

/// Stops at `& % +` and line ends, and at everything else that seldom stands in a query: below `,` and beyond ASCII.
#[inline]
const fn special(word: u64) -> u64 {
    word::below(word, b',') | word::not_ascii(word)
}

/// Reads `name=value&name=value…`.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Reader<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// Reads a query; a `?` before it, and line ends behind it, count for nothing.
    pub const fn new(text: &'a [u8]) -> Self {
        let at = matches!(text.first(), Some(b'?')) as usize;
        let text = match text {
            [text @ .., b'\r', b'\n'] | [text @ .., b'\n'] => text,
            _ => text,
        };
        Self { text, at }
    }

    /// Passes over everything up to the first `?`, or to the end.
    pub fn skip_address(&mut self) {
        let mark = word::find(self.rest(), |word| word::is(word, b'?'));
        self.at = self.at.saturating_add(mark).saturating_add(1).min(self.text.len());
    }

    /// Offset of what comes next.
    pub const fn at(&self) -> usize {
        self.at
    }

    /// Whether another pair follows; empty pairs are passed over.
    pub fn more(&mut self) -> bool {
        while let Some(b'&') = self.text.get(self.at) {
            self.at = self.at.wrapping_add(1);
        }
        self.at < self.text.len()
    }

    /// Hands out pairs of ASCII without escapes and spaces, until one is of another kind or not taken: that is the next one.
    #[inline(always)]
    pub fn quick(&mut self, mut take: impl FnMut(&'a [u8], &'a [u8]) -> bool) {
        let mut rest = self.rest();
        while let Some((name, value, after)) = pair(rest)
            && take(name, value)
        {
            rest = after;
        }
        self.at = self.text.len().wrapping_sub(rest.len());
    }

    /// Reads a name, up to `=` or the end of the pair.
    #[inline]
    pub fn name(&mut self, into: &mut dyn Sink) -> Result<Name<'a>, Wrong> {
        let rest = self.rest();
        let run = word::find(rest, |word| special(word) | word::is(word, b'='));
        if rest.get(run) == Some(&b'=') {
            self.at = self.at.wrapping_add(run);
            return Ok(Name::Plain(rest.get(..run).unwrap_or(&[])));
        }
        let start = self.at;
        if !self.read(into, b'=')? {
            self.utf8(start)?;
        }
        Ok(Name::Put)
    }

    /// Reads the value of that name: empty where there is no `=`. False where what was put is still to be looked
    /// at: it may not be UTF-8, and then [`Reader::utf8`] says where.
    #[inline]
    pub fn value(&mut self, into: &mut dyn Sink) -> Result<bool, Wrong> {
        if self.rest().first() != Some(&b'=') {
            return Ok(true);
        }
        self.at = self.at.wrapping_add(1);
        let rest = self.rest();
        let run = word::find(rest, special);
        let (clean, dirty) = rest.split_at_checked(run).unwrap_or((rest, &[]));
        into.put(clean);
        self.at = self.at.wrapping_add(run);
        if let [] | [b'&', ..] = dirty { Ok(true) } else { self.read(into, b'&') }
    }

    /// Reads up to `&` or `end`; whether everything was ASCII.
    fn read(&mut self, into: &mut dyn Sink, end: u8) -> Result<bool, Wrong> {
        let mut ascii = true;
        loop {
            let rest = self.rest();
            let Some((&byte, after)) = rest.split_first() else { return Ok(ascii) };
            let mut length = 1;
            let byte = match byte {
                b'&' => return Ok(ascii),
                _ if byte == end => return Ok(ascii),
                b'%' => {
                    length = 3;
                    hex::byte(after).ok_or(Wrong { at: self.at, what: What::Escape })?
                }
                b'+' => b' ',
                b'\n' | b'\r' => return Err(Wrong { at: self.at, what: What::Unexpected }),
                _ => byte,
            };
            ascii &= byte.is_ascii();
            into.put(&[byte]);
            self.at = self.at.wrapping_add(length);
            if length == 1 {
                let rest = self.rest();
                let run = word::find(rest, |word| special(word) | word::is(word, end));
                into.put(rest.get(..run).unwrap_or(&[]));
                self.at = self.at.wrapping_add(run);
            }
        }
    }

    fn rest(&self) -> &'a [u8] {
        self.text.get(self.at..).unwrap_or(&[])
    }

    /// Whether the text from `start` to here, without its escapes, is UTF-8: a character at a time.
    pub fn utf8(&self, start: usize) -> Result<(), Wrong> {
        let mut characters = Characters::default();
        let (mut at, mut first) = (start, start);
        while at < self.at {
            let rest = self.text.get(at..self.at).unwrap_or(&[]);
            let (byte, size) = match rest.split_first() {
                Some((b'%', digits)) => (hex::byte(digits).unwrap_or(0), 3),
                Some((byte, _)) => (*byte, 1),
                None => break,
            };
            if characters.whole() {
                first = at;
            }
            if !characters.put(byte) {
                return Err(Wrong { at: first, what: What::Utf8 });
            }
            at = at.saturating_add(size);
        }
        if characters.whole() { Ok(()) } else { Err(Wrong { at: first, what: What::Utf8 }) }
    }
}

/// Splits a plain pair off, which another one follows: name, value, and that.
#[inline(always)]
fn pair(text: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (name, rest) = text.split_at_checked(word::find(text, |word| special(word) | word::is(word, b'=')))?;
    let rest = rest.strip_prefix(b"=")?;
    let (value, rest) = rest.split_at_checked(word::find(rest, special))?;
    Some((name, value, rest.strip_prefix(b"&")?))
}
