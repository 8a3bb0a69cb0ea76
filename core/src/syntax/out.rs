//! Where encoded text goes: the caller's buffer, and a count that goes on where the buffer ends.

use super::word::{self, BLOCK, SHORT, WHOLE};

/// The caller's buffer and how far it is written.
#[derive(Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Out<'a> {
    into: &'a mut [u8],
    len: usize,
}

/// The longest name that is put at once.
const LONGEST: usize = 31;

/// A name of at most 31 bytes, and its length: to be copied without asking for the length first.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Label([u8; LONGEST + 1]);

impl Label {
    /// The label of a name, which is that long at most.
    #[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated when it is compiled")]
    pub const fn new(name: &str) -> Self {
        let (name, mut label, mut at) = (name.as_bytes(), [0; LONGEST + 1], 0);
        while at < name.len() {
            label[at] = name[at];
            at += 1;
        }
        assert!(at <= LONGEST);
        label[LONGEST] = at as u8;
        Self(label)
    }

    /// The name.
    pub fn name(&self) -> &[u8] {
        self.0.get(..self.length()).unwrap_or(&[])
    }

    /// Its first sixteen bytes, with zeros behind a shorter one.
    #[inline(always)]
    pub const fn beginning(&self) -> &[u8; BLOCK] {
        match self.0.first_chunk() {
            Some(beginning) => beginning,
            None => &[0; BLOCK],
        }
    }

    /// Puts the name at the beginning of this, and something behind it. By two blocks, since compilers take the one array apart.
    #[inline(always)]
    fn put(&self, to: &mut [u8]) -> Option<()> {
        let (first, second) = to.first_chunk_mut::<{ LONGEST + 1 }>()?.split_at_mut(BLOCK);
        *first.first_chunk_mut::<BLOCK>()? = *self.0.first_chunk()?;
        *second.first_chunk_mut::<BLOCK>()? = *self.0.last_chunk()?;
        Some(())
    }

    /// The name's length.
    #[inline(always)]
    pub const fn length(&self) -> usize {
        let [.., length] = self.0;
        length as usize & LONGEST
    }
}

/// The longest field that is put at once: a name and a short value with up to four bytes before, between and after them.
const FIELD: usize = 4 + LONGEST + 4 + SHORT + 4;

/// The same with the name a second time: one of [`Label`], and any short one.
const AGAIN: usize = FIELD + LONGEST + 1 + 4;
const TWICE: usize = FIELD + SHORT + 4;

impl<'a> Out<'a> {
    /// Writes from the start of this buffer.
    pub const fn new(into: &'a mut [u8]) -> Self {
        Self { into, len: 0 }
    }

    /// Bytes that were put, also those that did not fit.
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing was put yet.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The length of what was written, or the size that is needed for it.
    pub const fn done(&self) -> Result<usize, usize> {
        if self.len <= self.into.len() { Ok(self.len) } else { Err(self.len) }
    }

    /// Puts one byte.
    #[inline]
    pub fn byte(&mut self, byte: u8) {
        if let Some(to) = self.into.get_mut(self.len) {
            *to = byte;
        }
        self.len = self.len.wrapping_add(1);
    }

    /// Puts a character as UTF-8: its first byte says how many follow, and each of those has six bits.
    #[inline]
    pub fn character(&mut self, character: char) {
        let code = u32::from(character);
        let mut left = match code {
            0..0x80 => return self.byte(code as u8),
            0x80..0x800 => 6u32,
            0x800..0x1_0000 => 12,
            _ => 18,
        };
        self.byte((0xFF80u32 >> (left / 6) | code >> left) as u8);
        while left > 0 {
            left = left.wrapping_sub(6);
            self.byte(0x80 | (code.wrapping_shr(left) & 0x3F) as u8);
        }
    }

    /// Puts bytes as they are.
    #[inline]
    pub fn put(&mut self, bytes: &[u8]) {
        let start = self.len;
        self.len = start.saturating_add(bytes.len());
        // Last, so that nothing of this is on the stack meanwhile.
        if let Some(to) = self.into.get_mut(start..).and_then(|room| room.get_mut(..bytes.len())) {
            word::copy(to, bytes);
        }
    }

