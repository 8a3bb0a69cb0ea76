//! Calls that come together and part: transfer, conference, and who is in it.

use crate::agent::Follow;
use crate::call::record::{Call, NO_SLOT, flag};
use crate::call::table;
use crate::cause::Cause;
use crate::data::{Entry, Key, Known, Record};
use crate::decide::{is, text};
use crate::id::Which;
use crate::output::OutputKind;
use crate::request::RequestKind;
use crate::signal::{Signal, SignalKind as K};
use crate::state::{CallKind, State as S};
use crate::turn::{Change, Turn};

impl<'t> Turn<'t> {
    #[inline(never)]
    pub fn transferred(&mut self, call: &'t Call, signal: &Signal<'_>) {
        // A call that is sent on alone leaves its consultation behind.
        let alone = signal.with.is_none() && call.awaits(RequestKind::BlindTransfer);
        let other = if alone { None } else { self.other_of(call, signal.with) };
        self.goes = other.map_or(NO_SLOT, Call::slot);
        self.over_here(call, K::Transferred, signal.cause);
    }

    /// The other call of a pair that was transferred or joined goes, too.
    #[inline(never)]
    pub fn end_second(&mut self, goes: &'t Call, signal: &Signal<'_>) {
        // What was made for a request that is over with this has its own end, told in the next step.
        if !goes.there() {
            return;
        }
        let merging = signal.what == K::Conferenced;
        if goes.pending.get() == 0 && self.room_for_end(goes, if merging { 3 } else { 2 }) {
            self.leave(goes, merging, signal.cause);
        } else {
            // A network that transfers what it should not may have more to be told than a step says.
            self.end_later(goes, signal.cause);
            if merging {
                goes.raise(flag::MERGING);
            }
        }
    }

    /// A call is over: it becomes part of the one that it is bound to, or was transferred.
    fn leave(&mut self, call: &'t Call, merging: bool, cause: Cause) {
        match self.bound(call).filter(|_| merging) {
            Some(into) => self.merged(into, call, cause),
            None => self.over_here(call, K::Transferred, cause),
        }
    }

    /// Whether this step can still tell a call's end in so many events, what follows for the agent, and what a step
    /// ends with.
    fn room_for_end(&self, call: &Call, events: usize) -> bool {
        let agent = call.has(flag::ACD) || !matches!(self.follow, Follow::Nothing);
        let mut wanted = events.saturating_add(if agent { 3 } else { 1 });
        for more in [self.took_line != NO_SLOT || self.clash.is_some(), self.short.is_some() || self.own_short] {
            wanted = wanted.saturating_add(more.into());
        }
        self.hand.room_for(wanted)
    }

    /// The call's end is told in the next step.
    pub fn end_later(&mut self, call: &Call, cause: Cause) {
        call.raise(flag::ENDING);
        call.lower(flag::MERGING);
        call.cause.set(cause);
        self.more();
    }

    /// Goes on with an end that the step before had no room for.
    pub fn end_now(&mut self, call: &'t Call) {
        self.tight = true;
        let (merging, cause) = (call.has(flag::MERGING), call.cause.get());
        call.lower(flag::ENDING | flag::MERGING);
        if !call.live() {
            // Digits that waited for an answer come to nothing first, one a step.
            if let Some(number) = self.digits(call) {
                self.digits_over(call, number, Some(Cause::CALL_GONE));
            }
            self.finish(call);
        } else if call.has(flag::MAKING) && call.pending.get() == 0 {
            // Its request has failed.
            self.end(call, cause);
        } else {
            self.leave(call, merging, cause);
        }
    }

