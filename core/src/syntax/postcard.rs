//! The wire format of postcard, as far as lists of texts need it: lengths of seven bits a byte, the lowest
//! first; texts as length and bytes.

use super::{Fault, Out, Piece, word};

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
pub fn put(out: &mut Out<'_>, text: &[u8]) {
    put_length(out, text.len());
    out.put(text);
}

/// Reads lengths and texts. Where it fails, [`Reader::at`] says what is wrong.
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

    /// Offset of what comes next, or of what is wrong.
    pub const fn at(&self) -> usize {
        self.at
    }

    /// This is wrong, there.
    pub const fn fail(&mut self, at: usize, what: Fault) -> Fault {
        self.at = at;
        what
    }

    /// Reads a length.
    pub fn length(&mut self) -> Result<usize, Fault> {
        let (mut length, mut shift, start) = (0u32, 0u32, self.at);
        for _ in 0..MAX_LENGTH {
            let byte = *self.bytes.get(self.at).ok_or(Fault::End)?;
            self.at = self.at.wrapping_add(1);
            let bits = u32::from(byte & 0x7F);
            length |= bits.wrapping_shl(shift);
            // Of the fifth byte, four bits have a place.
            if shift == 28 && bits > 15 {
                break;
            }
            if byte < 0x80 {
                return Ok(length as usize);
            }
            shift = shift.wrapping_add(7);
        }
        Err(self.fail(start, Fault::Escape))
    }

    /// Hands out up to `count` entries without an application whose name and value are short and the value ASCII, until one
    /// is of another kind or not taken; how many are left. Names are not looked at.
    #[inline(always)]
    pub fn quick<K>(
        &mut self,
        count: usize,
        mut mean: impl FnMut(Piece<'a>) -> Option<K>,
        mut take: impl FnMut(K, Piece<'a>) -> bool,
    ) -> usize {
        if !word::WIDE {
            return count;
        }
        let mut rest = self.bytes.get(self.at..).unwrap_or(&[]);
        let mut left = count;
        while left > 0
            && let Some((key, value, after)) = entry(rest, &mut mean)
            && take(key, value)
        {
            (rest, left) = (after, left.wrapping_sub(1));
        }
        self.at = self.bytes.len().wrapping_sub(rest.len());
        left
    }

    /// Reads a text.
    pub fn text(&mut self) -> Result<&'a [u8], Fault> {
        let length = self.length()?;
        let end = self.at.saturating_add(length);
        let Some(text) = self.bytes.get(self.at..end) else { return Err(self.fail(self.bytes.len(), Fault::End)) };
        if let Err(at) = super::utf8(text) {
            return Err(self.fail(self.at.wrapping_add(at), Fault::Utf8));
        }
        self.at = end;
        Ok(text)
    }

    /// Nothing is left.
    pub const fn end(&self) -> Result<(), Fault> {
        if self.at == self.bytes.len() { Ok(()) } else { Err(Fault::Unexpected) }
    }
}

/// Splits a short entry without an application off: name, value, and what follows.
#[inline(always)]
fn entry<'a, K>(bytes: &'a [u8], mean: impl FnOnce(Piece<'a>) -> Option<K>) -> Option<(K, Piece<'a>, &'a [u8])> {
    let [0, length @ 0..0x80, rest @ ..] = bytes else { return None };
    let (name, rest) = Piece::split(rest, usize::from(*length))?;
    let key = mean(name)?;
    let [length @ 0..0x80, rest @ ..] = rest else { return None };
    let (value, rest) = Piece::split(rest, usize::from(*length))?;
    if value.is_ascii() { Some((key, value, rest)) } else { None }
}