    /// Puts a name and a short value, with what stands before, between and after them, all at once. False, and nothing is
    /// put, where there is a stop in the value, or the value is long, or the room is nearly used up: then it has to be put
    /// piece by piece.
    #[inline(always)]
    pub fn field<const A: usize, const B: usize, const C: usize>(
        &mut self,
        frame: (&[u8; A], &[u8; B], &[u8; C]),
        name: &Label,
        value: &[u8],
        stop: Option<impl Fn(u8) -> bool>,
    ) -> bool {
        const { assert!(A <= 4 && B <= 4 && C <= 4) };
        let length = match self.room() {
            Some(to) => fill(to, frame, name, value, stop),
            None => None,
        };
        self.len = self.len.wrapping_add(length.unwrap_or(0));
        length.is_some()
    }

    /// The same with the name a second time.
    #[inline(always)]
    pub fn field_twice<const A: usize, const B: usize, const C: usize, const D: usize>(
        &mut self,
        frame: (&[u8; A], &[u8; B], &[u8; C], &[u8; D]),
        name: &Label,
        value: &[u8],
        test: impl Fn(u8) -> bool,
    ) -> bool {
        const { assert!(A <= 4 && B <= 4 && C <= 4 && D <= 4) };
        let length = match self.room() {
            Some(to) => fill_again(to, frame, name, value, test),
            None => None,
        };
        self.len = self.len.wrapping_add(length.unwrap_or(0));
        length.is_some()
    }

    /// Puts a short name, a short value and the name again, with what stands around them, all at once; false as in
    /// [`Out::field`], and where `no_name` stops in the name.
    #[inline(always)]
    pub fn twice_framed<const A: usize, const B: usize, const C: usize, const D: usize>(
        &mut self,
        frame: (&[u8; A], &[u8; B], &[u8; C], &[u8; D]),
        name: &[u8],
        no_name: impl Fn(u8) -> bool,
        value: &[u8],
        test: impl Fn(u8) -> bool,
    ) -> bool {
        const { assert!(A <= 4 && B <= 4 && C <= 4 && D <= 4) };
        let length = match self.room() {
            Some(to) => fill_twice(to, frame, (name, no_name), (value, test)),
            None => None,
        };
        self.len = self.len.wrapping_add(length.unwrap_or(0));
        length.is_some()
    }

