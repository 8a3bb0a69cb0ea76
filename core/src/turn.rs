//! One step's working view: the station's memory, the time, and the caller's hand for the outputs.
//!
//! Here are the doors that every rule goes through: [`Turn::connect`] is the only place where a
//! connection's state changes, [`Turn::command`] and [`Turn::event`] the only ones where something is told.

use crate::agent::Follow;
use crate::call::record::{Call, NO_SLOT, Slot, flag};
use crate::call::row;
use crate::call::sides::Sides;
use crate::call::table;
use crate::cause::Cause;
use crate::config::{Mode, Quirk};
use crate::data::{Data, DataMut};
use crate::id::CallId;
use crate::log;
use crate::output::{MAX_OUTPUTS, Output, What};
use crate::request::RequestKind;
use crate::state::State as S;
use crate::storage::{State, flag as link};
use crate::view::{NOBODY, View, area};

/// What a step has in hand.
pub(crate) struct Turn<'t> {
    pub state: &'t mut State,
    pub calls: &'t mut [Call],
    /// The station's own texts.
    pub own: &'t mut [u8],
    /// The calls' data, the same number of bytes each.
    pub data: &'t mut [u8],
    pub now: u64,
    /// What the agent's machine is to know at the end of the step.
    pub follow: Follow,
    /// Something changed that requests ask for.
    pub changed: bool,
    /// A call took the line in this step.
    pub took_line: Slot,
    /// Ends that come of other ends are left to the next step.
    pub tight: bool,
    /// The call whose text was left out in this step; [`OWN_TEXTS`] for the station's own.
    pub short: Slot,
    out: &'t mut [Output; MAX_OUTPUTS],
    told: usize,
    /// How many of them are commands.
    pub commands: usize,
    /// Takes what is written to the record of no call.
    nobody: Option<Call>,
    /// Takes what the telephony mode does not let through.
    unheard: Option<Output>,
}

/// Stands for the station's own texts where a slot stands for a call's.
const OWN_TEXTS: Slot = NO_SLOT - 1;

/// A change of a connection.
#[derive(Clone, Copy)]
pub(crate) struct Change {
    pub to: Sides,
    pub cause: Cause,
    /// The far party left, and this connection stays; or is not there yet. `None`: as before, while its side is null.
    pub far_gone: Option<bool>,
    /// Nobody doubts it: the station's own fact, or the resync's truth.
    pub certain: bool,
}

impl Change {
    pub fn to(local: S, far: S, cause: Cause) -> Self {
        Self { to: Sides::new(local, far), cause, far_gone: None, certain: false }
    }

    pub fn certain(local: S, far: S, cause: Cause) -> Self {
        Self { certain: true, ..Self::to(local, far, cause) }
    }

    pub fn null(cause: Cause) -> Self {
        Self::certain(S::Null, S::Null, cause)
    }
}

