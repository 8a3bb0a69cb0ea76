//! Conferences: two calls become one, parties are added and taken out, and everyone hears who came and who went.

use super::Exchange;
use super::causes::{CALL_CANCELLED, CLEARED, CONFERENCE, MEMBER_LIMIT, REDIRECTED, RESOURCES};
use super::links::NONE;
use super::memory::Detail;
use super::number::{Is, Target};
use super::order::Order;
use super::records::{Connection, leg};
use super::transfer::Met;
use crate::cause::Cause;
use crate::data::Known;
use crate::signal::SignalKind as K;
use crate::state::State as S;

impl Exchange<'_> {
    pub(super) fn conference(&mut self, order: &Order<'_>) {
        let Some((primary, consult)) = self.pair(order) else { return };
        let (first, second) = (*self.leg(primary), *self.leg(consult));
        let answered = matches!(second.far, S::Connected | S::Held | S::Unknown);
        if first.local != S::Held
            || second.local != S::Connected
            || !answered
            || self.others(first.call, primary).next().is_none()
        {
            self.refuse(order, Cause::INVALID_CONNECTION_STATE);
            return;
        }
        if let Err(cause) = self.room_for_both(&first, &second, 1) {
            self.refuse(order, cause);
            return;
        }
        let (named, with) = if self.is_named(order, primary) { (primary, consult) } else { (consult, primary) };
        let (named, with) = (self.which(named), self.which(with));
        self.drop_leg(consult);
        let data = self.merge(first.call, second.call);
        let post = self.say(primary, K::Conferenced, CONFERENCE);
        (post.which, post.with, post.detail) = (named, with, Detail::Parties);
        for moved in [false, true] {
            self.meet(first.call, moved, Met::Beside(primary));
        }
        self.settle(first.call, CONFERENCE);
        self.share_data(first.call, data);
    }

    /// A connection that just came in, and the parties of its call, hear of each other.
    pub(super) fn party_joined(&mut self, new: u32) {
        let (call, station) = (self.leg(new).call, self.leg(new).station);
        if self.call(call).parties < 3 {
            return;
        }
        let mut first = true;
        let mut at = self.first_of(call);
        while at != NONE {
            if at != new && self.leg(at).has(leg::IN) {
                self.joined(at, station);
                // The first is the one that the offer named.
                if !core::mem::take(&mut first) {
                    self.joined(new, self.leg(at).station);
                }
            }
            at = self.next_of(at);
        }
    }

    /// The parties of a call hear that a station left. Of two, the other one hears of the end instead.
    pub(super) fn party_left(&mut self, call: u32, station: u32, cause: Cause) {
        if self.call(call).parties < 2 {
            return;
        }
        let mut at = self.first_of(call);
        while at != NONE {
            if self.leg(at).has(leg::IN) {
                self.left(at, station, cause);
            }
            at = self.next_of(at);
        }
    }

    /// One connection hears that a station came in.
    pub(super) fn joined(&mut self, at: u32, station: u32) {
        let local = self.leg(at).local;
        self.move_leg(at, local, S::Unknown);
        self.about(at, K::PartyJoined, station);
    }

    /// One connection hears that a station left; with two parties left, the far state is that one's.
    pub(super) fn left(&mut self, at: u32, station: u32, cause: Cause) {
        let leg = self.leg(at);
        let (local, two) = (leg.local, self.call(leg.call).parties == 2);
        self.move_leg(at, local, if two { S::Connected } else { S::Unknown });
        self.about(at, K::PartyLeft, station);
        if let Some(post) = self.last_post(at) {
            post.cause = cause;
        }
    }

    fn about(&mut self, at: u32, what: K, station: u32) {
        let post = self.post(at, what);
        (post.about, post.detail) = (Target::station(station), Detail::Party);
    }

    pub(super) fn add_party(&mut self, order: &Order<'_>) {
        let Some(at) = self.subject(order, |leg| leg.local == S::Connected) else { return };
        let call = self.leg(at).call;
        if self.others(call, at).next().is_none() {
            return self.refuse(order, Cause::INVALID_CONNECTION_STATE);
        }
        let count = self.call(call).parties.saturating_add(self.call(call).ringing);
        if count >= self.state.setup.parties {
            self.refuse(order, MEMBER_LIMIT);
            return;
        }
        let goal = match order.to().map(|to| self.resolve(call, to)) {
            Some(Ok(goal)) => goal,
            Some(Err(cause)) => return self.refuse(order, cause),
            None => return self.refuse(order, Cause::INVALID_PARAMETER_VALUE),
        };
        match self.add(call, goal.to, at, order.command.request) {
            Ok(()) => self.accept(order),
            Err(cause) => self.refuse(order, cause),
        }
    }

    /// Rings a party for a call; this connection's request brings it in.
    fn add(&mut self, call: u32, to: Target, adder: u32, request: u16) -> Result<(), Cause> {
        // Only a station can be added: a queue or a group has no party to name.
        let Is::Station(station) = to.is() else { return Err(Cause::INVALID_DESTINATION) };
        let added = self.offer(call, station, 0).ok_or(RESOURCES)?;
        let leg = self.leg_mut(added);
        (leg.adder, leg.request) = (adder, request);
        Ok(())
    }

    /// A party that is being added sends the call on: another one is added in its stead.
    pub(super) fn add_instead(&mut self, order: &Order<'_>, at: u32, what: K, to: Target) {
        let leg = *self.leg(at);
        match self.add(leg.call, to, leg.adder, leg.request) {
            Ok(()) => self.leave(at, what, REDIRECTED),
            Err(cause) => self.refuse(order, cause),
        }
    }

    /// A party that was being added does not come.
    pub(super) fn not_added(&mut self, gone: &Connection, cause: Cause) {
        self.tell_adder(gone, cause);
        self.settle(gone.call, cause);
    }

    fn tell_adder(&mut self, gone: &Connection, cause: Cause) {
        if self.leg(gone.adder).call == gone.call {
            let post = self.post(gone.adder, K::Refused);
            (post.request, post.cause) = (gone.request, cause);
        }
    }

    /// There is no call to be added to any more.
    pub(super) fn withdraw_added(&mut self, call: u32) {
        let mut at = self.first_of(call);
        while at != NONE {
            let next = self.next_of(at);
            let leg = *self.leg(at);
            if !leg.has(leg::IN) && leg.adder != NONE {
                self.say(at, K::Cleared, CALL_CANCELLED);
                self.drop_leg(at);
                self.tell_adder(&leg, Cause::CALL_GONE);
            }
            at = next;
        }
    }

    pub(super) fn drop_party(&mut self, order: &Order<'_>) {
        let Some(at) = self.subject(order, |_| true) else { return };
        let call = self.leg(at).call;
        let party = order.text(&[Known::Dropped, Known::Party, Known::To]);
        let others = || self.call(call).connections.iter(self.memory.connections).filter(|other| *other != at);
        let named = others().filter(|other| party.is_none_or(|party| self.is_called(*other, party))).last();
        // Who is being added may have been forwarded: then the name is the one that was asked for.
        let Some(other) = named.or_else(|| others().find(|other| self.leg(*other).adder == at)) else {
            self.refuse(order, Cause::INVALID_PARAMETER_VALUE);
            return;
        };
        let gone = *self.leg(other);
        if gone.has(leg::IN) && self.call(call).parties < 3 {
            return self.refuse(order, Cause::INVALID_CONNECTION_STATE);
        }
        self.leave(other, K::Cleared, CLEARED);
        if !gone.has(leg::IN) {
            // It was only being added: nobody else knows of it.
            let asked = party.map_or(Target::station(gone.station), |party| self.lookup(party));
            let post = self.post(at, K::PartyLeft);
            (post.about, post.detail) = (asked, Detail::Party);
        }
        self.settle(call, CLEARED);
    }

    fn is_called(&self, at: u32, number: &str) -> bool {
        self.extension(self.leg(at).station).number.text() == number
    }
}
