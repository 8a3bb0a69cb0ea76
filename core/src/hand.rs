//! The caller's hand: the outputs of one step, commands before events.

use crate::output::{MAX_OUTPUTS, Output};

const MOST: u8 = MAX_OUTPUTS as u8;

/// The outputs told so far. A rule writes the rest of an output where it stands.
pub(crate) struct Hand<'t> {
    out: &'t mut [Output; MAX_OUTPUTS],
    told: u8,
    /// How many of them are commands: the next one stands behind them.
    pub commands: u8,
}

impl<'t> Hand<'t> {
    /// Empty.
    pub fn new(out: &'t mut [Output; MAX_OUTPUTS]) -> Self {
        Self { out, told: 0, commands: 0 }
    }

    /// What was told.
    pub fn told(&self) -> &[Output] {
        self.out.get(..self.len()).unwrap_or_default()
    }

    /// How many outputs were told.
    pub fn len(&self) -> usize {
        self.told.into()
    }

    /// Whether so many outputs more can be told.
    pub fn room_for(&self, outputs: usize) -> bool {
        self.len().saturating_add(outputs) <= MAX_OUTPUTS
    }

    /// Where the next output stands, at the end; it is still to be written.
    #[inline(always)]
    pub fn put(&mut self) -> &mut Output {
        debug_assert!(self.told < MOST, "a step says at most eight things");
        let at = self.told.min(MOST - 1);
        self.told = at.wrapping_add(1);
        self.place(at)
    }

    /// Where the next command stands, before the events; it is still to be written.
    #[inline(always)]
    pub fn command(&mut self) -> &mut Output {
        let at = self.commands;
        self.commands = at.wrapping_add(1);
        self.put();
        let mut end = self.told.wrapping_sub(1);
        while end > at {
            let before = end.wrapping_sub(1);
            *self.place(end) = *self.place(before);
            end = before;
        }
        self.place(at)
    }

    /// Where the next output will be: for what nobody is to hear.
    pub fn spare(&mut self) -> &mut Output {
        self.place(self.told.min(MOST - 1))
    }

    /// The event told last becomes the first event; the running numbers stay where they are.
    pub fn last_event_first(&mut self) {
        let Some(last) = self.told.checked_sub(1) else { return };
        let mut moving = *self.place(last);
        for place in self.out.iter_mut().take(self.told.into()).skip(self.commands.into()) {
            moving.sequence = place.sequence;
            core::mem::swap(place, &mut moving);
        }
    }

    #[inline(always)]
    #[allow(clippy::indexing_slicing, reason = "masked: always within")]
    fn place(&mut self, at: u8) -> &mut Output {
        const { assert!(MAX_OUTPUTS.is_power_of_two()) };
        &mut self.out[usize::from(at) & (MAX_OUTPUTS - 1)]
    }
}
