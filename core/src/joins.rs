//! Calls that come together and part: transfer, conference, and who is in it.

use crate::agent::Follow;
use crate::call::record::{NO_SLOT, Slot, flag};
use crate::call::table;
use crate::cause::Cause;
use crate::data::{Entry, Key, Known, Record};
use crate::id::Which;
use crate::output::What;
use crate::request::RequestKind;
use crate::signal::{Signal, SignalKind as K};
use crate::state::{CallKind, State as S};
use crate::turn::{Change, Turn};

impl Turn<'_> {
    #[inline(never)]
    pub fn transferred(&mut self, slot: Slot, signal: &Signal<'_>) {
        // A call that is sent on alone leaves its consultation behind.
        let alone = signal.with.is_none() && self.at(slot).pending() == Some(RequestKind::BlindTransfer);
        let other = if alone { NO_SLOT } else { self.other_of(slot, signal.with) };
        self.over_here(slot, K::Transferred, signal.cause);
        if !self.at(other).live() {
            return;
        }
        if self.at(other).pending == 0 && self.room_for_end(other, 2) {
            self.over_here(other, K::Transferred, signal.cause);
        } else {
            // A network that transfers what it should not may have more to be told than a step says.
            self.end_later(other, signal.cause);
        }
    }

    /// Whether this step can still tell a call's end in so many events, what follows for the agent, and what a step
    /// ends with.
    fn room_for_end(&self, slot: Slot, events: usize) -> bool {
        let mut wanted = events.saturating_add(1);
        let agent = self.at(slot).has(flag::ACD) || !matches!(self.follow, Follow::Nothing);
        for (more, count) in [(agent, 2), (self.took_line != NO_SLOT, 1), (self.short != NO_SLOT, 1)] {
            wanted = wanted.saturating_add(if more { count } else { 0 });
        }
        self.room_for(wanted)
    }

    /// The call's end is told in the next step.
    pub fn end_later(&mut self, slot: Slot, cause: Cause) {
        let call = self.at_mut(slot);
        call.set(flag::ENDING, true);
        call.set(flag::MERGING, false);
        call.cause = cause;
        self.more();
    }

    /// Goes on with an end that the step before had no room for.
    pub fn end_now(&mut self, slot: Slot) {
        self.tight = true;
        let call = self.at(slot);
        let (into, merging, cause) = (call.link, call.has(flag::MERGING), call.cause);
        self.at_mut(slot).set(flag::ENDING | flag::MERGING, false);
        let call = self.at(slot);
        if !call.live() {
            self.finish(slot);
        } else if call.has(flag::MAKING) && call.pending == 0 {
            // Its request has failed.
            self.end(slot, cause);
        } else if merging && into != NO_SLOT {
            self.merged(into, slot, cause);
        } else {
            self.over_here(slot, K::Transferred, cause);
        }
    }

    /// The other call of a pair: the one named, else the one bound.
    fn other_of(&self, slot: Slot, with: Which) -> Slot {
        let named = if with.id.is_none() {
            table::find(self.calls, with.reference).filter(|other| with.reference != 0 && self.at(*other).live())
        } else {
            self.live(with.id)
        };
        let other = named.filter(|other| *other != slot).unwrap_or_else(|| self.bound(slot));
        // A call whose end is still to be told is no other call any more.
        if self.at(other).has(flag::ENDING) { NO_SLOT } else { other }
    }

    #[inline(never)]
    pub fn conferenced(&mut self, slot: Slot, signal: &Signal<'_>) {
        let other = self.other_of(slot, signal.with);
        // The primary of a consultation survives, whichever of the two was named.
        let consult = self.at(slot).kind() == CallKind::Consult && other != NO_SLOT;
        let (stays, goes) = if consult { (other, slot) } else { (slot, other) };
        for call in [stays, goes] {
            let bound = self.bound(call);
            if bound != NO_SLOT && bound != stays && bound != goes {
                if self.partner(call) == bound {
                    self.fail(call, Cause::CALL_GONE);
                }
                self.part_from(call, bound);
            }
        }
        let repeated = goes == NO_SLOT && self.at(stays).parties > 2;
        if !repeated {
            self.conference_parties(stays, goes, signal.entries);
        }
        if goes != NO_SLOT {
            self.carry(goes, stays);
            self.inherit_acd(goes, stays);
        }
        self.connect(stays, Change { certain: true, ..Change::to(S::Connected, S::Unknown, signal.cause) });
        if signal.reference != 0 && self.at(stays).reference != signal.reference {
            if self.at(goes).reference == signal.reference {
                table::refer(self.calls, goes, 0);
            }
            table::refer(self.calls, stays, signal.reference);
            self.event(What::Reference, stays);
        }
        self.settle(stays, K::Conferenced);
        if !self.at(goes).live() {
            return;
        }
        if self.at(goes).pending == 0 && self.room_for_end(goes, 3) {
            self.merged(stays, goes, signal.cause);
        } else {
            self.bind(stays, goes);
            self.end_later(goes, signal.cause);
            self.at_mut(goes).set(flag::MERGING, true);
        }
    }

    /// The second call ends; what it was is part of the first.
    fn merged(&mut self, stays: Slot, goes: Slot, cause: Cause) {
        self.connect(goes, Change::null(cause));
        self.settle(goes, K::Conferenced);
        self.at_mut(stays).link = NO_SLOT;
        self.at_mut(goes).link = NO_SLOT;
        let into = self.id(stays);
        self.event(What::Merged, goes).other = into;
        self.finish(goes);
    }

    fn conference_parties(&mut self, stays: Slot, goes: Slot, entries: &[Entry<'_>]) {
        let named = entries.iter().filter(|entry| entry.key == Key::Known(Known::Party));
        let count = named.clone().count();
        if count > 0 {
            self.data_mut(stays).remove(Key::Known(Known::Party));
            for party in named {
                if self.data_mut(stays).add(party.key, party.value, 0).is_err() {
                    self.left_out(stays);
                }
            }
            self.at_mut(stays).parties = u8::try_from(count.saturating_add(1)).unwrap_or(u8::MAX);
            return;
        }
        self.list_parties(stays);
        let mut others = 2;
        if goes != NO_SLOT {
            self.list_parties(goes);
            self.carry_parties(goes, stays);
            others = self.at(goes).parties;
        }
        let call = self.at_mut(stays);
        call.parties = call.parties.saturating_add(others.saturating_sub(1));
    }

    /// A resync says who is in a call: a conference's parties where it names them, or two where it is none any more.
    pub fn parties_are(&mut self, slot: Slot, far: S, entries: &[Entry<'_>]) {
        if far == S::Unknown {
            if party(entries).is_some() {
                self.conference_parties(slot, NO_SLOT, entries);
            }
        } else if self.at(slot).parties > 2 {
            self.data_mut(slot).remove(Key::Known(Known::Party));
            self.at_mut(slot).parties = 2;
        }
    }

    #[inline(never)]
    pub fn party_joined(&mut self, slot: Slot, signal: &Signal<'_>) {
        let Some(name) = party(signal.entries) else {
            self.ignore();
            return;
        };
        self.list_parties(slot);
        let same = |record: Record<'_>| record.is(Known::Party) && record.value == name.as_bytes();
        let known = self.data(slot).records().any(same);
        if known {
            self.ignore();
            self.settle(slot, K::PartyJoined);
            return;
        }
        if self.data_mut(slot).add(Key::Known(Known::Party), name, 0).is_err() {
            self.left_out(slot);
        }
        let call = self.at_mut(slot);
        call.parties = call.parties.saturating_add(1);
        self.party_event(slot, name, true, signal.cause);
        self.settle(slot, K::PartyJoined);
    }

    #[inline(never)]
    pub fn party_left(&mut self, slot: Slot, signal: &Signal<'_>) {
        let Some(name) = party(signal.entries) else {
            self.ignore();
            return;
        };
        self.list_parties(slot);
        let named = self.data_mut(slot).remove_value(Known::Party, name);
        let listed = |record: &Record<'_>| record.is(Known::Party);
        let unnamed = !named
            && usize::from(self.at(slot).parties) > self.data(slot).records().filter(listed).count().saturating_add(1);
        if !named && !unnamed {
            // A party that was withdrawn before it came in, or one that left before.
            let number = self.at(slot).request;
            let dropped = |record: Record<'_>| record.is(Known::Dropped) && record.value == name.as_bytes();
            if number != 0 && self.data(slot).records().any(|record| record.tag == number && dropped(record)) {
                self.settle(slot, K::PartyLeft);
            } else {
                self.ignore();
            }
            return;
        }
        let call = self.at_mut(slot);
        call.parties = call.parties.saturating_sub(1);
        if call.parties < 2 {
            self.party_event(slot, name, false, signal.cause);
            let events = if self.at(slot).pending == 0 { 2 } else { 3 };
            if self.room_for_end(slot, events) {
                self.over_here(slot, K::Cleared, signal.cause);
            } else {
                self.end_later(slot, signal.cause);
            }
            return;
        }
        self.party_event(slot, name, false, signal.cause);
        self.settle(slot, K::PartyLeft);
    }

    /// Tells who came or went, after the far state that this makes true.
    fn party_event(&mut self, slot: Slot, name: &str, joined: bool, cause: Cause) {
        let call = self.at(slot);
        let (local, far, parties) = (call.local(), call.far(), call.parties);
        let far = match parties {
            0..=1 => far,
            2 => {
                if far == S::Unknown {
                    S::Connected
                } else {
                    far
                }
            }
            _ => S::Unknown,
        };
        self.connect(slot, Change { certain: true, ..Change::to(local, far, cause) });
        if parties == 2 {
            // A conference down to two: who is left is the other party.
            self.data_mut(slot).rename(Known::Party, Known::OtherParty);
        }
        // Without room the event says how many there are, and not who it was.
        if self.data_mut(slot).set(Key::Known(Known::Who), name, 0).is_err() {
            self.data_mut(slot).remove(Key::Known(Known::Who));
        }
        let event = self.event(What::Party, slot);
        event.on = u8::from(joined);
        event.parties = parties;
        event.cause = cause;
        self.changed = true;
    }
}

fn party<'a>(entries: &[Entry<'a>]) -> Option<&'a str> {
    entries.iter().find(|entry| entry.key == Key::Known(Known::Party)).map(|entry| entry.value)
}
