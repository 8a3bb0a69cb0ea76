//! The exchange: the switch that stations talk to. It takes the commands of one station and gives the signals of all
//! that this concerns.
//!
//! A call of the exchange is a set of connections, one a station, moved by the rows that move a station's own
//! ([`row::signal`](crate::call::row::signal)); a signal is the difference that a station is told. So both sides
//! always mean the same.
//!
//! ```text
//!   Output of a station (a command) ─▶ command() ─▶ next() … next() ─▶ Signals, in order of extension
//!   deadline() ─▶ tick() ─▶ next() … next()
//! ```
//!
//! The contract: what [`next`](Exchange::next) gives is taken until it gives nothing, then comes the next command. Work is
//! bounded a call and does not grow with stations or calls: every record is found through an index or a link, and
//! what is too much for one turn makes the next deadline `now`. All memory is the caller's ([`Memory`]).
//!
//! ```
//! use offhook::exchange::{Call, Connection, Exchange, Extension, Head, Memory, Post, Setup, StationSetup, posts};
//! use offhook::{CallId, Entry, Known, Output, OutputKind, SignalKind};
//!
//! # fn main() -> Result<(), offhook::Cause> {
//! let memory = Memory {
//!     extensions: &mut [Extension::default(); 2],
//!     calls: &mut [Call::default(); 2],
//!     connections: &mut [Connection::default(); 4],
//!     queues: &mut [],
//!     groups: &mut [],
//!     members: &mut [],
//!     places: &mut [],
//!     index: &mut [Head::default(); 4],
//!     posts: &mut [Post::default(); posts(2)],
//!     texts: &mut [],
//!     data: &mut [0; 2 * 64],
//! };
//! let mut exchange = Exchange::new(memory, &Setup { data: 64, own: 0, parties: 2 })?;
//! let phone = StationSetup { calls: 2, ..StationSetup::default() };
//! let (alice, bob) = (exchange.station("4001", &phone)?, exchange.station("4002", &phone)?);
//!
//! // What the step of a station gives as a command, with its texts. Alice's station calls 4002.
//! let call = Output { call: CallId::from_number(1 << 12), request: 1, ..Output::new(OutputKind::CmdMakeCall) };
//! exchange.command(0, alice, &call, 0, &[Entry::known(Known::Dnis, "4002")])?;
//!
//! // What each station is to be given as a signal.
//! let mut told = Vec::new();
//! while let Some(delivery) = exchange.next() {
//!     told.push((delivery.station, delivery.signal().what));
//! }
//! assert_eq!(told, [(alice, SignalKind::Originated), (alice, SignalKind::Delivered), (bob, SignalKind::Offered)]);
//! # Ok(())
//! # }
//! ```

mod agent;
mod call;
mod causes;
mod conference;
mod connect;
mod data;
mod deliver;
mod destinations;
mod far;
mod features;
mod flags;
mod heap;
mod hunt;
mod index;
mod links;
mod memory;
mod number;
mod order;
mod park;
#[doc(hidden)]
pub mod plain;
mod post;
mod queue;
mod records;
mod resync;
mod route;
mod setup;
mod state;
mod transfer;

pub use causes::{INVALID_DEVICE, RESOURCE_BUSY};
pub use deliver::{Delivery, MAX_ENTRIES, Told};
pub use destinations::{Group, Member, Place, Queue};
pub use memory::{Head, MAX_PARTIES, Memory, PARTIES, Post, posts};
pub use number::MAX_NUMBER;
pub use records::{Call, Connection, Extension};
pub use setup::{Setup, StationSetup};
pub use state::State;

use crate::cause::Cause;
use crate::data::Entry;
use crate::id::{CallId, Which};
use crate::output::Output;
use crate::state::State as S;
use memory::posts_of_later;
use order::Order;
use records::station;

/// The exchange, in the caller's memory.
#[derive(Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Exchange<'m> {
    memory: Memory<'m>,
    state: State,
    spare: Spare,
}

/// Where a write goes whose number leads to no record: so a wrong number changes nothing, and nothing panics.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
struct Spare {
    extension: Extension,
    connection: Connection,
    call: Call,
    queue: Queue,
    member: Member,
    post: Post,
    place: Place,
}

impl Spare {
    const EMPTY: Self = Self {
        extension: Extension::EMPTY,
        connection: Connection::EMPTY,
        call: Call::EMPTY,
        queue: Queue::EMPTY,
        member: Member::EMPTY,
        post: Post::EMPTY,
        place: Place::EMPTY,
    };
}

impl<'m> Exchange<'m> {
    /// The station with this number.
    pub fn find(&self, number: &str) -> Option<u32> {
        if let number::Is::Station(at) = self.lookup(number).is() { Some(at) } else { None }
    }

    /// Whether no call is left, and nothing is still to be given.
    pub fn is_idle(&self) -> bool {
        self.state.calls == 0 && self.connections_used() == 0 && self.state.post == self.state.posts
    }

