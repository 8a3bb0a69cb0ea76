//! The ladder while it happens.

use super::Ladder;
use super::text::Printer;
use crate::desk::{Outcome, Seat, Watch};
use offhook::trace::Record;
use std::io::Write;

/// Writes each step as soon as it is done.
pub struct Live<W> {
    ladder: Ladder,
    printer: Printer,
    to: W,
}

impl<W: Write> Live<W> {
    /// A ladder that goes on here.
    pub fn new(to: W) -> Self {
        Self { ladder: Ladder::default(), printer: Printer::default(), to }
    }
}

impl<W: Write> Watch for Live<W> {
    fn step(&mut self, seat: &mut Seat, record: &Record<'_>, outcome: &Outcome) -> Result<(), String> {
        self.ladder.step(seat, record, outcome)?;
        let rungs = std::mem::take(&mut self.ladder.rungs);
        self.printer.print(&self.ladder.stations, &rungs, &mut self.to).map_err(|error| error.to_string())
    }
}
