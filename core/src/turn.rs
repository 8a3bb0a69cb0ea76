//! One step's working view: the station's memory, the time, and the caller's hand for the outputs.
//!
//! Here are the doors that every rule goes through: [`Turn::connect`] is the only place where a
//! connection's state changes, [`Turn::command`] and [`Turn::event`] the only ones where something is told.

use crate::agent::Follow;
use crate::call::record::{Call, NO_SLOT, Slot, flag};
use crate::call::sides::Sides;
use crate::call::table;
use crate::cause::Cause;
use crate::config::Mode;
use crate::data::{Data, DataMut, Key, Known};
use crate::hand::Hand;
use crate::id::CallId;
use crate::log;
use crate::output::{MAX_OUTPUTS, Output, OutputKind};
use crate::state::State as S;
use crate::storage::StationState;
use crate::view::{self, View, area};

/// What a step has in hand.
pub(crate) struct Turn<'t> {
    pub state: &'t mut StationState,
    pub calls: &'t [Call],
    /// The station's own texts.
    pub own: &'t mut [u8],
    /// The calls' data, the same number of bytes each.
    pub data: &'t mut [u8],
    pub now: u64,
    /// The call that the input made, or named.
    pub call: Option<&'t Call>,
    /// The second call of a pair that is transferred or joined. It ends after the first: in this step where there is room to
    /// tell it, else in the next. [`NO_SLOT`]: there is none.
    pub goes: Slot,
    /// What the agent's machine is to know at the end of the step.
    pub follow: Follow,
    /// Something changed that the allowed actions depend on: the step ends with `actions`.
    pub changed: bool,
    /// This step tells an end that the one before had no room for; a further end that follows from it is left to the next.
    pub tight: bool,
    /// A text of the station's own was left out in this step.
    pub own_short: bool,
    /// The call whose text was left out in this step.
    pub short: Option<&'t Call>,
    /// The call that took the line in this step; [`NO_SLOT`]: none did.
    pub took_line: Slot,
    /// The call that got the reference of another one in this step.
    pub clash: Option<&'t Call>,
    /// What was told.
    pub hand: Hand<'t>,
}

/// A change of a connection.
#[derive(Clone, Copy)]
pub(crate) struct Change {
    pub to: Sides,
    pub cause: Cause,
    /// `Some(true)`: the far party left, and this connection stays. `Some(false)`: it is still to come. `None`: as before, as long as
    /// the far side is null.
    pub far_gone: Option<bool>,
    /// Whether the connection may move so, as its [row](crate::call::row::legal) says. What may not is believed, and called a
    /// discrepancy. The station's own facts and a resync's truths are not doubted.
    pub legal: bool,
}

impl Change {
    /// To these states; nobody doubts it.
    pub fn to(local: S, far: S, cause: Cause) -> Self {
        Self { to: Sides::new(local, far), cause, far_gone: None, legal: true }
    }
}

impl<'t> Turn<'t> {
    #[inline(always)]
    pub fn new(
        state: &'t mut StationState,
        calls: &'t [Call],
        own: &'t mut [u8],
        data: &'t mut [u8],
        now: u64,
        out: &'t mut [Output; MAX_OUTPUTS],
    ) -> Self {
        // Time never goes back.
        let now = now.max(state.now);
        Self {
            state,
            calls,
            own,
            data,
            now,
            call: None,
            goes: NO_SLOT,
            follow: Follow::Nothing,
            changed: false,
            tight: false,
            own_short: false,
            short: None,
            took_line: NO_SLOT,
            clash: None,
            hand: Hand::new(out),
        }
    }

    // ---- calls -----------------------------------------------------------------------------------

    /// The station to be read.
    pub fn view(&self) -> View<'t, '_> {
        View { state: self.state, calls: self.calls, own: self.own, data: self.data }
    }

