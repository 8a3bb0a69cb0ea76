//! A second model of a station, as plain and as slow as can be: lists, strings, one function a rule.
//!
//! It is written from the model's text and shares no rule with the core: only the words, and the texts' sizes. A
//! pending request is one thing here, with its parts in it; a deadline is a moment in a list; nothing is counted
//! that can be looked up. The random walk compares its outputs with the station's, one by one.

mod agent;
mod features;
mod link;
mod requests;
mod rules;
mod signals;
mod texts;
mod wishes;

use std::collections::VecDeque;

use offhook::{
    AgentState, CallId, CallKind, Cause, Config, ForwardKind, Input, MAX_OUTPUTS, Mode, Output, OutputKind, Purpose,
    Quirk, RequestKind as R, State as S,
};

pub use agent::Agent;
pub use rules::may_move;
pub use texts::{Text, Texts};

/// A slot, and the call in it, or the one that was.
#[derive(Clone, Debug)]
pub struct Call {
    /// Its id.
    pub id: CallId,
    /// The network's reference.
    pub reference: u64,
    /// Local state.
    pub local: S,
    /// Far state.
    pub far: S,
    /// What it is to the station.
    pub kind: CallKind,
    /// What a consultation was made for.
    pub purpose: Purpose,
    /// The last cause.
    pub cause: Cause,
    /// The other call of the consultation.
    pub bound: Option<usize>,
    /// Parties, this station counted.
    pub parties: u8,
    /// Number of the attempt.
    pub attempt: u8,
    /// Delivered by an ACD.
    pub acd: bool,
    /// Something was missed since the network last listed it.
    pub stale: bool,
    /// This station placed it.
    pub outgoing: bool,
    /// A request of this station made it, and the network has not taken it.
    pub making: bool,
    /// The network prompts the device to go off hook.
    pub prompted: bool,
    /// The far party was there, and left.
    pub far_gone: bool,
    /// A `failed` ended a request, and left the call as it was.
    pub failure_told: bool,
    /// When it began, was answered and ended.
    pub started: u64,
    /// When it was answered.
    pub answered: Option<u64>,
    /// When it ended.
    pub cleared: Option<u64>,
    /// When nobody has answered, or it is still held.
    pub state_due: Option<u64>,
    /// When it is answered by itself.
    pub auto_due: Option<u64>,
    /// When digits were not answered.
    pub digits_due: Option<u64>,
    /// Its data.
    pub texts: Texts,
}

impl Call {
    fn new(id: CallId, bytes: usize) -> Self {
        Self {
            id,
            reference: 0,
            local: S::Null,
            far: S::Null,
            kind: CallKind::Inbound,
            purpose: Purpose::Any,
            cause: Cause::NONE,
            bound: None,
            parties: 0,
            attempt: 0,
            acd: false,
            stale: false,
            outgoing: false,
            making: false,
            prompted: false,
            far_gone: false,
            failure_told: false,
            started: 0,
            answered: None,
            cleared: None,
            state_due: None,
            auto_due: None,
            digits_due: None,
            texts: Texts::new(bytes),
        }
    }

    /// Whether the call lives.
    pub fn live(&self) -> bool {
        self.local != S::Null
    }

    /// Whether it takes the line: connected, and the far party neither failed nor gone.
    pub fn takes_line(&self) -> bool {
        self.local == S::Connected && self.far != S::Failed && !self.far_gone
    }
}

/// What a request waits for in one call.
#[derive(Clone, Debug)]
pub struct Part {
    /// The call.
    pub call: usize,
    /// The request whose row says when the part is done.
    pub awaits: R,
    /// Whether its command was sent.
    pub sent: bool,
    /// Whether it is done.
    pub done: bool,
    /// When the network has not answered.
    pub due: u64,
}

/// A pending request.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Its number.
    pub number: u16,
    /// What is wished for.
    pub what: R,
    /// The call that it named, which speaks for it.
    pub lead: usize,
    /// One or two.
    pub parts: Vec<Part>,
}