    fn connections_used(&self) -> usize {
        self.memory
            .extensions
            .iter()
            .take(self.state.extensions as usize)
            .map(|extension| usize::from(extension.count))
            .sum()
    }

    /// Signals that found no room in [`Memory::posts`]. Always 0: [`posts`] is room for whatever one command leads to, and the
    /// tests hold it to that.
    pub fn lost(&self) -> u32 {
        self.state.lost
    }

    /// The exchange's own number of the call that a station's connection is in; 0 for none. It is never used again.
    pub fn call_of(&self, station: u32, id: CallId, reference: u64) -> u64 {
        self.call_number(self.leg(self.named(station, Which { id, reference })).call)
    }

    /// The states of a station's connection, local and far; `None` where the exchange has none.
    pub fn states(&self, station: u32, id: CallId, reference: u64) -> Option<(S, S)> {
        let leg = self.leg(self.named(station, Which { id, reference }));
        (leg.local != S::Null).then_some((leg.local, leg.far))
    }

    /// How many connections a station has.
    pub fn count(&self, station: u32) -> usize {
        usize::from(self.extension(station).count)
    }

    fn call_number(&self, at: u32) -> u64 {
        match self.memory.calls.get(at as usize) {
            Some(call) => u64::from(call.generation) << 32 | u64::from(at),
            None => 0,
        }
    }

    /// One command of a station, with its texts. `other` is what [`Output::other`] is called by the network, 0 where it
    /// has no reference yet. Events are no command, and are passed over.
    ///
    /// # Errors
    /// Nothing has changed: [`RESOURCE_BUSY`] while [`next`](Exchange::next) still has something to give, and
    /// [`INVALID_DEVICE`] for no station.
    pub fn command(
        &mut self,
        now: u64,
        station: u32,
        command: &Output,
        other: u64,
        texts: &[Entry<'_>],
    ) -> Result<(), Cause> {
        self.begin(now, station)?;
        let reachable = !self.extension(station).flags.has(station::UNPLUGGED);
        if reachable && command.what.is_command() {
            self.carry_out(&Order { station, command, other, texts });
            // Else it is done in the next turn, which is due at once.
            if self.memory.posts.len().saturating_sub(self.state.posts) >= posts_of_later(self.state.setup.parties) {
                self.work();
            }
        }
        Ok(())
    }

    /// Time passes: what is due is done.
    ///
    /// # Errors
    /// [`RESOURCE_BUSY`], as [`command`](Exchange::command).
    pub fn tick(&mut self, now: u64) -> Result<(), Cause> {
        self.turn(now)?;
        if !self.work() {
            self.overflow();
        }
        Ok(())
    }

    /// When [`tick`](Exchange::tick) is due. It may be past: then there is more to do now.
    pub fn deadline(&self) -> Option<u64> {
        if self.may_offer() || !self.state.leaving.is_empty() { Some(self.state.now) } else { self.next_overflow() }
    }

    /// A station is reachable, or not any more: then its calls end, one a turn.
    ///
    /// # Errors
    /// As [`command`](Exchange::command).
    pub fn plug(&mut self, now: u64, station: u32, plugged: bool) -> Result<(), Cause> {
        self.begin(now, station)?;
        let flags = &mut self.extension_mut(station).flags;
        if flags.has(station::UNPLUGGED) != plugged {
            return Ok(());
        }
        flags.set(station::UNPLUGGED, !plugged);
        if plugged {
            self.list_agent(station);
        } else {
            self.unlist_agent(station);
            self.unplugged(station);
        }
        self.work();
        Ok(())
    }

    /// A turn that is about a station.
    fn begin(&mut self, now: u64, station: u32) -> Result<(), Cause> {
        if station < self.state.extensions { self.turn(now) } else { Err(INVALID_DEVICE) }
    }

    fn turn(&mut self, now: u64) -> Result<(), Cause> {
        if self.state.post < self.state.posts {
            return Err(RESOURCE_BUSY);
        }
        (self.state.post, self.state.posts) = (0, 0);
        self.forget_fresh();
        self.state.now = self.state.now.max(now);
        Ok(())
    }

    /// Whether a queue has something to offer, and there is a connection to offer it by. Without one it waits for one.
    fn may_offer(&self) -> bool {
        !self.state.busy.is_empty() && !self.state.free_connections.is_empty()
    }

    /// One thing that was left for later. False when there was nothing.
    fn work(&mut self) -> bool {
        if let Some(station) = self.state.leaving.pop_front(self.memory.extensions) {
            self.unplug_one(station);
        } else if self.may_offer()
            && let Some(queue) = self.state.busy.pop_front(self.memory.queues)
        {
            self.queue_mut(queue).is_busy = false;
            let first = self.waits_longest(queue);
            self.offer_next(first);
            if first != queue {
                self.wake(queue);
            }
        } else {
            return false;
        }
        true
    }
}
