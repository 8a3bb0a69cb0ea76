//! What each signal does to the calls: find the call, move it by the row, settle its request, and follow.

use crate::call::record::{NO_SLOT, Slot, flag};
use crate::call::row;
use crate::call::table;
use crate::cause::Cause;
use crate::config::Quirk;
use crate::data::{Entry, Key, Known, Record};
use crate::id::Which;
use crate::output::What;
use crate::request::RequestKind;
use crate::signal::{Signal, SignalKind as K};
use crate::state::{CallKind, State as S};
use crate::turn::{Change, Turn};

/// What a signal's name of a call leads to.
enum Found {
    /// This live call.
    Call(Slot),
    /// A call that has ended: the signal is late.
    Late,
    /// No call that is known.
    Unknown,
}

impl Turn<'_> {
    /// A fact about a call. Returns the call it is about, or none.
    pub fn call_signal(&mut self, signal: &Signal<'_>) -> Slot {
        let makes = row::signal(signal.what).is_some_and(|row| row.makes);
        let slot = match self.lookup(signal) {
            Found::Call(slot) => slot,
            Found::Late => {
                self.ignore();
                return NO_SLOT;
            }
            Found::Unknown if makes => match self.made_by(signal) {
                Some(slot) => slot,
                None => return NO_SLOT,
            },
            Found::Unknown if matches!(signal.what, K::Accepted | K::Refused) => {
                // It answers a request of a call that is forgotten.
                self.ignore();
                return NO_SLOT;
            }
            Found::Unknown => {
                self.query_unknown(signal.call.reference);
                return NO_SLOT;
            }
        };
        if signal.reference != 0 && !matches!(signal.what, K::Reference | K::Conferenced) {
            table::refer(self.calls, slot, signal.reference);
        }
        // Only the very next signal can be the repeat of a `failed` that ended a request.
        let told = self.at(slot).pending == 0 && self.at(slot).has(flag::FAILURE_TOLD);
        if told && signal.what != K::Failed {
            self.at_mut(slot).set(flag::FAILURE_TOLD, false);
        }
        match signal.what {
            K::Accepted => self.answered(slot, signal, None),
            K::Refused => self.answered(slot, signal, Some(signal.cause)),
            K::Transferred => self.transferred(slot, signal),
            K::Conferenced => self.conferenced(slot, signal),
            K::PartyJoined => self.party_joined(slot, signal),
            K::PartyLeft => self.party_left(slot, signal),
            K::Reference => self.referenced(slot, signal),
            K::Data => self.data_signal(slot, signal),
            K::Failed if self.fails_alone(slot) => {
                self.fail(slot, signal.cause);
                self.at_mut(slot).set(flag::FAILURE_TOLD, true);
            }
            K::Failed if told => self.ignore(),
            _ => {
                self.facts(slot, signal.entries);
                if signal.what == K::Initiated {
                    self.prompted(slot);
                }
                self.say(slot, signal.what, signal.cause);
            }
        }
        slot
    }

    /// A late or repeated signal.
    pub fn ignore(&mut self) {
        self.state.ignored = self.state.ignored.wrapping_add(1);
    }

    fn lookup(&self, signal: &Signal<'_>) -> Found {
        let Which { id, reference } = signal.call;
        if !id.is_none() {
            return self.live(id).map_or(Found::Late, Found::Call);
        }
        if reference == 0 {
            return Found::Unknown;
        }
        match table::find(self.calls, reference) {
            Some(slot) if self.at(slot).live() && !self.at(slot).has(flag::ENDING) => Found::Call(slot),
            Some(slot) if signal.what == K::Offered && signal.attempt > self.at(slot).attempt => Found::Unknown,
            Some(_) => Found::Late,
            None => Found::Unknown,
        }
    }

    /// A call that this signal makes; `None` where no slot is free: an offer is turned away.
    #[inline(never)]
    fn made_by(&mut self, signal: &Signal<'_>) -> Option<Slot> {
        let reference = signal.call.reference;
        let Some(slot) = self.make(reference) else {
            if signal.what == K::Offered {
                let command = self.command(What::CmdReject, NO_SLOT, 0);
                command.reference = reference;
                command.cause = Cause::BUSY;
                let event = self.event(What::RejectedBusy, NO_SLOT);
                event.reference = reference;
                event.cause = Cause::BUSY;
            } else {
                self.discrepancy(NO_SLOT, S::Null, S::Null, S::Null, S::Null);
            }
            return None;
        };
        let usual = if matches!(signal.what, K::Initiated | K::Originated) { CallKind::Outbound } else { CallKind::Inbound };
        let call = self.at_mut(slot);
        call.set_kind(signal.kind.unwrap_or(usual));
        call.set(flag::ACD, signal.acd);
        call.set(flag::OUTGOING, usual == CallKind::Outbound);
        call.attempt = signal.attempt;
        Some(slot)
    }

    /// Moves a call by the row of a signal, settles its request, and ends it where it is null.
    pub fn say(&mut self, slot: Slot, said: K, cause: Cause) {
        let Some(row) = row::signal(said) else { return };
        let call = self.at(slot);
        let (was, was_far) = (call.local(), call.far());
        let local = row.local.after(was, was);
        let mut far = row.far.after(was, was_far);
        let mut change = Change::to(local, far, cause);
        if said == K::FarCleared {
            change.far_gone = true;
            if self.state.config.has(Quirk::FarFailed) {
                far = S::Failed;
            }
        }
        if said == K::Originated && was == S::Initiated && self.state.config.has(Quirk::CallerInitiated) {
            change.local = was;
            self.at_mut(slot).set(flag::MAKING, false);
        }
        change.far = far;
        if local == S::Null {
            self.over_here(slot, said, cause);
            return;
        }
        self.connect(slot, change);
        self.settle(slot, said);
        if said == K::Failed && self.at(slot).pending().is_some_and(makes_call) {
            self.at_mut(slot).set(flag::MAKING, false);
            self.fail(slot, cause);
        }
    }

    /// The connection is null by this signal.
    pub fn over_here(&mut self, slot: Slot, said: K, cause: Cause) {
        let bound = self.bound(slot);
        self.connect(slot, Change::to(S::Null, S::Null, cause));
        self.settle(slot, said);
        if bound != NO_SLOT {
            self.part_from(slot, bound);
        }
        self.finish(slot);
        if self.at(bound).has(flag::STAGED) {
            // A consultation that was not asked for yet, on behalf of nobody any more.
            self.fail(bound, Cause::CALL_GONE);
        }
    }

    /// Whether a `failed` is only about what was asked for.
    fn fails_alone(&self, slot: Slot) -> bool {
        self.at(slot).pending().is_some_and(row::fails_alone)
    }

    /// The network prompts this device to go off hook: the wish has reached it, and may be answered.
    fn prompted(&mut self, slot: Slot) {
        let call = self.at(slot);
        let sent = call.pending() == Some(RequestKind::MakeCall) && !call.has(flag::STAGED);
        if sent && self.data(slot).known(Known::Dnis).is_some() {
            self.at_mut(slot).set(flag::PROMPTED, true);
            self.done(slot);
        }
    }

    // ---- transfer and conference -----------------------------------------------------------------

    #[inline(never)]
    fn transferred(&mut self, slot: Slot, signal: &Signal<'_>) {
        // A call that is sent on alone leaves its consultation behind.
        let alone = signal.with.is_none() && self.at(slot).pending() == Some(RequestKind::BlindTransfer);
        let other = if alone { NO_SLOT } else { self.other_of(slot, signal.with) };
        self.over_here(slot, K::Transferred, signal.cause);
        if other == NO_SLOT {
            return;
        }
        if self.told() > 3 || self.at(other).pending != 0 {
            // A network that transfers what it should not may have more to be told than a step says.
            self.end_later(other, signal.cause);
        } else {
            self.over_here(other, K::Transferred, signal.cause);
        }
    }

    /// The call's end is told in the next step.
    fn end_later(&mut self, slot: Slot, cause: Cause) {
        let call = self.at_mut(slot);
        call.set(flag::ENDING, true);
        call.cause = cause;
        self.more();
    }

    /// Goes on with an end that the step before had no room for.
    pub fn end_now(&mut self, slot: Slot) {
        let call = self.at(slot);
        let (live, into, cause) = (call.live(), call.link, call.cause);
        if !live {
            self.finish(slot);
        } else if into != NO_SLOT {
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
        let other = named.unwrap_or_else(|| self.bound(slot));
        if other == slot { NO_SLOT } else { other }
    }

    #[inline(never)]
    fn conferenced(&mut self, slot: Slot, signal: &Signal<'_>) {
        let other = self.other_of(slot, signal.with);
        // The primary of a consultation survives, whichever of the two was named.
        let consult = self.at(slot).kind() == CallKind::Consult && other != NO_SLOT;
        let (stays, goes) = if consult { (other, slot) } else { (slot, other) };
        for call in [stays, goes] {
            let bound = self.bound(call);
            if bound != NO_SLOT && bound != stays && bound != goes {
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
        if goes == NO_SLOT {
            return;
        }
        if self.told() > 3 || self.at(goes).pending != 0 {
            self.bind(stays, goes);
            self.end_later(goes, signal.cause);
        } else {
            self.merged(stays, goes, signal.cause);
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

    #[inline(never)]
    fn party_joined(&mut self, slot: Slot, signal: &Signal<'_>) {
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
    fn party_left(&mut self, slot: Slot, signal: &Signal<'_>) {
        let Some(name) = party(signal.entries) else {
            self.ignore();
            return;
        };
        self.list_parties(slot);
        let named = self.data_mut(slot).remove_value(Known::Party, name);
        let listed = |record: &Record<'_>| record.is(Known::Party);
        let unnamed = !named && usize::from(self.at(slot).parties) > self.data(slot).records().filter(listed).count().saturating_add(1);
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
            self.over_here(slot, K::Cleared, signal.cause);
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
            2 => if far == S::Unknown { S::Connected } else { far },
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

    // ---- reference and data ----------------------------------------------------------------------

    #[inline(never)]
    fn referenced(&mut self, slot: Slot, signal: &Signal<'_>) {
        let call = self.at(slot);
        let other_reference = signal.reference != 0 && signal.reference != call.reference;
        if other_reference {
            table::refer(self.calls, slot, signal.reference);
        }
        if self.facts(slot, signal.entries) || other_reference {
            let event = self.event(What::Reference, slot);
            event.cause = signal.cause;
        } else {
            self.ignore();
        }
    }

    fn data_signal(&mut self, slot: Slot, signal: &Signal<'_>) {
        if self.facts(slot, signal.entries) {
            self.event(What::Data, slot).cause = signal.cause;
        } else {
            self.ignore();
        }
    }

    /// Takes over what a signal says of numbers, ids and data. Whether anything is new.
    pub fn facts(&mut self, slot: Slot, entries: &[Entry<'_>]) -> bool {
        if entries.is_empty() {
            return false;
        }
        let mut new = false;
        let mut left_out = false;
        for entry in entries {
            let original = entry.key == Key::Known(Known::ExternalOriginalReferenceId);
            if original && self.data(slot).get(entry.key).is_some() {
                // Set once, by the first leg.
                continue;
            }
            match self.data_mut(slot).set(entry.key, entry.value, 0) {
                Ok(changed) => new |= changed,
                Err(_) => left_out = true,
            }
        }
        // The first leg's id is the original one.
        let external = entries.iter().find(|entry| entry.key == Key::Known(Known::ExternalReferenceId));
        if let Some(first) = external.filter(|_| self.data(slot).known(Known::ExternalOriginalReferenceId).is_none()) {
            let original = Key::Known(Known::ExternalOriginalReferenceId);
            left_out |= self.data_mut(slot).set(original, first.value, 0).is_err();
        }
        if left_out {
            self.left_out(slot);
        }
        new
    }

    // ---- answers to requests ---------------------------------------------------------------------

    /// `accepted` or, with a reason, `refused`.
    fn answered(&mut self, slot: Slot, signal: &Signal<'_>, refused: Option<Cause>) {
        let number = if signal.request == 0 { self.oldest_request(slot) } else { signal.request };
        if number != 0 && number == self.at(slot).request {
            if self.at(slot).has(flag::PART_DONE) && refused.is_none() {
                self.ignore();
                return;
            }
            match refused {
                None => self.accepted(slot),
                Some(reason) => self.fail(slot, reason),
            }
        } else if number != 0 && self.digits_wait(slot, number) {
            self.digits_over(slot, number, refused);
        } else if number != 0 && self.data(slot).tagged(number).next().is_some() {
            self.data_answered(slot, number, refused);
        } else {
            self.ignore();
        }
    }

    /// Attached data was taken, or refused: the local copy stays either way.
    fn data_answered(&mut self, slot: Slot, number: u16, refused: Option<Cause>) {
        let removed = self.data(slot).records().any(|record| record.tag == number && record.removed);
        self.data_mut(slot).end(number);
        if let Some(reason) = refused {
            let failed = self.event(What::RequestFailed, slot);
            failed.of = if removed { RequestKind::Detach.code() } else { RequestKind::Attach.code() };
            failed.request = number;
            failed.cause = reason;
        }
    }
}

fn party<'a>(entries: &[Entry<'a>]) -> Option<&'a str> {
    entries.iter().find(|entry| entry.key == Key::Known(Known::Party)).map(|entry| entry.value)
}

/// Whether the request makes a call.
pub(crate) fn makes_call(what: RequestKind) -> bool {
    matches!(what, RequestKind::MakeCall | RequestKind::Dial | RequestKind::Consult | RequestKind::Pickup)
}
