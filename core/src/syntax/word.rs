//! Looking at a word of text at a time.
//!
//! A test takes a word and gives a word in which the top bit of a byte says "stop here". Tests may be
//! wrong above the first true stop of a word, never below it: so the lowest stop of several tests is right.

use crate::bytes;

/// Bytes in a word.
const SIZE: usize = size_of::<usize>();
const LOW: usize = usize::MAX / 255;
const HIGH: usize = LOW << 7;

/// The byte, in every place of the word.
pub const fn each(byte: u8) -> usize {
    LOW.wrapping_mul(byte as usize)
}

/// Stops at this byte.
pub const fn is(word: usize, byte: u8) -> usize {
    let zero = word ^ each(byte);
    zero.wrapping_sub(LOW) & !zero & HIGH
}

/// Stops at this byte and at the one that has the bit `bit` more.
pub const fn is_either(word: usize, byte: u8, bit: u8) -> usize {
    is(word | each(bit), byte | bit)
}

/// Stops at bytes below this one (which is at most 128).
pub const fn below(word: usize, byte: u8) -> usize {
    word.wrapping_sub(each(byte)) & !word & HIGH
}

/// Stops at bytes that are not ASCII.
pub const fn not_ascii(word: usize) -> usize {
    word & HIGH
}

/// The top bit of every byte that lies in a range; only right where the word is ASCII.
pub const fn within(word: usize, low: u8, high: u8) -> usize {
    let from = word.wrapping_add(each(0x80u8.wrapping_sub(low)));
    let past = word.wrapping_add(each(0x7Fu8.wrapping_sub(high)));
    from & !past & HIGH
}

/// Turns "all that is right" into stops.
pub const fn outside(inside: usize) -> usize {
    !inside & HIGH
}

/// Index of the first stop in the text, or its length.
#[inline]
pub fn find(text: &[u8], test: impl Fn(usize) -> usize) -> usize {
    let (words, rest) = text.as_chunks::<SIZE>();
    let mut at = 0usize;
    for word in words {
        let stops = test(usize::from_le_bytes(*word));
        if stops != 0 {
            return at.wrapping_add(lowest(stops));
        }
        at = at.wrapping_add(SIZE);
    }
    if rest.is_empty() {
        return at;
    }
    // The last bytes come as the top of the last whole word, or, in a short text, put together. The zeros
    // behind them may look like a stop.
    let word = match text.last_chunk::<SIZE>() {
        Some(last) => usize::from_le_bytes(*last) >> SIZE.wrapping_sub(rest.len()).wrapping_mul(8),
        None => short(rest),
    };
    let stops = test(word);
    if stops == 0 { text.len() } else { at.wrapping_add(lowest(stops)).min(text.len()) }
}

fn lowest(stops: usize) -> usize {
    (stops.trailing_zeros() >> 3) as usize
}

/// Fewer bytes than a word, as one: the two halves may lie over each other.
fn short(bytes: &[u8]) -> usize {
    let shift = |by: usize| bytes.len().wrapping_sub(by).wrapping_mul(8);
    if let (Some(low), Some(high)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        return u32::from_le_bytes(*low) as usize | (u32::from_le_bytes(*high) as usize) << shift(4);
    }
    if let (Some(low), Some(high)) = (bytes.first_chunk::<2>(), bytes.last_chunk::<2>()) {
        return u16::from_le_bytes(*low) as usize | (u16::from_le_bytes(*high) as usize) << shift(2);
    }
    bytes.first().map_or(0, |byte| usize::from(*byte))
}

/// A short text, of 1 to 16 bytes, as two words that hold nothing else: some of its bytes more than once.
#[inline]
pub fn both_ends(text: &[u8]) -> Option<[usize; 2]> {
    if size_of::<usize>() != 8 || text.len() > 16 {
        return None;
    }
    if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        return Some([u64::from_le_bytes(*first) as usize, u64::from_le_bytes(*last) as usize]);
    }
    let word = if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32
    } else {
        let (first, last) = (text.first()?, text.last()?);
        let middle = text.get(1).unwrap_or(first);
        u64::from_le_bytes([*first, *middle, *last, *last, *last, *last, *last, *last])
    };
    Some([word as usize, word as usize])
}

/// Copies a text of the same length; short ones, which most are, without a call.
#[inline]
pub fn copy(to: &mut [u8], from: &[u8]) {
    if size_of::<usize>() == 8 && from.len() <= 16 {
        let copied = ends::<8>(to, from) || ends::<4>(to, from) || ends::<2>(to, from);
        if let (false, Some(to), Some(from)) = (copied, to.first_mut(), from.first()) {
            *to = *from;
        }
    } else if to.len() == from.len() {
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
#[inline]
pub fn same(one: &[u8], other: &[u8]) -> bool {
    if size_of::<usize>() == 8 && one.len() == other.len() && one.len() <= 16 {
        if let Some(same) = same_ends::<8>(one, other).or_else(|| same_ends::<4>(one, other)) {
            return same;
        }
        return one.iter().zip(other).all(|(one, other)| one == other);
    }
    one == other
}

#[inline]
fn same_ends<const N: usize>(one: &[u8], other: &[u8]) -> Option<bool> {
    Some(one.first_chunk::<N>()? == other.first_chunk::<N>()? && one.last_chunk::<N>()? == other.last_chunk::<N>()?)
}
