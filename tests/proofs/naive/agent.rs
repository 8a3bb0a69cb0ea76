//! The agent's session.

use offhook::config::WRAP_UP_ALWAYS;
use offhook::{
    AgentState as A, Cause, Entry, Key, Known, OutputKind, Quirk, Request, RequestKind as R, Signal, State as S,
    WrapUpWish,
};

use super::requests::text;
use super::{Model, Text, rules};

/// A pending request of the agent.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What.
    pub what: R,
    /// The reason it names.
    pub reason: u16,
    /// Its number.
    pub number: u16,
    /// When it is given up.
    pub due: u64,
}

/// The agent.
#[derive(Clone, Debug)]
pub struct Agent {
    /// The state.
    pub state: A,
    /// Its reason code.
    pub reason: u16,
    /// The next state, and its reason.
    pub pending: Option<(A, u16)>,
    /// The request under way.
    pub asked: Option<Asked>,
    /// The call that reserved.
    pub call: Option<usize>,
    /// The state before the reservation.
    pub before: A,
    /// When wrap-up, or a reservation without a call, ends.
    pub due: Option<u64>,
}

impl Agent {
    /// The reason that is told: the next state's, where one waits.
    pub fn told_reason(&self) -> u16 {
        self.pending.map_or(self.reason, |(_, reason)| reason)
    }
}

impl Default for Agent {
    fn default() -> Self {
        let state = A::LoggedOut;
        Self { state, reason: 0, pending: None, asked: None, call: None, before: state, due: None }
    }
}

/// What a call means for the agent.
#[derive(Clone, Copy, Debug)]
pub(super) enum Follow {
    Offered(usize),
    Answered,
    Over { slot: usize, talked: bool, unanswered: bool },
}

/// Moves that the network may say.
fn expected(from: A, to: A) -> bool {
    let known: &[A] = match from {
        A::LoggedOut => &[A::NotReady, A::Ready],
        A::NotReady | A::WrapUp => &[A::LoggedOut, A::NotReady, A::Ready, A::WrapUp],
        A::Ready => &[A::LoggedOut, A::NotReady, A::Ready, A::WrapUp, A::Reserved, A::Busy],
        A::Reserved => &[A::Busy, A::Ready, A::NotReady, A::LoggedOut, A::WrapUp],
        A::Busy => &[A::WrapUp, A::Ready, A::NotReady, A::LoggedOut],
    };
    from == to || known.contains(&to)
}

fn target(what: R) -> A {
    match what {
        R::Ready => A::Ready,
        R::WrapUp => A::WrapUp,
        R::LogOut => A::LoggedOut,
        _ => A::NotReady,
    }
}

impl Model {
    /// Answered ACD calls that live.
    pub fn acd_calls(&self) -> usize {
        self.calls.iter().filter(|call| call.live() && call.acd && call.answered.is_some()).count()
    }

    fn engaged(&self) -> bool {
        matches!(self.agent.state, A::Reserved | A::Busy)
    }

    /// A connection of an ACD call moved.
    pub(super) fn note(&mut self, slot: usize, answered: bool) {
        let turned_away = matches!(self.pending(slot), Some(R::Reject | R::Clear));
        let call = &self.calls[slot];
        if !call.acd {
            return;
        }
        if answered {
            self.follow.push(Follow::Answered);
        } else if call.local == S::Null {
            let talked = call.answered.is_some();
            self.follow.push(Follow::Over { slot, talked, unanswered: turned_away || call.cause.is_no_answer() });
        } else if call.local == S::Alerting {
            self.follow.push(Follow::Offered(slot));
        }
    }

    pub(super) fn follow_calls(&mut self) {
        // Of what one step did, the last counts; of calls that end together, the one that was talked on. An answer
        // outlives the end of another call.
        let seen = std::mem::take(&mut self.follow);
        let any_talked = seen.iter().any(|follow| matches!(follow, Follow::Over { talked: true, .. }));
        let answered = seen.iter().any(|follow| matches!(follow, Follow::Answered)) && self.acd_calls() > 0;
        let last = match seen.last() {
            Some(Follow::Over { .. }) if answered => Follow::Answered,
            Some(Follow::Over { slot, unanswered, .. }) => {
                Follow::Over { slot: *slot, talked: any_talked, unanswered: *unanswered }
            }
            Some(other) => *other,
            None => return,
        };
        if !self.quirk(Quirk::AgentByNetwork) {
            self.follow_call(last);
        }
    }

