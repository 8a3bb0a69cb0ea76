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

    /// Puts a text. `stops` finds what may have to be escaped, a word at a time; `escape` puts what a byte (with those
    /// that follow it) becomes, or says that it goes as it is.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub fn escaped<E>(
        &mut self,
        text: &[u8],
        stops: impl Fn(usize) -> usize,
        escape: impl Fn(&mut Self, u8, &[u8]) -> Result<bool, E>,
    ) -> Result<(), E> {
        // Most texts are short and clean: they are looked at and copied at once.
        match word::both_ends(text) {
            Some([first, last]) if stops(first) | stops(last) == 0 => {
                self.put(text);
                Ok(())
            }
            _ => self.escaped_slowly(text, stops, escape),
        }
    }

    #[inline(never)]
    fn escaped_slowly<E>(
        &mut self,
        text: &[u8],
        stops: impl Fn(usize) -> usize,
        escape: impl Fn(&mut Self, u8, &[u8]) -> Result<bool, E>,
    ) -> Result<(), E> {
        let mut rest = text;
        loop {
            let (clean, dirty) = rest.split_at_checked(word::find(rest, &stops)).unwrap_or((rest, &[]));
            self.put(clean);
            rest = dirty;
            // Where there is one there are more: byte by byte until a word's worth of clean ones.
            let mut clean = 0usize;
            while clean < 8 {
                let Some((&byte, after)) = rest.split_first() else { return Ok(()) };
                if escape(self, byte, after)? {
                    clean = 0;
                } else {
                    self.byte(byte);
                    clean = clean.saturating_add(1);
                }
                rest = after;
            }
        }
    }
}

impl Sink for Out<'_> {
    fn put(&mut self, piece: &[u8]) {
        Self::put(self, piece);
    }
}
