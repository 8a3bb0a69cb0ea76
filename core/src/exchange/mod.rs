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

mod agent;
mod call;
mod conference;
mod connect;
mod data;
mod deliver;
mod features;
mod heap;
mod hunt;
mod index;
mod links;
mod memory;
mod number;
mod park;
mod queue;
mod resync;
mod route;
mod transfer;

pub use deliver::{Delivery, MAX_ENTRIES};
pub use memory::{
    Call, Connection, Extension, Group, Head, MAX_PARTIES, Member, Memory, PARTIES, Place, Post, Queue, posts,
};
pub use number::MAX_NUMBER;

use crate::cause::Cause;
use crate::data::{Entry, Key, Known};
use crate::id::{CallId, Which};
use crate::output::{Output, What};
use crate::signal::SignalKind;
use crate::state::State;
use links::{List, NONE};
use memory::{leg, lists, member, station};
use number::{Number, Target};

/// What an integrator chooses for an exchange.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Setup {
    /// Bytes of data a call, the dialled number among them.
    pub data: u16,
    /// Bytes of texts a station: where it forwards to.
    pub own: u16,
    /// The most parties of a call, up to [`MAX_PARTIES`]; 0: [`PARTIES`].
    pub parties: u8,
}

/// A station of the exchange.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StationSetup {
    /// How many calls it has room for.
    pub calls: u16,
    /// An outside line: its calls are inbound and outbound, those of two others internal.
    pub trunk: bool,
    /// The agent is ready after log-in, and not `not-ready`.
    pub login_ready: bool,
}

/// The exchange, in the caller's memory.
#[derive(Debug)]
pub struct Exchange<'m> {
    memory: Memory<'m>,
    setup: Setup,
    now: u64,
    free_calls: List<{ lists::WAITING }>,
    free_connections: List<{ lists::OF_CALL }>,
    free_members: List<{ lists::READY }>,
    free_places: u32,
    /// Records in use, which are never given back.
    extensions: u32,
    queues: u32,
    groups: u32,
    /// Calls in use.
    calls: u32,
    /// Queues that may have something to offer.
    busy: List<{ lists::BUSY }>,
    /// Queues that list no station.
    open: List<{ lists::OPEN }>,
    /// Unplugged stations that still have calls.
    leaving: List<{ lists::LEAVING }>,
    /// The call whose data the command at hand changed, or [`NONE`].
    changed: u32,
    /// Queues in the heap of overflow times.
    heap: u32,
    /// Signals that are still to be given: from the first to the last.
    post: usize,
    posts: usize,
    spare: Spare,
}

/// What is written to no record.
#[derive(Clone, Copy, Debug, Default)]
struct Spare {
    extension: Extension,
    connection: Connection,
    call: Call,
    queue: Queue,
    member: Member,
    post: Post,
    place: Place,
}

impl<'m> Exchange<'m> {
    /// An exchange without stations.
    ///
    /// # Errors
    /// `invalid-parameter-value` for more parties than [`MAX_PARTIES`] or more records than numbers can name; `no-room` where the
    /// memory is less than [`Memory`] says.
    pub fn new(memory: Memory<'m>, setup: &Setup) -> Result<Self, Cause> {
        let setup = Setup { parties: if setup.parties == 0 { PARTIES } else { setup.parties }, ..*setup };
        let records = [memory.extensions.len(), memory.queues.len(), memory.groups.len(), memory.places.len()];
        let links = [memory.calls.len(), memory.connections.len(), memory.members.len()];
        let too_many = records.iter().chain(&links).any(|count| *count >= Target::MOST);
        if usize::from(setup.parties) > MAX_PARTIES || setup.parties < 2 || too_many {
            return Err(Cause::INVALID_PARAMETER_VALUE);
        }
        let texts = memory.extensions.len().saturating_mul(usize::from(setup.own));
        let data = memory.calls.len().saturating_mul(usize::from(setup.data));
        let short = memory.index.is_empty() || memory.posts.len() < posts(setup.parties);
        if short || memory.texts.len() < texts || memory.data.len() < data {
            return Err(Cause::NO_ROOM);
        }
        memory.extensions.fill(Extension::default());
        memory.calls.fill(Call::EMPTY);
        memory.connections.fill(Connection::EMPTY);
        memory.queues.fill(Queue::default());
        memory.groups.fill(Group::default());
        memory.members.fill(Member::default());
        memory.index.fill(Head::default());
        for (next, place) in (1..).zip(memory.places.iter_mut()) {
            *place = Place { next, ..Place::default() };
        }
        if let Some(last) = memory.places.last_mut() {
            last.next = NONE;
        }
        Ok(Self {
            free_calls: List::all(memory.calls),
            free_connections: List::all(memory.connections),
            free_members: List::all(memory.members),
            free_places: if memory.places.is_empty() { NONE } else { 0 },
            memory,
            setup,
            now: 0,
            extensions: 0,
            queues: 0,
            groups: 0,
            calls: 0,
            busy: List::EMPTY,
            open: List::EMPTY,
            leaving: List::EMPTY,
            changed: NONE,
            heap: 0,
            post: 0,
            posts: 0,
            spare: Spare::default(),
        })
    }

