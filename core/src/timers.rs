//! Deadlines. The station knows one moment that no deadline is earlier than; a step with time alone fires the
//! earliest deadline that is due, and finds the next moment. So a step without one costs nothing.
//!
//! Deadlines are the low 32 bits of a time. None is earlier than the known moment and none is more than
//! [`LONGEST`](crate::config::LONGEST) after the step that set it, so the whole time follows.

use crate::agent::row::AgentInput;
use crate::call::record::{Call, NO_SLOT, Slot, flag};
use crate::cause::Cause;
use crate::id::CallId;
use crate::output::OutputKind;
use crate::request::RequestKind as R;
use crate::state::{AgentState, State as S};
use crate::storage::flag as station;
use crate::turn::Turn;

/// What a deadline is for. Deadlines of the same moment go by slot, then in this order; the agent's and the station's
/// come last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    /// The network did not answer a request.
    Request,
    /// Nor digits.
    Digits,
    /// The call was not answered here, or is still held.
    State,
    /// The call is to be answered by itself.
    AutoAnswer,
    /// The network did not answer the agent's request.
    AgentRequest,
    /// Wrap-up, or a reservation, is over.
    Agent,
    /// The network did not answer a feature's request.
    Feature,
    /// The network did not answer a query, or the wish for a resync.
    Query,
}

/// A deadline: when, of which slot, what for.
type Deadline = (u64, Slot, Reason);

impl<'t> Turn<'t> {
    /// The deadline that a local state brings with it.
    pub fn arm_state(&mut self, call: &Call, local: S) {
        call.lower(flag::STATE_TIMER | flag::AUTO_ANSWER);
        let config = &self.state.config;
        let (limit, auto) = match local {
            S::Alerting => (config.no_answer(), config.auto_answer),
            S::Held => (config.recall, 0),
            _ => return,
        };
        if auto != 0 {
            self.deadline(auto);
            call.raise(flag::AUTO_ANSWER);
        }
        if limit != 0 {
            call.state_due.set(self.deadline(limit));
            call.raise(flag::STATE_TIMER);
        }
    }

    /// Says what the step before had no room for. Whether that was all that this step does.
    #[inline(never)]
    pub fn say_rest(&mut self) -> bool {
        if let Some(call) = self.calls.iter().find(|call| call.has(flag::ENDING)) {
            self.end_now(call);
            return true;
        }
        if self.state.has(station::SWEEP) {
            self.sweep();
        }
        self.state.has(station::SWEEP)
    }

    /// The earliest deadline fires, where it is due. Gives a call that is to be answered now.
    #[inline(never)]
    pub fn fire(&mut self) -> Option<CallId> {
        let (first, next) = self.earliest();
        match first {
            Some((at, slot, reason)) if at <= self.now => {
                self.state.due = next;
                self.passed(at, slot, reason)
            }
            _ => {
                self.state.due = first.map_or(u64::MAX, |(at, ..)| at);
                None
            }
        }
    }

    /// The first deadline, and the moment of the second.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn earliest(&self) -> (Option<Deadline>, u64) {
        let mut first: Option<Deadline> = None;
        let mut second = u64::MAX;
        let mut see = |deadline: Deadline| match first {
            Some(known) if known <= deadline => second = second.min(deadline.0),
            Some(known) => {
                second = second.min(known.0);
                first = Some(deadline);
            }
            None => first = Some(deadline),
        };
        let whole = |due: u32| self.state.due.saturating_add(u64::from(due.wrapping_sub(self.state.due as u32)));
        for call in self.calls.iter().filter(|call| call.live()) {
            let slot = call.slot();
            if call.pending.get() != 0 && !call.has(flag::STAGED | flag::PART_DONE) {
                see((whole(call.request_due.get()), slot, Reason::Request));
            }
            if call.has(flag::DIGITS_TIMER) {
                see((whole(call.digits_due.get()), slot, Reason::Digits));
            }
            if call.has(flag::STATE_TIMER) {
                see((whole(call.state_due.get()), slot, Reason::State));
            }
            if call.has(flag::AUTO_ANSWER) {
                let config = &self.state.config;
                let due = call.state_due.get().wrapping_sub(config.no_answer()).wrapping_add(config.auto_answer);
                see((whole(due), slot, Reason::AutoAnswer));
            }
        }
        let agent = &self.state.agent;
        if agent.asked != 0 {
            see((whole(agent.request_due), NO_SLOT, Reason::AgentRequest));
        }
        if self.state.has(station::TIMED) {
            see((whole(agent.due), NO_SLOT, Reason::Agent));
        }
        if self.state.feature_wish.code() != 0 {
            see((whole(self.state.feature_due), NO_SLOT, Reason::Feature));
        }
        if self.state.has(station::QUERY | station::ASKED) {
            see((whole(self.state.query_due), NO_SLOT, Reason::Query));
        }
        (first, second)
    }

    /// Gives a call that is to be answered.
    fn passed(&mut self, at: u64, slot: Slot, reason: Reason) -> Option<CallId> {
        match (reason, self.at(slot)) {
            (Reason::Request, Some(call)) => {
                // The state is the last one known: the network is asked for it, of a pair for the call that was named.
                let answered = flag::STAGED | flag::PART_DONE;
                let named = self.partner(call).filter(|other| other.has(flag::LEAD) && !other.has(answered));
                self.command(OutputKind::CmdQuery, named.unwrap_or(call), 0);
                self.fail(call, Cause::TIMED_OUT);
            }
            (Reason::Digits, Some(call)) => {
                if let Some(number) = self.digits(call) {
                    self.digits_over(call, number, Some(Cause::TIMED_OUT));
                    if call.has(flag::DIGITS_TIMER) {
                        // The next ones had the same deadline.
                        self.state.due = self.state.due.min(at);
                    }
                }
            }
            (Reason::State, Some(call)) if call.local() == S::Held => {
                self.arm_state(call, S::Held);
                self.event(OutputKind::Recall, call);
            }
            (Reason::State, Some(call)) => self.unanswered(call),
            (Reason::AutoAnswer, Some(call)) => {
                call.lower(flag::AUTO_ANSWER);
                // Never over a connected call: then the user decides.
                if self.state.lines == 0 {
                    return Some(call.id.get());
                }
            }
            (Reason::AgentRequest, _) => self.asked_over(Some(Cause::TIMED_OUT)),
            (Reason::Agent, _) => {
                self.state.set(station::TIMED, false);
                self.agent_input(AgentInput::Limit);
            }
            (Reason::Feature, _) => self.feature_over(Some(Cause::TIMED_OUT)),
            (Reason::Query, _) => self.query_limit(),
            // A deadline of a call is of a slot.
            (Reason::Request | Reason::Digits | Reason::State | Reason::AutoAnswer, None) => {}
        }
        None
    }

    /// The no-answer limit: the call is turned away, and the agent does not stay reserved by it.
    fn unanswered(&mut self, call: &Call) {
        call.state_due.set(self.deadline(self.state.config.no_answer()));
        if call.pending.get() != 0 {
            // An answer is under way; it has a deadline of its own.
            return;
        }
        let number = self.number();
        self.begin(call, R::Reject, R::Reject, number, flag::LEAD);
        call.cause.set(Cause::NO_ANSWER);
        self.send(R::Reject, call, number).cause = Cause::NO_ANSWER;
        let agent = &self.state.agent;
        if agent.state() == AgentState::Reserved && agent.call == call.slot() {
            self.agent_input(AgentInput::Unanswered);
        }
    }
}
