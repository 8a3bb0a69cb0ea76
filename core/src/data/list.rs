//! Entries in the making: what decoders write.

use core::ops::Range;

use super::key::Known;
use super::store::HEADER;
use super::{MAX_NAME, MAX_VALUE};
use crate::syntax::{Sink, What, word};

/// Records written one after the other, a piece at a time: application, name, value. The record's header
/// follows when its value is whole. What does not fit is counted, so that the needed size can be told.
#[derive(Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct List<'b> {
    bytes: &'b mut [u8],
    len: usize,
    /// Where the open record begins, and whether there is one.
    record: usize,
    open: bool,
    /// The application that the next records are of.
    app: Range<usize>,
    name: usize,
    value: usize,
    known: u8,
}

/// What a name that was read means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Name {
    /// A well-known key.
    Known(Known),
    /// A key that the format spells otherwise.
    As(&'static str),
    /// Itself.
    Same,
}

impl<'b> List<'b> {
    /// An empty list over these bytes.
    pub const fn new(bytes: &'b mut [u8]) -> Self {
        Self { bytes, len: 0, record: 0, open: false, app: 0..0, name: 0, value: 0, known: 0 }
    }

    /// The application of the next records is what is put now, until [`List::app_end`].
    pub fn app(&mut self) {
        self.begin();
    }

    /// The application is whole.
    pub fn app_end(&mut self) -> Result<(), What> {
        self.app = self.record.saturating_add(HEADER)..self.len;
        if self.app.len() > MAX_NAME { Err(What::KeyTooLong) } else { Ok(()) }
    }

    /// Whether the next records are of the call's own application.
    pub fn own(&self) -> bool {
        self.app.is_empty()
    }

    /// A record begins: its name is what is put now, until [`List::name_end`].
    #[inline]
    pub fn name(&mut self) {
        if !self.open {
            self.begin();
            if !self.app.is_empty() {
                crate::bytes::shift(self.bytes, self.app.start, self.app.len(), self.len);
                self.len = self.len.saturating_add(self.app.len());
            }
        }
        self.name = self.len;
    }

    /// What was put of the name so far, where it fits.
    pub fn name_put(&self) -> Option<&[u8]> {
        self.bytes.get(self.name..self.len)
    }

    /// The name was put; `mean` says what it means. Now the value is put, until [`List::value_end`].
    pub fn name_end(&mut self, mean: impl FnOnce(&[u8]) -> Result<Name, What>) -> Result<(), What> {
        let length = self.len.wrapping_sub(self.name);
        // A name that did not fit means nothing any more: the size told may be some bytes too much.
        let name = match self.bytes.get(self.name..self.len) {
            Some(name) if length <= MAX_NAME => mean(name)?,
            _ => Name::Same,
        };
        if name != Name::Same {
            self.len = self.name;
        }
        self.mean(length, name)
    }

    /// The name is this one, and means `name`. Now the value is put, until [`List::value_end`].
    pub fn name_is(&mut self, said: &[u8], name: Name) -> Result<(), What> {
        if name == Name::Same {
            self.put(said);
        }
        self.mean(said.len(), name)
    }

    /// The name is that of a well-known key.
    #[inline]
    pub fn name_known(&mut self, known: Known) {
        self.known = known.code();
        self.value = self.len;
    }

    fn mean(&mut self, length: usize, name: Name) -> Result<(), What> {
        if length == 0 {
            return Err(What::Key);
        }
        if length > MAX_NAME {
            return Err(What::KeyTooLong);
        }
        self.known = 0;
        match name {
            Name::Same => {}
            Name::Known(known) => self.known = known.code(),
            Name::As(name) => self.put(name.as_bytes()),
        }
        self.value = self.len;
        Ok(())
    }

