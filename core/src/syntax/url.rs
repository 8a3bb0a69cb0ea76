//! Query strings (RFC 3986, and the form rules for what comes in).
//!
//! Out: `A-Z a-z 0-9 - . _ ~` as they are, everything else `%XX`. In: also `+` for a space, small hex digits, and
//! characters that should have been escaped; a percent sign without two digits and line ends are refused.

use super::word::BLOCK;
use super::{Characters, Fault, Name, Out, Piece, Set, hex, word};

/// Puts text.
pub fn put(out: &mut Out<'_>, text: &[u8]) {
    if word::WIDE {
        return put_words(out, text);
    }
    for byte in text {
        put_byte(out, *byte);
    }
}

fn put_byte(out: &mut Out<'_>, byte: u8) {
    if BARE.has(byte) {
        out.byte(byte);
    } else {
        out.byte(b'%');
        out.byte(hex::digit(byte >> 4));
        out.byte(hex::digit(byte & 15));
    }
}

/// A block at once where they go as they are; else each as the table has it.
fn put_words(out: &mut Out<'_>, text: &[u8]) {
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at_checked(BLOCK).unwrap_or((rest, &[]));
        rest = after;
        if let (Some(block), Some(to)) = (piece.first_chunk::<BLOCK>(), out.room::<BLOCK>())
            && !word::any(block, not_plain)
        {
            *to = *block;
            out.wrote(BLOCK);
        } else if let Some(to) = out.room::<ESCAPED>() {
            let mut length = 0;
            for byte in piece {
                let written = WRITTEN.get(usize::from(*byte)).map_or([0; 4], |written| written.to_le_bytes());
                let [.., bytes] = written;
                if let Some(to) = to.get_mut(length..).and_then(<[u8]>::first_chunk_mut) {
                    *to = written;
                }
                length = length.wrapping_add(usize::from(bytes)) & 63;
            }
            out.wrote(length);
        } else {
            piece.iter().for_each(|byte| put_byte(out, *byte));
        }
    }
}

/// Room for a block of escapes, and for a length that is not one of theirs.
const ESCAPED: usize = 68;

/// What each byte becomes: up to three bytes, the first one lowest, and in the highest how many.
static WRITTEN: [u32; 256] = table();

#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated when it is compiled")]
const fn table() -> [u32; 256] {
    let (mut table, mut byte) = ([0; 256], 0);
    while byte < 256 {
        let bytes = match byte as u8 {
            bare if BARE.has(bare) => [bare, 0, 0, 1],
            other => [b'%', hex::digit(other >> 4), hex::digit(other & 15), 3],
        };
        table[byte] = u32::from_le_bytes(bytes);
        byte += 1;
    }
    table
}

/// What goes as it is.
const BARE: Set = Set::of(&[(b'A', b'Z'), (b'a', b'z'), (b'0', b'9'), (b'-', b'.'), (b'_', b'_'), (b'~', b'~')]);

/// All but letters, digits, `-` and `.`: together with them lies a slash.
#[inline(always)]
pub fn not_plain(byte: u8) -> bool {
    word::not_in(byte | 0x20, b'a', b'z') & word::not_in(byte, b'-', b'9') | (byte == b'/')
}

/// Stops at `& % +` and line ends, and at everything else that seldom stands in a query: below `,` and beyond ASCII.
#[inline(always)]
const fn special(word: u64) -> u64 {
    word::below(word, b',') | word::not_ascii(word)
}

/// Index of the first byte that is special, or this one.
#[inline(always)]
fn run(text: &[u8], end: u8) -> usize {
    let stops = |word| if end == b'&' { special(word) } else { special(word) | word::is(word, end) };
    word::find(text, stops, |byte| !(b','..0x80).contains(&byte) || byte == end)
}

