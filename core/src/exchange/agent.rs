//! Agents as the exchange sees them: who is logged in to which queue, and who is ready. What an agent's state is the
//! station decides, and says.

use super::Exchange;
use super::causes::CALL_CANCELLED;
use super::links::{List, NONE};
use super::memory::MAX_PARTIES;
use super::number::Is;
use super::order::Order;
use super::records::{lists, station};
use super::services::{Member, member};
use crate::cause::Cause;
use crate::data::{Key, Known};
use crate::output::What;
use crate::signal::SignalKind as K;
use crate::state::{AgentState as A, State as S};

/// The most queues that one agent is in.
const MAX_QUEUES: usize = MAX_PARTIES;

impl Exchange<'_> {
    pub(super) fn log_in(&mut self, order: &Order<'_>) {
        let skills = order.text(&[Known::Skills]).unwrap_or_default();
        let named = queues(order);
        let done = if named.clone().next().is_some() {
            named.clone().try_for_each(|name| self.queue_named(name).map(|_| ())).and_then(|()| {
                named.clone().try_for_each(|name| {
                    let queue = self.queue_named(name)?;
                    self.join_queue(order.station, queue, skills)
                })
            })
        } else {
            self.join_all(order.station, skills)
        };
        if let Err(cause) = done {
            self.refuse(order, cause);
            return;
        }
        self.accept(order);
        let extension = self.extension_mut(order.station);
        if extension.agent == A::LoggedOut {
            extension.agent = if extension.flags & station::LOGIN_READY != 0 { A::Ready } else { A::NotReady };
        }
        self.list_agent(order.station);
    }

    /// The queue of this number.
    fn queue_named(&self, name: &str) -> Result<u32, Cause> {
        if let Is::Queue(queue) = self.lookup(name).is() { Ok(queue) } else { Err(Cause::INVALID_AGENT_GROUP) }
    }

    fn membership(&self, station: u32, queue: u32) -> u32 {
        let queues = self.extension(station).queues;
        queues.iter(self.memory.members).find(|at| self.member(*at).queue == queue).unwrap_or(NONE)
    }

    /// No queue is named: those that list the station, and those that list none.
    fn join_all(&mut self, station: u32, skills: &str) -> Result<(), Cause> {
        let mut at = self.extension(station).queues.first;
        while at != NONE {
            let next = List::<{ lists::QUEUES }>::after(self.memory.members, at);
            self.join_queue(station, self.member(at).queue, skills)?;
            at = next;
        }
        let mut queue = self.state.open.first;
        for _ in 0..MAX_QUEUES {
            if queue == NONE {
                break;
            }
            self.join_queue(station, queue, skills)?;
            queue = List::<{ lists::OPEN }>::after(self.memory.queues, queue);
        }
        Ok(())
    }

    /// The agent is in a queue, where the skills are there. A queue that lists other stations knows of no log-in here: it
    /// offers nothing.
    fn join_queue(&mut self, station: u32, queue: u32, skills: &str) -> Result<(), Cause> {
        let comma = |byte: &u8| *byte == b',';
        let mut needed = self.queue_at(queue).skills.bytes().split(comma).filter(|skill| !skill.is_empty());
        let able = needed.all(|needed| skills.as_bytes().split(comma).any(|skill| skill == needed));
        if !able {
            return Ok(());
        }
        match self.membership(station, queue) {
            NONE if !self.queue_at(queue).is_open => Ok(()),
            NONE => self.new_member(station, queue, member::IN),
            at => {
                self.member_mut(at).set(member::IN, true);
                Ok(())
            }
        }
    }

    /// A new place of a station in a queue.
    pub(super) fn new_member(&mut self, station: u32, queue: u32, flags: u8) -> Result<(), Cause> {
        let at = self.state.free_members.pop_front(self.memory.members).ok_or(Cause::NO_ROOM)?;
        *self.member_mut(at) = Member { station, queue, flags, ..Member::EMPTY };
        if let Some(extension) = self.memory.extensions.get_mut(station as usize) {
            extension.queues.push_back(self.memory.members, at);
        }
        Ok(())
    }

    /// The agent is in a queue no more.
    fn leave_queue(&mut self, at: u32) {
        self.unlist_member(at);
        let Member { station, flags, .. } = *self.member(at);
        self.member_mut(at).flags = flags & member::LISTED;
        if flags & member::LISTED == 0
            && let Some(extension) = self.memory.extensions.get_mut(station as usize)
        {
            extension.queues.remove(self.memory.members, at);
            self.state.free_members.push_back(self.memory.members, at);
        }
    }

    pub(super) fn log_out(&mut self, order: &Order<'_>) {
        let named = queues(order);
        if named.clone().next().is_none() {
            self.set_agent(order.station, A::LoggedOut);
        }
        for name in named {
            if let Is::Queue(queue) = self.lookup(name).is() {
                self.leave_queue(self.membership(order.station, queue));
            }
        }
        self.accept(order);
    }

    /// `ready`, `not-ready`, `wrap-up`. Who wants no calls is not alerted any longer.
    pub(super) fn agent_wish(&mut self, order: &Order<'_>) {
        let extension = self.extension(order.station);
        let (offer, agent) = (extension.offer, extension.agent);
        if agent == A::LoggedOut {
            self.refuse(order, Cause::INVALID_AGENT_STATE);
            return;
        }
        self.accept(order);
        let wish = match order.command.what {
            What::CmdReady => A::Ready,
            What::CmdWrapUp => A::WrapUp,
            _ => A::NotReady,
        };
        if wish == A::NotReady && offer != NONE && self.leg(offer).local == S::Alerting {
            self.say(offer, K::Cleared, CALL_CANCELLED);
            self.turned_away(offer, CALL_CANCELLED);
        } else if !matches!(agent, A::Reserved | A::Busy) {
            self.forgive(order.station);
            self.set_agent(order.station, wish);
        }
    }

    /// The station decided the agent's state.
    pub(super) fn agent_said(&mut self, order: &Order<'_>) {
        if let Some(state) = A::from_code(order.command.state) {
            self.set_agent(order.station, state);
        }
    }

    fn set_agent(&mut self, station: u32, state: A) {
        self.extension_mut(station).agent = state;
        if state == A::Ready {
            self.list_agent(station);
            return;
        }
        self.unlist_agent(station);
        self.forgive(station);
        if state == A::LoggedOut {
            self.each_membership(station, Self::leave_queue);
        }
    }

    /// Offers that ended without an answer count no more.
    fn forgive(&mut self, station: u32) {
        self.each_membership(station, |exchange, at| exchange.member_mut(at).set(member::UNANSWERED, false));
    }

    /// A ready agent who is not being offered a call enters the lists of the queues.
    pub(super) fn list_agent(&mut self, station: u32) {
        let extension = self.extension(station);
        if extension.agent != A::Ready || extension.offer != NONE || extension.flags & station::UNPLUGGED != 0 {
            return;
        }
        self.each_membership(station, |exchange, at| {
            let member = exchange.member(at);
            if member.has(member::IN) && !member.has(member::READY) {
                exchange.list_member(at);
            }
        });
    }

    /// The agent leaves the lists.
    pub(super) fn unlist_agent(&mut self, station: u32) {
        self.each_membership(station, Self::unlist_member);
    }

    /// A ready agent who was passed over because the station could take no call can now.
    pub(super) fn relist_agent(&mut self, station: u32) {
        if self.extension(station).agent == A::Ready {
            self.unlist_agent(station);
            self.list_agent(station);
        }
    }

    pub(super) fn each_membership(&mut self, station: u32, mut what: impl FnMut(&mut Self, u32)) {
        let mut at = self.extension(station).queues.first;
        while at != NONE {
            let next = List::<{ lists::QUEUES }>::after(self.memory.members, at);
            what(self, at);
            at = next;
        }
    }

    /// The offer to an agent is over. What the agent is then, the station says; where it never took notice, the agent is
    /// as ready as before.
    pub(super) fn offer_over(&mut self, station: u32, at: u32) {
        let extension = self.extension_mut(station);
        if extension.offer == at {
            extension.offer = NONE;
            self.list_agent(station);
        }
    }
}

/// The queues that a command names.
fn queues<'o>(order: &Order<'o>) -> impl Iterator<Item = &'o str> + Clone + use<'o> {
    let named = order.texts.iter().filter(|entry| matches!(entry.key, Key::Known(Known::QueueName | Known::To)));
    named.map(|entry| entry.value).filter(|name| !name.is_empty())
}
