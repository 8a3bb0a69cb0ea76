//! What the network says of the agent: the state, and the queues.

use super::asked::{reason_of, target};
use super::row;
use crate::data::{Key, Known, Record};
use crate::decide::text;
use crate::output::OutputKind;
use crate::request::RequestKind as R;
use crate::signal::Signal;
use crate::state::AgentState as A;
use crate::turn::Turn;

impl Turn<'_> {
    /// The network says the agent's state.
    #[inline(never)]
    pub fn agent_signal(&mut self, signal: &Signal<'_>) {
        let agent = &self.state.agent;
        let (was, to) = (agent.state(), signal.agent);
        let asked =
            R::from_code(agent.asked).filter(|what| target(*what) == to || *what == R::LogIn && to != A::LoggedOut);
        let reason = match asked {
            Some(_) if signal.reason == 0 => agent.asked_reason,
            None if signal.reason == 0 && was == to => agent.reason,
            _ => signal.reason,
        };
        let reason = reason_of(to, reason);
        if asked == Some(R::LogIn) {
            let number = agent.request;
            self.own_mut().keep(number);
        }
        if asked.is_some() {
            self.asked_over(None);
        }
        let agent = &self.state.agent;
        let pending = match signal.pending {
            Some(state) => state.code().saturating_add(1),
            None if matches!(to, A::Reserved | A::Busy) => agent.pending,
            None => 0,
        };
        if (was, agent.reason, agent.pending) == (to, reason, pending) {
            if asked.is_none() {
                self.ignore();
            }
            return;
        }
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
        let calls = self.state.agent.calls > 0;
        let contradicts = match to {
            A::Busy => !calls,
            A::Ready | A::WrapUp | A::NotReady | A::LoggedOut => calls && was == A::Busy,
            A::Reserved => false,
        };
        if !row::expected(was, to) || contradicts {
            let event = self.station_event(OutputKind::Discrepancy);
            event.was = was.code();
            event.state = to.code();
        }
    }

    /// The network says that the agent is in a queue, or out of it.
    #[inline(never)]
    pub fn queue_signal(&mut self, signal: &Signal<'_>) {
        let name = text(signal.entries, Known::QueueName).unwrap_or_default();
        let agent = self.state.agent;
        let names = |record: Record<'_>| record.tag == agent.request && record.value == name.as_bytes();
        let answers = agent.asked == if signal.on { R::LogIn.code() } else { R::LogOut.code() }
            && self.own().records().any(names);
        let was_in = self.view().in_queue(name);
        if signal.on && answers {
            self.own_mut().keep(agent.request);
        } else if signal.on && !was_in {
            if self.own_mut().add(Key::Known(Known::QueueName), name, 0).is_err() {
                self.own_short = true;
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
}
