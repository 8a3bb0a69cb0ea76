//! What becomes of a call when its connections change, and the far states that follow from it: everybody is told what is
//! true, by the signals that say so.

use super::Exchange;
use super::causes::CALL_CANCELLED;
use super::links::NONE;
use super::memory::Detail;
use super::number::{Is, Target};
use super::records::{call, leg};
use crate::cause::Cause;
use crate::signal::SignalKind as K;
use crate::state::State as S;

impl Exchange<'_> {
    /// What becomes of a call that somebody left, or that came somewhere: it ends where one party has nobody any more, else
    /// everyone hears what is true.
    pub(super) fn settle(&mut self, at: u32, cause: Cause) {
        let call = self.call(at);
        if !call.flags.has(call::LIVE) {
            return;
        }
        let waits = matches!(call.stage.is(), Is::Queue(_) | Is::Place(_)) || call.flags.has(call::FAILED);
        let alone = call.parties == 1 && call.ringing == 0 && !waits;
        if call.parties == 0 || alone {
            let cause = if call.parties == 0 { CALL_CANCELLED } else { cause };
            self.end_call(at, cause);
        } else {
            self.true_up(at, NONE, cause);
        }
    }

    /// Tells every party of a call, but for one, what changed about the far end.
    pub(super) fn true_up(&mut self, call: u32, but: u32, cause: Cause) {
        let mut at = self.party(self.first_of(call), but);
        while at != NONE {
            self.far_is(at, self.far_of(at), cause);
            at = self.party(self.next_of(at), but);
        }
    }

    /// The far state that is true of a connection.
    fn far_of(&self, at: u32) -> S {
        let other = self.other(at);
        if other != NONE {
            return match self.leg(other).local {
                _ if self.party(self.next_of(other), at) != NONE => S::Unknown,
                S::Held => S::Held,
                _ => S::Connected,
            };
        }
        let call = self.call(self.leg(at).call);
        match call.stage {
            _ if call.ringing > 0 => S::Alerting,
            _ if call.flags.has(call::FAILED) => S::Failed,
            Target::NONE => S::Null,
            _ => S::Queued,
        }
    }

    /// Brings a connection's far state to what is true, by the signals that say so.
    fn far_is(&mut self, at: u32, far: S, cause: Cause) {
        let was = self.leg(at).far;
        if was == far {
            return;
        }
        let what = match (was, far) {
            (S::Held, S::Connected) => K::FarRetrieved,
            (S::Connected, S::Held) => K::FarHeld,
            (_, S::Connected | S::Held) => K::Established,
            (_, S::Alerting) => K::Delivered,
            (_, S::Queued) => K::Queued,
            (_, S::Failed) => K::Failed,
            // More than one party, or none: said by `party-joined`, `party-left` and the end.
            _ => return self.move_leg(at, self.leg(at).local, far),
        };
        if matches!(what, K::Established | K::Delivered) {
            self.say_who(at, what, cause);
        } else {
            self.say(at, what, cause);
        }
        if what == K::Established && far == S::Held {
            self.say(at, K::FarHeld, cause);
        }
    }

    /// Moves a connection, and names the other party where its station knows another one: the one it dialled, or was told
    /// of since.
    fn say_who(&mut self, at: u32, what: K, cause: Cause) {
        let other = self.other_party(at);
        let leg = self.leg(at);
        let dialled = self.dialled(leg.call).unwrap_or_default();
        let known = self.placed(at) && !leg.flags.has(leg::NAMED) && self.number(other).bytes() == dialled.as_bytes();
        let post = self.say(at, what, cause);
        post.detail = Detail::Party;
        if !known {
            post.about = other;
            self.leg_mut(at).flags.set(leg::NAMED, true);
        }
    }

    /// Who is at the far end: a party, who is being alerted, or the place where the call is.
    pub(super) fn other_party(&self, at: u32) -> Target {
        let call = self.call(self.leg(at).call);
        let mut other = self.other(at);
        if other == NONE {
            let mut next = call.connections.first;
            while next != NONE {
                other = if next == at { other } else { next };
                next = self.next_of(next);
            }
        }
        if other == NONE { call.stage } else { Target::station(self.leg(other).station) }
    }
}
