//! Conferences: two calls become one, parties are added and taken out, and everyone hears who came and who went.

use super::Exchange;
use super::causes::{CALL_CANCELLED, CLEARED, CONFERENCE, MEMBER_LIMIT, REDIRECTED, RESOURCES};
use super::links::NONE;
use super::memory::Detail;
use super::number::{Is, Target};
use super::order::{Order, Served};
use super::records::leg;
use super::transfer::Met;
use crate::cause::Cause;
use crate::data::Known;
use crate::signal::SignalKind as K;
use crate::state::State as S;

impl Exchange<'_> {
    pub(super) fn conference(&mut self, named: u32, primary: u32, consult: u32) -> Served {
        let answered = matches!(self.leg(consult).far, S::Connected | S::Held | S::Unknown);
        self.may_join_calls(primary, consult, answered && self.other(primary) != NONE, 1)?;
        let (which, with) = self.both(named, primary, consult);
        let (call, other) = (self.leg(primary).call, self.leg(consult).call);
        self.drop_leg(consult);
        let data = self.merge(call, other);
        let post = self.say(primary, K::Conferenced, CONFERENCE);
        (post.which, post.with, post.detail) = (which, with, Detail::Parties);
        self.leg_mut(primary).flags.set(leg::NAMED, true);
        for moved in [false, true] {
            self.meet(call, moved, Met::Beside(primary));
        }
        self.settle(call, CONFERENCE);
        self.share_data(call, data);
        Ok(())
    }

    /// A connection that just came in, and the parties of its call, hear of each other.
    pub(super) fn party_joined(&mut self, new: u32) {
        let leg = self.leg(new);
        let (call, station) = (leg.call, leg.station);
        if self.call(call).parties < 3 {
            return;
        }
        let first = self.other(new);
        let mut at = first;
        while at != NONE {
            self.joined(at, station);
            // The first is the one that the offer named.
            if at != first {
                self.joined(new, self.leg(at).station);
            }
            at = self.party(self.next_of(at), new);
        }
    }

    /// The parties of a call hear that a station left. Of two, the other one hears of the end instead.
    pub(super) fn party_left(&mut self, call: u32, station: u32, cause: Cause) {
        if self.call(call).parties < 2 {
            return;
        }
        let mut at = self.party(self.first_of(call), NONE);
        while at != NONE {
            self.left(at, station, cause);
            at = self.party(self.next_of(at), NONE);
        }
    }

    /// One connection hears that a station came in.
    pub(super) fn joined(&mut self, at: u32, station: u32) {
        // Who is there later is to be named, also where it is the one that was dialled.
        self.leg_mut(at).flags.set(leg::NAMED, true);
        self.move_leg(at, self.leg(at).local, S::Unknown);
        self.post_about(at, K::PartyJoined, Target::station(station), Cause::NONE);
    }

    /// One connection hears that a station left; with two parties left, the far state is that one's.
    pub(super) fn left(&mut self, at: u32, station: u32, cause: Cause) {
        let two = self.call(self.leg(at).call).parties == 2;
        self.move_leg(at, self.leg(at).local, if two { S::Connected } else { S::Unknown });
        self.post_about(at, K::PartyLeft, Target::station(station), cause);
    }

    #[inline(never)]
    pub(super) fn add_party(&mut self, order: &Order<'_>, at: u32) -> Served {
        let call = self.leg(at).call;
        if self.other(at) == NONE {
            return Err(Cause::INVALID_CONNECTION_STATE);
        }
        let record = self.call(call);
        if record.parties.wrapping_add(record.ringing) >= self.state.setup.parties {
            return Err(MEMBER_LIMIT);
        }
        let to = self.goal(order, call)?.to;
        self.add(call, to, at, order.command.request)?;
        self.accept(order)
    }

    /// Rings a party for a call; this connection's request brings it in.
    fn add(&mut self, call: u32, to: Target, adder: u32, request: u16) -> Served {
        // Only a station can be added: a queue or a group has no party to name.
        let Is::Station(station) = to.is() else { return Err(Cause::INVALID_DESTINATION) };
        let added = self.offer(call, station, 0).ok_or(RESOURCES)?;
        let leg = self.leg_mut(added);
        (leg.adder, leg.request) = (adder, request);
        Ok(())
    }

    /// A party that is being added sends the call on: another one is added in its stead.
    pub(super) fn add_instead(&mut self, at: u32, what: K, to: Target) -> Served {
        let leg = self.leg(at);
        self.add(leg.call, to, leg.adder, leg.request)?;
        self.leave(at, what, REDIRECTED);
        Ok(())
    }

    /// Who asked for a party, if somebody did, hears that it does not come.
    pub(super) fn tell_adder(&mut self, gone: u32, cause: Cause) {
        let leg = self.leg(gone);
        let (adder, call, request) = (leg.adder, leg.call, leg.request);
        if adder != NONE && adder != gone && self.leg(adder).call == call {
            let post = self.post(adder, K::Refused);
            (post.request, post.cause) = (request, cause);
        }
    }

    /// Whom a connection that goes has asked for rings on, and was asked for by nobody from now on: it names itself, since the record may be
    /// used again in this call.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(super) fn leave_added(&mut self, adder: u32) {
        let mut at = self.first_of(self.leg(adder).call);
        while at != NONE {
            if self.leg(at).adder == adder {
                self.leg_mut(at).adder = at;
            }
            at = self.next_of(at);
        }
    }

    /// There is no call to be added to any more.
    pub(super) fn withdraw_added(&mut self, call: u32) {
        let mut at = self.first_of(call);
        while at != NONE {
            let next = self.next_of(at);
            let leg = self.leg(at);
            if !leg.flags.has(leg::IN) && leg.adder != NONE {
                self.say(at, K::Cleared, CALL_CANCELLED);
                self.tell_adder(at, Cause::CALL_GONE);
                self.drop_leg(at);
            }
            at = next;
        }
    }

    #[inline(never)]
    pub(super) fn drop_party(&mut self, order: &Order<'_>, at: u32) -> Served {
        let call = self.leg(at).call;
        let party = order.text(&[Known::Dropped, Known::Party, Known::To]);
        // Who is being added may have been forwarded: then the name is the one that was asked for.
        let (mut named, mut added) = (NONE, NONE);
        let mut other = self.first_of(call);
        while other != NONE {
            if other != at && party.is_none_or(|party| self.is_called(other, party)) {
                named = other;
            }
            if other != at && added == NONE && self.leg(other).adder == at {
                added = other;
            }
            other = self.next_of(other);
        }
        let other = if named == NONE { added } else { named };
        if other == NONE {
            return Err(Cause::INVALID_PARAMETER_VALUE);
        }
        let leg = self.leg(other);
        let (takes_part, station) = (leg.flags.has(leg::IN), leg.station);
        if takes_part && self.call(call).parties < 3 {
            return Err(Cause::INVALID_CONNECTION_STATE);
        }
        self.leave(other, K::Cleared, CLEARED);
        if !takes_part {
            // It was only being added: nobody else knows of it.
            let asked = party.map_or(Target::station(station), |party| self.lookup(party));
            self.post_about(at, K::PartyLeft, asked, Cause::NONE);
        }
        self.settle(call, CLEARED);
        Ok(())
    }

    fn is_called(&self, at: u32, number: &str) -> bool {
        self.extension(self.leg(at).station).number.bytes() == number.as_bytes()
    }
}