/// An end that is still to be told.
#[derive(Clone, Copy, Debug)]
struct Ending {
    slot: usize,
    /// The call becomes part of the one that it is bound to.
    merging: bool,
    cause: Cause,
}

/// An output, and the texts that go with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The output.
    pub output: Output,
    /// `(application, name, value)`.
    pub texts: Vec<(String, String, String)>,
}

/// What a deadline is for, in the order in which those of one moment come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    Request,
    Digits,
    State,
    AutoAnswer,
    AgentRequest,
    Agent,
    Feature,
    Query,
}

/// The station.
#[derive(Clone, Debug)]
pub struct Model {
    /// What the integrator chose.
    pub config: Config,
    /// The slots.
    pub calls: Vec<Call>,
    /// Pending requests of calls.
    pub wishes: Vec<Wish>,
    /// The agent.
    pub agent: Agent,
    /// The station's own texts.
    pub own: Texts,
    /// Features that are on.
    pub features: Vec<(R, ForwardKind)>,
    /// The feature's request: what, kind, on, number, when it is given up.
    pub feature: Option<(R, ForwardKind, bool, u16, u64)>,
    /// Signals that changed nothing.
    pub ignored: u32,
    /// The time.
    pub now: u64,
    /// The link is lost.
    pub down: bool,
    /// A resync is asked for.
    pub asked: bool,
    resync: bool,
    sweep: bool,
    /// A gap in the link's numbering, and `actions`, that are still to be told.
    gap: bool,
    actions: bool,
    /// Ends that are still to be told.
    ending: Vec<Ending>,
    /// Calls whose end this step leaves to the next one. Which ends find room in a step is the station's to say; what
    /// becomes of those that do not is said here.
    pub later: Vec<usize>,
    /// A question about an unknown call is under way.
    pub query: bool,
    query_due: u64,
    /// The link's number of the last signal that had one.
    pub heard: u32,
    free: VecDeque<usize>,
    /// References, the one given last first.
    names: VecDeque<(u64, usize)>,
    /// The call that took the line last.
    line: Option<usize>,
    request: u16,
    /// The running number of the last event.
    pub sequence: u32,

    // Of one step.
    commands: Vec<Said>,
    events: Vec<Said>,
    changed: bool,
    took_line: Option<usize>,
    /// The call that got the reference of another live one.
    clash: Option<usize>,
    follow: Vec<agent::Follow>,
    /// Whose texts did not fit: a call's, or the station's own.
    short: Option<Option<usize>>,
}

/// What a step gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// The call that the input made or named.
    pub call: CallId,
    /// The number of the granted request.
    pub request: u16,
    /// There was nothing to do.
    pub nothing: bool,
    /// Commands, then events.
    pub said: Vec<Said>,
}

impl Model {
    /// A station with this many calls, bytes a call, and bytes of its own.
    pub fn new(config: Config, calls: usize, data: usize, own: usize) -> Self {
        Self {
            config,
            calls: (0..calls).map(|slot| Call::new(CallId::from_number(slot as u32), data)).collect(),
            wishes: Vec::new(),
            agent: Agent::default(),
            own: Texts::new(own),
            features: Vec::new(),
            feature: None,
            ignored: 0,
            now: 0,
            down: false,
            asked: false,
            resync: false,
            sweep: false,
            gap: false,
            actions: false,
            ending: Vec::new(),
            later: Vec::new(),
            query: false,
            query_due: 0,
            heard: 0,
            free: (0..calls).collect(),
            names: VecDeque::new(),
            line: None,
            request: 0,
            sequence: 0,
            commands: Vec::new(),
            events: Vec::new(),
            changed: false,
            took_line: None,
            clash: None,
            follow: Vec::new(),
            short: None,
        }
    }

