//! What becomes of a call when its connections change, and the far states that follow from it: everybody is told what is
//! true, by the signals that say so.

use super::Exchange;
use super::causes::CALL_CANCELLED;
use super::links::NONE;
use super::memory::Detail;
use super::number::Target;
use super::records::{Stage, call, leg};
use crate::cause::Cause;
use crate::signal::SignalKind as K;
use crate::state::State as S;

impl Exchange<'_> {
    /// What becomes of a call that somebody left, or that came somewhere: it ends where one party has nobody any more, else
    /// everyone hears what is true.
    pub(super) fn settle(&mut self, at: u32, cause: Cause) {
        let call = *self.call(at);
        if !call.has(call::LIVE) {
            return;
        }
        let waits = matches!(call.stage, Stage::Queued(_) | Stage::Parked(_)) || call.has(call::FAILED);
        let alone = call.parties == 1 && call.ringing == 0 && !waits;
        if call.parties == 0 || alone {
            self.end_call(at, if call.parties == 0 { CALL_CANCELLED } else { cause });
        } else {
            self.true_up(at, NONE, cause);
        }
    }

    /// Tells every party of a call, but for one, what changed about the far end.
    pub(super) fn true_up(&mut self, call: u32, but: u32, cause: Cause) {
        let mut at = self.first_of(call);
        while at != NONE {
            if at != but && self.leg(at).has(leg::IN) {
                self.far_is(at, self.far_of(at), cause);
            }
            at = self.next_of(at);
        }
    }

    /// The far state that is true of a connection.
    fn far_of(&self, at: u32) -> S {
        let call = self.call(self.leg(at).call);
        let mut others = self.others(self.leg(at).call, at);
        match (others.next(), others.next()) {
            (Some(_), Some(_)) => S::Unknown,
            (Some(other), None) if self.leg(other).local == S::Held => S::Held,
            (Some(_), None) => S::Connected,
            (None, _) if call.ringing > 0 => S::Alerting,
            (None, _) if call.has(call::FAILED) => S::Failed,
            (None, _) if call.stage != Stage::None => S::Queued,
            (None, _) => S::Null,
        }
    }

    /// Brings a connection's far state to what is true, by the signals that say so.
    fn far_is(&mut self, at: u32, far: S, cause: Cause) {
        let was = self.leg(at).far;
        if was == far {
            return;
        }
        match (was, far) {
            (S::Held, S::Connected) => self.say_so(at, K::FarRetrieved, cause),
            (S::Connected, S::Held) => self.say_so(at, K::FarHeld, cause),
            (_, S::Connected | S::Held) => {
                self.say_who(at, K::Established, cause);
                if far == S::Held {
                    self.say(at, K::FarHeld, cause);
                }
            }
            (_, S::Alerting) => self.say_who(at, K::Delivered, cause),
            (_, S::Queued) => self.say_so(at, K::Queued, cause),
            (_, S::Failed) => self.say_so(at, K::Failed, cause),
            // More than one party, or none: said by `party-joined`, `party-left` and the end.
            _ => {
                let local = self.leg(at).local;
                self.move_leg(at, local, far);
            }
        }
    }

    fn say_so(&mut self, at: u32, what: K, cause: Cause) {
        self.say(at, what, cause);
    }

    /// Moves a connection, and names the other party where its station knows another one: the one it dialled, or was told
    /// of since.
    fn say_who(&mut self, at: u32, what: K, cause: Cause) {
        let other = self.other_party(at);
        let number = self.number(other).map(|number| number.text());
        let known = !self.leg(at).has(leg::NAMED) && number == self.dialled(self.leg(at).call);
        let post = self.say(at, what, cause);
        post.detail = Detail::Party;
        if !known {
            post.about = other;
            self.leg_mut(at).flags |= leg::NAMED;
        }
    }

    /// Who is at the far end: a party, who is being alerted, or the place where the call is.
    pub(super) fn other_party(&self, at: u32) -> Target {
        let call = self.leg(at).call;
        let others = || self.call(call).connections.iter(self.memory.connections).filter(|other| *other != at);
        let party = others().find(|other| self.leg(*other).has(leg::IN));
        let other = party.or_else(|| others().last());
        match (other, self.call(call).stage) {
            (Some(other), _) => Target::station(self.leg(other).station),
            (None, Stage::Queued(queue)) => Target::queue(queue),
            (None, Stage::Hunting(group, _)) => Target::group(group),
            (None, Stage::Parked(place)) => Target::place(place),
            (None, Stage::None) => Target::NONE,
        }
    }
}
