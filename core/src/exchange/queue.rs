//! Queues: the longest-waiting call is offered to the agent who is ready longest, and each ready agent once a round.
//!
//! A queue has two lists of ready agents: those still to be offered a call in this round, and those passed over. So an
//! offer is the head of one list to the head of another. The round ends when the first list is empty; when somebody
//! becomes ready again, both lists are one, and the next round begins.

use super::Exchange;
use super::destinations::member;
use super::links::{List, NONE};
use super::number::{Is, Target};
use super::records::{call, leg, lists};
use crate::cause::Cause;
use crate::state::AgentState;

/// The queue's time is over.
const OVERFLOW: Cause = Cause(0x01A);

impl Exchange<'_> {
    /// A call comes to wait.
    pub(super) fn enter_queue(&mut self, at: u32, queue: u32) {
        if self.queue_at(queue).calls == 0 {
            // Nobody was passed over for this call.
            self.next_round(queue);
        }
        let limit = self.queue_at(queue).limit;
        let overflow = self.state.now.saturating_add(u64::from(limit));
        let turn = self.queue_at(queue).turn.wrapping_add(1);
        self.queue_mut(queue).turn = turn;
        let call = self.call_mut(at);
        (call.stage, call.overflow, call.turn) = (Target::queue(queue), overflow, turn);
        call.flags.set(call::WAITS | if limit == 0 { 0 } else { call::TIMED }, true);
        if let Some(queue) = self.memory.queues.get_mut(queue as usize) {
            queue.calls = queue.calls.wrapping_add(1);
            queue.waiting.push_back(self.memory.calls, at);
            if limit != 0 {
                queue.entered.push_back(self.memory.calls, at);
            }
        }
        self.heap_update(queue);
        self.wake(queue);
    }

    /// A call is not in a queue, or at a place, any more.
    pub(super) fn leave_stage(&mut self, at: u32) {
        let call = self.call_mut(at);
        let (stage, flags) = (core::mem::replace(&mut call.stage, Target::NONE), call.flags);
        call.flags.set(call::IN_QUEUE, false);
        match stage.is() {
            Is::Queue(queue) => {
                if let Some(queue) = self.memory.queues.get_mut(queue as usize) {
                    queue.calls = queue.calls.wrapping_sub(1);
                    if flags.has(call::WAITS) {
                        queue.waiting.remove(self.memory.calls, at);
                    }
                    if flags.has(call::TIMED) {
                        queue.entered.remove(self.memory.calls, at);
                    }
                }
                self.heap_update(queue);
            }
            Is::Place(place) => self.free_place(place),
            _ => {}
        }
    }

    /// One call takes another one's stage over, where it has none of its own.
    pub(super) fn move_stage(&mut self, from: u32, to: u32) {
        if self.call(to).stage != Target::NONE {
            self.leave_stage(from);
            return;
        }
        let call = self.call_mut(from);
        let (stage, flags) = (core::mem::replace(&mut call.stage, Target::NONE), call.flags);
        let (overflow, next, turn) = (call.overflow, call.next, call.turn);
        match stage.is() {
            Is::Queue(queue) => {
                if let Some(queue) = self.memory.queues.get_mut(queue as usize) {
                    if flags.has(call::WAITS) {
                        queue.waiting.replace(self.memory.calls, from, to);
                    }
                    if flags.has(call::TIMED) {
                        queue.entered.replace(self.memory.calls, from, to);
                    }
                }
            }
            Is::Place(place) => self.place_mut(place).call = to,
            _ => {}
        }
        let call = self.call_mut(to);
        (call.stage, call.overflow, call.next, call.turn) = (stage, overflow, next, turn);
        call.flags.set(flags.0 & call::IN_QUEUE, true);
    }

    /// A queue may have something to offer.
    pub(super) fn wake(&mut self, at: u32) {
        let Some(queue) = self.memory.queues.get_mut(at as usize) else { return };
        if !queue.is_busy && !queue.waiting.is_empty() && !queue.ready.is_empty() {
            queue.is_busy = true;
            self.state.busy.push_back(self.memory.queues, at);
        }
    }

    /// Of the queues in which this queue's next agent is the next one too, that whose first call waits longest.
    #[inline(never)]
    pub(super) fn waits_longest(&self, queue: u32) -> u32 {
        let mut longest = queue;
        let mut at = self.extension(self.member(self.queue_at(queue).ready.first).station).queues.first;
        while at != NONE {
            let other = self.member(at).queue;
            if self.queue_at(other).ready.first == at && self.waits_since(other) < self.waits_since(longest) {
                longest = other;
            }
            at = self.next_membership(at);
        }
        longest
    }

    /// When the first call of those that wait came.
    fn waits_since(&self, queue: u32) -> u64 {
        let queue = self.queue_at(queue);
        match queue.waiting.first {
            NONE => u64::MAX,
            first => self.call(first).overflow.saturating_sub(u64::from(queue.limit)),
        }
    }

    /// Offers one call to one agent.
    pub(super) fn offer_next(&mut self, at: u32) {
        let queue = self.queue_at(at);
        let (call, member) = (queue.waiting.first, queue.ready.first);
        if call == NONE || member == NONE {
            return;
        }
        let station = self.member(member).station;
        if self.reach(station, call).is_err() {
            self.unlist_member(member);
            self.pass(member);
        } else {
            if let Some(queue) = self.memory.queues.get_mut(at as usize) {
                queue.waiting.remove(self.memory.calls, call);
            }
            self.call_mut(call).flags.set(call::WAITS, false);
            self.unlist_agent(station);
            self.extension_mut(station).offer = self.offer(call, station, leg::ACD).unwrap_or(NONE);
            self.settle(call, Cause::NONE);
        }
        self.wake(at);
    }

    /// An agent did not take the call: it is the first to be offered again, but for those that wait longer.
    pub(super) fn back_to_queue(&mut self, call: u32, queue: u32) {
        self.wait_again(call, queue);
        if self.call(call).flags.has(call::OVERDUE) {
            self.overflow_call(call, queue);
        } else {
            self.offer_next(queue);
        }
        self.settle(call, Cause::NONE);
    }

    /// Calls that no agent was offered yet came later; only those that came back as well may have waited longer.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn wait_again(&mut self, call: u32, queue: u32) {
        self.call_mut(call).flags.set(call::WAITS, true);
        let mut next = self.queue_at(queue).waiting.first;
        while next != NONE && self.call(next).came_before(self.call(call)) {
            next = List::<{ lists::WAITING }>::after(self.memory.calls, next);
        }
        if let Some(queue) = self.memory.queues.get_mut(queue as usize) {
            queue.waiting.insert(self.memory.calls, call, next);
        }
    }

    // ---- rounds ----------------------------------------------------------------------------------

    /// Those who were passed over are to be offered calls again; only when nobody else is left.
    fn next_round(&mut self, queue: u32) {
        let queue = self.queue_mut(queue);
        if queue.ready.is_empty() {
            queue.ready = core::mem::replace(&mut queue.passed, List::EMPTY);
            queue.round = queue.round.wrapping_add(1);
        }
    }

    /// An agent's membership enters the list of ready ones; where an unanswered offer has just ended, that of the passed ones.
    pub(super) fn list_member(&mut self, at: u32) {
        let queue = self.member(at).queue;
        if self.member(at).flags.has(member::UNANSWERED) {
            self.pass(at);
        } else {
            self.next_round(queue);
            self.member_mut(at).flags.set(member::READY, true);
            if let Some(queue) = self.memory.queues.get_mut(queue as usize) {
                queue.ready.push_back(self.memory.members, at);
            }
        }
        self.wake(queue);
    }

    /// An agent is passed over until the round ends.
    fn pass(&mut self, at: u32) {
        let Some(member) = self.memory.members.get_mut(at as usize) else { return };
        let Some(queue) = self.memory.queues.get_mut(member.queue as usize) else { return };
        member.flags.set(member::UNANSWERED, false);
        member.flags.set(member::READY | member::PASSED, true);
        member.round = queue.round;
        queue.passed.push_back(self.memory.members, at);
    }

    /// An agent's membership leaves the lists.
    pub(super) fn unlist_member(&mut self, at: u32) {
        let Some(member) = self.memory.members.get_mut(at as usize) else { return };
        if !member.flags.has(member::READY) {
            return;
        }
        let Some(queue) = self.memory.queues.get_mut(member.queue as usize) else { return };
        let passed = member.flags.has(member::PASSED) && member.round == queue.round;
        member.flags.set(member::READY | member::PASSED, false);
        let list = if passed { &mut queue.passed } else { &mut queue.ready };
        list.remove(self.memory.members, at);
    }

    /// An offer ended without an answer: this queue passes the agent over, also when the agent is ready at once. A station
    /// that took no notice of the offer has no room for one: every queue passes it over.
    pub(super) fn pass_over(&mut self, gone: u32) {
        let leg = self.leg(gone);
        let station = leg.station;
        let Is::Queue(queue) = self.call(leg.call).stage.is() else { return };
        if !leg.flags.has(leg::ACD) {
            return;
        }
        let every = self.extension(station).agent == AgentState::Ready;
        let mut at = self.extension(station).queues.first;
        while at != NONE {
            let member = self.member_mut(at);
            if every || member.queue == queue {
                member.flags.set(member::UNANSWERED, true);
            }
            at = self.next_membership(at);
        }
    }

    // ---- overflow --------------------------------------------------------------------------------

    /// The first call whose time in a queue is over goes on.
    pub(super) fn overflow(&mut self) {
        let queue = self.heap_first();
        let at = self.queue_at(queue).entered.first;
        if at == NONE || self.call(at).overflow > self.state.now {
            return;
        }
        if let Some(queue) = self.memory.queues.get_mut(queue as usize) {
            queue.entered.remove(self.memory.calls, at);
        }
        let call = self.call_mut(at);
        call.flags.set(call::TIMED, false);
        // While an agent is being alerted, the call stays.
        call.flags.set(call::OVERDUE, true);
        let waits = call.flags.has(call::WAITS);
        self.heap_update(queue);
        if waits {
            self.overflow_call(at, queue);
            self.settle(at, OVERFLOW);
        }
    }

    /// Sends a call on where it can go; else it stays.
    fn overflow_call(&mut self, at: u32, queue: u32) {
        self.call_mut(at).flags.set(call::OVERDUE, false);
        if let Ok(goal) = self.resolve(at, self.queue_at(queue).to.text()) {
            self.leave_stage(at);
            self.call_mut(at).redirected = Target::queue(queue);
            self.go(at, goal);
        }
    }

    /// When the first call's time is over.
    pub(super) fn next_overflow(&self) -> Option<u64> {
        let first = self.queue_at(self.heap_first()).entered.first;
        (first != NONE).then(|| self.call(first).overflow)
    }
}