    /// One step. Refused, it leaves the model in disorder: who expects that takes it on a copy.
    ///
    /// # Errors
    /// Why a request is refused.
    pub fn step(&mut self, now: u64, input: &Input<'_>) -> Result<Reply, Cause> {
        let heard = self.ignored;
        self.now = now.max(self.now);
        let mut request = 0;
        let call = match input {
            Input::Time => {
                self.fire();
                None
            }
            Input::Signal(signal) => self.signal(signal),
            Input::Request(wish) => {
                let (call, number) = self.request(wish)?;
                request = number;
                call
            }
        };
        self.follow_calls();
        self.close();
        let asked = matches!(input, Input::Request(_));
        let nothing = asked && request == 0 || self.ignored != heard;
        let mut said = std::mem::take(&mut self.commands);
        for command in &mut said {
            command.texts = self.texts_of(&command.output);
        }
        said.append(&mut self.events);
        self.changed = false;
        self.took_line = None;
        self.clash = None;
        Ok(Reply { call: call.map_or(CallId::NONE, |call| self.calls[call].id), request, nothing, said })
    }

    /// The texts of a command: what its request set.
    fn texts_of(&self, command: &Output) -> Vec<(String, String, String)> {
        if command.request == 0 {
            return Vec::new();
        }
        if command.call.is_none() {
            return self.own.tagged(command.request);
        }
        let of = |id: CallId| {
            self.calls.iter().filter(move |call| call.id == id).flat_map(|call| call.texts.tagged(command.request))
        };
        of(command.call).chain(of(command.other)).collect()
    }

    /// What a step ends with.
    fn close(&mut self) {
        let many = self.calls.iter().filter(|call| call.takes_line()).count() > 1;
        let doubled = many && !self.quirk(Quirk::AutoHoldBySwitch);
        let took = self.took_line.filter(|slot| doubled && self.calls[*slot].takes_line());
        if let Some(slot) = took.or(self.clash.filter(|slot| self.calls[*slot].live())) {
            let is = (self.calls[slot].local, self.calls[slot].far);
            self.discrepancy(Some(slot), is, is, Cause::NONE);
        }
        match self.short.take() {
            Some(Some(slot)) if self.calls[slot].live() => {
                let is = (self.calls[slot].local, self.calls[slot].far);
                self.discrepancy(Some(slot), is, is, Cause::NO_ROOM);
            }
            Some(None) => self.discrepancy(None, (S::Null, S::Null), (S::Null, S::Null), Cause::NO_ROOM),
            _ => {}
        }
        if self.gap && self.room_for(3) {
            self.gap = false;
            self.tell_gap();
        }
        self.actions |= self.changed;
        if self.actions && self.room_for(1) {
            self.actions = false;
            self.event(OutputKind::Actions, None, |_| {});
        }
    }

    /// A step says eight things at most.
    fn room_for(&self, outputs: usize) -> bool {
        self.commands.len() + self.events.len() + outputs <= MAX_OUTPUTS
    }

    // ---- slots and references ----

    fn quirk(&self, quirk: Quirk) -> bool {
        self.config.has(quirk)
    }

    fn live(&self, id: CallId) -> Option<usize> {
        self.calls.iter().position(|call| call.id == id && call.live())
    }

    fn named(&self, reference: u64) -> Option<usize> {
        self.names.iter().find(|(name, _)| *name == reference && reference != 0).map(|(_, slot)| *slot)
    }

    fn refer(&mut self, slot: usize, reference: u64) {
        self.names.retain(|(_, of)| *of != slot);
        self.calls[slot].reference = reference;
        if reference != 0 {
            self.names.push_front((reference, slot));
        }
    }

    /// Another reference for a call; that of another live call cannot be true of both.
    fn rename(&mut self, slot: usize, reference: u64) {
        let has = self.named(reference).filter(|other| *other != slot && self.is_there(*other));
        self.clash = has.map(|_| slot).or(self.clash);
        self.refer(slot, reference);
    }

    fn make(&mut self, reference: u64) -> Option<usize> {
        let slot = self.free.pop_front()?;
        let bytes = self.calls[slot].texts.bytes;
        let id = CallId::from_number(self.calls[slot].id.number() + (1 << 12));
        self.calls[slot] = Call { started: self.now, parties: 2, ..Call::new(id, bytes) };
        self.refer(slot, reference);
        Some(slot)
    }

    // ---- the one door of a connection ----