    /// The other call of a pair: the one named, else the one bound.
    fn other_of(&self, call: &Call, with: Which) -> Option<&'t Call> {
        let named = if !with.id.is_none() {
            self.live(with.id)
        } else if with.reference != 0 {
            table::find(self.calls, with.reference).filter(|other| other.live())
        } else {
            None
        };
        let other = named.filter(|other| other.slot() != call.slot()).or_else(|| self.bound(call));
        // A call whose end is still to be told is no other call any more.
        other.filter(|other| !other.has(flag::ENDING))
    }

    #[inline(never)]
    pub fn conferenced(&mut self, call: &'t Call, signal: &Signal<'_>) {
        // The primary of a consultation survives, whichever of the two was named.
        let (stays, goes) = match self.other_of(call, signal.with) {
            Some(other) if call.is_consult() => (other, Some(call)),
            other => (call, other),
        };
        self.leave_others(stays, goes);
        if let Some(goes) = goes {
            self.leave_others(goes, Some(stays));
        }
        if goes.is_some() || stays.parties.get() <= 2 {
            self.conference_parties(stays, goes, signal);
            // At least one more than were there: also one whom nobody names.
            stays.parties.set(stays.parties.get().max(3));
        }
        if let Some(goes) = goes {
            self.carry(goes, stays);
            self.inherit_acd(goes, stays);
        }
        self.joined(stays, goes, signal);
    }

    /// What was one call, or two, is a conference: its states, its reference, and the request.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn joined(&mut self, stays: &'t Call, goes: Option<&'t Call>, signal: &Signal<'_>) {
        self.connect(stays, Change::to(S::Connected, S::Unknown, signal.cause));
        if signal.reference != 0 && stays.reference.get() != signal.reference {
            if let Some(goes) = goes.filter(|goes| goes.reference.get() == signal.reference) {
                table::refer(self.calls, goes, 0);
            }
            self.refer(stays, signal.reference);
            self.event(OutputKind::Reference, stays);
        }
        self.settle(stays, K::Conferenced);
        if let Some(goes) = goes.filter(|goes| goes.there()) {
            self.bind(stays, goes);
            self.goes = goes.slot();
        }
    }

    /// A call that joins another one has no consultation with a third any more.
    fn leave_others(&mut self, call: &'t Call, joins: Option<&Call>) {
        let Some(bound) = self.bound(call) else { return };
        if joins.is_some_and(|other| other.slot() == bound.slot()) {
            return;
        }
        if self.partner(call).is_some_and(|partner| partner.slot() == bound.slot()) {
            self.fail(call, Cause::CALL_GONE);
        }
        self.part_from(call, bound);
    }

    /// The second call ends; what it was is part of the first, which is nobody's consultation now, whatever a network called it.
    fn merged(&mut self, stays: &Call, goes: &'t Call, cause: Cause) {
        self.connect(goes, Change::to(S::Null, S::Null, cause));
        self.settle(goes, K::Conferenced);
        stays.link.set(NO_SLOT);
        goes.link.set(NO_SLOT);
        if stays.is_consult() {
            stays.set_kind(CallKind::Outbound);
        }
        self.event(OutputKind::Merged, goes).other = stays.id.get();
        self.finish(goes);
    }

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn conference_parties(&mut self, stays: &'t Call, goes: Option<&'t Call>, signal: &Signal<'_>) {
        let entries = signal.entries;
        let count = entries.iter().filter(|entry| is(entry, Known::Party)).count();
        // Whom two calls have between them, beside the station in each. A list that names fewer leaves somebody out.
        let known = goes.map_or(0, |goes| usize::from(stays.parties.get()).saturating_add(goes.parties.get().into()));
        if count > 0 && count.saturating_add(2) >= known {
            stays.parties.set(u8::try_from(count.saturating_add(1)).unwrap_or(u8::MAX));
            return self.parties_listed(stays, entries);
        }
        self.list_parties(stays);
        let others = goes.map_or(1, |goes| goes.parties.get().saturating_sub(1));
        stays.parties.set(stays.parties.get().saturating_add(others));
        if let Some(goes) = goes {
            self.list_parties(goes);
            self.carry_parties(goes, stays);
        }
    }

    /// The parties are those of this list.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn parties_listed(&mut self, call: &'t Call, entries: &[Entry<'_>]) {
        self.data_mut(call).remove(Key::Known(Known::Party));
        for party in entries.iter().filter(|entry| is(entry, Known::Party)) {
            self.add_party(call, party.value);
        }
    }

    #[inline(always)]
    fn add_party(&mut self, call: &'t Call, name: &str) {
        if self.data_mut(call).add(Key::Known(Known::Party), name, 0).is_err() {
            self.short = Some(call);
        }
    }

    /// A resync says who is in a call: a conference's parties where it names them, or two where it is none any more.
    #[inline(never)]
    pub fn parties_are(&mut self, call: &'t Call, signal: &Signal<'_>) {
        if signal.far == S::Unknown {
            if text(signal.entries, Known::Party).is_some() {
                self.conference_parties(call, None, signal);
            }
        } else if call.parties.get() > 2 {
            call.parties.set(2);
            self.data_mut(call).remove(Key::Known(Known::Party));
        }
    }

    #[inline(never)]
    pub fn party_joined(&mut self, call: &'t Call, signal: &Signal<'_>) {
        let listed = self.data(call).has(Known::Party);
        let Some(name) = self.party(call, signal.entries) else { return };
        let is_it = |record: Record<'_>| record.is(Known::Party) && record.value == name.as_bytes();
        if self.data(call).records().any(is_it) {
            self.as_listed(call, listed);
            self.ignore();
            // One that was there, and was asked for all the same.
            if self.asks_for(call, Known::To, name) {
                self.settle(call, K::PartyJoined);
            }
            return;
        }
        self.add_party(call, name);
        call.parties.set(call.parties.get().saturating_add(1));
        self.party_moved(call, signal);
    }

    #[inline(never)]
    pub fn party_left(&mut self, call: &'t Call, signal: &Signal<'_>) {
        let listed = self.data(call).has(Known::Party);
        let Some(name) = self.party(call, signal.entries) else { return };
        if !self.data_mut(call).remove_value(Known::Party, name) && self.left_before(call, name) {
            self.as_listed(call, listed);
            // A party that was withdrawn before it came in, or one that left before.
            return if self.asks_for(call, Known::Dropped, name) {
                self.settle(call, K::PartyLeft)
            } else {
                self.ignore()
            };
        }
        call.parties.set(call.parties.get().saturating_sub(1));
        self.party_moved(call, signal);
    }

    /// Nobody came and nobody went: a plain call has no list of parties, as before; who is in it may be another one later.
    fn as_listed(&mut self, call: &Call, listed: bool) {
        if !listed {
            self.data_mut(call).remove(Key::Known(Known::Party));
        }
    }

    /// Whether a party that is not listed has left already: it left last, also where another party has no name, or all are listed.
    fn left_before(&self, call: &Call, name: &str) -> bool {
        let (mut listed, mut last) = (1usize, false);
        for record in self.data(call).records() {
            listed = listed.saturating_add(record.is(Known::Party).into());
            last |= record.is(Known::Who) && record.value == name.as_bytes();
        }
        last || usize::from(call.parties.get()) <= listed
    }

    /// Whether the pending request is about this party.
    fn asks_for(&self, call: &Call, key: Known, name: &str) -> bool {
        let number = call.request.get();
        let asked = |record: Record<'_>| record.tag == number && record.is(key) && record.value == name.as_bytes();
        number != 0 && self.data(call).records().any(asked)
    }

    /// Whether the party that the pending request drops is still listed.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn drops_another(&self, call: &Call) -> bool {
        let data = self.data(call);
        let number = call.request.get();
        let asked = |record: &Record<'_>| record.tag == number && record.is(Known::Dropped);
        let dropped = data.records().find(asked).filter(|_| number != 0);
        let listed = |record: Record<'_>| dropped.is_some_and(|dropped| dropped.value == record.value);
        data.records().any(|record| record.is(Known::Party) && listed(record))
    }

    /// Whom a signal names, when the call's parties are listed.
    fn party<'a>(&mut self, call: &Call, entries: &[Entry<'a>]) -> Option<&'a str> {
        let named = text(entries, Known::Party);
        match named {
            Some(_) => self.list_parties(call),
            None => self.ignore(),
        }
        named
    }

    /// Tells who came or went, after the far state that this makes true; a call that nobody else is in is over.
    #[inline(never)]
    fn party_moved(&mut self, call: &'t Call, signal: &Signal<'_>) {
        let parties = call.parties.get();
        let far = match (parties, call.far()) {
            (0..=1, far) => far,
            (2, S::Unknown) => S::Connected,
            (2, far) => far,
            _ => S::Unknown,
        };
        self.connect(call, Change::to(call.local(), far, signal.cause));
        let done = signal.what == K::PartyJoined || parties >= 2 && !self.drops_another(call);
        if parties == 2 {
            // A conference down to two: who is left is the other party.
            self.data_mut(call).rename(Known::Party, Known::OtherParty);
        }
        self.remember_party(call, signal);
        let event = self.event(OutputKind::Party, call);
        event.on = u8::from(signal.what == K::PartyJoined);
        event.parties = parties;
        event.cause = signal.cause;
        self.changed = true;
        if done {
            self.settle(call, signal.what);
        } else if parties >= 2 {
            // Somebody else left: the one to be dropped is still there.
        } else if self.room_for_end(call, if call.pending.get() == 0 { 2 } else { 3 }) {
            self.over_here(call, K::Cleared, signal.cause);
        } else {
            self.end_later(call, signal.cause);
        }
    }

    /// Whom the event is about. Without room it says how many there are, and not who it was.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn remember_party(&mut self, call: &Call, signal: &Signal<'_>) {
        let name = text(signal.entries, Known::Party).unwrap_or_default();
        self.data_mut(call).renew(Known::Who, name);
    }
}