    /// Lends the buffer to a function that is seldom called: what is written here stays where it is.
    #[inline(always)]
    pub fn lend<T>(&mut self, to: impl FnOnce(&mut Out<'_>) -> T) -> T {
        let mut lent = Out { into: &mut *self.into, len: self.len };
        let result = to(&mut lent);
        self.len = lent.len;
        result
    }

    /// Puts a text. `test` finds what may have to be escaped, a word at a time; `put` puts such a byte, with a look at those
    /// that follow it. Where words are short, every byte is put like that.
    #[inline(always)]
    pub fn escaped<E>(
        &mut self,
        text: &[u8],
        test: impl Fn(u64) -> u64,
        put: impl Fn(&mut Self, u8, &[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut rest = text;
        while !rest.is_empty() {
            if word::WIDE
                && let Some(to) = self.room::<8>()
            {
                let word = rest.first_chunk().map_or_else(|| word::short(rest), |word| u64::from_le_bytes(*word));
                // What is behind a stop, or the end, is written once more.
                *to = word.to_le_bytes();
                let clean = word::first(test(word)).min(rest.len());
                self.len = self.len.wrapping_add(clean);
                rest = rest.get(clean..).unwrap_or(&[]);
                if clean == 8 {
                    continue;
                }
            }
            if let Some((&byte, after)) = rest.split_first() {
                put(self, byte, after)?;
                rest = after;
            }
        }
        Ok(())
    }

    /// The next bytes of the buffer, where there are so many.
    #[inline(always)]
    pub fn room<const N: usize>(&mut self) -> Option<&mut [u8; N]> {
        self.into.get_mut(self.len..)?.first_chunk_mut()
    }

    /// So many bytes were written into the room.
    #[inline(always)]
    pub const fn wrote(&mut self, bytes: usize) {
        self.len = self.len.wrapping_add(bytes);
    }

    /// Goes back to where so many bytes had been put.
    #[inline(always)]
    pub const fn back(&mut self, to: usize) {
        self.len = to;
    }

    /// What was put between two places, where it fits.
    pub fn between(&mut self, from: usize, to: usize) -> Option<&mut [u8]> {
        self.into.get_mut(from..to)
    }

    /// The buffer.
    pub const fn buffer(&mut self) -> &mut [u8] {
        self.into
    }

    /// The buffer, for as long as it was given.
    pub const fn into_bytes(self) -> &'a mut [u8] {
        self.into
    }

    /// Whether what was put from `start` on, which fits, is UTF-8; what did not fit is not looked at.
    pub fn is_utf8(&self, start: usize) -> bool {
        self.into.get(start..self.len).is_some_and(super::is_utf8)
    }
}

/// What [`Out::field`] puts; its length.
#[inline(always)]
fn fill<const A: usize, const B: usize, const C: usize>(
    to: &mut [u8; FIELD],
    frame: (&[u8; A], &[u8; B], &[u8; C]),
    name: &Label,
    value: &[u8],
    stop: Option<impl Fn(u8) -> bool>,
) -> Option<usize> {
    *to.first_chunk_mut::<A>()? = *frame.0;
    name.put(to.get_mut(A..)?)?;
    let rest = to.get_mut(A.wrapping_add(name.length())..)?;
    *rest.first_chunk_mut::<B>()? = *frame.1;
    let rest = rest.get_mut(B..)?;
    word::clean(rest, value, stop)?;
    *rest.get_mut(value.len()..)?.first_chunk_mut::<C>()? = *frame.2;
    Some(A.wrapping_add(name.length()).wrapping_add(B).wrapping_add(value.len()).wrapping_add(C))
}

/// What [`Out::field_twice`] puts; its length.
#[inline(always)]
fn fill_again<const A: usize, const B: usize, const C: usize, const D: usize>(
    to: &mut [u8; AGAIN],
    frame: (&[u8; A], &[u8; B], &[u8; C], &[u8; D]),
    name: &Label,
    value: &[u8],
    test: impl Fn(u8) -> bool,
) -> Option<usize> {
    let begun = fill(to.first_chunk_mut()?, (frame.0, frame.1, frame.2), name, value, Some(test))?;
    let rest = to.get_mut(begun..)?;
    name.put(rest)?;
    *rest.get_mut(name.length()..)?.first_chunk_mut::<D>()? = *frame.3;
    Some(begun.wrapping_add(name.length()).wrapping_add(D))
}

/// What [`Out::twice_framed`] puts; its length.
#[inline(always)]
fn fill_twice<const A: usize, const B: usize, const C: usize, const D: usize>(
    to: &mut [u8; TWICE],
    frame: (&[u8; A], &[u8; B], &[u8; C], &[u8; D]),
    (name, no_name): (&[u8], impl Fn(u8) -> bool),
    (value, test): (&[u8], impl Fn(u8) -> bool),
) -> Option<usize> {
    *to.first_chunk_mut::<A>()? = *frame.0;
    let rest = to.get_mut(A..)?;
    word::clean(rest, name, Some(no_name))?;
    let rest = rest.get_mut(name.len()..)?;
    *rest.first_chunk_mut::<B>()? = *frame.1;
    let rest = rest.get_mut(B..)?;
    word::clean(rest, value, Some(test))?;
    let rest = rest.get_mut(value.len()..)?;
    *rest.first_chunk_mut::<C>()? = *frame.2;
    let rest = rest.get_mut(C..)?;
    word::clean(rest, name, WHOLE)?;
    *rest.get_mut(name.len()..)?.first_chunk_mut::<D>()? = *frame.3;
    let frames = A.wrapping_add(B).wrapping_add(C).wrapping_add(D);
    Some(frames.wrapping_add(value.len()).wrapping_add(name.len().wrapping_mul(2)))
}
