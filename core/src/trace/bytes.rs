//! Little-endian numbers into and out of byte slices.

// No `copy_from_slice`: it can panic, and nothing here shall.

use super::read::{TraceError, TraceFault};
use crate::bytes::copy;

/// Writes what fits and counts the rest, so that the caller learns how much room is needed.
pub(super) struct Put<'b> {
    into: &'b mut [u8],
    at: usize,
}

impl<'b> Put<'b> {
    pub(super) fn new(into: &'b mut [u8]) -> Self {
        Self { into, at: 0 }
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        let end = self.at.saturating_add(bytes.len());
        if let Some(room) = self.into.get_mut(self.at..end) {
            copy(room, bytes);
        }
        self.at = end;
    }

    pub(super) fn u8(&mut self, value: u8) {
        self.bytes(&[value]);
    }

    pub(super) fn u16(&mut self, value: u16) {
        self.bytes(&value.to_le_bytes());
    }

    pub(super) fn u32(&mut self, value: u32) {
        self.bytes(&value.to_le_bytes());
    }

    pub(super) fn u64(&mut self, value: u64) {
        self.bytes(&value.to_le_bytes());
    }

    /// How many bytes were written, or would have been.
    pub(super) fn len(&self) -> usize {
        self.at
    }

    /// Fills the first bytes in, after what follows them is known.
    pub(super) fn prefix(&mut self, bytes: &[u8]) {
        if let Some(room) = self.into.get_mut(..bytes.len()) {
            copy(room, bytes);
        }
    }

    /// The length when everything fitted, else what is needed.
    pub(super) fn end(self) -> Result<usize, usize> {
        if self.at <= self.into.len() { Ok(self.at) } else { Err(self.at) }
    }
}

/// Reads up to a limit, and knows where it is.
#[derive(Clone, Copy)]
pub(super) struct Take<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Take<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn is_empty(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// An error that points at the byte `back` bytes before this one.
    pub(super) fn error(&self, what: TraceFault, back: usize) -> TraceError {
        TraceError { at: self.at.saturating_sub(back), what }
    }

    pub(super) fn slice(&mut self, len: usize) -> Result<&'a [u8], TraceError> {
        let end = self.at.saturating_add(len);
        let found = self.bytes.get(self.at..end).ok_or(self.error(TraceFault::Truncated, 0))?;
        self.at = end;
        Ok(found)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], TraceError> {
        self.slice(N)?.first_chunk().copied().ok_or(self.error(TraceFault::Truncated, 0))
    }

    pub(super) fn u8(&mut self) -> Result<u8, TraceError> {
        self.array().map(u8::from_le_bytes)
    }

    pub(super) fn u16(&mut self) -> Result<u16, TraceError> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Result<u32, TraceError> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn u64(&mut self) -> Result<u64, TraceError> {
        self.array().map(u64::from_le_bytes)
    }

    /// A length as this machine counts.
    pub(super) fn len(&mut self) -> Result<usize, TraceError> {
        let len = self.u32()?;
        usize::try_from(len).map_err(|_| self.error(TraceFault::Truncated, 4))
    }

    pub(super) fn text(&mut self, len: usize) -> Result<&'a str, TraceError> {
        let from = self.at;
        let bytes = self.slice(len)?;
        core::str::from_utf8(bytes)
            .map_err(|error| TraceError { at: from.saturating_add(error.valid_up_to()), what: TraceFault::NotUtf8 })
    }
}
