//! Hunt groups: all stations ring at once, or one after the other.

use super::Exchange;
use super::number::Target;
use super::records::Stage;
use crate::cause::Cause;
use crate::state::ForwardKind;

impl Exchange<'_> {
    /// The first member from a place on that can be offered the call.
    ///
    /// # Errors
    /// The cause for which the last one cannot.
    pub(super) fn first_member(&self, call: u32, group: u32, from: u8) -> Result<(u8, u32), Cause> {
        let mut why = Cause::BUSY;
        let Some(group) = self.memory.groups.get(group as usize) else { return Err(why) };
        for place in from..group.count {
            let station = group.stations.get(usize::from(place)).copied().unwrap_or_default();
            match self.reach(station, call) {
                // Who sends every call elsewhere is not at the place.
                Ok(()) if self.forwards(station, ForwardKind::Immediate) => {}
                Ok(()) => return Ok((place, station)),
                Err(cause) => why = cause,
            }
        }
        Err(why)
    }

    /// Rings the group from a member on. `None` when nobody rings.
    pub(super) fn ring(&mut self, call: u32, group: u32, from: u8) -> Option<()> {
        let all = self.memory.groups.get(group as usize).is_some_and(|group| group.all);
        let mut next = from;
        let mut rings = None;
        while let Ok((place, station)) = self.first_member(call, group, next) {
            next = place.saturating_add(1);
            rings = self.offer(call, station, 0).map(|_| ()).or(rings);
            if rings.is_some() && !all {
                break;
            }
        }
        self.call_mut(call).stage = Stage::Hunting(group, next);
        rings
    }

    /// A member did not answer: the next one rings, or nobody is left.
    pub(super) fn hunt_on(&mut self, call: u32, group: u32, next: u8, cause: Cause) {
        if self.call(call).ringing > 0 {
            return;
        }
        if self.ring(call, group, next).is_some() {
            self.settle(call, Cause::NONE);
        } else {
            self.give_up(call, cause);
        }
    }

    /// The group's number.
    pub(super) fn group_of(&self, station: u32) -> Target {
        match self.extension(station).group {
            super::links::NONE => Target::NONE,
            group => Target::group(group),
        }
    }
}