    fn follow_call(&mut self, seen: Follow) {
        let agent = self.agent.clone();
        match (agent.state, seen) {
            (A::Ready, Follow::Offered(slot)) => {
                self.agent.before = A::Ready;
                self.agent.call = Some(slot);
                self.decide(A::Reserved, agent.reason);
            }
            (A::Reserved | A::Ready | A::WrapUp, Follow::Answered) => self.decide(A::Busy, agent.reason),
            (A::NotReady, Follow::Answered) => {
                if agent.pending.is_none() {
                    self.agent.pending = Some((A::NotReady, agent.reason));
                }
                self.decide(A::Busy, agent.reason);
            }
            (A::Reserved, Follow::Over { slot, talked: false, unanswered }) if agent.call == Some(slot) => {
                self.leave_reserved(unanswered);
            }
            (A::Busy, Follow::Over { talked, .. }) if self.acd_calls() == 0 => match agent.pending {
                Some((pending, reason)) => self.decide(pending, reason),
                None if talked && self.config.wrap_up != 0 => self.decide(A::WrapUp, agent.reason),
                None => self.decide(A::Ready, 0),
            },
            _ => {}
        }
    }

    pub(super) fn leave_reserved(&mut self, unanswered: bool) {
        let before = self.agent.before;
        let otherwise = match (unanswered, self.config.rona_ready) {
            (false, _) => before,
            (true, 0) => A::NotReady,
            (true, _) => A::Ready,
        };
        let reason = if otherwise == before { self.agent.reason } else { 0 };
        self.take_up(otherwise, reason);
    }

    fn take_up(&mut self, otherwise: A, reason: u16) {
        let (to, reason) = self.agent.pending.unwrap_or((otherwise, reason));
        self.decide(to, reason);
    }

    pub(super) fn agent_limit(&mut self) {
        self.agent.due = None;
        match self.agent.state {
            A::WrapUp => self.take_up(A::Ready, 0),
            A::Reserved => self.leave_reserved(false),
            _ => {}
        }
    }

    fn decide(&mut self, to: A, reason: u16) {
        self.move_agent(to, reason, Cause::NONE);
        let agent = self.agent.clone();
        self.command(OutputKind::CmdAgent, None, 0, |command| {
            (command.state, command.reason, command.pending) =
                (agent.state.code(), agent.told_reason(), pending_code(&agent));
        });
    }

    fn move_agent(&mut self, to: A, reason: u16, cause: Cause) {
        let was = self.agent.clone();
        self.agent.state = to;
        self.agent.reason = reason_of(to, reason);
        let keeps = matches!(to, A::Reserved | A::Busy) && was.pending.map(|(state, _)| state) != Some(to);
        if !keeps {
            self.agent.pending = None;
        }
        if to != A::Reserved {
            self.agent.call = None;
        }
        if was.state != to {
            let limit = match to {
                _ if self.quirk(Quirk::AgentByNetwork) => 0,
                A::WrapUp if self.config.wrap_up != WRAP_UP_ALWAYS => self.config.wrap_up,
                A::Reserved if was.call.is_none() => rules::no_answer(&self.config),
                _ => 0,
            };
            self.agent.due = (limit != 0).then(|| self.now + u64::from(limit));
            if to == A::LoggedOut {
                for known in [Known::QueueName, Known::AgentId, Known::Skills] {
                    self.own.remove_known(known);
                }
            } else if was.state == A::LoggedOut && !self.in_a_queue() {
                self.own.put(Known::QueueName, "", 0);
            }
        }
        self.agent_event(was.state, cause);
    }

    fn agent_event(&mut self, was: A, cause: Cause) {
        let agent = self.agent.clone();
        self.event(OutputKind::Agent, None, |event| {
            (event.was, event.state, event.cause) = (was.code(), agent.state.code(), cause);
            (event.reason, event.pending) = (agent.told_reason(), pending_code(&agent));
        });
        self.changed = true;
    }

    fn in_a_queue(&self) -> bool {
        self.own.list.iter().any(|text| text.is(Known::QueueName) && text.tag == 0)
    }

