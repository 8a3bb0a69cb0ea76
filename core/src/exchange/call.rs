//! The services of a plain call: place, answer, turn away, hold, take back, swap, hang up.

use super::Exchange;
use super::causes::{CLEARED, RESOURCES};
use super::links::NONE;
use super::memory::{Detail, Post};
use super::order::Order;
use super::records::{Connection, leg};
use crate::cause::Cause;
use crate::data::{Key, Known};
use crate::id::{CallId, Which};
use crate::signal::SignalKind as K;
use crate::state::State as S;

impl Exchange<'_> {
    pub(super) fn make_call(&mut self, order: &Order<'_>) {
        match self.place(order.station, order.command.call, leg::IN) {
            Some(at) => self.start(order, at),
            None => self.refuse(order, RESOURCES),
        }
    }

    /// Makes a call for a station.
    pub(super) fn place(&mut self, station: u32, id: CallId, flags: u8) -> Option<u32> {
        let call = self.new_call()?;
        let at = self.new_leg(station, call, id, flags);
        if at.is_none() {
            self.free_call(call);
        }
        at
    }

    /// A new call begins: with the number, or with dial tone where none is given.
    pub(super) fn start(&mut self, order: &Order<'_>, at: u32) {
        let Some(number) = order.to() else {
            self.say(at, K::Initiated, Cause::NONE);
            return;
        };
        if !self.call_to(at, number) {
            let call = self.leg(at).call;
            self.drop_leg(at);
            self.free_call(call);
            self.refuse(order, Cause::NO_ROOM);
        }
    }

    pub(super) fn dial(&mut self, order: &Order<'_>) {
        let Some(at) = self.subject(order, |leg| leg.local == S::Initiated) else { return };
        match order.text(&[Known::Digits]) {
            Some(digits) if self.call_to(at, digits) => {}
            Some(_) => self.refuse(order, Cause::NO_ROOM),
            None => self.refuse(order, Cause::INVALID_PARAMETER_VALUE),
        }
    }

    /// A station's call goes to a number. False when the number does not fit.
    fn call_to(&mut self, at: u32, number: &str) -> bool {
        let (call, station) = (self.leg(at).call, self.leg(at).station);
        let fits = self.data_mut(call).set(Key::Known(Known::To), number, 0).is_ok();
        if fits {
            self.take_line(station, at);
            self.say(at, K::Originated, Cause::NONE);
            self.route(call, number, Cause::NONE);
        }
        fits
    }

    pub(super) fn answer(&mut self, order: &Order<'_>) {
        let Some(at) = self.subject(order, |leg| leg.local == S::Alerting) else { return };
        self.take_part(at);
    }

    /// An alerting connection is answered.
    pub(super) fn take_part(&mut self, at: u32) {
        let leg = *self.leg(at);
        if leg.adder == NONE {
            self.withdraw(leg.call, at, Cause::ANSWERED_ELSEWHERE);
            self.leave_stage(leg.call);
        }
        self.take_line(leg.station, at);
        let other = self.other_party(at);
        let post = self.say(at, K::Established, Cause::NONE);
        if leg.from != other {
            // Who called is not there any more.
            (post.about, post.detail) = (other, Detail::Party);
        }
        if !leg.has(leg::TOLD) {
            // Fetched: the station hears of the call for the first time.
            post.detail = Detail::Offer;
        }
        self.leave_call(at);
        self.leg_mut(at).flags |= leg::IN;
        self.join_call(at, leg.call);
        if leg.has(leg::ACD) {
            self.extension_mut(leg.station).offer = NONE;
        }
        self.party_joined(at);
        self.true_up(leg.call, NONE, Cause::NONE);
    }

    pub(super) fn reject(&mut self, order: &Order<'_>) {
        let cause = if order.command.cause == Cause::NONE { Cause::BUSY } else { order.command.cause };
        let Some(at) = self.still_there(order) else { return };
        if self.leg(at).local != S::Alerting {
            return self.refuse(order, Cause::INVALID_CONNECTION_STATE);
        }
        // An offer that found no slot is no call at the station: nothing is said of it.
        if !order.command.call.is_none() {
            self.say(at, K::Cleared, cause);
        }
        self.turned_away(at, cause);
    }

    /// An alerting connection is gone without an answer.
    pub(super) fn turned_away(&mut self, at: u32, cause: Cause) {
        let leg = *self.leg(at);
        self.pass_over(&leg);
        self.drop_leg(at);
        if leg.adder != NONE {
            self.not_added(&leg, cause);
        } else {
            self.unanswered(leg.call, leg.station, cause);
        }
    }

    pub(super) fn hold(&mut self, order: &Order<'_>) {
        let Some(at) = self.subject(order, |leg| matches!(leg.local, S::Connected | S::Held)) else { return };
        self.set_held(at);
    }

    /// Holds a connection; its station hears so even where it is held already.
    pub(super) fn set_held(&mut self, at: u32) {
        self.say(at, K::Held, Cause::NONE);
        self.true_up(self.leg(at).call, at, Cause::NONE);
    }

    pub(super) fn retrieve(&mut self, order: &Order<'_>) {
        let Some(at) = self.subject(order, |leg| matches!(leg.local, S::Connected | S::Held)) else { return };
        self.set_retrieved(at);
    }

    /// Takes a connection back.
    pub(super) fn set_retrieved(&mut self, at: u32) {
        self.take_line(self.leg(at).station, at);
        self.say(at, K::Retrieved, Cause::NONE);
        self.true_up(self.leg(at).call, at, Cause::NONE);
    }

    pub(super) fn alternate(&mut self, order: &Order<'_>) {
        let waits = |leg: &Connection| matches!(leg.local, S::Held | S::Alerting);
        let Some(at) = self.subject(order, |leg| leg.local == S::Connected || waits(leg)) else { return };
        let other = match self.named(order.station, order.command.other, order.other) {
            NONE => self.leg(at).bound,
            other => other,
        };
        let (active, waiting) = if self.leg(at).local == S::Connected { (at, other) } else { (other, at) };
        if self.leg(active).local != S::Connected {
            self.refuse(order, Cause::NO_ACTIVE_CALL);
        } else if !waits(self.leg(waiting)) {
            self.refuse(order, Cause::NO_HELD_CALL);
        } else {
            self.set_held(active);
            if self.leg(waiting).local == S::Held { self.set_retrieved(waiting) } else { self.take_part(waiting) }
        }
    }

    pub(super) fn clear(&mut self, order: &Order<'_>) {
        if let Some(at) = self.still_there(order) {
            self.hang_up(at, CLEARED);
        }
    }

    /// The connection that a station wants to be rid of. Where it is gone here, so it is there.
    fn still_there(&mut self, order: &Order<'_>) -> Option<u32> {
        let at = self.named(order.station, order.command.call, order.command.reference);
        if at == NONE && !order.command.call.is_none() {
            let which = Which { id: order.command.call, reference: order.command.reference };
            self.enqueue(Post {
                which,
                station: order.station,
                what: K::Cleared,
                cause: order.command.cause,
                ..Post::EMPTY
            });
        }
        (at != NONE).then_some(at)
    }

    /// A station leaves its call.
    pub(super) fn hang_up(&mut self, at: u32, cause: Cause) {
        let leg = *self.leg(at);
        if leg.local == S::Alerting {
            self.say(at, K::Cleared, cause);
            self.turned_away(at, Cause::BUSY);
            return;
        }
        self.leave(at, K::Cleared, cause);
        self.settle(leg.call, cause);
    }

    pub(super) fn digits(&mut self, order: &Order<'_>) {
        if self.subject(order, |leg| matches!(leg.local, S::Connected | S::Held)).is_some() {
            self.accept(order);
        }
    }
}
