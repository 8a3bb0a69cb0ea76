//! Eight yes or no of a record, in one byte.

/// A set of bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub(super) struct Flags(pub u8);

impl Flags {
    pub const NONE: Self = Self(0);

    /// Whether one of these is set.
    pub const fn has(self, flags: u8) -> bool {
        self.0 & flags != 0
    }

    pub const fn set(&mut self, flags: u8, on: bool) {
        self.0 = if on { self.0 | flags } else { self.0 & !flags };
    }
}
