//! offhook's move of one connection, by its rows.

use offhook::call::row;
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
    local: State,
    far: State,
    pub moved: u32,
    pub discrepancies: u32,
}

impl Default for Connection {
    fn default() -> Self {
        Self { local: State::Null, far: State::Null, moved: 0, discrepancies: 0 }
    }
}

impl Connection {
    #[inline(always)]
    fn take(&mut self, what: S) {
        let Some(row) = row::signal(what) else { return };
        let (local, far) = (row.local.after(self.local, self.local), row.far.after(self.local, self.far));
        if (local, far) == (self.local, self.far) {
            return;
        }
        self.moved = self.moved.wrapping_add(1);
        if !row::legal(self.local, local) {
            self.discrepancies = self.discrepancies.wrapping_add(1);
        }
        (self.local, self.far) = (local, far);
    }
}

/// What is counted: signals, one after the other.
#[inline(never)]
pub fn run(connection: &mut Connection, signals: &[S]) {
    for what in signals {
        connection.take(*what);
    }
}