    fn in_queue(&self, name: &str) -> bool {
        self.own.list.iter().any(|text| text.is(Known::QueueName) && text.tag == 0 && text.value == name)
    }

    // ---- signals ----

    pub(super) fn agent_signal(&mut self, signal: &Signal<'_>) {
        let was = self.agent.clone();
        let to = signal.agent;
        let asked =
            was.asked.clone().filter(|asked| target(asked.what) == to || asked.what == R::LogIn && to != A::LoggedOut);
        let reason = match &asked {
            _ if signal.reason != 0 => signal.reason,
            Some(asked) => asked.reason,
            None if was.state == to => was.reason,
            None => 0,
        };
        let reason = reason_of(to, reason);
        if let Some(asked) = asked.as_ref().filter(|asked| asked.what == R::LogIn) {
            self.own.join(asked.number);
        }
        if asked.is_some() {
            self.asked_over(None);
        }
        let is = was.pending.map(|(state, _)| state);
        let pending = signal.pending.or(if matches!(to, A::Reserved | A::Busy) { is } else { None });
        if (was.state, was.reason, is) == (to, reason, pending) {
            if asked.is_none() {
                self.ignore();
            }
        } else {
            let said = signal.pending.map(|state| (state, signal.reason));
            if said.is_some() {
                self.agent.pending = said;
            }
            if was.state == A::Ready && to == A::Reserved {
                self.agent.before = A::Ready;
            }
            self.move_agent(to, reason, signal.cause);
            if said.is_some() {
                self.agent.pending = said;
            }
            let calls = self.acd_calls() > 0;
            let contradicts = match to {
                A::Busy => !calls,
                A::Reserved => false,
                _ => calls && was.state == A::Busy,
            };
            if !expected(was.state, to) || contradicts {
                self.event(OutputKind::Discrepancy, None, |event| {
                    (event.was, event.state) = (was.state.code(), to.code())
                });
            }
        }
    }

    pub(super) fn queue_signal(&mut self, signal: &Signal<'_>) {
        let name = signal
            .entries
            .iter()
            .find(|entry| entry.key == Key::Known(Known::QueueName))
            .map_or("", |entry| entry.value);
        let wanted = if signal.on { R::LogIn } else { R::LogOut };
        let answers = self.agent.asked.as_ref().is_some_and(|asked| {
            asked.what == wanted && self.own.list.iter().any(|text| text.tag == asked.number && text.value == name)
        });
        let was_in = self.in_queue(name);
        if signal.on && answers {
            let number = self.agent.asked.as_ref().map_or(0, |asked| asked.number);
            self.own.join(number);
        } else if signal.on && !was_in {
            if !self.own.put(Known::QueueName, name, 0) {
                self.left_out(None);
            }
        } else if !signal.on && was_in {
            self.own.remove_value(Known::QueueName, name);
        } else if !answers {
            return self.ignore();
        }
        self.changed |= signal.on != was_in;
        if answers && self.agent.state != A::LoggedOut {
            self.asked_over(None);
        }
    }

    // ---- requests ----

