//! Names that are given as they come: so what only counts up is the same however far it has counted.

/// Names of one kind.
#[derive(Clone, Debug, Default)]
pub struct Names(Vec<u64>);

/// Nobody is meant.
pub const NOBODY: u64 = 0;
/// Somebody who is gone.
pub const GONE: u64 = u64::MAX - 1;

impl Names {
    /// The values that have one, in order.
    pub fn values(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.iter().copied()
    }

    /// The name of this value, a new one where it has none; 0 has none.
    pub fn give(&mut self, value: u64) -> u64 {
        if value == 0 {
            return NOBODY;
        }
        match self.0.iter().position(|known| *known == value) {
            Some(at) => at as u64 + 1,
            None => {
                self.0.push(value);
                self.0.len() as u64
            }
        }
    }

    /// The name of this value, where it has one.
    pub fn of(&self, value: u64) -> u64 {
        if value == 0 {
            return NOBODY;
        }
        self.0.iter().position(|known| *known == value).map_or(GONE, |at| at as u64 + 1)
    }
}
