//! Consultation, transfer with and without one, deflection: parties change, and whoever stays hears who is there now.

use super::Exchange;
use super::causes::{CLEARED, MEMBER_LIMIT, NOT_DIFFERENT, REDIRECTED, TRANSFER};
use super::data::Merged;
use super::links::NONE;
use super::number::Target;
use super::order::{Order, Served};
use super::records::leg;
use crate::cause::Cause;
use crate::id::Which;
use crate::signal::SignalKind as K;
use crate::state::State as S;

impl Exchange<'_> {
    #[inline(never)]
    pub(super) fn consult(&mut self, order: &Order<'_>, primary: u32) -> Served {
        if self.leg(primary).bound != NONE {
            return Err(Cause::INVALID_CONNECTION_STATE);
        }
        let at = self.place(order.station, order.command.other, leg::IN | leg::CONSULT)?;
        self.leg_mut(at).bound = primary;
        self.leg_mut(primary).bound = at;
        if self.leg(primary).local == S::Connected {
            self.set_held(primary)?;
        }
        self.copy_data(self.leg(primary).call, self.leg(at).call);
        self.start(order, at)
    }

    pub(super) fn reconnect(&mut self, primary: u32, consult: u32) -> Served {
        self.hang_up(consult, CLEARED);
        self.set_retrieved(primary)
    }

    pub(super) fn transfer(&mut self, named: u32, primary: u32, consult: u32) -> Served {
        let reached = matches!(self.leg(consult).far, S::Alerting | S::Connected | S::Held | S::Unknown);
        // A party, one that is being alerted, or a place where the call waits.
        self.may_join_calls(primary, consult, reached && self.other_party(primary) != Target::NONE, 2)?;
        let (_, with) = self.both(named, primary, consult);
        self.say(named, K::Transferred, TRANSFER).with = with;
        let leg = self.leg(primary);
        let (call, other, station) = (leg.call, self.leg(consult).call, leg.station);
        let plain = [call, other].map(|call| self.call(call).parties <= 2);
        self.drop_leg(primary);
        self.drop_leg(consult);
        let data = self.merge(call, other);
        for (moved, plain) in [false, true].into_iter().zip(plain) {
            self.meet(call, moved, if plain { Met::Instead } else { Met::InsteadOf(station) });
        }
        self.settle(call, TRANSFER);
        self.share_data(call, data);
        Ok(())
    }

    /// How a station and the exchange call a connection.
    pub(super) fn which(&self, at: u32) -> Which {
        Which { id: self.leg(at).id, reference: self.reference(at) }
    }

    /// Of the pair, how the command named the one, and how the other one is called.
    pub(super) fn both(&self, named: u32, primary: u32, consult: u32) -> (Which, Which) {
        let with = if named == primary { consult } else { primary };
        (self.which(named), self.which(with))
    }

    /// Whether the two calls of a consultation can be one, when so many connections go.
    ///
    /// # Errors
    /// The cause for which they cannot: they are not that far, there are too many parties, or a station is in both.
    pub(super) fn may_join_calls(&self, primary: u32, consult: u32, ripe: bool, go: usize) -> Served {
        let (first, second) = (self.leg(primary), self.leg(consult));
        if !ripe || first.local != S::Held || second.local != S::Connected {
            return Err(Cause::INVALID_CONNECTION_STATE);
        }
        let (mut all, mut twice) = (0usize, false);
        for call in [first.call, second.call] {
            let mut at = self.first_of(call);
            while at != NONE {
                let station = self.leg(at).station;
                all = all.wrapping_add(1);
                twice |= call == first.call && station != first.station && self.leg_at(second.call, station) != NONE;
                at = self.next_of(at);
            }
        }
        if all.wrapping_sub(go) > usize::from(self.state.setup.parties) {
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
            self.leg_mut(at).flags.set(leg::MOVED, false);
            at = self.next_of(at);
        }
        loop {
            at = self.first_of(other);
            if at == NONE {
                break;
            }
            self.leave_call(at);
            self.leg_mut(at).flags.set(leg::MOVED, true);
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
            if self.leg(at).flags.has(leg::MOVED) == moved && how != Met::Beside(at) {
                self.meet_all(at, moved, how);
            }
            at = self.next_of(at);
        }
    }

    fn meet_all(&mut self, at: u32, moved: bool, how: Met) {
        let leg = self.leg(at);
        let (call, takes_part) = (leg.call, leg.flags.has(leg::IN));
        let mut referred = how != Met::Instead;
        let mut other = self.party(self.first_of(call), at);
        while other != NONE {
            let there = self.leg(other);
            if how != Met::Beside(other) && there.flags.has(leg::MOVED) != moved {
                let station = there.station;
                if !referred {
                    self.refer(at);
                    referred = true;
                } else if takes_part {
                    self.joined(at, station);
                }
            }
            other = self.party(self.next_of(other), at);
        }
        if !referred {
            // Nobody takes part there yet: who is being alerted, or the place where the call is.
            self.refer(at);
        }
        if let Met::InsteadOf(station) = how
            && takes_part
        {
            self.left(at, station, TRANSFER);
        }
    }

    /// Tells a connection who its other party is now.
    fn refer(&mut self, at: u32) {
        let other = self.other_party(at);
        let leg = self.leg_mut(at);
        leg.from = other;
        leg.flags.set(leg::NAMED, true);
        self.post_about(at, K::Reference, other, TRANSFER);
    }

    /// A station sends its call to another number and leaves it; where that cannot be reached, all stays as it was.
    pub(super) fn send_on(&mut self, order: &Order<'_>, at: u32, what: K) -> Served {
        let leg = self.leg(at);
        let (call, station, takes_part, adder) = (leg.call, leg.station, leg.flags.has(leg::IN), leg.adder);
        if self.other(at) == NONE {
            return Err(Cause::INVALID_CONNECTION_STATE);
        }
        let goal = self.goal(order, call)?;
        if adder != NONE && !takes_part {
            return self.add_instead(at, what, goal.to);
        }
        let plain = takes_part && self.call(call).parties == 2;
        self.leave_stage(call);
        self.leave(at, what, if takes_part { TRANSFER } else { REDIRECTED });
        if !takes_part {
            self.withdraw(call, NONE, Cause::ANSWERED_ELSEWHERE);
        }
        self.call_mut(call).redirected = Target::station(station);
        self.go(call, goal);
        if plain {
            self.refer(self.party(self.first_of(call), NONE));
        }
        self.settle(call, TRANSFER);
        Ok(())
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