    /// The call's states are these now. `sure`: nobody doubts it. `far_gone`: the far party left, or is not there yet.
    fn connect(&mut self, slot: usize, local: S, far: S, cause: Cause, sure: bool, far_gone: Option<bool>) {
        let before = self.calls[slot].clone();
        let now = self.now;
        let call = &mut self.calls[slot];
        if cause != Cause::NONE {
            call.cause = cause;
        }
        call.far_gone = far_gone.unwrap_or(before.far_gone && far == S::Null);
        call.local = local;
        call.far = far;
        if call.takes_line() && !before.takes_line() {
            self.line = Some(slot);
            self.took_line = Some(slot);
        } else if !call.takes_line() && before.takes_line() && self.line == Some(slot) {
            self.line = self.calls.iter().position(Call::takes_line);
        }
        if (before.local, before.far) == (local, far) {
            return;
        }
        let call = &mut self.calls[slot];
        let there = matches!(far, S::Connected | S::Held | S::Unknown);
        let answered = call.answered.is_none() && matches!(local, S::Connected | S::Held) && there;
        if answered {
            call.answered = Some(now);
        }
        if local != S::Initiated {
            call.making = false;
            call.prompted = false;
        }
        self.changed = true;
        if before.local != local {
            self.arm_state(slot);
        }
        self.note(slot, answered);
        self.event(OutputKind::Call, Some(slot), |event| {
            event.cause = cause;
            (event.state, event.far) = (local.code(), far.code());
            (event.was, event.was_far) = (before.local.code(), before.far.code());
        });
        if !sure && !rules::may_move(before.local, local) {
            self.discrepancy(Some(slot), (before.local, before.far), (local, far), Cause::NONE);
        }
    }

    fn arm_state(&mut self, slot: usize) {
        let (now, config) = (self.now, self.config);
        let after = |limit: u32| (limit != 0).then(|| now + u64::from(limit));
        let call = &mut self.calls[slot];
        (call.state_due, call.auto_due) = match call.local {
            S::Alerting => (after(rules::no_answer(&config)), after(config.auto_answer)),
            S::Held => (after(config.recall), None),
            _ => (None, None),
        };
    }

    // ---- telling ----

    fn number(&mut self) -> u16 {
        self.request = self.next_number();
        self.request
    }

    fn next_number(&self) -> u16 {
        self.request.checked_add(1).unwrap_or(1)
    }

    fn command(&mut self, what: OutputKind, slot: Option<usize>, request: u16, fill: impl FnOnce(&mut Output)) {
        let mut output = Output { request, ..Output::new(what) };
        if let Some(slot) = slot {
            (output.call, output.reference) = (self.calls[slot].id, self.calls[slot].reference);
        }
        fill(&mut output);
        self.commands.push(Said { output, texts: Vec::new() });
    }

    fn event(&mut self, what: OutputKind, slot: Option<usize>, fill: impl FnOnce(&mut Output)) {
        let alerting = slot.is_some_and(|slot| self.calls[slot].local == S::Alerting);
        let offered = what == OutputKind::Ended || what == OutputKind::Call && alerting;
        let heard = match Mode::from_code(self.config.mode) {
            Some(Mode::Simple) => offered,
            Some(Mode::SimpleAgent) => offered || what == OutputKind::Agent,
            _ => true,
        };
        if !heard {
            return;
        }
        self.sequence = self.sequence.wrapping_add(1);
        let mut output = Output { sequence: self.sequence, ..Output::new(what) };
        if let Some(slot) = slot {
            (output.call, output.reference) = (self.calls[slot].id, self.calls[slot].reference);
        }
        fill(&mut output);
        self.events.push(Said { output, texts: Vec::new() });
    }

    fn discrepancy(&mut self, slot: Option<usize>, was: (S, S), said: (S, S), cause: Cause) {
        self.event(OutputKind::Discrepancy, slot, |event| {
            event.cause = cause;
            (event.was, event.was_far) = (was.0.code(), was.1.code());
            (event.state, event.far) = (said.0.code(), said.1.code());
        });
    }

