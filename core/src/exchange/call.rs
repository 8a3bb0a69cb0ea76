//! The services of a plain call: place, answer, turn away, hold, take back, swap, hang up.

use super::Exchange;
use super::causes::{CLEARED, RESOURCES};
use super::links::NONE;
use super::memory::Detail;
use super::order::{Order, Served};
use super::records::{bit, leg};
use crate::cause::Cause;
use crate::data::{Key, Known};
use crate::id::CallId;
use crate::signal::SignalKind as K;
use crate::state::State as S;

impl Exchange<'_> {
    #[inline(never)]
    pub(super) fn make_call(&mut self, order: &Order<'_>) -> Served {
        let at = self.place(order.station, order.command.call, leg::IN)?;
        self.start(order, at)
    }

    /// Makes a call for a station.
    pub(super) fn place(&mut self, station: u32, id: CallId, flags: u8) -> Result<u32, Cause> {
        let call = self.new_call().ok_or(RESOURCES)?;
        self.new_leg(station, call, id, flags).ok_or(RESOURCES).inspect_err(|_| self.free_call(call))
    }

    /// A new call begins: with the number, or with dial tone where none is given.
    pub(super) fn start(&mut self, order: &Order<'_>, at: u32) -> Served {
        let Some(number) = order.to() else {
            self.say(at, K::Initiated, Cause::NONE);
            return Ok(());
        };
        let call = self.leg(at).call;
        self.call_to(at, number).inspect_err(|_| {
            self.drop_leg(at);
            self.free_call(call);
        })
    }

    #[inline(never)]
    pub(super) fn dial(&mut self, order: &Order<'_>, at: u32) -> Served {
        self.call_to(at, order.text(&[Known::Digits]).ok_or(Cause::INVALID_PARAMETER_VALUE)?)
    }

    /// A station's call goes to a number, where that fits.
    fn call_to(&mut self, at: u32, number: &str) -> Served {
        let leg = self.leg(at);
        let (call, station) = (leg.call, leg.station);
        self.data_mut(call).set(Key::Known(Known::To), number, 0).map_err(|_| Cause::NO_ROOM)?;
        self.take_line(station, at);
        self.say(at, K::Originated, Cause::NONE);
        self.route(call, number);
        Ok(())
    }

    /// An alerting connection is answered.
    pub(super) fn take_part(&mut self, at: u32) -> Served {
        let leg = self.leg(at);
        let (call, station, from, flags, adder) = (leg.call, leg.station, leg.from, leg.flags, leg.adder);
        if adder == NONE {
            self.withdraw(call, at, Cause::ANSWERED_ELSEWHERE);
            self.leave_stage(call);
        }
        self.take_line(station, at);
        let other = self.other_party(at);
        let post = self.say(at, K::Established, Cause::NONE);
        if from != other {
            // Who called is not there any more.
            (post.about, post.detail) = (other, Detail::Party);
        }
        if !flags.has(leg::TOLD) {
            // Fetched: the station hears of the call for the first time.
            post.detail = Detail::Offer;
        }
        self.leave_call(at);
        self.leg_mut(at).flags.set(leg::IN, true);
        self.join_call(at, call);
        if flags.has(leg::ACD) {
            self.extension_mut(station).offer = NONE;
        }
        self.party_joined(at);
        self.true_up(call, NONE, Cause::NONE);
        Ok(())
    }

    #[inline(never)]
    pub(super) fn reject(&mut self, order: &Order<'_>, at: u32) -> Served {
        let cause = if order.command.cause == Cause::NONE { Cause::BUSY } else { order.command.cause };
        if self.is_gone(order, at) {
            return Ok(());
        }
        if self.leg(at).local != S::Alerting {
            return Err(Cause::INVALID_CONNECTION_STATE);
        }
        // An offer that found no slot is no call at the station: nothing is said of it.
        if !order.command.call.is_none() {
            self.say(at, K::Cleared, cause);
        }
        self.turned_away(at, cause);
        Ok(())
    }

    /// An alerting connection is gone without an answer.
    pub(super) fn turned_away(&mut self, at: u32, cause: Cause) {
        self.pass_over(at);
        let leg = self.leg(at);
        let (call, station, adder) = (leg.call, leg.station, leg.adder);
        self.tell_adder(at, cause);
        self.drop_leg(at);
        if adder == NONE {
            self.unanswered(call, station, cause);
        } else {
            self.settle(call, cause);
        }
    }

    /// Holds a connection; its station hears so even where it is held already.
    pub(super) fn set_held(&mut self, at: u32) -> Served {
        self.say(at, K::Held, Cause::NONE);
        self.true_up(self.leg(at).call, at, Cause::NONE);
        Ok(())
    }

    /// Takes a connection back.
    pub(super) fn set_retrieved(&mut self, at: u32) -> Served {
        self.take_line(self.leg(at).station, at);
        self.say(at, K::Retrieved, Cause::NONE);
        self.true_up(self.leg(at).call, at, Cause::NONE);
        Ok(())
    }

    #[inline(never)]
    pub(super) fn alternate(&mut self, order: &Order<'_>, at: u32) -> Served {
        let mut other = self.named(order.station, order.other());
        if other == NONE {
            other = self.leg(at).bound;
        }
        let (active, waiting) = if self.leg(at).local == S::Connected { (at, other) } else { (other, at) };
        if self.leg(active).local != S::Connected {
            return Err(Cause::NO_ACTIVE_CALL);
        }
        if !self.leg(waiting).is(bit(S::Held) | bit(S::Alerting)) {
            return Err(Cause::NO_HELD_CALL);
        }
        self.set_held(active)?;
        if self.leg(waiting).local == S::Held { self.set_retrieved(waiting) } else { self.take_part(waiting) }
    }

    #[inline(never)]
    pub(super) fn clear(&mut self, order: &Order<'_>, at: u32) -> Served {
        if !self.is_gone(order, at) {
            self.hang_up(at, CLEARED);
        }
        Ok(())
    }

    /// Whether a connection that a station wants to be rid of is gone here. So it is there.
    fn is_gone(&mut self, order: &Order<'_>, at: u32) -> bool {
        if at == NONE && !order.command.call.is_none() {
            let post = self.enqueue(order.station, K::Cleared);
            (post.which, post.cause) = (order.which(), order.command.cause);
        }
        at == NONE
    }

    /// A station leaves its call.
    pub(super) fn hang_up(&mut self, at: u32, cause: Cause) {
        let leg = self.leg(at);
        let call = leg.call;
        if leg.local == S::Alerting {
            self.say(at, K::Cleared, cause);
            self.turned_away(at, Cause::BUSY);
        } else {
            self.leave(at, K::Cleared, cause);
            self.settle(call, cause);
        }
    }
}
