//! Looking at more of a text than a byte at a time: where something stands in it by words, whether it does by blocks.
//!
//! A test of a word gives a word in which the top bit of a byte says "stop here". Tests may be
//! wrong above the first true stop of a word, never below it: so the lowest stop of several tests is right. Where
//! words are short, on the processors of firmware, texts are looked at byte by byte.
//!
//! A test of a block is one of a byte, asked of all of them: compilers make instructions for vectors of it. (Where the first stop
//! stands, they cannot say like that.)

use crate::bytes;

/// Bytes in a word.
const SIZE: usize = size_of::<u64>();
/// Bytes in a block.
pub const BLOCK: usize = 16;
/// Whether looking at words is worth its code.
pub const WIDE: bool = size_of::<usize>() == SIZE;
const LOW: u64 = u64::MAX / 255;
const HIGH: u64 = LOW << 7;

/// The byte, in every place of the word.
pub const fn each(byte: u8) -> u64 {
    LOW.wrapping_mul(byte as u64)
}

/// Stops at this byte.
pub const fn is(word: u64, byte: u8) -> u64 {
    let zero = word ^ each(byte);
    zero.wrapping_sub(LOW) & !zero & HIGH
}

/// Stops at this byte of ASCII, and perhaps beyond ASCII, which is quicker to say.
pub const fn is_or_beyond(word: u64, byte: u8) -> u64 {
    not_ascii((word ^ each(byte)).wrapping_sub(LOW))
}

/// Stops at bytes below this one (which is at most 128).
pub const fn below(word: u64, byte: u8) -> u64 {
    word.wrapping_sub(each(byte)) & !word & HIGH
}

/// Stops at bytes that are not ASCII.
pub const fn not_ascii(word: u64) -> u64 {
    word & HIGH
}

/// The top bit of every byte that lies in a range; only right where the word is ASCII.
pub const fn within(word: u64, low: u8, high: u8) -> u64 {
    let from = word.wrapping_add(each(0x80u8.wrapping_sub(low)));
    let past = word.wrapping_add(each(0x7Fu8.wrapping_sub(high)));
    from & !past & HIGH
}

/// Turns "all that is right" into stops.
pub const fn outside(inside: u64) -> u64 {
    !inside & HIGH
}

/// Stops at all but letters and digits.
pub const fn not_alphanumeric(word: u64) -> u64 {
    let letters = within(word | each(0x20), b'a', b'z');
    outside(letters | within(word, b'0', b'9')) | not_ascii(word)
}

/// All but letters and digits, as a test of a block.
#[inline(always)]
pub const fn no_letter_or_digit(byte: u8) -> bool {
    not_in(byte | 0x20, b'a', b'z') & not_in(byte, b'0', b'9')
}

/// Whether a text has letters and digits only.
#[inline]
pub fn is_alphanumeric(text: &[u8]) -> bool {
    find(text, not_alphanumeric, |byte| !byte.is_ascii_alphanumeric()) == text.len()
}

/// Index of the first stop in the text, or its length. Where words are short, `stop` says it of a byte.
#[inline(always)]
pub fn find(text: &[u8], test: impl Fn(u64) -> u64, stop: impl Fn(u8) -> bool) -> usize {
    if !WIDE {
        return text.iter().position(|byte| stop(*byte)).unwrap_or(text.len());
    }
    let mut at = 0usize;
    while let Some(word) = text.get(at..).and_then(<[u8]>::first_chunk::<SIZE>) {
        let stops = test(u64::from_le_bytes(*word));
        if stops != 0 {
            return at.wrapping_add(first(stops));
        }
        at = at.wrapping_add(SIZE);
    }
    find_in_last(text, text.get(at..).unwrap_or(&[]), test)
}

/// The last bytes come as the top of the last whole word, or, in a short text, put together. The zeros behind them may
/// look like a stop.
#[inline]
fn find_in_last(text: &[u8], rest: &[u8], test: impl Fn(u64) -> u64) -> usize {
    if rest.is_empty() {
        return text.len();
    }
    let word = match text.last_chunk::<SIZE>() {
        Some(last) => u64::from_le_bytes(*last).wrapping_shr(SIZE.wrapping_sub(rest.len()).wrapping_mul(8) as u32),
        None => short(rest),
    };
    let stops = test(word);
    let before = text.len().wrapping_sub(rest.len());
    if stops == 0 { text.len() } else { before.wrapping_add(first(stops)).min(text.len()) }
}

/// Bytes of ASCII that the text begins with, in whole pieces of four words; none where words are short.
#[inline]
pub fn leading_ascii(text: &[u8]) -> usize {
    let mut rest = text;
    while WIDE && let Some((piece, after)) = rest.split_first_chunk::<{ 4 * SIZE }>() {
        let words = piece.as_chunks::<SIZE>().0.iter();
        if not_ascii(words.fold(0, |all, word| all | u64::from_le_bytes(*word))) != 0 {
            break;
        }
        rest = after;
    }
    text.len().wrapping_sub(rest.len())
}

/// Bytes before the first stop of a word; all eight where there is none.
#[inline(always)]
pub const fn first(stops: u64) -> usize {
    (stops.trailing_zeros() >> 3) as usize
}

