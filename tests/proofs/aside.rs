//! Rules about what would happen, of a rig: tried aside, on a copy of the station.

use offhook::{Cause, Input, MAX_OUTPUTS, Output, Signal, Station, Step};
use offhook_desk::invariants::aside::{self, Trial};

pub use offhook_desk::invariants::aside::{allowed, clears_commute};

use crate::canon::Canon;
use crate::invariants::Broken;
use crate::rig::{Rig, Told};

type Check = Result<(), Broken>;

impl Trial for Rig {
    fn station(&mut self) -> Station<'_> {
        self.station()
    }

    fn take(&mut self, now: u64, input: &Input<'_>, out: &mut [Output; MAX_OUTPUTS]) -> Result<Step, Cause> {
        self.take(now, input, out)
    }
}

/// I9: the signal just heard, heard once more.
///
/// # Errors
/// What happened the second time.
pub fn repeated(after: &Rig, canon: &mut Canon, now: u64, signal: &Signal<'_>, told: &Told) -> Check {
    aside::repeated(after, now, signal, &told.outputs, |once, twice| {
        // Where nothing is different, nobody has to look twice.
        let alike = same(once, twice) || canon.exactly(once) == canon.exactly(twice);
        (!alike).then(|| both(once, twice))
    })
}

/// Whether all that can be asked is the same, and every call to its last bit.
fn same(one: &mut Rig, other: &mut Rig) -> bool {
    let asked = |rig: &mut Rig| {
        let station = rig.station();
        (station.agent(), station.deadline())
    };
    one.same_calls(other) && asked(one) == asked(other)
}

/// I20: saved and restored.
///
/// # Errors
/// What became of it.
pub fn restored(rig: &mut Rig) -> Check {
    match rig.restored() {
        Ok(other) if other.same(rig) => Ok(()),
        Ok(other) => Err(Broken { rule: "I20", seen: both(rig, &other) }),
        Err(error) => Err(Broken { rule: "I20", seen: format!("refused: {error:?}") }),
    }
}

/// Every field of the two.
fn both(was: &Rig, is: &Rig) -> String {
    let mut text = String::new();
    was.write(&mut text);
    text.push('\n');
    is.write(&mut text);
    text
}
