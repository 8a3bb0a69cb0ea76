//! Agents as the exchange sees them: who is logged in to which queue, and who is ready. What an agent's state is the
//! station decides, and says.

use super::Exchange;
use super::causes::CALL_CANCELLED;
use super::destinations::{Member, member};
use super::flags::Flags;
use super::links::{List, NONE};
use super::memory::MAX_PARTIES;
use super::number::Is;
use super::order::{Order, Served};
use super::records::{lists, station};
use crate::cause::Cause;
use crate::data::{Entry, Key, Known};
use crate::output::OutputKind;
use crate::signal::SignalKind as K;
use crate::state::AgentState as A;

/// The most queues that one agent is in.
const MAX_QUEUES: usize = MAX_PARTIES;

impl Exchange<'_> {
    #[inline(never)]
    pub(super) fn log_in(&mut self, order: &Order<'_>) -> Served {
        let (station, skills) = (order.station, order.text(&[Known::Skills]).unwrap_or_default());
        let mut named = false;
        for name in order.texts.iter().filter_map(queue) {
            self.queue_named(name)?;
            named = true;
        }
        for name in order.texts.iter().filter_map(queue) {
            self.join_queue(station, self.queue_named(name)?, skills)?;
        }
        if !named {
            self.join_all(station, skills)?;
        }
        self.accept(order)?;
        let extension = self.extension_mut(station);
        if extension.agent == A::LoggedOut {
            let ready = extension.flags.has(station::LOGIN_READY);
            extension.agent = if ready { A::Ready } else { A::NotReady };
        }
        self.list_agent(station);
        Ok(())
    }

    fn queue_named(&self, name: &str) -> Result<u32, Cause> {
        if let Is::Queue(queue) = self.lookup(name).is() { Ok(queue) } else { Err(Cause::INVALID_AGENT_GROUP) }
    }

    fn membership(&self, station: u32, queue: u32) -> u32 {
        let mut at = self.extension(station).queues.first;
        while at != NONE && self.member(at).queue != queue {
            at = self.next_membership(at);
        }
        at
    }

    /// The next queue that a station is in.
    pub(super) fn next_membership(&self, at: u32) -> u32 {
        List::<{ lists::QUEUES }>::after(self.memory.members, at)
    }

    /// No queue is named: those that list the station, and those that list none.
    fn join_all(&mut self, station: u32, skills: &str) -> Served {
        let mut at = self.extension(station).queues.first;
        while at != NONE {
            let next = self.next_membership(at);
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

    /// The agent is in a queue, where it offers to the station and the skills are there. Else it knows of no agent.
    fn join_queue(&mut self, station: u32, queue: u32, skills: &str) -> Served {
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
                self.member_mut(at).flags.set(member::IN, true);
                Ok(())
            }
        }
    }

    /// A new place of a station in a queue.
    pub(super) fn new_member(&mut self, station: u32, queue: u32, flags: u8) -> Served {
        let at = self.state.free_members.pop_front(self.memory.members).ok_or(Cause::NO_ROOM)?;
        *self.member_mut(at) = Member { station, queue, flags: Flags(flags), ..Member::EMPTY };
        if let Some(extension) = self.memory.extensions.get_mut(station as usize) {
            extension.queues.push_back(self.memory.members, at);
        }
        Ok(())
    }

    /// The agent is in a queue no more.
    fn leave_queue(&mut self, at: u32) {
        self.unlist_member(at);
        let member = self.member_mut(at);
        let (station, listed) = (member.station, member.flags.0 & member::LISTED);
        member.flags = Flags(listed);
        if listed == 0
            && let Some(extension) = self.memory.extensions.get_mut(station as usize)
        {
            extension.queues.remove(self.memory.members, at);
            self.state.free_members.push_back(self.memory.members, at);
        }
    }

    #[inline(never)]
    pub(super) fn log_out(&mut self, order: &Order<'_>) -> Served {
        let mut named = false;
        for name in order.texts.iter().filter_map(queue) {
            named = true;
            if let Is::Queue(queue) = self.lookup(name).is() {
                self.leave_queue(self.membership(order.station, queue));
            }
        }
        if !named {
            self.set_agent(order.station, A::LoggedOut);
        }
        self.accept(order)
    }

    /// `ready`, `not-ready`, `wrap-up`. Who wants no calls is not alerted any longer.
    #[inline(never)]
    pub(super) fn agent_wish(&mut self, order: &Order<'_>) -> Served {
        let extension = self.extension(order.station);
        let (offer, agent) = (extension.offer, extension.agent);
        if agent == A::LoggedOut {
            return Err(Cause::INVALID_AGENT_STATE);
        }
        self.accept(order)?;
        let wish = match order.command.what {
            OutputKind::CmdReady => A::Ready,
            OutputKind::CmdWrapUp => A::WrapUp,
            _ => A::NotReady,
        };
        if wish == A::NotReady && offer != NONE {
            self.say(offer, K::Cleared, CALL_CANCELLED);
            self.turned_away(offer, CALL_CANCELLED);
        } else if !matches!(agent, A::Reserved | A::Busy) {
            self.each_membership(order.station, Do::Forgive);
            self.set_agent(order.station, wish);
        }
        Ok(())
    }

    /// The station decided the agent's state.
    #[inline(never)]
    pub(super) fn agent_said(&mut self, order: &Order<'_>) -> Served {
        if let Some(state) = A::from_code(order.command.state) {
            self.set_agent(order.station, state);
        }
        Ok(())
    }

    fn set_agent(&mut self, station: u32, state: A) {
        self.extension_mut(station).agent = state;
        if state == A::Ready {
            self.list_agent(station);
            return;
        }
        self.unlist_agent(station);
        self.each_membership(station, Do::Forgive);
        if state == A::LoggedOut {
            self.each_membership(station, Do::Leave);
        }
    }

    /// A ready agent who is not being offered a call enters the lists of the queues.
    pub(super) fn list_agent(&mut self, station: u32) {
        let extension = self.extension(station);
        if extension.agent == A::Ready && extension.offer == NONE && !extension.flags.has(station::UNPLUGGED) {
            self.each_membership(station, Do::List);
        }
    }

    /// The agent leaves the lists.
    pub(super) fn unlist_agent(&mut self, station: u32) {
        self.each_membership(station, Do::Unlist);
    }

    /// A ready agent who was passed over because the station could take no call can now.
    pub(super) fn relist_agent(&mut self, station: u32) {
        if self.extension(station).agent == A::Ready {
            self.unlist_agent(station);
            self.list_agent(station);
        }
    }

    fn each_membership(&mut self, station: u32, what: Do) {
        let mut at = self.extension(station).queues.first;
        while at != NONE {
            let next = self.next_membership(at);
            let flags = &mut self.member_mut(at).flags;
            match what {
                Do::Forgive => flags.set(member::UNANSWERED, false),
                Do::List if flags.has(member::IN) && !flags.has(member::READY) => self.list_member(at),
                Do::List => {}
                Do::Unlist => self.unlist_member(at),
                Do::Leave => self.leave_queue(at),
            }
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

/// What is done with every queue that a station is in.
#[derive(Clone, Copy)]
enum Do {
    /// Offers that ended without an answer count no more.
    Forgive,
    /// Who is logged in enters the list of ready agents.
    List,
    Unlist,
    Leave,
}

/// The queue that a text of a command names.
fn queue<'o>(entry: &Entry<'o>) -> Option<&'o str> {
    let names = matches!(entry.key, Key::Known(Known::QueueName | Known::To)) && !entry.value.is_empty();
    names.then_some(entry.value)
}
