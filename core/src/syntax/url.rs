//! Query strings (RFC 3986, and the form rules for what comes in).
//!
//! Out: `A-Z a-z 0-9 - . _ ~` as they are, everything else `%XX`. In: also `+` for a space, small hex digits, and
//! characters that should have been escaped; a percent sign without two digits and line ends are refused.

use super::{Characters, Out, Sink, What, Wrong, hex, word};

/// Puts text.
pub fn put(out: &mut Out<'_>, text: &[u8]) {
    let mut rest = text;
    loop {
        let (clean, dirty) = rest.split_at_checked(word::find(rest, reserved)).unwrap_or((rest, &[]));
        out.put(clean);
        let Some((&byte, after)) = dirty.split_first() else { return };
        // `_` and `~` stop the search, to make it shorter.
        match byte {
            b'_' | b'~' => out.byte(byte),
            _ => {
                out.byte(b'%');
                hex::put(out, byte);
            }
        }
        rest = after;
    }
}

/// Stops at what may have to be escaped: all but letters, digits, `-` and `.`.
fn reserved(word: usize) -> usize {
    let ascii = word & word::each(0x7F);
    let letters = word::within(ascii | word::each(0x20), b'a', b'z');
    let digits = word::within(ascii, b'0', b'9');
    let marks = word::within(ascii, b'-', b'.');
    word::outside(letters | digits | marks) | word::not_ascii(word)
}

/// Reads `name=value&name=value…`.
#[derive(Clone, Debug)]
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

    /// Offset of what comes next.
    pub const fn at(&self) -> usize {
        self.at
    }

    /// Whether another pair follows; empty pairs are passed over.
    pub fn more(&mut self) -> bool {
        while self.text.get(self.at) == Some(&b'&') {
            self.at = self.at.saturating_add(1);
        }
        self.at < self.text.len()
    }

    /// Reads a name, up to `=` or the end of the pair.
    pub fn name(&mut self, into: &mut impl Sink) -> Result<(), Wrong> {
        self.read(into, |word| word::is(word, b'='))
    }

    /// Reads the value of that name: empty where there is no `=`.
    pub fn value(&mut self, into: &mut impl Sink) -> Result<(), Wrong> {
        if self.text.get(self.at) == Some(&b'=') {
            self.at = self.at.saturating_add(1);
            self.read(into, |_| 0)?;
        }
        Ok(())
    }

    #[inline]
    fn read(&mut self, into: &mut impl Sink, end: impl Fn(usize) -> usize) -> Result<(), Wrong> {
        let start = self.at;
        let mut ascii = true;
        loop {
            let rest = self.text.get(self.at..).unwrap_or(&[]);
            let run = word::find(rest, |word| {
                // `+` is 0x2B, `%` 0x25, `&` 0x26, line ends 0x0A and 0x0D.
                word::is(word, b'&')
                    | word::is(word, b'%')
                    | word::is(word, b'+')
                    | word::below(word, 0x0E)
                    | word::not_ascii(word)
                    | end(word)
            });
            let (clean, dirty) = rest.split_at_checked(run).unwrap_or((rest, &[]));
            into.put(clean);
            self.at = self.at.saturating_add(run);
            match dirty.split_first() {
                None | Some((b'&', _)) => break,
                Some((b'%', digits)) => {
                    let byte = hex::byte(digits).ok_or(Wrong { at: self.at, what: What::Escape })?;
                    ascii &= byte.is_ascii();
                    into.put(&[byte]);
                    self.at = self.at.saturating_add(3);
                    continue;
                }
                Some((b'+', _)) => into.put(b" "),
                Some((b'\n' | b'\r', _)) => return Err(Wrong { at: self.at, what: What::Unexpected }),
                Some((byte, _)) if end(word::each(*byte)) != 0 => break,
                Some((byte, _)) => {
                    ascii &= byte.is_ascii();
                    into.put(&[*byte]);
                }
            }
            self.at = self.at.saturating_add(1);
        }
        if ascii { Ok(()) } else { self.utf8(start) }
    }

    /// Whether the text from `start` to here, without its escapes, is UTF-8: a character at a time.
    fn utf8(&self, start: usize) -> Result<(), Wrong> {
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