    /// A whole record of a well-known key; false, and nothing changed, where it does not fit or is too long for that, or
    /// where the records are of another application.
    #[inline(always)]
    pub fn known(&mut self, known: Known, value: &[u8]) -> bool {
        let at = if self.open { self.record } else { self.len };
        let room = self.bytes.get_mut(at..).and_then(|room| room.get_mut(..HEADER.wrapping_add(value.len())));
        let (Some((header, to)), 0..=QUICK, true) =
            (room.and_then(|room| room.split_first_chunk_mut::<HEADER>()), value.len(), self.app.is_empty())
        else {
            return false;
        };
        *header = (value.len() as u64 | u64::from(known.code()) << 48).to_le_bytes();
        word::copy(to, value);
        self.len = at.wrapping_add(HEADER).wrapping_add(value.len());
        self.open = false;
        true
    }

    /// The same for a key of the application that the last record is of.
    #[inline(always)]
    pub fn named(&mut self, name: &[u8], value: &[u8]) -> bool {
        let (texts, at) = (self.app.len().wrapping_add(name.len()), self.len);
        let Some((before, room)) = self.bytes.split_at_mut_checked(at) else { return false };
        let Some(app) = before.get(self.app.clone()) else { return false };
        let room = room.get_mut(..HEADER.wrapping_add(texts).wrapping_add(value.len()));
        let (Some((header, to)), 0..=QUICK, 0..=MAX_NAME, false, false) = (
            room.and_then(|room| room.split_first_chunk_mut::<HEADER>()),
            value.len(),
            name.len(),
            self.open,
            app.is_empty(),
        ) else {
            return false;
        };
        *header = (value.len() as u64 | (app.len() as u64) << 32 | (name.len() as u64) << 40).to_le_bytes();
        for (text, start) in [(app, 0), (name, app.len()), (value, texts)] {
            if let Some(to) = to.get_mut(start..start.wrapping_add(text.len())) {
                word::copy(to, text);
            }
        }
        self.len = at.wrapping_add(HEADER).wrapping_add(texts).wrapping_add(value.len());
        true
    }

    /// What was put of the value so far, where it fits.
    pub fn value(&mut self) -> Option<&mut [u8]> {
        self.bytes.get_mut(self.value..self.len)
    }

    /// The value is whole, and with it the record.
    #[inline]
    pub fn value_end(&mut self) -> Result<(), What> {
        let length = self.len.wrapping_sub(self.value);
        let value = u16::try_from(length).map_err(|_| What::ValueTooLong)?;
        let short = |length: usize| u8::try_from(length).unwrap_or(u8::MAX);
        let app = short(self.app.len());
        let name = short(self.value.wrapping_sub(self.name));
        let [v0, v1] = value.to_le_bytes();
        let header = self.bytes.get_mut(self.record..).and_then(<[u8]>::first_chunk_mut::<HEADER>);
        if let Some(header) = header {
            *header = [v0, v1, 0, 0, app, name, self.known, 0];
        }
        self.open = false;
        Ok(())
    }

    /// The open record is nothing after all.
    pub fn drop_open(&mut self) {
        if self.open {
            self.open = false;
            self.len = self.record;
        }
    }

    /// Bytes that the records take, or would.
    pub fn done(mut self) -> Result<usize, usize> {
        self.drop_open();
        if self.len <= self.bytes.len() { Ok(self.len) } else { Err(self.len) }
    }

    fn begin(&mut self) {
        self.drop_open();
        self.open = true;
        self.record = self.len;
        self.len = self.len.saturating_add(HEADER);
    }
}

/// The longest value of a record that is written at once.
const QUICK: usize = 1 << 12;

const _: () = assert!(MAX_VALUE == u16::MAX as usize);

impl Sink for List<'_> {
    #[inline]
    fn put(&mut self, piece: &[u8]) {
        let end = self.len.saturating_add(piece.len());
        if let Some(to) = self.bytes.get_mut(self.len..end) {
            word::copy(to, piece);
        }
        self.len = end;
    }
}
