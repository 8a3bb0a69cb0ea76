//! Consultation, transfer with and without one, deflection: parties change, and whoever stays hears who is there now.

use super::Exchange;
use super::causes::{CLEARED, MEMBER_LIMIT, NOT_DIFFERENT, REDIRECTED, RESOURCES, TRANSFER};
use super::data::Merged;
use super::links::NONE;
use super::memory::Detail;
use super::number::Target;
use super::order::Order;
use super::records::{Connection, leg};
use crate::cause::Cause;
use crate::id::Which;
use crate::signal::SignalKind as K;
use crate::state::State as S;

impl Exchange<'_> {
    pub(super) fn consult(&mut self, order: &Order<'_>) {
        let Some(primary) = self.subject(order, |leg| matches!(leg.local, S::Connected | S::Held)) else { return };
        if self.leg(primary).bound != NONE {
            self.refuse(order, Cause::INVALID_CONNECTION_STATE);
            return;
        }
        let Some(at) = self.place(order.station, order.command.other, leg::IN | leg::CONSULT) else {
            self.refuse(order, RESOURCES);
            return;
        };
        self.leg_mut(at).bound = primary;
        self.leg_mut(primary).bound = at;
        if self.leg(primary).local == S::Connected {
            self.set_held(primary);
        }
        self.copy_data(self.leg(primary).call, self.leg(at).call);
        self.start(order, at);
    }

    pub(super) fn reconnect(&mut self, order: &Order<'_>) {
        let Some((primary, consult)) = self.pair(order) else { return };
        self.hang_up(consult, CLEARED);
        self.set_retrieved(primary);
    }

    pub(super) fn transfer(&mut self, order: &Order<'_>) {
        let Some((primary, consult)) = self.pair(order) else { return };
        let (first, second) = (*self.leg(primary), *self.leg(consult));
        let ripe = first.local == S::Held && second.local == S::Connected && self.has_somebody(primary);
        if !ripe || !matches!(second.far, S::Alerting | S::Connected | S::Held | S::Unknown) {
            self.refuse(order, Cause::INVALID_CONNECTION_STATE);
            return;
        }
        if let Err(cause) = self.room_for_both(&first, &second, 2) {
            self.refuse(order, cause);
            return;
        }
        let (named, with) = if self.is_named(order, primary) { (primary, consult) } else { (consult, primary) };
        let with = self.which(with);
        self.say(named, K::Transferred, TRANSFER).with = with;
        let plain = [first, second].map(|leg| self.call(leg.call).parties <= 2);
        self.drop_leg(primary);
        self.drop_leg(consult);
        let data = self.merge(first.call, second.call);
        for (moved, plain) in [false, true].into_iter().zip(plain) {
            self.meet(first.call, moved, if plain { Met::Instead } else { Met::InsteadOf(first.station) });
        }
        self.settle(first.call, TRANSFER);
        self.share_data(first.call, data);
    }

    /// How a station and the exchange call a connection.
    pub(super) fn which(&self, at: u32) -> Which {
        Which { id: self.leg(at).id, reference: self.reference(at) }
    }

    /// Whether this is the connection that a command names.
    pub(super) fn is_named(&self, order: &Order<'_>, at: u32) -> bool {
        self.named(order.station, order.command.call, order.command.reference) == at
    }

    /// Whether there is a far end: a party, one that is being alerted, or a place where the call waits.
    pub(super) fn has_somebody(&self, at: u32) -> bool {
        self.other_party(at) != Target::NONE
    }

    /// Whether two calls can be one, when so many connections go.
    ///
    /// # Errors
    /// The cause for which they cannot: too many parties, or a station that is in both.
    pub(super) fn room_for_both(&self, first: &Connection, second: &Connection, go: usize) -> Result<(), Cause> {
        let stations = |at: u32| self.call(at).connections.iter(self.memory.connections).map(|at| self.leg(at).station);
        let all = stations(first.call).count().saturating_add(stations(second.call).count()).saturating_sub(go);
        let twice =
            stations(first.call).any(|one| one != first.station && stations(second.call).any(|other| other == one));
        if all > usize::from(self.state.setup.parties) {
            Err(MEMBER_LIMIT)
        } else if twice {
            Err(NOT_DIFFERENT)
        } else {
            Ok(())
        }
    }

    /// Two calls become one: the second one's connections, data and stage go to the first. What is new in the data is to be
    /// told when all else is ([`share_data`](Self::share_data)).
    pub(super) fn merge(&mut self, call: u32, other: u32) -> Merged {
        let data = self.merge_data(other, call);
        let mut at = self.first_of(call);
        while at != NONE {
            self.leg_mut(at).flags &= !leg::MOVED;
            at = self.next_of(at);
        }
        while let Some(at) = Some(self.first_of(other)).filter(|at| *at != NONE) {
            self.leave_call(at);
            self.leg_mut(at).flags |= leg::MOVED;
            self.join_call(at, call);
        }
        self.move_stage(other, call);
        self.free_call(other);
        data
    }

    /// The connections on one side of two calls that became one hear of those on the other side.
    pub(super) fn meet(&mut self, call: u32, moved: bool, how: Met) {
        let mut at = self.first_of(call);
        while at != NONE {
            let leg = *self.leg(at);
            if leg.has(leg::MOVED) == moved && how != Met::Beside(at) {
                self.meet_all(at, how);
            }
            at = self.next_of(at);
        }
    }

    fn meet_all(&mut self, at: u32, how: Met) {
        let leg = *self.leg(at);
        let mut instead = how == Met::Instead;
        let mut other = self.first_of(leg.call);
        if instead && !self.others(leg.call, at).any(|other| self.leg(other).has(leg::MOVED) != leg.has(leg::MOVED)) {
            // Nobody takes part there yet: who is being alerted, or the place where the call is.
            self.refer(at);
            instead = false;
        }
        while other != NONE {
            let there = *self.leg(other);
            let known = matches!(how, Met::Beside(known) if known == other);
            if !known && there.has(leg::IN) && there.has(leg::MOVED) != leg.has(leg::MOVED) {
                if instead {
                    self.refer(at);
                    instead = false;
                } else if leg.has(leg::IN) {
                    self.joined(at, there.station);
                }
            }
            other = self.next_of(other);
        }
        if let Met::InsteadOf(station) = how
            && leg.has(leg::IN)
        {
            self.left(at, station, TRANSFER);
        }
    }

    /// Tells a connection who its other party is now.
    fn refer(&mut self, at: u32) {
        let other = self.other_party(at);
        let leg = self.leg_mut(at);
        (leg.from, leg.flags) = (other, leg.flags | leg::NAMED);
        let post = self.post(at, K::Reference);
        (post.about, post.detail, post.cause) = (other, Detail::Party, TRANSFER);
    }

    pub(super) fn blind_transfer(&mut self, order: &Order<'_>) {
        let Some(at) = self.subject(order, |leg| leg.local != S::Initiated) else { return };
        self.send_on(order, at, K::Transferred);
    }

    pub(super) fn deflect(&mut self, order: &Order<'_>) {
        let Some(at) = self.subject(order, |leg| leg.local == S::Alerting) else { return };
        self.send_on(order, at, K::Diverted);
    }

    /// A station sends its call to another number and leaves it; where that cannot be reached, all stays as it was.
    fn send_on(&mut self, order: &Order<'_>, at: u32, what: K) {
        let leg = *self.leg(at);
        if self.others(leg.call, at).next().is_none() {
            self.refuse(order, Cause::INVALID_CONNECTION_STATE);
            return;
        }
        let goal = match order.to().map(|to| self.resolve(leg.call, to)) {
            Some(Ok(goal)) => goal,
            Some(Err(cause)) => return self.refuse(order, cause),
            None => return self.refuse(order, Cause::INVALID_PARAMETER_VALUE),
        };
        if leg.adder != NONE && !leg.has(leg::IN) {
            return self.add_instead(order, at, what, goal.to);
        }
        let plain = leg.has(leg::IN) && self.call(leg.call).parties == 2;
        self.leave_stage(leg.call);
        self.leave(at, what, if leg.has(leg::IN) { TRANSFER } else { REDIRECTED });
        if !leg.has(leg::IN) {
            self.withdraw(leg.call, NONE, Cause::ANSWERED_ELSEWHERE);
        }
        self.call_mut(leg.call).redirected = Target::station(leg.station);
        self.go(leg.call, goal);
        if plain {
            let stays = self.others(leg.call, NONE).next().unwrap_or(NONE);
            self.refer(stays);
        }
        self.settle(leg.call, TRANSFER);
    }
}

/// How the parties of two calls that became one come to know each other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Met {
    /// The first of the others takes the place of the only one there was.
    Instead,
    /// They come in for this station, which leaves.
    InsteadOf(u32),
    /// They come in beside this connection, which knows all of them.
    Beside(u32),
}
