//! The agent: one session at the station.
//!
//! Signals and answered requests move it; ACD calls reserve it, make it busy and send it into wrap-up
//! ([`Follow`], the only way a call affects the agent). What the station decides itself it tells the network with an
//! `agent` command.

pub mod row;

use crate::call::record::{NO_SLOT, Slot, flag};
use crate::cause::Cause;
use crate::config::{Quirk, WRAP_UP_ALWAYS, WrapUpWish};
use crate::data::{Key, Known};
use crate::output::What;
use crate::request::{Request, RequestKind as R};
use crate::requests::text;
use crate::signal::Signal;
use crate::state::AgentState as A;
use crate::turn::{Turn, View};
use row::{AgentInput, Next, Otherwise};

/// What is remembered of the agent. The texts (id, queues) are among the station's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub(crate) struct Agent {
    /// End of wrap-up, or of a reservation without a call, where [`timed`](Self::timed).
    pub due: u32,
    /// Deadline of the request.
    pub request_due: u32,
    pub reason: u16,
    pub pending_reason: u16,
    /// The reason that the request names.
    pub asked_reason: u16,
    /// Number of the request.
    pub request: u16,
    /// The call that reserved the agent.
    pub call: Slot,
    /// ACD calls that the agent answered and that live.
    pub calls: u16,
    pub state: u8,
    /// 1 + code of the pending state, 0 for none.
    pub pending: u8,
    /// State before the reservation.
    pub before: u8,
    /// Code of the pending request, 0 for none.
    pub asked: u8,
    /// 1: `due` counts.
    pub timed: u8,
    pub reserved: [u8; 3],
}

impl Default for Agent {
    fn default() -> Self {
        Self {
            due: 0,
            request_due: 0,
            reason: 0,
            pending_reason: 0,
            asked_reason: 0,
            request: 0,
            call: NO_SLOT,
            calls: 0,
            state: 0,
            pending: 0,
            before: 0,
            asked: 0,
            timed: 0,
            reserved: [0; 3],
        }
    }
}

impl Agent {
    pub fn state(&self) -> A {
        A::from_code(self.state).unwrap_or(A::LoggedOut)
    }

    pub fn pending(&self) -> Option<A> {
        self.pending.checked_sub(1).and_then(A::from_code)
    }

    fn set_pending(&mut self, to: Option<A>, reason: u16) {
        self.pending = to.map_or(0, |state| state.code().saturating_add(1));
        self.pending_reason = if to.is_some() { reason } else { 0 };
    }
}

/// The agent as the application sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct AgentInfo {
    /// The state.
    pub state: A,
    /// The next state, where one waits.
    pub pending: Option<A>,
    /// The reason code of the state.
    pub reason: u16,
}

/// What an ACD call means for the agent; taken up at the end of the step.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Follow {
    /// Nothing.
    Nothing,
    /// It is offered.
    Offered(Slot),
    /// It was answered here.
    Answered,
    /// It is over here.
    Over { slot: Slot, talked: bool, unanswered: bool },
}

/// The state that a request asks for.
const fn target(what: R) -> A {
    match what {
        R::Ready => A::Ready,
        R::WrapUp => A::WrapUp,
        R::LogOut => A::LoggedOut,
        _ => A::NotReady,
    }
}

impl View<'_> {
    /// Whether an agent's request would be granted; `Ok(true)` when it is so already.
    pub fn decide_agent(&self, request: &Request<'_>) -> Result<bool, Cause> {
        let agent = &self.state.agent;
        let state = agent.state();
        let queue = text(request, Known::QueueName);
        let out = state == A::LoggedOut;
        let idle = agent.asked == 0 && agent.pending == 0;
        match request.what {
            R::LogIn if out => Ok(false),
            R::LogIn => Ok(queue.is_none_or(|name| self.in_queue(name))),
            R::LogOut if queue.is_some() => Ok(out || queue.is_some_and(|name| !self.in_queue(name))),
            R::LogOut => Ok(out && idle),
            _ if out => Err(Cause::INVALID_AGENT_STATE),
            R::Ready if !self.in_a_queue() => Err(Cause::INVALID_AGENT_GROUP),
            R::NotReady => Ok(idle && state == A::NotReady && agent.reason == request.reason),
            what => Ok(idle && state == target(what)),
        }
    }

    fn in_a_queue(&self) -> bool {
        self.own().records().any(|record| record.is(Known::QueueName) && record.tag == 0)
    }

    fn in_queue(&self, name: &str) -> bool {
        let is = |record: crate::data::Record<'_>| record.is(Known::QueueName) && record.tag == 0 && record.value == name.as_bytes();
        self.own().records().any(is)
    }
}

