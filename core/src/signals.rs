//! What each signal does to the calls: find the call, move it by the row, settle its request, and follow.

use crate::call::record::{Call, flag};
use crate::call::row;
use crate::call::sides::{Move, Sides};
use crate::call::table;
use crate::cause::Cause;
use crate::config::Quirk;
use crate::data::{Entry, Key, Known};
use crate::decide::text;
use crate::id::Which;
use crate::output::OutputKind;
use crate::request::RequestKind;
use crate::signal::{Signal, SignalKind as K};
use crate::state::{CallKind, State as S};
use crate::turn::{Change, Turn};

/// What a signal's name of a call leads to.
enum Found<'t> {
    /// This live call.
    Call(&'t Call),
    /// A call that has ended: the signal is late.
    Late,
    /// No call that is known.
    Unknown,
}

impl<'t> Turn<'t> {
    /// The call that a signal is about, which may be made by it.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub fn find_call(&mut self, signal: &Signal<'_>) -> Option<&'t Call> {
        match self.lookup(signal) {
            Found::Call(call) => return Some(call),
            Found::Unknown if row::makes_one(signal.what) => return self.made_by(signal),
            // It is late, or it answers a request of a call that is forgotten.
            Found::Late => self.ignore(),
            Found::Unknown if matches!(signal.what, K::Accepted | K::Refused) => self.ignore(),
            Found::Unknown => self.query_unknown(signal.call.reference),
        }
        None
    }

    /// A fact about this call. What it means is the end of this function: it takes its place on the stack.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub fn apply(&mut self, call: &'t Call, signal: &Signal<'_>) {
        // A consultation is made by a request; what the network calls one is what it was.
        if let Some(kind) = signal.kind
            && row::makes_one(signal.what)
            && kind != CallKind::Consult
            && !call.is_consult()
        {
            call.set_kind(kind);
        }
        if signal.reference != 0 && !matches!(signal.what, K::Reference | K::Conferenced) {
            self.refer(call, signal.reference);
        }
        // Only the very next signal can be the repeat of a `failed` that ended a request.
        let told = call.has(flag::FAILURE_TOLD) && call.pending.get() == 0;
        if told && signal.what != K::Failed {
            call.lower(flag::FAILURE_TOLD);
        }
        match signal.what {
            K::Accepted | K::Refused => self.answered(call, signal),
            K::Transferred => self.transferred(call, signal),
            K::Conferenced => self.conferenced(call, signal),
            K::PartyJoined => self.party_joined(call, signal),
            K::PartyLeft => self.party_left(call, signal),
            K::Reference => self.referenced(call, signal),
            K::Data => self.data_signal(call, signal),
            K::Failed if fails_alone(call) => self.failed_alone(call, signal.cause),
            K::Failed if told => self.ignore(),
            _ => self.plain(call, signal),
        }
    }

    /// What the row of the signal says, and no more.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn plain(&mut self, call: &'t Call, signal: &Signal<'_>) {
        self.facts(call, signal.entries);
        if signal.what == K::Initiated {
            self.prompted(call);
        }
        self.move_by_row(call, signal.what, signal.cause);
    }

    /// What was asked for has failed, and the call stays.
    fn failed_alone(&mut self, call: &'t Call, cause: Cause) {
        self.fail(call, cause);
        call.raise(flag::FAILURE_TOLD);
    }

    /// A late or repeated signal: it is about no call that it changes.
    pub fn ignore(&mut self) {
        self.state.ignored = self.state.ignored.wrapping_add(1);
    }

    fn lookup(&self, signal: &Signal<'_>) -> Found<'t> {
        let Which { id, reference } = signal.call;
        if !id.is_none() {
            return self.live(id).map_or(Found::Late, Found::Call);
        }
        if reference == 0 {
            return Found::Unknown;
        }
        match table::find(self.calls, reference) {
            Some(call) if call.there() => Found::Call(call),
            Some(call) if signal.what == K::Offered && signal.attempt > call.attempt.get() => Found::Unknown,
            Some(_) => Found::Late,
            // What gave the call another reference, heard once more.
            None => match table::find(self.calls, signal.reference) {
                Some(call) if call.live() => Found::Call(call),
                _ => Found::Unknown,
            },
        }
    }

    /// A call that this signal makes; `None` where no slot is free: an offer is turned away.
    #[inline(never)]
    fn made_by(&mut self, signal: &Signal<'_>) -> Option<&'t Call> {
        let reference = signal.call.reference;
        let Some(call) = self.make(reference) else {
            if signal.what == K::Offered {
                self.turn_away(reference);
            } else {
                self.discrepancy(None, Sides::NONE, Sides::NONE);
            }
            return None;
        };
        let placed = matches!(signal.what, K::Initiated | K::Originated);
        let usual = if placed { CallKind::Outbound } else { CallKind::Inbound };
        call.set_kind(signal.kind.unwrap_or(usual));
        call.raise(if placed { flag::OUTGOING } else { 0 } | if signal.acd { flag::ACD } else { 0 });
        call.attempt.set(signal.attempt);
        Some(call)
    }

    /// No slot is free for a call that is offered.
    pub fn turn_away(&mut self, reference: u64) {
        let command = self.station_command(OutputKind::CmdReject, 0);
        command.reference = reference;
        command.cause = Cause::BUSY;
        let event = self.station_event(OutputKind::RejectedBusy);
        event.reference = reference;
        event.cause = Cause::BUSY;
    }

    /// Moves a call by the row of a signal, settles its request, and ends it where it is null.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub fn move_by_row(&mut self, call: &'t Call, said: K, cause: Cause) {
        let from = call.sides();
        let Move { mut to, legal } = from.after(said);
        if to.local() == S::Null {
            self.over_here(call, said, cause);
            return;
        }
        let mut far_gone = None;
        match said {
            K::FarCleared => {
                far_gone = Some(true);
                if self.state.config.has(Quirk::FarFailed) {
                    to = Sides::new(to.local(), S::Failed);
                }
            }
            // Dialled once more, the far party is not there yet.
            K::Initiated | K::Originated => {
                far_gone = Some(false);
                let placed = said == K::Originated && matches!(from.local(), S::Null | S::Initiated);
                if placed && self.state.config.has(Quirk::CallerInitiated) {
                    to = Sides::new(S::Initiated, to.far());
                    call.lower(flag::MAKING);
                }
            }
            _ => {}
        }
        self.connect(call, Change { to, cause, far_gone, legal });
        // The part in it of a call that makes way, or is consulted for, is another.
        if said == K::Failed && row::makes_call(call.part.get()) {
            call.lower(flag::MAKING);
            self.fail(call, cause);
        } else {
            self.settle(call, said);
        }
    }

    /// The connection is null by this signal.
    pub fn over_here(&mut self, call: &'t Call, said: K, cause: Cause) {
        let bound = self.bound(call);
        self.connect(call, Change::to(S::Null, S::Null, cause));
        self.settle(call, said);
        if let Some(bound) = bound {
            self.part_from(call, bound);
        }
        self.finish(call);
        if let Some(bound) = bound
            && bound.has(flag::STAGED)
            && bound.awaits(RequestKind::Consult)
        {
            // A consultation that was not asked for yet, on behalf of nobody any more.
            self.fail(bound, Cause::CALL_GONE);
        }
    }

    /// The network prompts this device to go off hook, which may be answered. The call itself is still to come.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn prompted(&mut self, call: &'t Call) {
        let sent = call.awaits(RequestKind::MakeCall) && !call.has(flag::STAGED);
        if sent && !call.has(flag::PROMPTED) && self.data(call).known(Known::Dnis).is_some() {
            call.raise(flag::PROMPTED);
            self.changed = true;
        }
    }

    // ---- reference and data ----------------------------------------------------------------------

    #[inline(never)]
    fn referenced(&mut self, call: &'t Call, signal: &Signal<'_>) {
        let new = self.facts(call, signal.entries);
        let other = signal.reference != 0 && signal.reference != call.reference.get();
        if other {
            self.refer(call, signal.reference);
        }
        self.tell_new(new || other, OutputKind::Reference, call, signal)
    }

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn data_signal(&mut self, call: &'t Call, signal: &Signal<'_>) {
        let changed = if signal.on { self.remove(call, signal.entries) } else { self.facts(call, signal.entries) };
        self.tell_new(changed, OutputKind::Data, call, signal)
    }

    /// Tells what a signal changed; one that changed nothing is a repeat.
    fn tell_new(&mut self, changed: bool, what: OutputKind, call: &Call, signal: &Signal<'_>) {
        if changed {
            self.event(what, call).cause = signal.cause;
        } else {
            self.ignore();
        }
    }

    /// Removes what a signal says is gone. Whether anything was there.
    #[inline(never)]
    fn remove(&mut self, call: &Call, entries: &[Entry<'_>]) -> bool {
        let mut removed = false;
        for entry in entries {
            let kept = matches!(entry.key, Key::Known(Known::Party | Known::ExternalOriginalReferenceId));
            removed |= !kept && self.data_mut(call).remove(entry.key);
        }
        removed
    }

    /// Takes over what a signal says of numbers, ids and data. Whether anything is new.
    #[inline]
    pub fn facts(&mut self, call: &'t Call, entries: &[Entry<'_>]) -> bool {
        !entries.is_empty() && self.take_over(call, entries)
    }

    #[inline(never)]
    fn take_over(&mut self, call: &'t Call, entries: &[Entry<'_>]) -> bool {
        let (new, all) = self.data_mut(call).hear(entries);
        if !all {
            self.short = Some(call);
        }
        if let Some(other) = text(entries, Known::OtherParty) {
            // Who left a conference and is the other party now has come back.
            self.data_mut(call).remove_value(Known::Who, other);
        }
        new
    }
}

/// Whether a `failed` is only about what was asked for. Where nobody was reached yet, it is the call's own.
fn fails_alone(call: &Call) -> bool {
    let reached = matches!(call.far(), S::Connected | S::Held | S::Unknown);
    reached && row::fails_alone(call.pending.get())
}