/// Reads `name=value&name=value…`. Where it fails, [`Reader::at`] says what is wrong.
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
        let mark = self.rest().iter().position(|byte| *byte == b'?');
        self.at = mark.map_or(self.text.len(), |mark| self.at.wrapping_add(mark).wrapping_add(1));
    }

    /// Offset of what comes next, or of what is wrong.
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
    pub fn quick<K>(
        &mut self,
        mut mean: impl FnMut(Piece<'a>) -> Option<K>,
        mut take: impl FnMut(K, Piece<'a>) -> bool,
    ) {
        if !word::WIDE {
            return;
        }
        let mut rest = self.rest();
        while let Some((key, value, after)) = pair(rest, &mut mean)
            && take(key, value)
        {
            rest = after;
        }
        self.at = self.text.len().wrapping_sub(rest.len());
    }

    /// Reads a name, up to `=` or the end of the pair.
    pub fn name(&mut self, into: &mut Out<'_>) -> Result<Name<'a>, Fault> {
        let rest = self.rest();
        let run = run(rest, b'=');
        if rest.get(run) == Some(&b'=') {
            self.at = self.at.wrapping_add(run);
            return Ok(Name::Plain(rest.get(..run).unwrap_or(&[])));
        }
        self.read(into, b'=')?;
        Ok(Name::Put)
    }

    /// Reads the value of that name: empty where there is no `=`.
    pub fn value(&mut self, into: &mut Out<'_>) -> Result<(), Fault> {
        if self.rest().first() != Some(&b'=') {
            return Ok(());
        }
        self.at = self.at.wrapping_add(1);
        self.read(into, b'&')
    }

    /// Reads up to `&` or `end`: UTF-8, when the escapes are gone.
    fn read(&mut self, into: &mut Out<'_>, end: u8) -> Result<(), Fault> {
        let (start, put) = (self.at, into.len());
        let mut all = 0;
        loop {
            let rest = self.rest();
            if word::WIDE
                && let (Some(word), Some(to)) = (rest.first_chunk::<8>(), into.room::<8>())
            {
                // What is behind a stop is written once more.
                *to = *word;
                let word = u64::from_le_bytes(*word);
                let clean = word::first(special(word) | word::is(word, end));
                if clean > 0 {
                    into.wrote(clean);
                    self.at = self.at.wrapping_add(clean);
                    continue;
                }
            }
            match rest {
                [b'%', ..] => all |= self.escapes(into)?,
                [] | [b'&', ..] => break,
                [byte, ..] if *byte == end => break,
                [b'\n' | b'\r', ..] => return Err(Fault::Unexpected),
                [byte, ..] => {
                    all |= byte;
                    into.byte(if *byte == b'+' { b' ' } else { *byte });
                    self.at = self.at.wrapping_add(1);
                }
            }
        }
        if all.is_ascii() || into.is_utf8(put) {
            return Ok(());
        }
        self.utf8(start)
    }

    /// Reads escapes one behind the other; all their bits.
    fn escapes(&mut self, into: &mut Out<'_>) -> Result<u8, Fault> {
        let (mut all, mut rest, mut wrong) = (0, self.rest(), false);
        into.lend(|into| {
            while let [b'%', digits @ ..] = rest {
                let Some(byte) = hex::byte(digits) else {
                    wrong = true;
                    break;
                };
                all |= byte;
                into.byte(byte);
                rest = digits.get(2..).unwrap_or(&[]);
            }
        });
        self.at = self.text.len().wrapping_sub(rest.len());
        if wrong { Err(Fault::Escape) } else { Ok(all) }
    }

    fn rest(&self) -> &'a [u8] {
        self.text.get(self.at..).unwrap_or(&[])
    }

    /// Whether the text from `start` to here, without its escapes, is UTF-8: a character at a time.
    #[cold]
    fn utf8(&mut self, start: usize) -> Result<(), Fault> {
        let mut characters = Characters::default();
        let (mut at, mut first) = (start, start);
        while at < self.at {
            let rest = self.text.get(at..self.at).unwrap_or(&[]);
            let (byte, size) = match rest {
                [b'%', digits @ ..] => (hex::byte(digits).unwrap_or(0), 3),
                rest => (rest.first().copied().unwrap_or(0), 1),
            };
            if characters.whole() {
                first = at;
            }
            if !characters.put(byte) {
                self.at = first;
                return Err(Fault::Utf8);
            }
            at = at.wrapping_add(size);
        }
        if characters.whole() {
            return Ok(());
        }
        self.at = first;
        Err(Fault::Utf8)
    }
}

/// Splits a plain pair off, which another one follows: name, value, and that.
#[inline(always)]
fn pair<'a, K>(text: &'a [u8], mean: impl FnOnce(Piece<'a>) -> Option<K>) -> Option<(K, Piece<'a>, &'a [u8])> {
    let (name, rest) = Piece::split(text, run(text, b'='))?;
    let rest = rest.strip_prefix(b"=")?;
    let key = mean(name)?;
    let (value, rest) = Piece::split(rest, run(rest, b'&'))?;
    Some((key, value, rest.strip_prefix(b"&")?))
}
