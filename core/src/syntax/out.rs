//! Where encoded text goes: the caller's buffer, and a count that goes on where the buffer ends.

use super::Sink;
use super::word;

/// The caller's buffer and how far it is written.
#[derive(Debug)]
pub struct Out<'a> {
    into: &'a mut [u8],
    len: usize,
}

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

    /// Puts what comes before the first stop; what is left.
    #[inline]
    pub fn put_clean<'t>(&mut self, text: &'t [u8], stops: impl Fn(usize) -> usize) -> &'t [u8] {
        let (clean, rest) = text.split_at_checked(word::find(text, stops)).unwrap_or((text, &[]));
        self.put(clean);
        rest
    }
}

impl Sink for Out<'_> {
    fn put(&mut self, piece: &[u8]) {
        Self::put(self, piece);
    }
}
