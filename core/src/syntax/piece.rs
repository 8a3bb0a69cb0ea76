//! The beginning of a longer text.

use super::word::{self, BLOCK};
use super::{Label, same};

/// So many bytes at the beginning of a text. What stands behind them is read with them where that is quicker, and counts for
/// nothing.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Piece<'a> {
    from: &'a [u8],
    text: &'a [u8],
}

/// The lowest bytes of a block, by their number.
static MASKS: [u128; BLOCK + 1] = masks();

#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated when it is compiled")]
const fn masks() -> [u128; BLOCK + 1] {
    let (mut masks, mut at) = ([0; BLOCK + 1], 0);
    while at < BLOCK {
        masks[at + 1] = masks[at] << 8 | 0xFF;
        at += 1;
    }
    masks
}

impl<'a> Piece<'a> {
    /// Splits so many bytes off: the piece, and what follows.
    #[inline(always)]
    pub fn split(from: &'a [u8], length: usize) -> Option<(Self, &'a [u8])> {
        let (text, after) = from.split_at_checked(length)?;
        Some((Self { from, text }, after))
    }

    /// A text by itself.
    #[inline(always)]
    pub const fn whole(text: &'a [u8]) -> Self {
        Self { from: text, text }
    }

    /// The piece itself.
    #[inline(always)]
    pub const fn text(self) -> &'a [u8] {
        self.text
    }

    /// The piece and what stands behind it, sixteen bytes; `None` where there are no more so many, or the piece is longer.
    #[inline(always)]
    pub fn block(self) -> Option<&'a [u8; BLOCK]> {
        if self.text.len() > BLOCK { None } else { self.from.first_chunk() }
    }

    /// Copies the piece to the beginning of a longer place; what stands behind it there may be written over.
    #[inline(always)]
    pub fn copy_to(self, to: &mut [u8]) {
        match (self.block(), to.first_chunk_mut()) {
            (Some(block), Some(to)) => *to = *block,
            _ => {
                if let Some(to) = to.get_mut(..self.text.len()) {
                    word::copy(to, self.text);
                }
            }
        }
    }

    /// The bytes of the piece in a block, and zeros behind them.
    #[inline(always)]
    fn masked(self, block: u128) -> u128 {
        block & MASKS.get(self.text.len()).copied().unwrap_or(0)
    }

    /// Whether this is the name.
    #[inline(always)]
    pub fn is(self, name: &Label) -> bool {
        if self.text.len() != name.length() {
            return false;
        }
        match self.block() {
            Some(block) => self.masked(u128::from_le_bytes(*block) ^ u128::from_le_bytes(*name.beginning())) == 0,
            None => same(name.name(), self.text),
        }
    }

    /// Whether it is ASCII.
    #[inline(always)]
    pub fn is_ascii(self) -> bool {
        match self.block() {
            Some(block) => self.masked(u128::from_le_bytes(*block)) & ((u128::MAX / 255) << 7) == 0,
            None => self.text.is_ascii(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_a_piece_counts_for_nothing() {
        let long = "ExternalOriginalReferenceID";
        for length in 0..=long.len() {
            for place in 0..long.len() {
                for behind in [&b""[..], b"\"", b"\xFF\0IDENTIFIERS OF THE CALL"] {
                    let mut text = [0; 64];
                    let whole = long.bytes().take(length).chain(behind.iter().copied());
                    let whole_len = length + behind.len();
                    text.iter_mut().zip(whole).for_each(|(to, from)| *to = from);
                    let changed = place < length;
                    text.iter_mut().skip(place).take(usize::from(changed)).for_each(|byte| *byte |= 0x80);
                    let name = long.get(..length).unwrap_or("");
                    let piece = text.get(..whole_len).and_then(|whole| Piece::split(whole, length));
                    assert_eq!(piece.map(|(piece, _)| piece.is(&Label::new(name))), Some(!changed));
                    assert_eq!(piece.map(|(piece, _)| piece.is_ascii()), Some(!changed));
                    assert_eq!(piece.map(|(_, after)| after), Some(behind));
                }
            }
        }
    }
}
