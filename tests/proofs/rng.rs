//! Random numbers that are the same everywhere (splitmix64).

/// A source of numbers: a seed, or bytes that somebody chose and after them the seed.
#[derive(Clone, Debug)]
pub struct Rng {
    state: u64,
    bytes: Vec<u8>,
    at: usize,
}

impl Rng {
    /// The numbers of this seed.
    pub const fn new(seed: u64) -> Self {
        Self { state: seed, bytes: Vec::new(), at: 0 }
    }

    /// The chances are these bytes, one for each number, most significant.
    pub fn reading(bytes: &[u8]) -> Self {
        Self { state: 0, bytes: bytes.to_vec(), at: 0 }
    }

    /// Whether every byte was read.
    pub fn is_over(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        match self.bytes.get(self.at) {
            Some(byte) => {
                self.at += 1;
                u64::from(*byte) << 56 | z >> 8
            }
            None => z,
        }
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.number()) * end as u128) >> 64) as usize
    }

    /// True once in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of these.
    pub fn of<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// One of these, where there is one.
    pub fn any<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        if of.is_empty() { None } else { Some(of[self.below(of.len())]) }
    }
}
