//! Numbers: short texts held in the records themselves, and what a dialled one leads to.

use super::links::NONE;
use crate::bytes::copy;
use crate::cause::Cause;

/// The longest number, and the longest list of skills, in bytes.
pub const MAX_NUMBER: usize = 43;

/// A number, in the record that has it. Behind it the bytes are 0, so numbers compare as their texts do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Number {
    bytes: [u8; MAX_NUMBER],
    len: u8,
}

impl Number {
    pub const EMPTY: Self = Self { bytes: [0; MAX_NUMBER], len: 0 };

    /// # Errors
    /// `no-room` for a text that is too long.
    pub fn new(text: &str) -> Result<Self, Cause> {
        let mut number = Self::EMPTY;
        let bytes = number.bytes.get_mut(..text.len()).ok_or(Cause::NO_ROOM)?;
        copy(bytes, text.as_bytes());
        number.len = text.len() as u8;
        Ok(number)
    }

    pub fn text(&self) -> &str {
        core::str::from_utf8(self.bytes()).unwrap_or_default()
    }

    pub fn bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.len)).unwrap_or_default()
    }
}

/// In a log a number is its text, without the empty places after it.
#[cfg(feature = "defmt")]
impl defmt::Format for Number {
    fn format(&self, log: defmt::Formatter<'_>) {
        defmt::write!(log, "{=str}", self.text());
    }
}

/// What a number belongs to: the kind and the record, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub(super) struct Target(u32);

/// The kinds of [`Target`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Is {
    Nothing,
    Station(u32),
    Queue(u32),
    Group(u32),
    Place(u32),
}

impl Target {
    pub const NONE: Self = Self(NONE);
    const SHIFT: u32 = 30;
    const MASK: u32 = (1 << Self::SHIFT) - 1;
    /// Records of one kind that can have a number.
    pub const MOST: usize = Self::MASK as usize;

    pub const fn station(at: u32) -> Self {
        Self(at & Self::MASK)
    }

    pub const fn queue(at: u32) -> Self {
        Self(1 << Self::SHIFT | at & Self::MASK)
    }

    pub const fn group(at: u32) -> Self {
        Self(2 << Self::SHIFT | at & Self::MASK)
    }

    pub const fn place(at: u32) -> Self {
        Self(3 << Self::SHIFT | at & Self::MASK)
    }

    /// The one word.
    pub const fn code(self) -> u32 {
        self.0
    }

    pub const fn is(self) -> Is {
        let at = self.0 & Self::MASK;
        match (self.0, self.0 >> Self::SHIFT) {
            (NONE, _) => Is::Nothing,
            (_, 0) => Is::Station(at),
            (_, 1) => Is::Queue(at),
            (_, 2) => Is::Group(at),
            _ => Is::Place(at),
        }
    }
}