impl<'t> Turn<'t> {
    #[inline]
    pub fn new(
        state: &'t mut State,
        calls: &'t mut [Call],
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
            follow: Follow::Nothing,
            changed: false,
            took_line: NO_SLOT,
            tight: false,
            short: NO_SLOT,
            out,
            told: 0,
            commands: 0,
            nobody: None,
            unheard: None,
        }
    }

    /// How many outputs were told.
    pub fn told(&self) -> usize {
        self.told
    }

    /// Whether this step can tell so many outputs more.
    pub fn room_for(&self, outputs: usize) -> bool {
        self.told.saturating_add(outputs) <= MAX_OUTPUTS
    }

    // ---- calls -----------------------------------------------------------------------------------

    /// The station to be read.
    pub fn view(&self) -> View<'_> {
        View { state: self.state, calls: self.calls, own: self.own, data: self.data }
    }

    /// The record of a slot; of no slot, one that is null.
    pub fn at(&self, slot: Slot) -> &Call {
        self.calls.get(slot as usize).unwrap_or(NOBODY)
    }

    /// The record of a slot, to be written; of no slot, one that nobody reads.
    pub fn at_mut(&mut self, slot: Slot) -> &mut Call {
        match self.calls.get_mut(slot as usize) {
            Some(call) => call,
            None => self.nobody.insert(Call::EMPTY),
        }
    }

    /// The slot of a live call's id.
    pub fn live(&self, id: CallId) -> Option<Slot> {
        self.view().live(id)
    }

    /// The id of a slot's call.
    pub fn id(&self, slot: Slot) -> CallId {
        self.at(slot).id
    }

    /// The call bound to this one by a consultation; asked while the call's end is not told.
    pub fn bound(&self, slot: Slot) -> Slot {
        self.view().bound(slot)
    }

    pub fn bind(&mut self, primary: Slot, consult: Slot) {
        self.at_mut(primary).link = consult;
        self.at_mut(consult).link = primary;
    }

    /// Makes a call in the slot that was freed first.
    pub fn make(&mut self, reference: u64) -> Option<Slot> {
        let slot = self.state.free.take(self.calls)?;
        let (now, epoch) = (self.now, self.state.epoch);
        let call = self.at_mut(slot);
        call.started = now;
        call.epoch = epoch;
        call.parties = 2;
        table::refer(self.calls, slot, reference);
        Some(slot)
    }

    /// Changes the states of a connection. Returns whether anything changed.
    pub fn connect(&mut self, slot: Slot, change: Change) -> bool {
        let now = self.now;
        let Change { to, cause, .. } = change;
        let (local, far) = (to.local(), to.far());
        let call = self.at_mut(slot);
        let (from, took) = (call.sides(), call.takes_line());
        let (id, reference) = (call.id, call.reference);
        if cause != Cause::NONE {
            call.cause = cause;
        }
        let gone = change.far_gone.unwrap_or(call.has(flag::FAR_GONE) && far == S::Null);
        let made = if local == S::Initiated { 0 } else { flag::MAKING | flag::PROMPTED };
        call.flags = call.flags & !(flag::FAR_GONE | made) | if gone { flag::FAR_GONE } else { 0 };
        call.set_sides(to);
        let answered = from != to && call.answered == 0 && to.answered();
        if answered {
            let after = u32::try_from(now.saturating_sub(call.started)).unwrap_or(u32::MAX);
            call.answered = after.saturating_add(1);
        }
        let (takes, acd) = (call.takes_line(), call.has(flag::ACD));
        if took != takes {
            self.line(slot, takes);
        }
        if from == to {
            return false;
        }
        log::moved(id, from, to, cause);
        self.changed = true;
        let (was, was_far) = (from.local(), from.far());
        if was != local {
            self.arm_state(slot, local);
        }
        if acd {
            self.note(slot, local, answered);
        }
        let event = self.event_of(What::Call, id, reference, local);
        event.cause = cause;
        event.state = local.code();
        event.far = far.code();
        event.was = was.code();
        event.was_far = was_far.code();
        if !change.certain && !row::legal(was, local) {
            self.discrepancy(slot, was, was_far, local, far);
        }
        true
    }

    /// Notes what an ACD call means for the agent, until the end of the step.
    fn note(&mut self, slot: Slot, local: S, answered: bool) {
        let call = self.at(slot);
        let (talked, cause) = (call.answered != 0, call.cause);
        let turned_away = matches!(call.pending(), Some(RequestKind::Reject | RequestKind::Clear));
        let calls = &mut self.state.agent.calls;
        if answered {
            *calls = calls.saturating_add(1);
            self.follow = Follow::Answered;
        } else if local == S::Null {
            if talked {
                *calls = calls.saturating_sub(1);
            }
            if matches!(self.follow, Follow::Answered) && *calls > 0 {
                // An answer in the same step outlives the end of another call.
                return;
            }
            // Of two calls that end in one step, the one that was talked on counts.
            let talked = talked || matches!(self.follow, Follow::Over { talked: true, .. });
            self.follow = Follow::Over { slot, talked, unanswered: turned_away || cause.is_no_answer() };
        } else if local == S::Alerting {
            self.follow = Follow::Offered(slot);
        }
    }

    /// Keeps count of the calls that take the line.
    fn line(&mut self, slot: Slot, takes: bool) {
        if takes {
            self.state.lines = self.state.lines.saturating_add(1);
            self.state.line = slot;
            self.took_line = slot;
            return;
        }
        self.state.lines = self.state.lines.saturating_sub(1);
        if self.state.line == slot {
            // Another one is there only when the network had two calls active at once.
            let other = if self.state.lines == 0 { None } else { self.calls.iter().position(Call::takes_line) };
            self.state.line = other.map_or(NO_SLOT, |other| other as Slot);
        }
    }

    // ---- data ------------------------------------------------------------------------------------

    /// The data of a call.
    pub fn data(&self, slot: Slot) -> Data<'_> {
        self.view().data(slot)
    }

    /// The data of a call, to be written.
    pub fn data_mut(&mut self, slot: Slot) -> DataMut<'_> {
        let size = self.state.data;
        let bytes = self.data.get_mut(area(size, slot)).unwrap_or_default();
        match self.calls.get_mut(slot as usize) {
            Some(call) => DataMut::new(bytes, &mut call.used),
            None => DataMut::new(bytes, &mut self.nobody.insert(Call::EMPTY).used),
        }
    }

    /// The station's own texts.
    pub fn own(&self) -> Data<'_> {
        self.view().own()
    }

    /// The station's own texts, to be written.
    pub fn own_mut(&mut self) -> DataMut<'_> {
        DataMut::new(self.own, &mut self.state.own_used)
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

    /// The next output, at the end of the hand.
    #[inline(always)]
    fn tell(&mut self, output: Output) -> &mut Output {
        debug_assert!(self.told < MAX_OUTPUTS, "a step says at most eight things");
        let Some(place) = self.out.get_mut(self.told) else { return self.unheard.insert(output) };
        self.told = self.told.wrapping_add(1);
        *place = output;
        place
    }

    /// An output before those that stand at this place and after it.
    fn tell_before(&mut self, at: usize, output: Output) -> &mut Output {
        self.tell(output);
        let mut moving = output;
        for place in self.out.iter_mut().take(self.told).skip(at) {
            moving = core::mem::replace(place, moving);
        }
        match self.out.get_mut(at) {
            Some(place) => place,
            None => self.unheard.insert(output),
        }
    }

    /// Tells the network to do something with a call. Commands stand before events.
    pub fn command(&mut self, what: What, slot: Slot, request: u16) -> &mut Output {
        let call = self.at(slot);
        let (id, reference) = (call.id, call.reference);
        let at = self.commands;
        self.commands = at.wrapping_add(1);
        let output = Output { call: id, reference, request, ..Output::new(what) };
        if at == self.told { self.tell(output) } else { self.tell_before(at, output) }
    }

    /// Tells the application something of a call (or, of no slot, of the station).
    pub fn event(&mut self, what: What, slot: Slot) -> &mut Output {
        let call = self.at(slot);
        let (id, reference, local) = (call.id, call.reference, call.local());
        self.event_of(what, id, reference, local)
    }

    /// The event told last becomes the first of this step's events; the running numbers stay where they are.
    pub fn last_event_first(&mut self) {
        let Some(last) = self.told.checked_sub(1).and_then(|at| self.out.get(at)) else { return };
        let mut moving = *last;
        for place in self.out.iter_mut().take(self.told).skip(self.commands) {
            let sequence = place.sequence;
            moving = core::mem::replace(place, Output { sequence, ..moving });
        }
    }

    /// The same of a call that is in hand.
    fn event_of(&mut self, what: What, call: CallId, reference: u64, local: S) -> &mut Output {
        if self.state.config.mode != Mode::Full.code() && !self.heard_in_mode(what, local) {
            return self.unheard.insert(Output::new(what));
        }
        let sequence = self.state.sequence.wrapping_add(1);
        self.state.sequence = sequence;
        self.tell(Output { call, reference, sequence, ..Output::new(what) })
    }

    /// Whether a telephony mode that is not the full one lets an event through.
    #[inline(never)]
    fn heard_in_mode(&self, what: What, local: S) -> bool {
        let offered = match what {
            What::Ended => true,
            What::Call => local == S::Alerting,
            _ => false,
        };
        match Mode::from_code(self.state.config.mode) {
            Some(Mode::Simple) => offered,
            Some(Mode::SimpleAgent) => offered || what == What::Agent,
            _ => true,
        }
    }

    /// The network said what could not be.
    pub fn discrepancy(&mut self, slot: Slot, was: S, was_far: S, said: S, said_far: S) -> &mut Output {
        let event = self.event(What::Discrepancy, slot);
        event.was = was.code();
        event.was_far = was_far.code();
        event.state = said.code();
        event.far = said_far.code();
        event
    }

    /// A text or an entry of a signal was left out; the step says so once.
    pub fn left_out(&mut self, slot: Slot) {
        self.short = if slot == NO_SLOT { OWN_TEXTS } else { slot };
    }

    /// What a step ends with.
    pub fn close(&mut self) {
        let slot = self.took_line;
        if slot != NO_SLOT && self.state.lines > 1 && !self.state.config.has(Quirk::AutoHoldBySwitch) {
            let call = self.at(slot);
            let (local, far) = (call.local(), call.far());
            if call.takes_line() {
                self.discrepancy(slot, local, far, local, far);
            }
        }
        // Of a call that has ended nothing more is said.
        if self.short != NO_SLOT && (self.short == OWN_TEXTS || self.at(self.short).live()) {
            let call = self.at(self.short);
            let (local, far) = (call.local(), call.far());
            let slot = if self.short == OWN_TEXTS { NO_SLOT } else { self.short };
            self.discrepancy(slot, local, far, local, far).cause = Cause::NO_ROOM;
        }
        if self.state.has(link::GAP) {
            self.tell_gap();
        }
        if self.changed || self.state.has(link::ACTIONS) {
            let room = self.room_for(1);
            self.state.set(link::ACTIONS, !room);
            if room {
                self.event(What::Actions, NO_SLOT);
            } else {
                self.more();
            }
        }
        log::told(self.out.get(..self.told).unwrap_or_default());
    }
}
