//! The agent's requests: what each needs, and how it ends.

use crate::cause::Cause;
use crate::config::{WrapUpWish, way};
use crate::data::{Key, Known, Record};
use crate::decide::{is, text};
use crate::pending::command;
use crate::request::{Request, RequestKind as R};
use crate::state::AgentState as A;
use crate::turn::Turn;
use crate::view::View;

/// The state that a request asks for.
pub(super) const fn target(what: R) -> A {
    match what {
        R::Ready => A::Ready,
        R::WrapUp => A::WrapUp,
        R::LogOut => A::LoggedOut,
        _ => A::NotReady,
    }
}

/// The reason code that a state has: who is ready has none.
pub(super) const fn reason_of(state: A, said: u16) -> u16 {
    if matches!(state, A::Ready) { 0 } else { said }
}

impl View<'_, '_> {
    /// Whether an agent's request would be granted; `Ok(true)` when it is so already.
    pub fn decide_agent(&self, request: &Request<'_>) -> Result<bool, Cause> {
        let agent = &self.state.agent;
        let state = agent.state();
        let queue = text(request.entries, Known::QueueName);
        let queues = request.entries.iter().filter(|entry| is(entry, Known::QueueName)).map(|entry| entry.value);
        let out = state == A::LoggedOut;
        let idle = agent.asked == 0 && agent.pending == 0;
        match request.what {
            R::LogIn if out => Ok(false),
            R::LogIn => Ok(queues.clone().all(|name| self.in_queue(name))),
            R::LogOut if queue.is_some() => Ok(out || queue.is_some_and(|name| !self.in_queue(name))),
            R::LogOut => Ok(out && idle),
            _ if out => Err(Cause::INVALID_AGENT_STATE),
            R::Ready if !self.in_a_queue() => Err(Cause::INVALID_AGENT_GROUP),
            R::NotReady => Ok(idle && state == A::NotReady && agent.reason == request.reason),
            what => Ok(idle && state == target(what)),
        }
    }

    pub(super) fn in_a_queue(&self) -> bool {
        self.own().records().any(|record| record.is(Known::QueueName) && record.tag == 0)
    }

    pub(super) fn in_queue(&self, name: &str) -> bool {
        let is = |record: Record<'_>| record.is(Known::QueueName) && record.tag == 0 && record.value == name.as_bytes();
        self.own().records().any(is)
    }
}

impl Turn<'_> {
    /// Carries an agent's request out. Gives its number; 0 when there was nothing to do.
    #[inline(never)]
    pub fn grant_agent(&mut self, request: &Request<'_>) -> Result<u16, Cause> {
        let what = request.what;
        let request = &Request { reason: reason_of(target(what), request.reason), ..*request };
        let of_queue = what == R::LogIn || text(request.entries, Known::QueueName).is_some();
        let state = self.state.agent.state();
        let wish = WrapUpWish::from_code(self.state.config.wrap_up_wish).unwrap_or(WrapUpWish::Apply);
        let waits =
            !of_queue && !self.by_network() && (self.engaged() || state == A::WrapUp && wish != WrapUpWish::Apply);
        if waits && state == A::WrapUp && wish == WrapUpWish::Discard {
            return Ok(0);
        }
        if waits
            && self.state.agent.pending() == Some(target(what))
            && self.state.agent.pending_reason == request.reason
        {
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
                self.send_wish(request, number);
            }
            if !withdraw {
                self.request_event(None, what.code(), number, None);
            }
            self.agent_event(state.code(), Cause::NONE);
        } else {
            if self.state.agent.pending != 0 && !of_queue {
                self.state.agent.set_pending(None, 0);
            }
            self.send_wish(request, number);
        }
        Ok(number)
    }

    fn send_wish(&mut self, request: &Request<'_>, number: u16) {
        let due = self.deadline(self.state.config.request_timeout());
        let agent = &mut self.state.agent;
        agent.asked = request.what.code();
        agent.asked_reason = request.reason;
        agent.request = number;
        agent.request_due = due;
        self.station_command(command(request.what), number).reason = request.reason;
        self.changed = true;
    }

    /// `accepted` or, with a reason, `refused`, of the agent's request.
    #[inline(never)]
    pub fn agent_answered(&mut self, refused: Option<Cause>) {
        let what = R::from_code(self.state.agent.asked);
        let (None, Some(what)) = (refused, what) else { return self.asked_over(refused) };
        let (number, reason) = (self.state.agent.request, self.state.agent.asked_reason);
        let names_queue = |record: Record<'_>| record.is(Known::QueueName) && record.tag == number;
        let of_queue = what == R::LogOut && self.own().records().any(names_queue);
        if what == R::LogIn {
            self.own_mut().keep(number);
        } else if of_queue {
            self.own_mut().remove_same(Known::QueueName, number);
        }
        self.asked_over(None);
        let agent = &self.state.agent;
        let (to, reason) = match what {
            R::LogIn if agent.state() != A::LoggedOut => return,
            R::LogIn if self.state.config.goes(way::LOGIN_READY) => (A::Ready, 0),
            R::LogIn => (A::NotReady, 0),
            _ if of_queue => return,
            _ => (target(what), reason_of(target(what), reason)),
        };
        if self.engaged() {
            // The network keeps the wish for later, as we do.
            if agent.pending() != Some(to) {
                let was = agent.state;
                self.state.agent.set_pending(Some(to), reason);
                self.agent_event(was, Cause::NONE);
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
        self.request_event(None, agent.asked, agent.request, failed);
        self.changed = true;
    }
}
