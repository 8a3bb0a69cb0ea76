//! Flat records, little-endian: a record's fields are listed once, and the list goes both ways, into bytes and out of them.

use crate::syntax::Out;

/// A direction: fields are put into bytes, or taken out of them.
pub(crate) trait Wire {
    /// The next bytes; a field that is put has these.
    fn next<const N: usize>(&mut self, field: [u8; N]) -> [u8; N];

    /// What came last is something that its field can hold, or not.
    fn fits(&mut self, _fits: bool) {}

    fn u8s(&mut self, fields: &mut [&mut u8]) {
        for field in fields {
            [**field] = self.next([**field]);
        }
    }

    fn u16s(&mut self, fields: &mut [&mut u16]) {
        for field in fields {
            **field = u16::from_le_bytes(self.next(field.to_le_bytes()));
        }
    }

    fn u32s(&mut self, fields: &mut [&mut u32]) {
        for field in fields {
            **field = u32::from_le_bytes(self.next(field.to_le_bytes()));
        }
    }

    fn u64s(&mut self, fields: &mut [&mut u64]) {
        for field in fields {
            **field = u64::from_le_bytes(self.next(field.to_le_bytes()));
        }
    }

    /// A bit of a field, as a byte of its own that is 0 or 1.
    fn bit(&mut self, field: &mut u8, bit: u8) {
        let mut set = *field & bit != 0;
        self.switch(&mut set);
        *field = *field & !bit | if set { bit } else { 0 };
    }

    /// Yes or no: 1 or 0.
    #[inline(always)]
    fn switch(&mut self, on: &mut bool) {
        let [said] = self.next([u8::from(*on)]);
        self.fits(said <= 1);
        *on = said != 0;
    }

    /// A byte that is 0, and for later.
    fn zero(&mut self) {
        let [said] = self.next([0]);
        self.fits(said == 0);
    }

    /// A word of a list, by its number.
    fn word<T: Copy>(&mut self, word: &mut T, code: impl Fn(T) -> u8, from_code: impl Fn(u8) -> Option<T>) {
        let [said] = self.next([code(*word)]);
        match from_code(said) {
            Some(said) => *word = said,
            None => self.fits(false),
        }
    }

    /// A word that may not be there: 0, or one more than its number.
    fn optional<T: Copy>(&mut self, word: &mut Option<T>, code: impl Fn(T) -> u8, from_code: impl Fn(u8) -> Option<T>) {
        let [said] = self.next([word.map_or(0, |word| code(word).wrapping_add(1))]);
        *word = said.checked_sub(1).and_then(from_code);
        self.fits(word.is_some() || said == 0);
    }
}

/// Fields are put, and counted where there is no room.
impl Wire for Out<'_> {
    fn next<const N: usize>(&mut self, field: [u8; N]) -> [u8; N] {
        self.put(&field);
        field
    }
}

/// What is wrong with the bytes that fields are taken out of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// They end too early.
    End,
    /// A value that its field cannot hold.
    Value,
}

/// Takes fields out of bytes. At the first fault it stays, and every further field is 0 or as good.
#[derive(Clone, Copy)]
pub(crate) struct Take<'b> {
    bytes: &'b [u8],
    at: usize,
    wrong: Option<Fault>,
}

impl<'b> Take<'b> {
    /// From this place on.
    pub fn new(bytes: &'b [u8], at: usize) -> Self {
        Self { bytes, at, wrong: None }
    }

    /// Where the next field is, or the one that is wrong.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Whether all was taken.
    pub fn is_empty(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// The first fault.
    pub fn wrong(&self) -> Option<Fault> {
        self.wrong
    }

    /// The next number, a length mostly.
    pub fn u32(&mut self) -> u32 {
        u32::from_le_bytes(self.next([0; 4]))
    }

    /// So many bytes as they are.
    pub fn slice(&mut self, len: usize) -> &'b [u8] {
        let end = self.at.saturating_add(len);
        let Some(bytes) = self.bytes.get(self.at..end).filter(|_| self.wrong.is_none()) else {
            self.wrong = self.wrong.or(Some(Fault::End));
            return &[];
        };
        self.at = end;
        bytes
    }
}

impl Wire for Take<'_> {
    #[inline(always)]
    fn next<const N: usize>(&mut self, _: [u8; N]) -> [u8; N] {
        self.slice(N).first_chunk().copied().unwrap_or([0; N])
    }

    fn fits(&mut self, fits: bool) {
        if !fits && self.wrong.is_none() {
            self.at = self.at.wrapping_sub(1);
            self.wrong = Some(Fault::Value);
        }
    }
}
