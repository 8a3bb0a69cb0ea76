//! Where a call goes: a number leads to a station, a queue or a hunt group, over whoever forwards.

use super::Exchange;
use super::causes::{DO_NOT_DISTURB, INVALID_NUMBER, OUT_OF_ORDER, RESOURCES};
use super::links::NONE;
use super::number::{Is, Target};
use super::order::Order;
use super::records::{call, leg, station};
use crate::cause::Cause;
use crate::data::{Data, Known};
use crate::id::CallId;
use crate::signal::SignalKind as K;
use crate::state::ForwardKind;

/// How often a call is forwarded before it is given up as busy.
const HOPS: usize = 8;

/// Somewhere a call can go now.
#[derive(Clone, Copy)]
pub(super) struct Goal {
    pub to: Target,
    /// Who forwards it there last.
    redirected: Target,
}

impl Exchange<'_> {
    /// Where a call goes that is sent to this number; nothing changes.
    ///
    /// # Errors
    /// The cause for which it fails.
    pub(super) fn resolve(&self, call: u32, number: &str) -> Result<Goal, Cause> {
        let mut to = self.lookup(number);
        let mut redirected = Target::NONE;
        for _ in 0..HOPS {
            let station = match to.is() {
                Is::Station(station) => station,
                Is::Queue(_) => return Ok(Goal { to, redirected }),
                Is::Group(group) => {
                    self.first_member(call, group, 0)?;
                    return Ok(Goal { to, redirected });
                }
                Is::Place(_) | Is::Nothing => return Err(INVALID_NUMBER),
            };
            let reached = self.reach(station, call);
            let kind = match reached {
                _ if self.forwards(station, ForwardKind::Immediate) => ForwardKind::Immediate,
                Err(Cause::BUSY) if self.forwards(station, ForwardKind::Busy) => ForwardKind::Busy,
                _ => return reached.map(|()| Goal { to, redirected }),
            };
            redirected = to;
            to = self.lookup(self.forward_target(station, kind));
        }
        Err(Cause::BUSY)
    }

    /// Whether a station can be offered this call.
    ///
    /// # Errors
    /// The cause for which it cannot.
    pub(super) fn reach(&self, station: u32, call: u32) -> Result<(), Cause> {
        let extension = self.extension(station);
        if extension.flags.has(station::UNPLUGGED) {
            Err(OUT_OF_ORDER)
        } else if extension.flags.has(station::DO_NOT_DISTURB) {
            Err(DO_NOT_DISTURB)
        } else if extension.count >= extension.capacity || self.leg_at(call, station) != NONE {
            Err(Cause::BUSY)
        } else {
            Ok(())
        }
    }

    pub(super) fn forwards(&self, station: u32, kind: ForwardKind) -> bool {
        self.extension(station).flags.has(forward_flag(kind))
    }

    /// Where a station forwards to.
    pub(super) fn forward_target(&self, station: u32, kind: ForwardKind) -> &str {
        let bytes = self.memory.texts.get(self.own_area(station)).unwrap_or_default();
        let used = usize::from(self.extension(station).used);
        Data::new(bytes.get(..used).unwrap_or_default()).known(forward_key(kind)).unwrap_or_default()
    }

    /// The bytes of a station's texts.
    pub(super) fn own_area(&self, station: u32) -> core::ops::Range<usize> {
        let size = usize::from(self.state.setup.own);
        let start = (station as usize).saturating_mul(size);
        start..start.saturating_add(size)
    }

    /// Where a call goes that a command sends on; nothing changes.
    ///
    /// # Errors
    /// The cause for which it fails.
    pub(super) fn goal(&self, order: &Order<'_>, call: u32) -> Result<Goal, Cause> {
        self.resolve(call, order.to().ok_or(Cause::INVALID_PARAMETER_VALUE)?)
    }

    /// Sends a call to where it can go.
    pub(super) fn go(&mut self, call: u32, goal: Goal) {
        if goal.redirected != Target::NONE {
            self.call_mut(call).redirected = goal.redirected;
        }
        self.call_mut(call).flags.set(call::FAILED, false);
        let went = match goal.to.is() {
            Is::Station(station) => self.offer(call, station, 0).is_some(),
            Is::Queue(queue) => {
                self.enter_queue(call, queue);
                true
            }
            Is::Group(group) => self.ring(call, group, 0),
            Is::Place(_) | Is::Nothing => false,
        };
        if !went {
            self.give_up(call, RESOURCES);
        }
    }

    /// Sends a call that one party waits in to a number, or gives it up.
    pub(super) fn route(&mut self, call: u32, number: &str) {
        match self.resolve(call, number) {
            Ok(goal) => {
                self.go(call, goal);
                self.settle(call, Cause::NONE);
            }
            Err(cause) => self.give_up(call, cause),
        }
    }

    /// Nobody can be reached: a single party hears that the attempt failed. The others of a call stay as they are.
    pub(super) fn give_up(&mut self, at: u32, cause: Cause) {
        self.leave_stage(at);
        let call = self.call_mut(at);
        if call.parties == 1 && call.ringing == 0 {
            call.flags.set(call::FAILED, true);
        }
        self.settle(at, cause);
    }

    /// Offers a call to a station. `None` when no connection is free.
    pub(super) fn offer(&mut self, call: u32, station: u32, flags: u8) -> Option<u32> {
        let at = self.new_leg(station, call, CallId::NONE, flags & !leg::IN)?;
        let record = self.call_mut(call);
        record.attempts = record.attempts.saturating_add(1);
        self.leg_mut(at).from = self.other_party(at);
        self.say(at, K::Offered, Cause::NONE);
        self.post_data(at);
        Some(at)
    }

    /// An alerting connection of a call ended without an answer: somebody else is tried, or it is given up.
    pub(super) fn unanswered(&mut self, call: u32, station: u32, cause: Cause) {
        match self.call(call).stage.is() {
            Is::Queue(queue) => self.back_to_queue(call, queue),
            Is::Group(group) => self.hunt_on(call, group, cause),
            _ => self.forward_on(call, station, cause),
        }
    }

    fn forward_on(&mut self, call: u32, station: u32, why: Cause) {
        let kind = if why == Cause::BUSY { ForwardKind::Busy } else { ForwardKind::NoAnswer };
        let goal = if (why == Cause::BUSY || why.is_no_answer()) && self.forwards(station, kind) {
            self.resolve(call, self.forward_target(station, kind))
        } else {
            Err(why)
        };
        match goal {
            Ok(goal) => {
                self.call_mut(call).redirected = Target::station(station);
                self.go(call, goal);
                self.settle(call, why);
            }
            Err(cause) => self.give_up(call, cause),
        }
    }

    /// What else is ringing for a call is not needed any more. Parties that are being added are another matter.
    pub(super) fn withdraw(&mut self, call: u32, but: u32, cause: Cause) {
        let mut at = self.first_of(call);
        while at != NONE {
            let next = self.next_of(at);
            let leg = self.leg(at);
            if at != but && !leg.flags.has(leg::IN) && leg.adder == NONE {
                self.say(at, K::Cleared, cause);
                self.drop_leg(at);
            }
            at = next;
        }
    }
}

/// The key of the number that a station forwards to.
pub(super) const fn forward_key(kind: ForwardKind) -> Known {
    match kind {
        ForwardKind::Immediate => Known::ForwardImmediate,
        ForwardKind::Busy => Known::ForwardBusy,
        ForwardKind::NoAnswer => Known::ForwardNoAnswer,
    }
}

/// The flag of a station that forwards so.
pub(super) const fn forward_flag(kind: ForwardKind) -> u8 {
    station::FORWARD.wrapping_shl(kind.code() as u32)
}
