//! Values that say nothing, of the same length: for traces that leave the house.

/// The key under which values are masked.
///
/// The same value gives the same letters everywhere in a trace. Whoever has no key cannot find a
/// telephone number by trying all of them. Two values of the same length share their letters by chance once in
/// 64 for each byte, and never more often than once in 2^64.
#[derive(Clone, Copy)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Mask {
    key: [u64; 2],
}

impl Mask {
    /// A mask with this key, which should be random and kept.
    pub const fn new(key: [u64; 2]) -> Self {
        Self { key }
    }

    /// The letters that stand for a value, one for each of its bytes.
    pub(super) fn letters(&self, value: &str) -> impl Iterator<Item = u8> {
        let seed = self.hash(value.as_bytes());
        (0..value.len()).scan(0, move |block, index| {
            // Each block of 64 bits gives ten letters.
            let place = index.checked_rem(10).unwrap_or(0);
            if place == 0 {
                *block = self.hash_number(seed.wrapping_add(index as u64));
            }
            let letter = *block & 63;
            *block = block.wrapping_shr(6);
            ALPHABET.get(letter as usize).copied()
        })
    }

    fn hash_number(&self, number: u64) -> u64 {
        self.hash(&number.to_le_bytes())
    }

    /// SipHash-2-4 (Aumasson and Bernstein, 2012).
    pub(super) fn hash(&self, bytes: &[u8]) -> u64 {
        let [k0, k1] = self.key;
        let mut sip = Sip([
            k0 ^ 0x736f_6d65_7073_6575,
            k1 ^ 0x646f_7261_6e64_6f6d,
            k0 ^ 0x6c79_6765_6e65_7261,
            k1 ^ 0x7465_6462_7974_6573,
        ]);
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            sip.word(u64::from_le_bytes(*word));
        }
        let mut last = [0; 8];
        for (to, from) in last.iter_mut().zip(rest) {
            *to = *from;
        }
        sip.word(u64::from_le_bytes(last) | (bytes.len() as u64).wrapping_shl(56));
        sip.finish()
    }
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

struct Sip([u64; 4]);

impl Sip {
    fn word(&mut self, word: u64) {
        self.0[3] ^= word;
        self.round();
        self.round();
        self.0[0] ^= word;
    }

    fn finish(mut self) -> u64 {
        self.0[2] ^= 0xff;
        (0..4).for_each(|_| self.round());
        let [a, b, c, d] = self.0;
        a ^ b ^ c ^ d
    }

    fn round(&mut self) {
        let [mut a, mut b, mut c, mut d] = self.0;
        a = a.wrapping_add(b);
        b = b.rotate_left(13) ^ a;
        a = a.rotate_left(32);
        c = c.wrapping_add(d);
        d = d.rotate_left(16) ^ c;
        a = a.wrapping_add(d);
        d = d.rotate_left(21) ^ a;
        c = c.wrapping_add(b);
        b = b.rotate_left(17) ^ c;
        c = c.rotate_left(32);
        self.0 = [a, b, c, d];
    }
}
