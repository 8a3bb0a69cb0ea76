//! The agent: one session at the station.
//!
//! Signals and answered requests move it; ACD calls reserve it, make it busy and send it into wrap-up
//! (`Follow`, the only way a call affects the agent). What the station decides itself it tells the network with an
//! `agent` command.

mod asked;
mod heard;
pub mod row;

use crate::call::record::{Call, NO_SLOT, Slot, flag};
use crate::cause::Cause;
use crate::config::{Quirk, WRAP_UP_ALWAYS, way};
use crate::data::{Key, Known};
use crate::log;
use crate::output::OutputKind;
use crate::request::RequestKind as R;
use crate::state::{AgentState as A, State};
use crate::storage::flag as station;
use crate::turn::Turn;
use row::{AgentInput, Next, Otherwise};

/// What is remembered of the agent. The texts (id, queues) are among the station's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[repr(C)]
pub(crate) struct Agent {
    /// End of wrap-up, or of a reservation without a call, where the station's flag `TIMED` says so.
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

    /// The reason that is told: of the pending state, where one waits.
    pub fn told_reason(&self) -> u16 {
        if self.pending == 0 { self.reason } else { self.pending_reason }
    }

    pub(super) fn set_pending(&mut self, to: Option<A>, reason: u16) {
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
    /// The reason code: of the next state where one waits, else of the state.
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
    Over(Slot, End),
}

/// How an ACD call ended for the agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// After a talk.
    Talked,
    /// Not answered in time, or turned away.
    Unanswered,
    /// Withdrawn.
    Withdrawn,
}

impl Turn<'_> {
    pub(super) fn engaged(&self) -> bool {
        row::waits(self.state.agent.state())
    }

    pub(super) fn by_network(&self) -> bool {
        self.state.config.has(Quirk::AgentByNetwork)
    }

    // ---- what calls mean -------------------------------------------------------------------------

    /// Notes what an ACD call means for the agent, until the end of the step.
    #[inline(never)]
    pub fn note(&mut self, call: &Call, local: State, answered: bool) {
        let calls = &mut self.state.agent.calls;
        if answered {
            *calls = calls.saturating_add(1);
            self.follow = Follow::Answered;
        } else if local == State::Null {
            let talked = call.answered.get() != 0;
            if talked {
                *calls = calls.saturating_sub(1);
            }
            if matches!(self.follow, Follow::Answered) && *calls > 0 {
                // An answer in the same step outlives the end of another call.
                return;
            }
            // Of two calls that end in one step, the one that was talked on counts.
            let end = if talked || matches!(self.follow, Follow::Over(_, End::Talked)) {
                End::Talked
            } else if call.awaits(R::Reject) || call.awaits(R::Clear) || call.cause.get().is_no_answer() {
                End::Unanswered
            } else {
                End::Withdrawn
            };
            self.follow = Follow::Over(call.slot(), end);
        } else if local == State::Alerting {
            self.follow = Follow::Offered(call.slot());
        }
    }

    /// Takes up what ACD calls did in this step.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
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
            Follow::Over(slot, End::Unanswered) if slot == agent.call => AgentInput::Unanswered,
            Follow::Over(slot, End::Withdrawn) if slot == agent.call => AgentInput::Withdrawn,
            Follow::Over(..) if agent.calls > 0 => return,
            Follow::Over(_, End::Talked) => AgentInput::EndedTalked,
            Follow::Over(..) => AgentInput::EndedUntalked,
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
                    Otherwise::Before => {
                        self.decide_state(A::from_code(agent.before).unwrap_or(A::Ready), agent.reason)
                    }
                    Otherwise::Rona if !self.state.config.goes(way::RONA_READY) => self.decide_state(A::NotReady, 0),
                    Otherwise::WrapUp if wraps_up => self.decide_state(A::WrapUp, agent.reason),
                    Otherwise::Rona | Otherwise::WrapUp | Otherwise::Ready => self.decide_state(A::Ready, 0),
                },
            },
        }
    }

    /// A call that joins another brings along that an ACD delivered it.
    pub fn inherit_acd(&mut self, from: &Call, to: &Call) {
        if from.has(flag::ACD) && !to.has(flag::ACD) {
            to.raise(flag::ACD);
            if to.answered.get() != 0 {
                self.state.agent.calls = self.state.agent.calls.saturating_add(1);
            }
        }
    }

    /// The station decides, and tells the network.
    pub(super) fn decide_state(&mut self, to: A, reason: u16) {
        self.move_agent(to, reason, Cause::NONE);
        let agent = self.state.agent;
        let command = self.station_command(OutputKind::CmdAgent, 0);
        command.state = agent.state;
        command.reason = agent.told_reason();
        command.pending = agent.pending;
    }

    /// The one door through which the agent's state changes.
    pub(super) fn move_agent(&mut self, to: A, reason: u16, cause: Cause) {
        let was = self.state.agent;
        let agent = &mut self.state.agent;
        agent.state = to.code();
        agent.reason = asked::reason_of(to, reason);
        if !matches!(to, A::Reserved | A::Busy) || agent.pending() == Some(to) {
            agent.set_pending(None, 0);
        }
        if to != A::Reserved {
            agent.call = NO_SLOT;
        }
        if was.state() != to {
            self.state.set(station::TIMED, false);
            let limit = match to {
                _ if self.by_network() => 0,
                A::WrapUp if self.state.config.wrap_up != WRAP_UP_ALWAYS => self.state.config.wrap_up,
                // A reservation that no call stands behind must end, too.
                A::Reserved if was.call == NO_SLOT => self.state.config.no_answer(),
                _ => 0,
            };
            if limit != 0 {
                self.state.agent.due = self.deadline(limit);
                self.state.set(station::TIMED, true);
            }
        }
        log::agent_moved(was.state(), to, self.state.agent.reason, cause);
        self.agent_event(was.state, cause);
        self.queues_follow(was.state(), to);
    }

    /// Whoever is logged in is in a queue, if only in the network's default one; who is not is in none.
    #[inline(never)]
    fn queues_follow(&mut self, was: A, to: A) {
        if was == to {
            return;
        }
        if to == A::LoggedOut {
            self.remove_own(Known::QueueName);
            self.remove_own(Known::AgentId);
            self.remove_own(Known::Skills);
        } else if was == A::LoggedOut {
            self.enter_a_queue();
        }
    }

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn enter_a_queue(&mut self) {
        if !self.view().in_a_queue() {
            // Without room the agent has no queue, and `ready` says so.
            let _ = self.own_mut().add(Key::Known(Known::QueueName), "", 0);
        }
    }

    pub(super) fn agent_event(&mut self, was: u8, cause: Cause) {
        let agent = self.state.agent;
        let event = self.station_event(OutputKind::Agent);
        event.was = was;
        event.state = agent.state;
        event.reason = agent.told_reason();
        event.pending = agent.pending;
        event.cause = cause;
        self.changed = true;
    }
}