    /// Adds a station. Stations are numbered from 0.
    ///
    /// # Errors
    /// `no-room` when every record is in use or the number is longer than [`MAX_NUMBER`]; `invalid-parameter-value` when the
    /// number is empty or taken.
    pub fn station(&mut self, number: &str, setup: &StationSetup) -> Result<u32, Cause> {
        let name = self.new_number(number)?;
        let at = self.extensions;
        let extension = self.memory.extensions.get_mut(at as usize).ok_or(Cause::NO_ROOM)?;
        extension.capacity = setup.calls;
        extension.flags =
            if setup.trunk { station::TRUNK } else { 0 } | if setup.login_ready { station::LOGIN_READY } else { 0 };
        self.extensions = at.saturating_add(1);
        self.give_number(Target::station(at), name);
        Ok(at)
    }

    /// Adds a queue that offers to these stations, and to all where none is listed. An agent needs the skills, which commas
    /// separate. A call that waits longer than so many milliseconds goes on to another number.
    ///
    /// # Errors
    /// As [`station`](Exchange::station), and `no-room` when there are too few memberships.
    pub fn queue(
        &mut self,
        number: &str,
        stations: &[u32],
        skills: &str,
        overflow: Option<(u32, &str)>,
    ) -> Result<(), Cause> {
        let name = self.new_number(number)?;
        let (limit, to) = overflow.map_or((0, ""), |(limit, to)| (limit.max(1), to));
        let (to, skills) = (Number::new(to)?, Number::new(skills)?);
        let at = self.queues;
        let known = stations.iter().all(|station| *station < self.extensions);
        let queue = self.memory.queues.get_mut(at as usize).ok_or(Cause::NO_ROOM)?;
        if !known {
            return Err(Cause::INVALID_PARAMETER_VALUE);
        }
        (queue.to, queue.skills, queue.limit) = (to, skills, limit);
        queue.is_open = stations.is_empty();
        if stations.is_empty() {
            self.open.push_back(self.memory.queues, at);
        }
        for station in stations {
            self.new_member(*station, at, member::LISTED)?;
        }
        self.queues = at.saturating_add(1);
        self.give_number(Target::queue(at), name);
        Ok(())
    }

    /// Adds a hunt group: all its stations ring at once, or one after the other.
    ///
    /// # Errors
    /// As [`station`](Exchange::station), and `no-room` for more stations than [`MAX_PARTIES`].
    pub fn hunt(&mut self, number: &str, all: bool, stations: &[u32]) -> Result<(), Cause> {
        let name = self.new_number(number)?;
        let at = self.groups;
        let known = stations.iter().all(|station| *station < self.extensions);
        let group = self.memory.groups.get_mut(at as usize).ok_or(Cause::NO_ROOM)?;
        if !known {
            return Err(Cause::INVALID_PARAMETER_VALUE);
        }
        group.stations.get_mut(..stations.len()).ok_or(Cause::NO_ROOM)?.copy_from_slice(stations);
        (group.count, group.all) = (stations.len() as u8, all);
        self.groups = at.saturating_add(1);
        self.give_number(Target::group(at), name);
        for member in stations {
            let extension = self.extension_mut(*member);
            if extension.group == NONE {
                extension.group = at;
            }
        }
        Ok(())
    }

    fn new_number(&self, number: &str) -> Result<Number, Cause> {
        if number.is_empty() || self.lookup(number) != Target::NONE {
            return Err(Cause::INVALID_PARAMETER_VALUE);
        }
        Number::new(number)
    }

    /// The station with this number.
    pub fn find(&self, number: &str) -> Option<u32> {
        match self.lookup(number).is() {
            number::Is::Station(at) => Some(at),
            _ => None,
        }
    }

    /// Whether no call is left, and nothing is still to be given.
    pub fn is_idle(&self) -> bool {
        self.calls == 0 && self.connections_used() == 0 && self.post == self.posts
    }

