//! What each signal does to the calls: find the call, move it by the row, settle its request, and follow.

use crate::call::record::{NO_SLOT, Slot, flag};
use crate::call::row;
use crate::call::sides::{Move, Sides};
use crate::call::table;
use crate::cause::Cause;
use crate::config::Quirk;
use crate::data::{Entry, Key, Known};
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
        // A consultation is made by a request; what the network calls one is what it was.
        let is_consult = |kind: CallKind| kind == CallKind::Consult;
        if let Some(kind) = signal.kind.filter(|kind| makes && !is_consult(*kind) && !is_consult(self.at(slot).kind()))
        {
            self.at_mut(slot).set_kind(kind);
        }
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
            // What gave the call another reference, heard once more.
            None => match table::find(self.calls, signal.reference) {
                Some(slot) if signal.reference != 0 && self.at(slot).live() => Found::Call(slot),
                _ => Found::Unknown,
            },
        }
    }

    /// A call that this signal makes; `None` where no slot is free: an offer is turned away.
    #[inline(never)]
    fn made_by(&mut self, signal: &Signal<'_>) -> Option<Slot> {
        let reference = signal.call.reference;
        let Some(slot) = self.make(reference) else {
            if signal.what == K::Offered {
                self.turn_away(reference);
            } else {
                self.discrepancy(NO_SLOT, S::Null, S::Null, S::Null, S::Null);
            }
            return None;
        };
        let usual =
            if matches!(signal.what, K::Initiated | K::Originated) { CallKind::Outbound } else { CallKind::Inbound };
        let call = self.at_mut(slot);
        call.set_kind(signal.kind.unwrap_or(usual));
        call.set(flag::ACD, signal.acd);
        call.set(flag::OUTGOING, usual == CallKind::Outbound);
        call.attempt = signal.attempt;
        Some(slot)
    }

    /// No slot is free for a call that is offered.
    pub fn turn_away(&mut self, reference: u64) {
        let command = self.command(What::CmdReject, NO_SLOT, 0);
        command.reference = reference;
        command.cause = Cause::BUSY;
        let event = self.event(What::RejectedBusy, NO_SLOT);
        event.reference = reference;
        event.cause = Cause::BUSY;
    }

    /// Moves a call by the row of a signal, settles its request, and ends it where it is null.
    pub fn say(&mut self, slot: Slot, said: K, cause: Cause) {
        let was = self.at(slot).local();
        let Move { mut to, legal } = self.at(slot).sides().after(said);
        if to.local() == S::Null {
            self.over_here(slot, said, cause);
            return;
        }
        if said == K::FarCleared && self.state.config.has(Quirk::FarFailed) {
            to = Sides::new(to.local(), S::Failed);
        }
        if said == K::Originated && was == S::Initiated && self.state.config.has(Quirk::CallerInitiated) {
            to = Sides::new(was, to.far());
            self.at_mut(slot).set(flag::MAKING, false);
        }
        let far_gone = match said {
            K::FarCleared => Some(true),
            // Dialled once more, the far party is not there yet.
            K::Initiated | K::Originated => Some(false),
            _ => None,
        };
        let change = Change { to, cause, far_gone, certain: legal };
        self.connect(slot, change);
        self.settle(slot, said);
        // The part in it of a call that makes way, or is consulted for, is another.
        if said == K::Failed && self.at(slot).part().is_some_and(makes_call) {
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
        if self.at(bound).has(flag::STAGED) && self.at(bound).pending() == Some(RequestKind::Consult) {
            // A consultation that was not asked for yet, on behalf of nobody any more.
            self.fail(bound, Cause::CALL_GONE);
        }
    }

    /// Whether a `failed` is only about what was asked for. Where nobody was reached yet, it is the call's own.
    fn fails_alone(&self, slot: Slot) -> bool {
        let reached = matches!(self.at(slot).far(), S::Connected | S::Held | S::Unknown);
        reached && self.at(slot).pending().is_some_and(row::fails_alone)
    }

    /// The network prompts this device to go off hook, which may be answered. The call itself is still to come.
    fn prompted(&mut self, slot: Slot) {
        let call = self.at(slot);
        let sent = call.pending() == Some(RequestKind::MakeCall) && !call.has(flag::STAGED);
        if sent && !call.has(flag::PROMPTED) && self.data(slot).known(Known::Dnis).is_some() {
            self.at_mut(slot).set(flag::PROMPTED, true);
            self.changed = true;
        }
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
        let changed = if signal.on { self.remove(slot, signal.entries) } else { self.facts(slot, signal.entries) };
        if changed {
            self.event(What::Data, slot).cause = signal.cause;
        } else {
            self.ignore();
        }
    }

    /// Removes what a signal says is gone. Whether anything was there.
    fn remove(&mut self, slot: Slot, entries: &[Entry<'_>]) -> bool {
        let mut removed = false;
        for entry in entries {
            let kept = matches!(entry.key, Key::Known(Known::Party | Known::ExternalOriginalReferenceId));
            removed |= !kept && self.data_mut(slot).remove(entry.key);
        }
        removed
    }

    /// Takes over what a signal says of numbers, ids and data. Whether anything is new.
    #[inline]
    pub fn facts(&mut self, slot: Slot, entries: &[Entry<'_>]) -> bool {
        !entries.is_empty() && self.take_over(slot, entries)
    }

    #[inline(never)]
    fn take_over(&mut self, slot: Slot, entries: &[Entry<'_>]) -> bool {
        let mut new = false;
        let mut left_out = false;
        for (at, entry) in entries.iter().enumerate() {
            if entries.iter().skip(at.saturating_add(1)).any(|later| later.key.plain() == entry.key.plain()) {
                // Of two entries with one key the later one counts.
                continue;
            }
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
}

/// Whether the request makes a call.
pub(crate) fn makes_call(what: RequestKind) -> bool {
    matches!(what, RequestKind::MakeCall | RequestKind::Dial | RequestKind::Consult | RequestKind::Pickup)
}
