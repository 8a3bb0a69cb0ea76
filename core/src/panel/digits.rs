//! Digits that are collected until they are sent.

/// The most digits that are collected: twice what a number of the public network has (ITU-T E.164 §6: 15).
pub const MAX_DIGITS: usize = 30;

/// Up to [`MAX_DIGITS`] characters of the dial pad.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Digits {
    /// ASCII; only the first `len` count.
    characters: [u8; MAX_DIGITS],
    len: u8,
}

impl Digits {
    /// None.
    pub const NONE: Self = Self { characters: [0; MAX_DIGITS], len: 0 };

    /// One digit alone.
    pub(super) fn one(character: u8) -> Self {
        let mut digits = Self::NONE;
        digits.push(character);
        digits
    }

    /// One more; false when it is none of the dial pad's, or there is no room.
    pub(super) fn push(&mut self, character: u8) -> bool {
        if !is_digit(character) {
            return false;
        }
        let Some(place) = self.characters.get_mut(usize::from(self.len)) else { return false };
        *place = character;
        self.len = self.len.saturating_add(1);
        true
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        let characters = self.characters.get(..usize::from(self.len)).unwrap_or_default();
        core::str::from_utf8(characters).unwrap_or_default()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }
}

/// Whether this is the character of a key of the dial pad.
pub(super) const fn is_digit(character: u8) -> bool {
    matches!(character, b'0'..=b'9' | b'*' | b'#')
}