    fn connections_used(&self) -> usize {
        self.memory.extensions.iter().take(self.extensions as usize).map(|extension| usize::from(extension.count)).sum()
    }

    /// The exchange's own number of the call that a station's connection is in; 0 for none. It is never used again.
    pub fn call_of(&self, station: u32, id: CallId, reference: u64) -> u64 {
        self.call_number(self.leg(self.named(station, id, reference)).call)
    }

    /// The states of a station's connection, local and far; `None` where the exchange has none.
    pub fn states(&self, station: u32, id: CallId, reference: u64) -> Option<(State, State)> {
        let leg = self.leg(self.named(station, id, reference));
        (leg.local != State::Null).then_some((leg.local, leg.far))
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
    /// `resource-busy` while [`next`](Exchange::next) still has something to give: nothing has changed.
    pub fn command(
        &mut self,
        now: u64,
        station: u32,
        command: &Output,
        other: u64,
        texts: &[Entry<'_>],
    ) -> Result<(), Cause> {
        self.begin(now)?;
        let reachable = station < self.extensions && self.extension(station).flags & station::UNPLUGGED == 0;
        if reachable && command.what.is_command() {
            self.carry_out(&Order { station, command, other, texts });
            self.work();
        }
        Ok(())
    }

    /// Time passes: what is due is done.
    ///
    /// # Errors
    /// As [`command`](Exchange::command).
    pub fn tick(&mut self, now: u64) -> Result<(), Cause> {
        self.begin(now)?;
        if !self.work() {
            self.overflow();
        }
        Ok(())
    }

    /// When [`tick`](Exchange::tick) is due. It may be past: then there is more to do now.
    pub fn deadline(&self) -> Option<u64> {
        if !self.busy.is_empty() || !self.leaving.is_empty() { Some(self.now) } else { self.next_overflow() }
    }

    /// A station is reachable, or not any more: then its calls end, one a turn.
    ///
    /// # Errors
    /// As [`command`](Exchange::command), and `invalid-device-id` for no station.
    pub fn plug(&mut self, now: u64, station: u32, plugged: bool) -> Result<(), Cause> {
        self.begin(now)?;
        if station >= self.extensions {
            return Err(INVALID_DEVICE);
        }
        let was = self.extension(station).flags & station::UNPLUGGED == 0;
        if was == plugged {
            return Ok(());
        }
        self.extension_mut(station).flags ^= station::UNPLUGGED;
        if plugged {
            self.list_agent(station);
        } else {
            self.unlist_agent(station);
            self.unplugged(station);
        }
        self.work();
        Ok(())
    }

    fn begin(&mut self, now: u64) -> Result<(), Cause> {
        if self.post < self.posts {
            return Err(BUSY_RESOURCE);
        }
        (self.post, self.posts) = (0, 0);
        self.forget_fresh();
        self.now = self.now.max(now);
        Ok(())
    }

    /// One thing that was left for later. False when there was nothing.
    fn work(&mut self) -> bool {
        if let Some(station) = self.leaving.pop_front(self.memory.extensions) {
            self.unplug_one(station);
        } else if let Some(queue) = self.busy.pop_front(self.memory.queues) {
            self.queue_mut(queue).is_busy = false;
            self.offer_next(queue);
        } else {
            return false;
        }
        true
    }

    fn carry_out(&mut self, order: &Order<'_>) {
        use What::*;
        match order.command.what {
            CmdMakeCall => self.make_call(order),
            CmdDial => self.dial(order),
            CmdAnswer => self.answer(order),
            CmdReject => self.reject(order),
            CmdDeflect => self.deflect(order),
            CmdHold => self.hold(order),
            CmdRetrieve => self.retrieve(order),
            CmdAlternate => self.alternate(order),
            CmdConsult => self.consult(order),
            CmdReconnect => self.reconnect(order),
            CmdTransfer => self.transfer(order),
            CmdBlindTransfer => self.blind_transfer(order),
            CmdConference => self.conference(order),
            CmdAddParty => self.add_party(order),
            CmdDropParty => self.drop_party(order),
            CmdDtmf => self.digits(order),
            CmdPark => self.park(order),
            CmdPickup => self.pickup(order),
            CmdClear => self.clear(order),
            CmdData => self.data_changed(order),
            CmdLogIn => self.log_in(order),
            CmdLogOut => self.log_out(order),
            CmdReady | CmdNotReady | CmdWrapUp => self.agent_wish(order),
            CmdAgent => self.agent_said(order),
            CmdForward | CmdDoNotDisturb | CmdMessageWaiting | CmdMute => self.feature(order),
            CmdQuery => self.query(order),
            CmdResync => self.resync(order),
            _ => {}
        }
    }

    /// The connection that a command names: by the reference, or by the station's id where it knows none.
    fn named(&self, station: u32, id: CallId, reference: u64) -> u32 {
        let at = reference as u32;
        let leg = self.leg(at);
        if reference != 0 {
            return if leg.station == station && reference == self.reference(at) { at } else { NONE };
        }
        let own = self.extension(station).connections.iter(self.memory.connections).find(|at| self.leg(*at).id == id);
        own.filter(|_| !id.is_none()).unwrap_or(NONE)
    }

    /// The connection of a command in one of these states; where there is none, the command is refused.
    fn subject(&mut self, order: &Order<'_>, allowed: impl Fn(&Connection) -> bool) -> Option<u32> {
        let at = self.named(order.station, order.command.call, order.command.reference);
        if at == NONE {
            self.refuse(order, Cause::INVALID_CONNECTION_ID);
        } else if !allowed(self.leg(at)) {
            self.refuse(order, Cause::INVALID_CONNECTION_STATE);
        } else {
            return Some(at);
        }
        None
    }

    /// The pair of a consultation: the primary and the second connection.
    fn pair(&mut self, order: &Order<'_>) -> Option<(u32, u32)> {
        let at = self.subject(order, |_| true)?;
        let bound = self.leg(at).bound;
        if bound == NONE {
            self.refuse(order, Cause::NO_HELD_CALL);
            return None;
        }
        Some(if self.leg(at).has(leg::CONSULT) { (bound, at) } else { (at, bound) })
    }

    /// The command's request is taken.
    fn accept(&mut self, order: &Order<'_>) {
        self.reply(order, SignalKind::Accepted, Cause::NONE);
    }

    /// The command's request is refused.
    fn refuse(&mut self, order: &Order<'_>, cause: Cause) {
        self.reply(order, SignalKind::Refused, cause);
    }

    fn reply(&mut self, order: &Order<'_>, what: SignalKind, cause: Cause) {
        let which = Which { id: order.command.call, reference: order.command.reference };
        let request = order.command.request;
        if request != 0 {
            self.enqueue(Post { which, station: order.station, request, what, cause, ..Post::EMPTY });
        }
    }
}

/// A command on its way through the exchange.
struct Order<'o> {
    station: u32,
    command: &'o Output,
    other: u64,
    texts: &'o [Entry<'o>],
}

