//! The invariants, asked after every step of a rig.

use offhook::{Cause, Config, Input, MAX_OUTPUTS, Output, OutputKind, Station};
use offhook_desk::invariants::{Given, Judge, Memory, Seen};

pub use offhook_desk::invariants::{Broken, Holds, LIST};

use crate::canon::left_of_calls;
use crate::rig::{Rig, Told, show};

/// Checks the steps of one station.
#[derive(Clone, Debug)]
pub struct Checker {
    judge: Judge,
    /// Whether the network keeps the rules.
    pub lawful: bool,
}

/// A rig before and after a step.
struct Both<'r> {
    before: &'r Rig,
    after: &'r mut Rig,
}

impl Memory for Both<'_> {
    fn station(&mut self) -> Station<'_> {
        self.after.station()
    }

    fn is_as_before(&self) -> bool {
        self.after.same(self.before)
    }

    fn calls_are_as_before(&self) -> bool {
        self.after.same_calls(self.before)
    }

    fn left(&mut self) -> Vec<String> {
        left_of_calls(self.after)
    }
}

impl Checker {
    /// For a new station.
    pub fn new(config: &Config, lawful: bool) -> Self {
        Self { judge: Judge::new(config, lawful), lawful }
    }

    /// Takes a step and judges it.
    ///
    /// # Errors
    /// The first rule that does not hold.
    pub fn step(&mut self, rig: &mut Rig, now: u64, input: &Input<'_>) -> Result<Result<Told, Cause>, Broken> {
        let (before, seen) = (rig.clone(), Seen::of(&rig.station()));
        let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
        let result = rig.take(now, input, &mut out);
        let outputs = &out[..result.map_or(0, |step| usize::from(step.outputs))];
        self.judge.lawful = self.lawful;
        let given = Given { now, input, before: &seen, result, outputs };
        let judged = self.judge.judge(&given, &mut Both { before: &before, after: rig });
        judged.map_err(|broken| Broken { seen: format!("{}\n    at {now} {}", broken.seen, show(input)), ..broken })?;
        Ok(result.map(|step| Told::new(&step, outputs)))
    }
}