/// Fewer bytes than a word, as one: the two halves may lie over each other.
pub fn short(bytes: &[u8]) -> u64 {
    let shift = |by: usize| bytes.len().wrapping_sub(by).wrapping_mul(8) as u32;
    if let (Some(low), Some(high)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        return u64::from(u32::from_le_bytes(*low)) | u64::from(u32::from_le_bytes(*high)).wrapping_shl(shift(4));
    }
    if let (Some(low), Some(high)) = (bytes.first_chunk::<2>(), bytes.last_chunk::<2>()) {
        return u64::from(u16::from_le_bytes(*low)) | u64::from(u16::from_le_bytes(*high)).wrapping_shl(shift(2));
    }
    bytes.first().map_or(0, |byte| u64::from(*byte))
}

/// The longest text that [`clean`] takes.
pub const SHORT: usize = 2 * BLOCK;

/// No byte is a stop.
pub const WHOLE: Option<fn(u8) -> bool> = None;

/// Copies a text of at most [`SHORT`] bytes to the start of `to`, unless there is a stop in it. What is behind it there is
/// written over.
#[inline(always)]
pub fn clean(to: &mut [u8], text: &[u8], stop: Option<impl Fn(u8) -> bool>) -> Option<()> {
    let to = to.first_chunk_mut::<SHORT>()?;
    let long = text.len() > BLOCK;
    if stop.is_some() {
        // A digit is no stop anywhere.
        let (first, second) = to.split_at_mut(BLOCK);
        first.fill(b'0');
        if long {
            second.fill(b'0');
        }
    }
    copy(to.get_mut(..text.len())?, text);
    let (first, second) = to.split_at(BLOCK);
    let stops = stop.is_some_and(|stop| any(first, &stop) || long && any(second, &stop));
    if stops { None } else { Some(()) }
}

/// Whether one of the bytes is a stop. All are asked, so that the compiler can ask them together.
#[inline(always)]
pub fn any(bytes: &[u8], stop: impl Fn(u8) -> bool) -> bool {
    bytes.iter().fold(false, |any, byte| any | stop(*byte))
}

/// Whether a byte is not in a range: said in one comparison of signed bytes, which processors have for blocks.
#[inline(always)]
pub const fn not_in(byte: u8, low: u8, high: u8) -> bool {
    byte.wrapping_add(0x80u8.wrapping_sub(low)) as i8 > 0x80u8.wrapping_add(high.wrapping_sub(low)) as i8
}

/// Copies a text of the same length; short ones, which most are, without a call.
#[inline]
pub fn copy(to: &mut [u8], from: &[u8]) {
    if WIDE && from.len() <= 32 {
        let copied = ends::<8>(to, from) && (from.len() <= 16 || ends::<16>(to, from))
            || ends::<4>(to, from)
            || ends::<2>(to, from);
        if let (false, Some(to), Some(from)) = (copied, to.first_mut(), from.first()) {
            *to = *from;
        }
    } else {
        bytes::copy(to, from);
    }
}

/// Copies the first and the last `N` bytes, which may lie over each other; false where there are fewer.
#[inline]
fn ends<const N: usize>(to: &mut [u8], from: &[u8]) -> bool {
    let (Some(first), Some(last)) = (from.first_chunk::<N>(), from.last_chunk::<N>()) else {
        return false;
    };
    if let Some(to) = to.first_chunk_mut::<N>() {
        *to = *first;
    }
    if let Some(to) = to.last_chunk_mut::<N>() {
        *to = *last;
    }
    true
}

/// Whether two texts are the same; short ones without a call.
#[cfg_attr(target_pointer_width = "32", inline(never))]
#[cfg_attr(target_pointer_width = "64", inline)]
pub fn same(one: &[u8], other: &[u8]) -> bool {
    if !WIDE {
        return one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one == other);
    }
    if one.len() == other.len() && one.len() <= 16 {
        let same = same_ends::<8>(one, other).or_else(|| same_ends::<4>(one, other));
        return same.or_else(|| same_ends::<2>(one, other)).unwrap_or_else(|| one.first() == other.first());
    }
    one == other
}

#[inline]
fn same_ends<const N: usize>(one: &[u8], other: &[u8]) -> Option<bool> {
    Some(one.first_chunk::<N>()? == other.first_chunk::<N>()? && one.last_chunk::<N>()? == other.last_chunk::<N>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_copied_unless_there_is_a_stop_in_it() {
        for length in 0..=SHORT + 1 {
            for place in 0..=length {
                let mut text = [b'x'; SHORT + 1];
                text.iter_mut().skip(place).take(1).for_each(|byte| *byte = b'!');
                let text = text.get(..length).unwrap_or(&[]);
                // What is behind the text does not count.
                let mut to = [b'!'; SHORT + 8];
                let clean = clean(&mut to, text, Some(no_letter_or_digit)).is_some();
                assert_eq!(clean, length <= SHORT && place == length, "{length} {place}");
                assert!(length > SHORT || to.starts_with(text));
                assert_eq!(super::clean(&mut to, text, WHOLE).is_some(), length <= SHORT);
            }
        }
        for byte in 0..=u8::MAX {
            assert_eq!(no_letter_or_digit(byte), !byte.is_ascii_alphanumeric());
            assert_eq!(not_in(byte, b'-', b'9'), !(b'-'..=b'9').contains(&byte));
        }
    }
}