    /// The request's number; 0 when it is so already.
    pub(super) fn agent_request(&mut self, request: &Request<'_>) -> Result<u16, Cause> {
        let what = request.what;
        let queue = text(request, Known::QueueName);
        let named = request.entries.iter().filter(|entry| entry.key == Key::Known(Known::QueueName));
        let queues: Vec<&str> = named.map(|entry| entry.value).collect();
        let state = self.agent.state;
        let out = state == A::LoggedOut;
        let idle = self.agent.asked.is_none() && self.agent.pending.is_none();
        let so_already = match what {
            R::LogIn => !out && queues.iter().all(|name| self.in_queue(name)),
            R::LogOut if queue.is_some() => out || queue.is_some_and(|name| !self.in_queue(name)),
            R::LogOut => out && idle,
            _ if out => return Err(Cause::INVALID_AGENT_STATE),
            R::Ready if !self.in_a_queue() => return Err(Cause::INVALID_AGENT_GROUP),
            R::NotReady => idle && state == A::NotReady && self.agent.reason == request.reason,
            _ => idle && state == target(what),
        };
        if so_already {
            return Ok(0);
        }
        let of_queue = what == R::LogIn || queue.is_some();
        let wish = WrapUpWish::from_code(self.config.wrap_up_wish).unwrap_or(WrapUpWish::Apply);
        let later = self.engaged() || state == A::WrapUp && wish != WrapUpWish::Apply;
        let waits = later && !of_queue && !self.quirk(Quirk::AgentByNetwork);
        if waits && state == A::WrapUp && wish == WrapUpWish::Discard {
            return Ok(0);
        }
        if waits && self.agent.pending == Some((target(what), reason_of(target(what), request.reason))) {
            return Ok(0);
        }
        let number = self.next_number();
        for entry in request.entries {
            let key = match entry.key {
                Key::Known(known @ (Known::AgentId | Known::QueueName | Known::Skills)) => known,
                _ => continue,
            };
            if !self.own.add(Text::of(&Entry::known(key, entry.value), number)) {
                return Err(Cause::NO_ROOM);
            }
        }
        self.number();
        if self.agent.asked.is_some() {
            self.asked_over(Some(Cause::OVERRIDE));
        }
        if !waits {
            if !of_queue {
                self.agent.pending = None;
            }
            self.ask(request, number);
            return Ok(number);
        }
        self.agent.pending = Some((target(what), reason_of(target(what), request.reason)));
        let withdraw = state == A::Reserved && what == R::NotReady;
        if withdraw {
            self.ask(request, number);
        } else {
            self.event(OutputKind::RequestDone, None, |event| (event.of, event.request) = (what.code(), number));
        }
        self.agent_event(state, Cause::NONE);
        Ok(number)
    }

    fn ask(&mut self, request: &Request<'_>, number: u16) {
        let what = request.what;
        let reason = reason_of(target(what), request.reason);
        self.agent.asked = Some(Asked { what, reason, number, due: self.request_due() });
        let word = OutputKind::from_code(what.code()).expect("a command has its request's number");
        self.command(word, None, number, |command| command.reason = reason);
        self.changed = true;
    }

    pub(super) fn agent_answered(&mut self, refused: Option<Cause>) {
        let Some(asked) = self.agent.asked.clone() else { return };
        if refused.is_some() {
            return self.asked_over(refused);
        }
        let is_queue = |text: &&Text| text.is(Known::QueueName) && text.tag == asked.number;
        let left: Option<String> = self.own.list.iter().find(is_queue).map(|text| text.value.clone());
        let (to, reason) = match (asked.what, left) {
            (R::LogIn, _) => {
                self.own.join(asked.number);
                self.asked_over(None);
                if self.agent.state != A::LoggedOut {
                    return;
                }
                (if self.config.login_ready != 0 { A::Ready } else { A::NotReady }, 0)
            }
            (R::LogOut, Some(queue)) => {
                let member = self
                    .own
                    .list
                    .iter()
                    .position(|text| text.is(Known::QueueName) && text.tag != asked.number && text.value == queue);
                if let Some(at) = member {
                    self.own.list.remove(at);
                }
                return self.asked_over(None);
            }
            _ => {
                self.asked_over(None);
                (target(asked.what), asked.reason)
            }
        };
        if self.engaged() {
            if self.agent.pending.map(|(state, _)| state) != Some(to) {
                self.agent.pending = Some((to, reason));
                self.agent_event(self.agent.state, Cause::NONE);
            }
        } else if (self.agent.state, self.agent.reason) != (to, reason_of(to, reason)) {
            self.move_agent(to, reason, Cause::NONE);
        }
    }

    pub(super) fn asked_over(&mut self, failed: Option<Cause>) {
        let Some(asked) = self.agent.asked.take() else { return };
        self.own.end(asked.number);
        let what = if failed.is_some() { OutputKind::RequestFailed } else { OutputKind::RequestDone };
        self.event(what, None, |event| {
            (event.of, event.request, event.cause) = (asked.what.code(), asked.number, failed.unwrap_or(Cause::NONE));
        });
        self.changed = true;
    }
}

/// Nobody needs a reason to be ready.
fn reason_of(state: A, reason: u16) -> u16 {
    if state == A::Ready { 0 } else { reason }
}

fn pending_code(agent: &Agent) -> u8 {
    agent.pending.map_or(0, |(state, _)| 1 + state.code())
}
