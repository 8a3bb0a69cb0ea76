//! Bytes as hexadecimal digits.

use super::{Out, word};

/// Puts two upper-case digits.
pub fn put(out: &mut Out<'_>, byte: u8) {
    out.byte(digit(byte >> 4));
    out.byte(digit(byte & 15));
}

/// Puts two lower-case digits.
pub fn put_lower(out: &mut Out<'_>, byte: u8) {
    out.byte(digit(byte >> 4).to_ascii_lowercase());
    out.byte(digit(byte & 15).to_ascii_lowercase());
}

/// The upper-case digit of a value below 16.
pub const fn digit(nibble: u8) -> u8 {
    let letter = if nibble > 9 { b'A' - b'0' - 10 } else { 0 };
    b'0'.wrapping_add(nibble).wrapping_add(letter)
}

/// The value of one digit of either case.
#[inline]
pub const fn value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit.wrapping_sub(b'0')),
        b'A'..=b'F' => Some(digit.wrapping_sub(b'A' - 10)),
        b'a'..=b'f' => Some(digit.wrapping_sub(b'a' - 10)),
        _ => None,
    }
}

/// The byte that two digits say which are known to be some: behind the ten of a column come the letters of another.
#[inline(always)]
pub const fn known(high: u8, low: u8) -> u8 {
    let value = high.wrapping_add(9u8.wrapping_mul(high >> 6)) << 4;
    value | low.wrapping_add(9u8.wrapping_mul(low >> 6)) & 15
}

/// The byte that the first two digits say.
pub fn byte(digits: &[u8]) -> Option<u8> {
    let [high, low] = *digits.first_chunk::<2>()?;
    if word::WIDE {
        let value = |digit: u8| VALUES.get(usize::from(digit)).copied().unwrap_or(NONE);
        let (high, low) = (value(high), value(low));
        return if high | low < NONE { Some(high << 4 | low) } else { None };
    }
    Some(value(high)? << 4 | value(low)?)
}

/// The values of all digits, and what is none, where a table is worth its room.
static VALUES: [u8; 256] = values();
const NONE: u8 = 16;

#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated when it is compiled")]
const fn values() -> [u8; 256] {
    let (mut values, mut byte) = ([NONE; 256], 0);
    while byte < 256 {
        if let Some(digit) = value(byte as u8) {
            values[byte] = digit;
        }
        byte += 1;
    }
    values
}
