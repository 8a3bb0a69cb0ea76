//! Hunt groups: all stations ring at once, or one after the other.

use super::Exchange;
use super::links::NONE;
use super::number::Target;
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

    /// Rings the group from a member on; whether somebody rings.
    pub(super) fn ring(&mut self, call: u32, group: u32, from: u8) -> bool {
        let all = self.memory.groups.get(group as usize).is_some_and(|group| group.all);
        let (mut next, mut rings) = (from, false);
        while let Ok((place, station)) = self.first_member(call, group, next) {
            next = place.wrapping_add(1);
            rings |= self.offer(call, station, 0).is_some();
            if rings && !all {
                break;
            }
        }
        let call = self.call_mut(call);
        (call.stage, call.next) = (Target::group(group), next);
        rings
    }

    /// A member did not answer: the next one rings, or nobody is left.
    pub(super) fn hunt_on(&mut self, call: u32, group: u32, cause: Cause) {
        let record = self.call(call);
        if record.ringing > 0 {
            return;
        }
        if self.ring(call, group, record.next) {
            self.settle(call, Cause::NONE);
        } else {
            self.give_up(call, cause);
        }
    }

    /// The group's number.
    pub(super) fn group_of(&self, station: u32) -> Target {
        match self.extension(station).group {
            NONE => Target::NONE,
            group => Target::group(group),
        }
    }
}