impl<'o> Order<'o> {
    /// The first text under one of these keys.
    fn text(&self, keys: &[Known]) -> Option<&'o str> {
        let is = |entry: &&Entry<'o>| matches!(entry.key, Key::Known(known) if keys.contains(&known));
        self.texts.iter().find(is).map(|entry| entry.value)
    }

    /// The destination.
    fn to(&self) -> Option<&'o str> {
        self.text(&[Known::To, Known::Dnis])
    }
}

/// Nobody like that.
const INVALID_DEVICE: Cause = Cause(0x10C);
/// One station would be two parties.
const NOT_DIFFERENT: Cause = Cause(0x155);
/// There is no call to be fetched.
const NO_CALL_TO_ANSWER: Cause = Cause(0x308);
/// Something is still to be given.
const BUSY_RESOURCE: Cause = Cause(0x402);
/// The call is full.
const MEMBER_LIMIT: Cause = Cause(0x408);
/// Every record is in use.
const RESOURCES: Cause = Cause(0x01E);
/// Out of order, or unplugged.
const OUT_OF_ORDER: Cause = Cause(0x041);
/// No such number.
const INVALID_NUMBER: Cause = Cause(0x045);
/// The called station takes no calls.
const DO_NOT_DISTURB: Cause = Cause(0x00E);
/// The caller gave up.
const CALL_CANCELLED: Cause = Cause(0x005);
/// Somebody hung up.
const CLEARED: Cause = Cause(0x030);
/// Fetched by another station.
const PICKUP: Cause = Cause(0x00B);
/// Left at a place.
const PARKED: Cause = Cause(0x019);
/// Sent on by the station that was called.
const REDIRECTED: Cause = Cause(0x01C);
/// A transfer, with or without a consultation.
const TRANSFER: Cause = Cause(0x020);
/// A conference.
const CONFERENCE: Cause = Cause(0x03F);
