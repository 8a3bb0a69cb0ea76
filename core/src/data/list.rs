//! Entries in the making: what decoders write.

use super::key::Known;
use super::record::HEADER;
use super::{Data, MAX_NAME, MAX_VALUE};
use crate::syntax::{BLOCK, Fault, Out, Piece, word};

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
    pub fn app_end(&mut self) -> Result<(), Fault> {
        self.app = self.record.wrapping_add(HEADER);
        let length = self.out.len().wrapping_sub(self.app);
        self.app_len = length as u8;
        if length > MAX_NAME { Err(Fault::KeyTooLong) } else { Ok(()) }
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
    pub fn name_is(&mut self, said: Option<&[u8]>, name: Name) -> Result<(), Fault> {
        let start = self.name_start();
        let length = said.map_or(self.out.len().wrapping_sub(start), <[u8]>::len);
        if length == 0 {
            return Err(Fault::Key);
        }
        if length > MAX_NAME {
            return Err(Fault::KeyTooLong);
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

    /// Lends the room to a function that writes whole records; none where the records are of an application or one is open.
    #[inline(always)]
    pub fn lend<T>(&mut self, to: impl FnOnce(&mut Records<'_>) -> T) -> T {
        let (own, at) = (self.own() && !self.open, self.out.len());
        let room = self.out.buffer().get_mut(at..).filter(|_| own).unwrap_or_default();
        let before = room.len();
        let mut records = Records { room };
        let result = to(&mut records);
        let written = before.wrapping_sub(records.room.len());
        self.out.wrote(written);
        result
    }

    /// A whole record of a key of the application that the last record is of; false as in [`Records::known`].
    #[inline(always)]
    pub fn named(&mut self, name: Piece<'_>, value: Piece<'_>) -> bool {
        let at = self.out.len();
        let Some((before, room)) = self.out.buffer().split_at_mut_checked(at) else { return false };
        let from = before.get(self.app..).and_then(|from| Piece::split(from, usize::from(self.app_len)));
        let (Some((app, _)), false) = (from, self.open) else { return false };
        let [app_len, name_len, value_len] = [app, name, value].map(|piece| piece.text().len());
        let texts = app_len.wrapping_add(name_len);
        let size = HEADER.wrapping_add(texts).wrapping_add(value_len);
        if app_len == 0 || name_len > MAX_NAME || value_len > QUICK || size > room.len() {
            return false;
        }
        if let Some((header, room)) = room.split_first_chunk_mut::<HEADER>() {
            *header = (value_len as u64 | (app_len as u64) << 32 | (name_len as u64) << 40).to_le_bytes();
            // In this order, each writes over what came behind the one before.
            for (piece, start) in [(app, 0), (name, app_len), (value, texts)] {
                piece.copy_to(room.get_mut(start..).unwrap_or_default());
            }
        }
        self.out.wrote(size);
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
    pub fn value_end(&mut self) -> Result<(), Fault> {
        let length = self.out.len().wrapping_sub(self.value_start());
        if length > MAX_VALUE {
            return Err(Fault::ValueTooLong);
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

/// Room for whole records of the call's own.
#[derive(Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Records<'r> {
    room: &'r mut [u8],
}

impl Records<'_> {
    /// A record of a well-known key; false, and nothing changed, where it does not fit or is too long for that.
    #[inline(always)]
    pub fn known(&mut self, known: Known, value: Piece<'_>) -> bool {
        let text = value.text();
        let (size, room) = (HEADER.wrapping_add(text.len()), core::mem::take(&mut self.room));
        let header = (text.len() as u64 | u64::from(known.code()) << 48).to_le_bytes();
        // Mostly it is short, and the room is not yet used up.
        if let (Some(block), Some(to)) = (value.block(), room.first_chunk_mut::<{ HEADER + BLOCK }>()) {
            if let Some((head, to)) = to.split_first_chunk_mut() {
                *head = header;
                if let Some(to) = to.first_chunk_mut() {
                    *to = *block;
                }
            }
            self.room = room.get_mut(size..).unwrap_or_default();
            return true;
        }
        let there = text.len() <= QUICK && size <= room.len();
        self.room = if there { put(room, header, text) } else { room };
        there
    }
}

/// Puts a record that fits; the room behind it.
#[inline(never)]
fn put<'r>(room: &'r mut [u8], header: [u8; HEADER], value: &[u8]) -> &'r mut [u8] {
    let Some((head, rest)) = room.split_first_chunk_mut() else { return &mut [] };
    *head = header;
    let Some((to, rest)) = rest.split_at_mut_checked(value.len()) else { return &mut [] };
    word::copy(to, value);
    rest
}

/// The longest value of a record that is written at once.
const QUICK: usize = 1 << 12;

const _: () = assert!(MAX_VALUE == u16::MAX as usize);
