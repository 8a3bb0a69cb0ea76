//! Looking at a word of text at a time.
//!
//! A test takes a word and gives a word in which the top bit of a byte says "stop here". Tests may be
//! wrong above the first true stop of a word, never below it: so the lowest stop of several tests is right. Where
//! words are short, on the processors of firmware, texts are looked at byte by byte.

use crate::bytes;

/// Bytes in a word.
const SIZE: usize = size_of::<u64>();
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
    let mut rest = text;
    while let Some((word, after)) = rest.split_first_chunk::<SIZE>() {
        let stops = test(u64::from_le_bytes(*word));
        if stops != 0 {
            return text.len().wrapping_sub(rest.len()).wrapping_add(first(stops));
        }
        rest = after;
    }
    find_in_last(text, rest, test)
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
fn short(bytes: &[u8]) -> u64 {
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
pub const SHORT: usize = 32;

/// Copies a text of at most [`SHORT`] bytes to the start of `to`, unless the test stops in it. It is read once: as the
/// words at both its ends, which may lie over each other.
#[inline(always)]
pub fn clean(to: &mut [u8], text: &[u8], test: impl Fn(u64) -> u64) -> Option<()> {
    let length = text.len();
    if length > SHORT || to.len() < SHORT {
        return None;
    }
    if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        let (mut stops, end) =
            (test(u64::from_le_bytes(*first)) | test(u64::from_le_bytes(*last)), length.wrapping_sub(8));
        if length > 16 {
            let (second, third) =
                (text.get(8..16)?.first_chunk::<8>()?, text.get(length.wrapping_sub(16)..)?.first_chunk::<8>()?);
            stops |= test(u64::from_le_bytes(*second)) | test(u64::from_le_bytes(*third));
            *to.get_mut(8..16)?.first_chunk_mut::<8>()? = *second;
            *to.get_mut(length.wrapping_sub(16)..)?.first_chunk_mut::<8>()? = *third;
        }
        *to.first_chunk_mut::<8>()? = *first;
        *to.get_mut(end..)?.first_chunk_mut::<8>()? = *last;
        return if stops == 0 { Some(()) } else { None };
    }
    if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        let both = u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32;
        *to.first_chunk_mut::<4>()? = *first;
        *to.get_mut(length.wrapping_sub(4)..)?.first_chunk_mut::<4>()? = *last;
        return if test(both) == 0 { Some(()) } else { None };
    }
    if let (Some(first), Some(last)) = (text.first(), text.last()) {
        let middle = text.get(1).unwrap_or(first);
        let three = u64::from_le_bytes([*first, *middle, *last, *last, *last, *last, *last, *last]);
        *to.get_mut(0)? = *first;
        *to.get_mut(1)? = *middle;
        *to.get_mut(length.wrapping_sub(1))? = *last;
        return if test(three) == 0 { Some(()) } else { None };
    }
    Some(())
}

/// Whether a text is ASCII, and of at most 16 bytes.
#[inline(always)]
pub fn is_short_ascii(text: &[u8]) -> bool {
    if let (Some(first), Some(last), 8..=16) = (text.first_chunk::<8>(), text.last_chunk::<8>(), text.len()) {
        return not_ascii(u64::from_le_bytes(*first) | u64::from_le_bytes(*last)) == 0;
    }
    if let (Some(first), Some(last), 4..8) = (text.first_chunk::<4>(), text.last_chunk::<4>(), text.len()) {
        return (u32::from_le_bytes(*first) | u32::from_le_bytes(*last)) & HIGH as u32 == 0;
    }
    text.len() < 4 && text.iter().all(u8::is_ascii)
}

/// Copies a text of the same length; short ones, which most are, without a call.
#[inline]
pub fn copy(to: &mut [u8], from: &[u8]) {
    if WIDE && from.len() <= 32 {
        let copied = from.len() > 16 && ends::<16>(to, from)
            || ends::<8>(to, from)
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
