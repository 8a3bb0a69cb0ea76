//! Sets of bytes, one bit each.

/// A set of bytes.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Set([u32; 8]);

impl Set {
    /// The bytes in these ranges, ends included.
    #[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated when it is compiled")]
    pub const fn of(ranges: &[(u8, u8)]) -> Self {
        let mut bits = [0; 8];
        let mut at = 0;
        while at < ranges.len() {
            let mut byte = ranges[at].0 as usize;
            while byte <= ranges[at].1 as usize {
                bits[byte / 32] |= 1 << (byte % 32);
                byte += 1;
            }
            at += 1;
        }
        Self(bits)
    }

    /// Whether the byte is one of them.
    #[inline]
    #[allow(clippy::indexing_slicing, reason = "three bits of place among eight")]
    pub const fn has(&self, byte: u8) -> bool {
        self.0[(byte >> 5) as usize].wrapping_shr((byte & 31) as u32) & 1 == 1
    }
}
