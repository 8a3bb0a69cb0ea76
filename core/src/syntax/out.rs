//! Where encoded text goes: the caller's buffer, and a count that goes on where the buffer ends.

use super::Sink;
use super::word::{self, SHORT};

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

    /// The name's length.
    #[inline(always)]
    pub const fn length(&self) -> usize {
        let [.., length] = self.0;
        length as usize & LONGEST
    }
}

/// The longest field that is put at once: a name and a short value with up to four bytes before, between and after them.
const FIELD: usize = 4 + LONGEST + 4 + SHORT + 4;

/// The same with the name a second time.
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
        self.len = self.len.saturating_add(1);
    }

    /// Puts bytes as they are.
    #[inline]
    pub fn put(&mut self, bytes: &[u8]) {
        let end = self.len.saturating_add(bytes.len());
        if let Some(to) = self.into.get_mut(self.len..end) {
            word::copy(to, bytes);
        }
        self.len = end;
    }

    /// Puts a name and a short value, with what stands before, between and after them, all at once. False, and nothing is
    /// put, where the test stops in the value, or the value is long, or the room is nearly used up: then it has to be put
    /// piece by piece.
    #[inline(always)]
    pub fn field<const A: usize, const B: usize, const C: usize>(
        &mut self,
        frame: (&[u8; A], &[u8; B], &[u8; C]),
        name: &Label,
        value: &[u8],
        test: impl Fn(u64) -> u64,
    ) -> bool {
        const { assert!(A <= 4 && B <= 4 && C <= 4) };
        let put = |to: &mut [u8; FIELD]| {
            *to.first_chunk_mut::<A>()? = *frame.0;
            *to.get_mut(A..)?.first_chunk_mut::<{ LONGEST + 1 }>()? = name.0;
            let rest = to.get_mut(A.wrapping_add(name.length())..)?;
            *rest.first_chunk_mut::<B>()? = *frame.1;
            let rest = rest.get_mut(B..)?;
            word::clean(rest, value, test)?;
            *rest.get_mut(value.len()..)?.first_chunk_mut::<C>()? = *frame.2;
            Some(A.wrapping_add(name.length()).wrapping_add(B).wrapping_add(value.len()).wrapping_add(C))
        };
        let room = self.into.get_mut(self.len..).and_then(|room| room.first_chunk_mut::<FIELD>());
        match room.and_then(put) {
            Some(length) if word::WIDE => {
                self.len = self.len.wrapping_add(length);
                true
            }
            _ => false,
        }
    }

    /// Puts a short name, a short value and the name again, with what stands around them, all at once; false as in
    /// [`Out::field`], and where `no_name` stops in the name.
    #[inline(always)]
    pub fn twice_framed<const A: usize, const B: usize, const C: usize, const D: usize>(
        &mut self,
        frame: (&[u8; A], &[u8; B], &[u8; C], &[u8; D]),
        name: &[u8],
        no_name: impl Fn(u64) -> u64,
        value: &[u8],
        test: impl Fn(u64) -> u64,
    ) -> bool {
        const { assert!(A <= 4 && B <= 4 && C <= 4 && D <= 4) };
        let put = |to: &mut [u8; TWICE]| {
            *to.first_chunk_mut::<A>()? = *frame.0;
            let rest = to.get_mut(A..)?;
            word::clean(rest, name, no_name)?;
            let rest = rest.get_mut(name.len()..)?;
            *rest.first_chunk_mut::<B>()? = *frame.1;
            let rest = rest.get_mut(B..)?;
            word::clean(rest, value, test)?;
            let rest = rest.get_mut(value.len()..)?;
            *rest.first_chunk_mut::<C>()? = *frame.2;
            let rest = rest.get_mut(C..)?;
            word::clean(rest, name, |_| 0)?;
            *rest.get_mut(name.len()..)?.first_chunk_mut::<D>()? = *frame.3;
            Some(
                A.wrapping_add(B)
                    .wrapping_add(C)
                    .wrapping_add(D)
                    .wrapping_add(value.len())
                    .wrapping_add(name.len().wrapping_mul(2)),
            )
        };
        let room = self.into.get_mut(self.len..).and_then(|room| room.first_chunk_mut::<TWICE>());
        match room.and_then(put) {
            Some(length) if word::WIDE => {
                self.len = self.len.wrapping_add(length);
                true
            }
            _ => false,
        }
    }

    /// Puts a text between two others, whose lengths are known beforehand.
    #[inline]
    pub fn framed<const A: usize, const B: usize>(&mut self, before: &[u8; A], text: &[u8], after: &[u8; B]) {
        let end = self.len.saturating_add(text.len()).saturating_add(A).saturating_add(B);
        if let Some(to) = self.into.get_mut(self.len..end)
            && let Some((first, rest)) = to.split_first_chunk_mut::<A>()
            && let Some((middle, last)) = rest.split_last_chunk_mut::<B>()
        {
            *first = *before;
            *last = *after;
            word::copy(middle, text);
        }
        self.len = end;
    }

    /// Lends the buffer to a function that is seldom called: what is written here stays where it is.
    #[inline(always)]
    pub fn lend<T>(&mut self, to: impl FnOnce(&mut Out<'_>) -> T) -> T {
        let mut lent = Out { into: &mut *self.into, len: self.len };
        let result = to(&mut lent);
        self.len = lent.len;
        result
    }

    /// Puts a text. `test` finds what may have to be escaped, a word at a time; `escape` says what a byte (with those
    /// that follow it) becomes: up to eight bytes, and how many.
    #[inline(never)]
    pub fn escaped<E>(
        &mut self,
        text: &[u8],
        test: impl Fn(u64) -> u64,
        escape: impl Fn(u8, &[u8]) -> Result<(u64, usize), E>,
    ) -> Result<(), E> {
        let mut rest = text;
        while !rest.is_empty() {
            let (clean, dirty) = rest.split_at_checked(word::find(rest, &test)).unwrap_or((rest, &[]));
            self.put(clean);
            rest = dirty;
            // Where there is one there are more: byte by byte until a word's worth of clean ones.
            let mut clean = 0usize;
            while let (0..8, Some((&byte, after))) = (clean, rest.split_first()) {
                let (bytes, length) = escape(byte, after)?;
                self.some_of(bytes, length);
                clean = if length == 1 { clean.wrapping_add(1) } else { 0 };
                rest = after;
            }
        }
        Ok(())
    }

    /// Puts the first bytes of eight.
    #[inline(always)]
    fn some_of(&mut self, bytes: u64, length: usize) {
        let bytes = bytes.to_le_bytes();
        match self.into.get_mut(self.len..).and_then(|room| room.first_chunk_mut::<8>()) {
            Some(to) => {
                *to = bytes;
                self.len = self.len.wrapping_add(length);
            }
            None => bytes.iter().take(length).for_each(|byte| self.byte(*byte)),
        }
    }
}

/// An escape: its bytes, the first one lowest, and how many they are.
#[inline(always)]
pub const fn escape<const N: usize>(text: &[u8; N]) -> (u64, usize) {
    let mut bytes = [0; 8];
    if let Some(to) = bytes.first_chunk_mut::<N>() {
        *to = *text;
    }
    (u64::from_le_bytes(bytes), N)
}

impl Sink for Out<'_> {
    fn put(&mut self, piece: &[u8]) {
        Self::put(self, piece);
    }
}
