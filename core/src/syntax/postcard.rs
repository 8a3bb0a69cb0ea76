//! The wire format of postcard, as far as lists of texts need it: lengths of seven bits a byte, the lowest
//! first; texts as length and bytes.

use super::{Out, What, Wrong};

/// Bytes of the longest length that is read.
const MAX_LENGTH: usize = 5;

/// Puts a length.
pub fn put_length(out: &mut Out<'_>, length: usize) {
    let mut rest = length;
    while rest > 0x7F {
        out.byte(rest as u8 | 0x80);
        rest >>= 7;
    }
    out.byte(rest as u8);
}

/// Puts a text.
#[cfg_attr(target_pointer_width = "64", inline(always))]
pub fn put(out: &mut Out<'_>, text: &[u8]) {
    put_length(out, text.len());
    out.put(text);
}

/// Reads lengths and texts.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// Reads these bytes.
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Offset of what comes next.
    pub const fn at(&self) -> usize {
        self.at
    }

    /// Reads a length.
    #[inline]
    pub fn length(&mut self) -> Result<usize, Wrong> {
        match self.bytes.get(self.at) {
            Some(byte @ 0..0x80) => {
                self.at = self.at.wrapping_add(1);
                Ok(usize::from(*byte))
            }
            _ => self.long_length(),
        }
    }

    /// Hands out up to `count` entries without an application whose name and value are short and the value ASCII, until one
    /// is of another kind or not taken; how many are left. Names are not looked at.
    #[inline(always)]
    pub fn quick(&mut self, count: usize, mut take: impl FnMut(&'a [u8], &'a [u8]) -> bool) -> usize {
        let mut rest = self.bytes.get(self.at..).unwrap_or(&[]);
        let mut left = count;
        while left > 0
            && let Some((name, value, after)) = entry(rest)
            && take(name, value)
        {
            (rest, left) = (after, left.wrapping_sub(1));
        }
        self.at = self.bytes.len().wrapping_sub(rest.len());
        left
    }

    fn long_length(&mut self) -> Result<usize, Wrong> {
        let (mut length, mut shift, at) = (0u64, 0u32, self.at);
        for _ in 0..MAX_LENGTH {
            let byte = *self.bytes.get(self.at).ok_or(Wrong { at: self.at, what: What::End })?;
            self.at = self.at.saturating_add(1);
            length |= u64::from(byte & 0x7F).wrapping_shl(shift);
            if byte < 0x80 {
                return u32::try_from(length)
                    .map(|length| length as usize)
                    .map_err(|_| Wrong { at, what: What::Escape });
            }
            shift = shift.wrapping_add(7);
        }
        Err(Wrong { at, what: What::Escape })
    }

    /// Reads a text.
    #[inline]
    pub fn text(&mut self) -> Result<&'a [u8], Wrong> {
        let length = self.length()?;
        let text = self.bytes.get(self.at..self.at.saturating_add(length));
        match text {
            Some(text) if length == 0 || super::is_utf8(text) => {
                self.at = self.at.wrapping_add(length);
                Ok(text)
            }
            _ => Err(self.wrong(text)),
        }
    }

    /// What is wrong with a text, if there is one.
    #[cold]
    fn wrong(&self, text: Option<&[u8]>) -> Wrong {
        match text.map(super::utf8) {
            Some(Err(wrong)) => Wrong { at: self.at.saturating_add(wrong.at), ..wrong },
            _ => Wrong { at: self.bytes.len(), what: What::End },
        }
    }

    /// Nothing is left.
    pub const fn end(&self) -> Result<(), Wrong> {
        if self.at == self.bytes.len() { Ok(()) } else { Err(Wrong { at: self.at, what: What::Unexpected }) }
    }
}

/// Splits a short entry without an application off: name, value, and what follows.
#[inline(always)]
fn entry(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let [0, length @ 0..0x80, rest @ ..] = bytes else { return None };
    let (name, rest) = rest.split_at_checked(usize::from(*length))?;
    let [length @ 0..0x80, rest @ ..] = rest else { return None };
    let (value, rest) = rest.split_at_checked(usize::from(*length))?;
    if super::word::is_short_ascii(value) { Some((name, value, rest)) } else { None }
}