    /// Texts of a call, or of the station, did not fit. It is told at the end of the step, once.
    fn left_out(&mut self, slot: Option<usize>) {
        self.short = Some(slot);
    }

    fn ignore(&mut self) {
        self.ignored = self.ignored.wrapping_add(1);
    }

    // ---- time ----

    fn deadlines(&self) -> Vec<(u64, usize, Reason)> {
        let mut all = Vec::new();
        for wish in &self.wishes {
            let waiting = wish.parts.iter().filter(|part| part.sent && !part.done);
            all.extend(waiting.map(|part| (part.due, part.call, Reason::Request)));
        }
        for (slot, call) in self.calls.iter().enumerate().filter(|(_, call)| call.live()) {
            all.extend(call.digits_due.map(|due| (due, slot, Reason::Digits)));
            all.extend(call.state_due.map(|due| (due, slot, Reason::State)));
            all.extend(call.auto_due.map(|due| (due, slot, Reason::AutoAnswer)));
        }
        let last = usize::MAX;
        all.extend(self.agent.asked.as_ref().map(|asked| (asked.due, last, Reason::AgentRequest)));
        all.extend(self.agent.due.map(|due| (due, last, Reason::Agent)));
        all.extend(self.feature.map(|(.., due)| (due, last, Reason::Feature)));
        if self.query || self.asked {
            all.push((self.query_due, last, Reason::Query));
        }
        all
    }

    /// Whether the step before had no room for all that it owed.
    pub fn more_to_tell(&self) -> bool {
        self.gap || self.actions || !self.ending.is_empty()
    }

    /// When there is something to do next.
    pub fn deadline(&self) -> Option<u64> {
        if self.sweep || self.more_to_tell() {
            return Some(self.now);
        }
        self.deadlines().into_iter().map(|(at, ..)| at).min()
    }

    fn fire(&mut self) {
        if let Some(at) = (0..self.ending.len()).min_by_key(|at| self.ending[*at].slot) {
            let ending = self.ending.remove(at);
            return self.end_now(ending);
        }
        if self.sweep {
            self.sweep();
            if self.sweep {
                return;
            }
        }
        let Some((at, slot, reason)) = self.deadlines().into_iter().min() else { return };
        if at > self.now {
            return;
        }
        match reason {
            Reason::Request => {
                // The call that was named, where its part is not answered either.
                let asks =
                    |wish: &Wish| wish.parts.iter().any(|part| part.call == wish.lead && part.sent && !part.done);
                let named = self.wish_of(slot).filter(|wish| asks(wish)).map(|wish| wish.lead);
                self.command(OutputKind::CmdQuery, Some(named.unwrap_or(slot)), 0, |_| {});
                self.fail(slot, Cause::TIMED_OUT);
            }
            Reason::Digits => {
                if let Some(number) = self.digits(slot) {
                    self.digits_over(slot, number, Some(Cause::TIMED_OUT));
                }
            }
            Reason::State if self.calls[slot].local == S::Held => {
                self.arm_state(slot);
                self.event(OutputKind::Recall, Some(slot), |_| {});
            }
            Reason::State => self.unanswered(slot),
            Reason::AutoAnswer => self.answer_by_itself(slot),
            Reason::AgentRequest => self.asked_over(Some(Cause::TIMED_OUT)),
            Reason::Agent => self.agent_limit(),
            Reason::Feature => self.feature_over(Some(Cause::TIMED_OUT)),
            Reason::Query => (self.query, self.asked) = (false, false),
        }
    }

    fn unanswered(&mut self, slot: usize) {
        self.calls[slot].state_due = Some(self.now + u64::from(rules::no_answer(&self.config)));
        if self.wish_of(slot).is_some() {
            return;
        }
        let number = self.number();
        self.begin(number, R::Reject, slot, vec![(slot, R::Reject, true)]);
        self.calls[slot].cause = Cause::NO_ANSWER;
        self.command(OutputKind::CmdReject, Some(slot), number, |command| command.cause = Cause::NO_ANSWER);
        if self.agent.state == AgentState::Reserved && self.agent.call == Some(slot) {
            self.leave_reserved(true);
        }
    }
}
