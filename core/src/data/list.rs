//! Entries in the making: what decoders write.

use super::key::Known;
use super::record::HEADER;
use super::{Data, MAX_NAME, MAX_VALUE};
use crate::syntax::{Out, What, word};

/// Records written one after the other, a piece at a time: application, name, value. The record's header
/// follows when its value is whole. What does not fit is counted, so that the needed size can be told.
#[derive(Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct List<'b> {
    /// Where the pieces go.
    pub out: Out<'b>,
    /// Where the open record begins, and whether there is one.
    record: usize,
    open: bool,
    /// Its well-known key, or the length of its name.
    known: u8,
    name_len: u8,
    /// Where the application that the next records are of stands, and its length.
    app_len: u8,
    app: usize,
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
        Self { out: Out::new(bytes), record: 0, open: false, known: 0, name_len: 0, app_len: 0, app: 0 }
    }

    /// The application of the next records is what is put now, until [`List::app_end`].
    pub fn app(&mut self) {
        self.begin();
    }

    /// The application is whole.
    pub fn app_end(&mut self) -> Result<(), What> {
        self.app = self.record.wrapping_add(HEADER);
        let length = self.out.len().wrapping_sub(self.app);
        self.app_len = length as u8;
        if length > MAX_NAME { Err(What::KeyTooLong) } else { Ok(()) }
    }

    /// Whether the next records are of the call's own application.
    #[inline(always)]
    pub const fn own(&self) -> bool {
        self.app_len == 0
    }

    /// A record begins: its name is what is put now, until [`List::name_is`].
    pub fn name(&mut self) {
        if !self.open {
            self.begin();
            if !self.own() {
                let (length, to) = (usize::from(self.app_len), self.out.len());
                crate::bytes::shift(self.out.buffer(), self.app, length, to);
                self.out.wrote(length);
            }
        }
    }

    /// Where the name of the open record begins: behind the application.
    const fn name_start(&self) -> usize {
        self.record.wrapping_add(HEADER).wrapping_add(self.app_len as usize)
    }

    /// Where its value begins.
    const fn value_start(&self) -> usize {
        self.name_start().wrapping_add(self.name_len as usize)
    }

    /// What was put of the name so far, where it fits.
    pub fn name_put(&mut self) -> Option<&[u8]> {
        self.out.between(self.name_start(), self.out.len()).map(|name| &*name)
    }

    /// The name is whole: this one, or what was put, and means `name`. Now the value is put, until [`List::value_end`].
    pub fn name_is(&mut self, said: Option<&[u8]>, name: Name) -> Result<(), What> {
        let start = self.name_start();
        let length = said.map_or(self.out.len().wrapping_sub(start), <[u8]>::len);
        if length == 0 {
            return Err(What::Key);
        }
        if length > MAX_NAME {
            return Err(What::KeyTooLong);
        }
        self.known = 0;
        let text = match name {
            Name::Same => said,
            Name::Known(known) => {
                self.known = known.code();
                Some(&[][..])
            }
            Name::As(name) => Some(name.as_bytes()),
        };
        if let Some(text) = text {
            self.out.back(start);
            self.out.put(text);
        }
        self.name_len = self.out.len().wrapping_sub(start) as u8;
        Ok(())
    }

    /// A whole record of a well-known key; false, and nothing changed, where it does not fit or is too long for that, or
    /// where the records are of another application.
    #[inline(always)]
    pub fn known(&mut self, known: Known, value: &[u8]) -> bool {
        let (at, own) = (self.out.len(), self.own() && !self.open);
        let room = self.out.buffer().get_mut(at..).and_then(|room| room.get_mut(..HEADER.wrapping_add(value.len())));
        let (Some((header, to)), 0..=QUICK, true) =
            (room.and_then(|room| room.split_first_chunk_mut::<HEADER>()), value.len(), own)
        else {
            return false;
        };
        *header = (value.len() as u64 | u64::from(known.code()) << 48).to_le_bytes();
        word::copy(to, value);
        self.out.wrote(HEADER.wrapping_add(value.len()));
        true
    }

    /// The same for a key of the application that the last record is of.
    #[inline(always)]
    pub fn named(&mut self, name: &[u8], value: &[u8]) -> bool {
        let (app_len, at) = (usize::from(self.app_len), self.out.len());
        let texts = app_len.wrapping_add(name.len());
        let Some((before, room)) = self.out.buffer().split_at_mut_checked(at) else { return false };
        let Some(app) = before.get(self.app..self.app.wrapping_add(app_len)) else { return false };
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
        self.out.back(at.wrapping_add(HEADER).wrapping_add(texts).wrapping_add(value.len()));
        true
    }

    /// The number of the open record's well-known key, else 0 and its name; and what was put of the value so far. Where it
    /// fits.
    pub fn put(&mut self) -> Option<(u8, &[u8], &mut [u8])> {
        let (known, name_len) = (self.known, usize::from(self.name_len));
        let (name, value) = self.out.between(self.name_start(), self.out.len())?.split_at_mut_checked(name_len)?;
        Some((known, name, value))
    }

    /// The value is whole, and with it the record.
    pub fn value_end(&mut self) -> Result<(), What> {
        let length = self.out.len().wrapping_sub(self.value_start());
        if length > MAX_VALUE {
            return Err(What::ValueTooLong);
        }
        let [v0, v1, ..] = length.to_le_bytes();
        let header = [v0, v1, 0, 0, self.app_len, self.name_len, self.known, 0];
        if let Some(to) = self.out.buffer().get_mut(self.record..).and_then(<[u8]>::first_chunk_mut::<HEADER>) {
            *to = header;
        }
        self.open = false;
        Ok(())
    }

    /// The open record is nothing after all.
    pub fn drop_open(&mut self) {
        if self.open {
            self.open = false;
            self.out.back(self.record);
        }
    }

    /// The records, which stay where they are, and none are left; or the bytes that they would take.
    pub fn done(&mut self) -> Result<Data<'b>, usize> {
        self.drop_open();
        let length = self.out.done()?;
        let bytes = core::mem::replace(&mut self.out, Out::new(&mut [])).into_bytes();
        Ok(Data::new(bytes.get(..length).unwrap_or(&[])))
    }

    fn begin(&mut self) {
        self.drop_open();
        self.open = true;
        self.record = self.out.len();
        self.out.wrote(HEADER);
    }
}

/// The longest value of a record that is written at once.
const QUICK: usize = 1 << 12;

const _: () = assert!(MAX_VALUE == u16::MAX as usize);
