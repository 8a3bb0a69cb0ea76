//! offhook's move of one connection, by its rows.

use offhook::call::sides::Sides;
use offhook::{SignalKind as S, State};

/// A call's life in as many signals as the peers have events.
pub const LIFE: [S; 10] = [
    S::Offered,
    S::Established,
    S::Held,
    S::Retrieved,
    S::FarHeld,
    S::FarRetrieved,
    S::Held,
    S::Retrieved,
    S::Conferenced,
    S::Cleared,
];

/// One connection, and what was told of it.
pub struct Connection {
    sides: Sides,
    pub moved: u32,
    pub discrepancies: u32,
}

impl Default for Connection {
    fn default() -> Self {
        Self { sides: Sides::new(State::Null, State::Null), moved: 0, discrepancies: 0 }
    }
}

impl Connection {
    #[inline(always)]
    fn take(&mut self, what: S) {
        let next = self.sides.after(what);
        if next.to == self.sides {
            return;
        }
        self.moved = self.moved.wrapping_add(1);
        if !next.legal {
            self.discrepancies = self.discrepancies.wrapping_add(1);
        }
        self.sides = next.to;
    }
}

/// What is counted: signals, one after the other.
#[inline(never)]
pub fn run(connection: &mut Connection, signals: &[S]) {
    for what in signals {
        connection.take(*what);
    }
}
