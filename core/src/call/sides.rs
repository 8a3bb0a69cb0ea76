//! Both sides of a connection in one byte, and how a signal moves them: the rows of the signals, made ready for use when
//! this is compiled.

use crate::call::row;
use crate::signal::SignalKind;
use crate::state::State;

/// The local and the far state of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Sides(u8);

impl Sides {
    /// Both null.
    pub const NONE: Self = Self::new(State::Null, State::Null);

    /// These two.
    pub const fn new(local: State, far: State) -> Self {
        Self(far.code() << 4 | local.code())
    }

    /// `far << 4 | local`, as a record has it.
    pub(crate) const fn bits(self) -> u8 {
        self.0
    }

    /// The sides that a record has.
    pub(crate) const fn from_bits(bits: u8) -> Self {
        Self(bits)
    }

    /// This station's side.
    pub const fn local(self) -> State {
        State::from_bits(self.0)
    }

    /// The far one.
    pub const fn far(self) -> State {
        State::from_bits(self.0 >> 4)
    }

    /// Whether both parties take part, as far as is known: what counts as answered.
    pub(crate) const fn answered(self) -> bool {
        matches!(self.local(), State::Connected | State::Held)
            && matches!(self.far(), State::Connected | State::Held | State::Unknown)
    }

    /// Where a signal moves them. One that says nothing of states leaves them as they are.
    pub fn after(self, what: SignalKind) -> Move {
        let row = MOVES.get(what.code() as usize).and_then(|row| row.get((self.0 & 7) as usize));
        let Some([keep, set]) = row else { return Move { to: self, legal: true } };
        let bits = self.0 & keep | set;
        Move { to: Self(bits & !ILLEGAL), legal: bits & ILLEGAL == 0 }
    }
}

/// Where a signal moves a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Move {
    /// There.
    pub to: Sides,
    /// Whether this station's side may move so: [`row::legal`].
    pub legal: bool,
}

/// A bit that no local state has.
const ILLEGAL: u8 = 8;

/// The highest number of a signal, and 1.
const SIGNALS: usize = SignalKind::ALL.len().wrapping_add(1);

/// For each signal and each local state: the bits that stay, and the bits that are set.
static MOVES: [[[u8; 2]; 8]; SIGNALS] = {
    let mut moves = [[[0xFF, 0]; 8]; SIGNALS];
    let mut signals = SignalKind::ALL;
    while let [what, others @ ..] = signals {
        signals = others;
        let Some(row) = row::signal(*what) else { continue };
        let Some((_, [to, ..])) = moves.split_at_mut_checked(what.code() as usize) else { continue };
        let mut locals = State::ALL;
        let mut rest: &mut [[u8; 2]] = to;
        while let ([local, later @ ..], [cell, cells @ ..]) = (locals, rest) {
            let (keep_local, set_local) = half(row.local.given(*local));
            let (keep_far, set_far) = half(row.far.given(*local));
            let illegal = if row::legal(*local, row.local.after(*local, *local)) { 0 } else { ILLEGAL };
            *cell = [keep_far << 4 | keep_local, set_far << 4 | set_local | illegal];
            (locals, rest) = (later, cells);
        }
    }
    moves
};

const fn half(given: Option<State>) -> (u8, u8) {
    match given {
        Some(state) => (0, state.code()),
        None => (0xF, 0),
    }
}