impl Turn<'_> {
    fn engaged(&self) -> bool {
        row::waits(self.state.agent.state())
    }

    fn by_network(&self) -> bool {
        self.state.config.has(Quirk::AgentByNetwork)
    }

    // ---- what calls mean -------------------------------------------------------------------------

    /// Takes up what ACD calls did in this step.
    pub fn follow_calls(&mut self) {
        let follow = core::mem::replace(&mut self.follow, Follow::Nothing);
        if matches!(follow, Follow::Nothing) || self.by_network() {
            return;
        }
        let agent = self.state.agent;
        let input = match follow {
            Follow::Offered(slot) => {
                if agent.state() == A::Ready {
                    self.state.agent.call = slot;
                }
                AgentInput::Offered
            }
            Follow::Answered => AgentInput::Answered,
            Follow::Over { slot, talked: false, unanswered } if slot == agent.call => {
                if unanswered { AgentInput::Unanswered } else { AgentInput::Withdrawn }
            }
            Follow::Over { .. } if agent.calls > 0 => return,
            Follow::Over { talked: true, .. } => AgentInput::EndedTalked,
            Follow::Over { .. } => AgentInput::EndedUntalked,
            Follow::Nothing => return,
        };
        self.agent_input(input);
    }

    /// Moves the agent by the row.
    pub fn agent_input(&mut self, input: AgentInput) {
        let agent = self.state.agent;
        let state = agent.state();
        let wraps_up = self.state.config.wrap_up != 0;
        match row::next(state, input) {
            None => {}
            Some(Next::To(to)) => {
                if to == A::Reserved {
                    self.state.agent.before = agent.state;
                } else if state == A::NotReady && agent.pending == 0 {
                    // Whoever took no calls goes back to taking none.
                    self.state.agent.set_pending(Some(A::NotReady), agent.reason);
                }
                self.decide_state(to, agent.reason);
            }
            Some(Next::PendingElse(otherwise)) => match agent.pending() {
                Some(pending) => self.decide_state(pending, agent.pending_reason),
                None => match otherwise {
                    Otherwise::Before => self.decide_state(A::from_code(agent.before).unwrap_or(A::Ready), agent.reason),
                    Otherwise::Rona if self.state.config.rona_ready == 0 => self.decide_state(A::NotReady, 0),
                    Otherwise::WrapUp if wraps_up => self.decide_state(A::WrapUp, agent.reason),
                    Otherwise::Rona | Otherwise::WrapUp | Otherwise::Ready => self.decide_state(A::Ready, 0),
                },
            },
        }
    }

    /// A call that joins another brings along that an ACD delivered it.
    pub fn inherit_acd(&mut self, from: Slot, to: Slot) {
        if self.at(from).has(flag::ACD) && !self.at(to).has(flag::ACD) {
            let answered = self.at(to).answered != 0;
            self.at_mut(to).set(flag::ACD, true);
            if answered {
                self.state.agent.calls = self.state.agent.calls.saturating_add(1);
            }
        }
    }

    /// The station decides, and tells the network.
    fn decide_state(&mut self, to: A, reason: u16) {
        self.move_agent(to, reason, Cause::NONE);
        let agent = self.state.agent;
        let command = self.command(What::CmdAgent, NO_SLOT, 0);
        command.state = agent.state;
        command.reason = agent.reason;
        command.pending = agent.pending;
    }

    /// The one door through which the agent's state changes.
    fn move_agent(&mut self, to: A, reason: u16, cause: Cause) {
        let was = self.state.agent;
        let agent = &mut self.state.agent;
        agent.state = to.code();
        agent.reason = if to == A::Ready { 0 } else { reason };
        if !matches!(to, A::Reserved | A::Busy) || agent.pending() == Some(to) {
            agent.set_pending(None, 0);
        }
        if to != A::Reserved {
            agent.call = NO_SLOT;
        }
        if was.state() != to {
            agent.timed = 0;
            let limit = match to {
                _ if self.by_network() => 0,
                A::WrapUp if self.state.config.wrap_up != WRAP_UP_ALWAYS => self.state.config.wrap_up,
                // A reservation that no call stands behind must end, too.
                A::Reserved if was.call == NO_SLOT => self.state.config.no_answer(),
                _ => 0,
            };
            if limit != 0 {
                self.state.agent.due = self.deadline(limit);
                self.state.agent.timed = 1;
            }
            self.queues_follow(was.state(), to);
        }
        self.agent_event(was.state, cause);
    }

    /// Whoever is logged in is in a queue, if only in the network's default one; who is not is in none.
    fn queues_follow(&mut self, was: A, to: A) {
        if to == A::LoggedOut {
            self.own_mut().remove(Key::Known(Known::QueueName));
            self.own_mut().remove(Key::Known(Known::AgentId));
            self.own_mut().remove(Key::Known(Known::Skills));
        } else if was == A::LoggedOut && !self.view().in_a_queue() {
            // Without room the agent has no queue, and `ready` says so.
            let _ = self.own_mut().add(Key::Known(Known::QueueName), "", 0);
        }
    }

    fn agent_event(&mut self, was: u8, cause: Cause) {
        let agent = self.state.agent;
        let event = self.event(What::Agent, NO_SLOT);
        event.was = was;
        event.state = agent.state;
        event.reason = agent.reason;
        event.pending = agent.pending;
        event.cause = cause;
        self.changed = true;
    }

    // ---- signals ---------------------------------------------------------------------------------

    /// The network says the agent's state.
    pub fn agent_signal(&mut self, signal: &Signal<'_>) {
        let agent = self.state.agent;
        let (was, to) = (agent.state(), signal.agent);
        let asked = R::from_code(agent.asked).filter(|what| target(*what) == to || *what == R::LogIn && to != A::LoggedOut);
        let reason = match asked {
            Some(_) if signal.reason == 0 => agent.asked_reason,
            None if signal.reason == 0 && was == to => agent.reason,
            _ => signal.reason,
        };
        if asked == Some(R::LogIn) {
            self.own_mut().keep(agent.request);
        }
        if asked.is_some() {
            self.asked_over(None);
        }
        let pending = match signal.pending {
            Some(state) => state.code().saturating_add(1),
            None => if matches!(to, A::Reserved | A::Busy) { agent.pending } else { 0 },
        };
        if (was, agent.reason, agent.pending) == (to, reason, pending) {
            if asked.is_none() {
                self.ignore();
            }
        } else {
            if signal.pending.is_some() {
                self.state.agent.set_pending(signal.pending, signal.reason);
            }
            if was == A::Ready && to == A::Reserved {
                self.state.agent.before = was.code();
            }
            self.move_agent(to, reason, signal.cause);
            if signal.pending.is_some() {
                self.state.agent.set_pending(signal.pending, signal.reason);
            }
            let calls = agent.calls > 0;
            let contradicts = match to {
                A::Busy => !calls,
                A::Ready | A::WrapUp | A::NotReady | A::LoggedOut => calls && was == A::Busy,
                A::Reserved => false,
            };
            if !row::expected(was, to) || contradicts {
                let event = self.event(What::Discrepancy, NO_SLOT);
                event.was = was.code();
                event.state = to.code();
            }
        }
    }

    /// The network says that the agent is in a queue, or out of it.
    pub fn queue_signal(&mut self, signal: &Signal<'_>) {
        let name = signal.entries.iter().find(|entry| entry.key == Key::Known(Known::QueueName)).map_or("", |entry| entry.value);
        let agent = self.state.agent;
        let asked = self.own().tagged(agent.request).any(|entry| entry.value == name);
        let answers = asked && agent.asked == if signal.on { R::LogIn.code() } else { R::LogOut.code() };
        let was_in = self.view().in_queue(name);
        if signal.on && answers {
            self.own_mut().keep(agent.request);
        } else if signal.on && !was_in {
            if self.own_mut().add(Key::Known(Known::QueueName), name, 0).is_err() {
                self.left_out(NO_SLOT);
            }
        } else if !signal.on && was_in {
            self.own_mut().remove_value(Known::QueueName, name);
        } else if !answers {
            self.ignore();
            return;
        }
        self.changed |= signal.on != was_in;
        if answers && agent.state() != A::LoggedOut {
            self.asked_over(None);
        }
    }

    // ---- requests --------------------------------------------------------------------------------

    /// Carries an agent's request out. Gives its number; 0 when there was nothing to do.
    pub fn grant_agent(&mut self, request: &Request<'_>) -> Result<u16, Cause> {
        let what = request.what;
        let of_queue = what == R::LogIn || text(request, Known::QueueName).is_some();
        let state = self.state.agent.state();
        let wish = WrapUpWish::from_code(self.state.config.wrap_up_wish).unwrap_or(WrapUpWish::Apply);
        let waits = !of_queue && !self.by_network() && (self.engaged() || state == A::WrapUp && wish != WrapUpWish::Apply);
        if waits && state == A::WrapUp && wish == WrapUpWish::Discard {
            return Ok(0);
        }
        if waits && self.state.agent.pending() == Some(target(what)) && self.state.agent.pending_reason == request.reason {
            return Ok(0);
        }
        let number = self.next_number();
        // Texts first: what does not fit changes nothing.
        for entry in request.entries {
            if !matches!(entry.key, Key::Known(Known::AgentId | Known::QueueName | Known::Skills)) {
                continue;
            }
            if let Err(error) = self.own_mut().add(entry.key, entry.value, number) {
                self.own_mut().end(number);
                return Err(error.into());
            }
        }
        self.number();
        if self.state.agent.asked != 0 {
            self.asked_over(Some(Cause::OVERRIDE));
        }
        if waits {
            self.state.agent.set_pending(Some(target(what)), request.reason);
            let withdraw = state == A::Reserved && what == R::NotReady;
            if withdraw {
                self.ask(request, number);
            }
            if !withdraw {
                let done = self.event(What::RequestDone, NO_SLOT);
                done.of = what.code();
                done.request = number;
            }
            self.agent_event(state.code(), Cause::NONE);
        } else {
            if self.state.agent.pending != 0 && !of_queue {
                self.state.agent.set_pending(None, 0);
            }
            self.ask(request, number);
        }
        Ok(number)
    }

    fn ask(&mut self, request: &Request<'_>, number: u16) {
        let due = self.deadline(self.state.config.request_timeout());
        let agent = &mut self.state.agent;
        agent.asked = request.what.code();
        agent.asked_reason = request.reason;
        agent.request = number;
        agent.request_due = due;
        self.command(crate::pending::command(request.what), NO_SLOT, number).reason = request.reason;
        self.changed = true;
    }

    /// `accepted` or, with a reason, `refused`, of the agent's request.
    pub fn agent_answered(&mut self, refused: Option<Cause>) {
        if refused.is_some() {
            self.asked_over(refused);
            return;
        }
        let agent = self.state.agent;
        let Some(what) = R::from_code(agent.asked) else { return };
        let of_queue = what == R::LogOut && self.own().tagged(agent.request).any(|entry| entry.key == Key::Known(Known::QueueName));
        if what == R::LogIn {
            self.own_mut().keep(agent.request);
        } else if of_queue {
            self.own_mut().remove_same(Known::QueueName, agent.request);
        }
        self.asked_over(None);
        let (to, reason) = match what {
            R::LogIn if agent.state() != A::LoggedOut => return,
            R::LogIn if self.state.config.login_ready != 0 => (A::Ready, 0),
            R::LogIn => (A::NotReady, 0),
            _ if of_queue => return,
            _ => (target(what), agent.asked_reason),
        };
        if self.engaged() {
            // The network keeps the wish for later, as we do.
            if agent.pending() != Some(to) {
                self.state.agent.set_pending(Some(to), reason);
                self.agent_event(agent.state, Cause::NONE);
            }
        } else if (agent.state(), agent.reason) != (to, reason) {
            self.move_agent(to, reason, Cause::NONE);
        }
    }

    /// The agent's request is done or, with a reason, came to nothing.
    pub fn asked_over(&mut self, failed: Option<Cause>) {
        let agent = self.state.agent;
        self.state.agent.asked = 0;
        self.state.agent.request = 0;
        self.own_mut().end(agent.request);
        let event = self.event(if failed.is_some() { What::RequestFailed } else { What::RequestDone }, NO_SLOT);
        event.of = agent.asked;
        event.request = agent.request;
        event.cause = failed.unwrap_or(Cause::NONE);
        self.changed = true;
    }
}
