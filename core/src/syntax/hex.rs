//! Bytes as hexadecimal digits.

use super::Out;

/// Puts two upper-case digits.
pub fn put(out: &mut Out<'_>, byte: u8) {
    out.put(&[digit(byte >> 4), digit(byte & 15)]);
}

/// Puts two lower-case digits.
pub fn put_lower(out: &mut Out<'_>, byte: u8) {
    out.put(&[digit(byte >> 4), digit(byte & 15)].map(|digit| digit.to_ascii_lowercase()));
}

/// The upper-case digit of a value below 16.
pub const fn digit(nibble: u8) -> u8 {
    let letter = if nibble > 9 { b'A' - b'0' - 10 } else { 0 };
    b'0'.wrapping_add(nibble).wrapping_add(letter)
}

/// The value of one digit of either case.
pub const fn value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit.wrapping_sub(b'0')),
        b'A'..=b'F' => Some(digit.wrapping_sub(b'A' - 10)),
        b'a'..=b'f' => Some(digit.wrapping_sub(b'a' - 10)),
        _ => None,
    }
}

/// The byte that the first two digits say.
pub fn byte(digits: &[u8]) -> Option<u8> {
    let [high, low] = *digits.first_chunk::<2>()?;
    Some(value(high)? << 4 | value(low)?)
}