    /// The record of a slot.
    pub fn at(&self, slot: Slot) -> Option<&'t Call> {
        self.calls.get(slot as usize)
    }

    /// The live call with this id.
    pub fn live(&self, id: CallId) -> Option<&'t Call> {
        view::live(self.calls, id)
    }

    /// The call bound to this one by a consultation; asked while the call's end is not told.
    pub fn bound(&self, call: &Call) -> Option<&'t Call> {
        self.at(call.link.get())
    }

    /// Makes a call in the slot that was freed first.
    pub fn make(&mut self, reference: u64) -> Option<&'t Call> {
        let call = self.state.free.take(self.calls)?;
        call.started.set(self.now);
        call.epoch.set(self.state.epoch);
        call.parties.set(2);
        table::refer(self.calls, call, reference);
        Some(call)
    }

    /// Gives a call another reference. One that is another live call's means this one from now on, and cannot be true of both.
    #[inline(never)]
    pub fn refer(&mut self, call: &'t Call, reference: u64) {
        if table::find(self.calls, reference).is_some_and(|other| other.there() && other.slot() != call.slot()) {
            self.clash = Some(call);
        }
        table::refer(self.calls, call, reference);
    }

    /// Changes the states of a connection.
    pub fn connect(&mut self, call: &'t Call, change: Change) {
        let Change { to, cause, far_gone, legal } = change;
        let (from, took, flags) = (call.sides(), call.takes_line(), call.flags.get());
        let (local, was) = (to.local(), from.local());
        if cause != Cause::NONE {
            call.cause.set(cause);
        }
        let gone = far_gone.unwrap_or(flags & flag::FAR_GONE != 0 && to.far() == S::Null);
        let made = if local == S::Initiated { 0 } else { flag::MAKING | flag::PROMPTED };
        call.flags.set(flags & !(flag::FAR_GONE | made) | if gone { flag::FAR_GONE } else { 0 });
        call.states.set(to.bits());
        let takes = call.takes_line();
        if took != takes {
            self.line(call, takes);
        }
        if from == to {
            return;
        }
        log::moved(call.id.get(), from, to, cause);
        self.changed = true;
        if was != local {
            self.arm_state(call, local);
        }
        let answered = call.answered.get() == 0 && to.answered();
        if answered {
            let after = u32::try_from(self.now.saturating_sub(call.started.get())).unwrap_or(u32::MAX);
            call.answered.set(after.saturating_add(1));
        }
        if flags & flag::ACD != 0 {
            self.note(call, local, answered);
        }
        let event = self.event(OutputKind::Call, call);
        event.cause = cause;
        event.moves(from, to);
        if !legal {
            self.discrepancy(Some(call), from, to);
        }
    }

    /// Keeps count of the calls that take the line.
    fn line(&mut self, call: &'t Call, takes: bool) {
        if takes {
            self.state.lines = self.state.lines.saturating_add(1);
            self.state.line = call.slot();
            self.took_line = call.slot();
            return;
        }
        self.state.lines = self.state.lines.saturating_sub(1);
        if self.state.line == call.slot() {
            // Another one is there only when the network had two calls active at once.
            let other = if self.state.lines == 0 { None } else { self.calls.iter().find(|call| call.takes_line()) };
            self.state.line = other.map_or(NO_SLOT, Call::slot);
        }
    }

    // ---- data ------------------------------------------------------------------------------------

    /// The data of a call.
    pub fn data(&self, call: &Call) -> Data<'_> {
        view::held(self.data, self.state.data, call)
    }

    /// The data of a call, to be written.
    pub fn data_mut<'d>(&'d mut self, call: &'d Call) -> DataMut<'d> {
        let bytes = self.data.get_mut(area(self.state.data, call.slot())).unwrap_or_default();
        DataMut::over(bytes, &call.used)
    }

    /// The station's own texts.
    pub fn own(&self) -> Data<'_> {
        Data::new(self.own.get(..self.state.own_used as usize).unwrap_or_default())
    }

    /// The station's own texts, to be written.
    pub fn own_mut(&mut self) -> DataMut<'_> {
        DataMut::new(self.own, &mut self.state.own_used)
    }

    /// Removes every text of the station's own under this key.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub fn remove_own(&mut self, known: Known) {
        self.own_mut().remove(Key::Known(known));
    }

    // ---- deadlines -------------------------------------------------------------------------------

    /// A deadline so many milliseconds from now; the station's earliest is kept.
    pub fn deadline(&mut self, after: u32) -> u32 {
        let at = self.now.saturating_add(after as u64);
        self.state.due = self.state.due.min(at);
        at as u32
    }

    /// There is more to say: the next step is due at once.
    pub fn more(&mut self) {
        self.state.due = self.state.due.min(self.now);
    }

    // ---- telling ---------------------------------------------------------------------------------

    /// The number of a new request.
    pub fn number(&mut self) -> u16 {
        self.state.request = self.next_number();
        self.state.request
    }

    /// The number that the next request will have; never 0.
    pub fn next_number(&self) -> u16 {
        match self.state.request.wrapping_add(1) {
            0 => 1,
            next => next,
        }
    }

    /// Tells the network to do something with a call.
    #[inline]
    pub fn command(&mut self, what: OutputKind, call: &Call, request: u16) -> &mut Output {
        self.tell_command(what, Some(call), request)
    }

    /// Tells the network to do something with the station, its agent, or a call that has no record.
    #[inline]
    pub fn station_command(&mut self, what: OutputKind, request: u16) -> &mut Output {
        self.tell_command(what, None, request)
    }

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn tell_command(&mut self, what: OutputKind, call: Option<&Call>, request: u16) -> &mut Output {
        let (call, reference) = named(call);
        let command = self.hand.command();
        *command = Output { call, reference, request, ..Output::new(what) };
        command
    }

    /// Tells the application something of a call.
    #[inline]
    pub fn event(&mut self, what: OutputKind, call: &Call) -> &mut Output {
        self.tell_event(what, Some(call))
    }

    /// Tells the application something of the station.
    #[inline]
    pub fn station_event(&mut self, what: OutputKind) -> &mut Output {
        self.tell_event(what, None)
    }

    /// The same of a call, or of the station.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub fn tell_event(&mut self, what: OutputKind, call: Option<&Call>) -> &mut Output {
        if !self.heard_in_mode(what, call) {
            return self.hand.spare();
        }
        let (call, reference) = named(call);
        let sequence = self.sequence();
        let event = self.hand.put();
        *event = Output { call, reference, sequence, ..Output::new(what) };
        event
    }

    /// The number of the next event.
    fn sequence(&mut self) -> u32 {
        self.state.sequence = self.state.sequence.wrapping_add(1);
        self.state.sequence
    }

    /// Whether the telephony mode lets an event through.
    fn heard_in_mode(&self, what: OutputKind, call: Option<&Call>) -> bool {
        let mode = self.state.config.mode;
        if mode == Mode::Full.code() {
            return true;
        }
        match what {
            OutputKind::Ended => true,
            OutputKind::Call => call.is_some_and(|call| call.local() == S::Alerting),
            OutputKind::Agent => mode == Mode::SimpleAgent.code(),
            _ => false,
        }
    }

    /// The network said what could not be.
    pub fn discrepancy(&mut self, call: Option<&Call>, was: Sides, said: Sides) -> &mut Output {
        let event = self.tell_event(OutputKind::Discrepancy, call);
        event.moves(was, said);
        event
    }
}

/// How outputs name a call.
fn named(call: Option<&Call>) -> (CallId, u64) {
    call.map_or((CallId::NONE, 0), |call| (call.id.get(), call.reference.get()))
}
