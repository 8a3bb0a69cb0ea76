//! An exchange is made, and its stations, queues and hunt groups are.

use core::mem::MaybeUninit;

use super::destinations::{Group, Member, Place, Queue, member};
use super::links::{List, NONE};
use super::memory::{Head, MAX_PARTIES, Memory, PARTIES, posts};
use super::number::{Number, Target};
use super::records::{Call, Connection, Extension, station};
use super::state::State;
use super::{Exchange, Spare};
use crate::cause::Cause;

/// What an integrator chooses for an exchange.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
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
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct StationSetup {
    /// How many calls it has room for.
    pub calls: u16,
    /// An outside line: its calls are inbound and outbound, those of two others internal.
    pub trunk: bool,
    /// The agent is ready after log-in, and not `not-ready`.
    pub login_ready: bool,
}

impl<'m> Exchange<'m> {
    /// An exchange without stations.
    ///
    /// # Errors
    /// `invalid-parameter-value` for more parties than [`MAX_PARTIES`] or more records than numbers can name; `no-room` where the
    /// memory is less than [`Memory`] says.
    pub fn new(memory: Memory<'m>, setup: &Setup) -> Result<Self, Cause> {
        memory.extensions.fill(Extension::EMPTY);
        memory.calls.fill(Call::EMPTY);
        memory.connections.fill(Connection::EMPTY);
        memory.queues.fill(Queue::EMPTY);
        memory.groups.fill(Group::EMPTY);
        memory.members.fill(Member::EMPTY);
        memory.places.fill(Place::EMPTY);
        memory.index.fill(Head::EMPTY);
        let mut exchange = Self { memory, state: State::new(*setup), spare: Spare::EMPTY };
        exchange.begin_empty()?;
        Ok(exchange)
    }

    /// As [`new`](Exchange::new), where every record is its default already; made where it is to lie.
    ///
    /// # Errors
    /// As [`new`](Exchange::new). Then nothing is to be done with what lies there.
    pub fn make(place: &mut MaybeUninit<Self>, memory: Memory<'m>, setup: &Setup) -> Result<(), Cause> {
        place.write(Self { memory, state: State::new(*setup), spare: Spare::EMPTY }).begin_empty()
    }

    /// Looks whether the memory will do, and makes lists of its records.
    fn begin_empty(&mut self) -> Result<(), Cause> {
        let Self { memory, state, .. } = self;
        if state.setup.parties == 0 {
            state.setup.parties = PARTIES;
        }
        let setup = state.setup;
        let records = [memory.extensions.len(), memory.queues.len(), memory.groups.len(), memory.places.len()];
        let links = [memory.calls.len(), memory.connections.len(), memory.members.len()];
        let too_many = records.iter().chain(&links).any(|count| *count >= Target::MOST);
        if usize::from(setup.parties) > MAX_PARTIES || setup.parties < 2 || too_many {
            return Err(Cause::INVALID_PARAMETER_VALUE);
        }
        let texts = memory.extensions.len().saturating_mul(usize::from(setup.own));
        let data = memory.calls.len().saturating_mul(usize::from(setup.data));
        let short = memory.posts.len() < posts(setup.parties);
        if short || memory.texts.len() < texts || memory.data.len() < data {
            return Err(Cause::NO_ROOM);
        }
        state.free_calls = List::all(memory.calls);
        state.free_connections = List::all(memory.connections);
        state.free_members = List::all(memory.members);
        let places = memory.places.len() as u32;
        for (at, place) in (0..places).rev().zip(memory.places.iter_mut().rev()) {
            place.next = core::mem::replace(&mut state.free_places, at);
        }
        Ok(())
    }

    /// Adds a station. Stations are numbered from 0.
    ///
    /// # Errors
    /// `no-room` when every record is in use or the number is longer than [`MAX_NUMBER`](super::number::MAX_NUMBER); `invalid-parameter-value` when the
    /// number is empty or taken.
    pub fn station(&mut self, number: &str, setup: &StationSetup) -> Result<u32, Cause> {
        let name = self.new_number(number)?;
        let at = self.state.extensions;
        let extension = self.memory.extensions.get_mut(at as usize).ok_or(Cause::NO_ROOM)?;
        extension.capacity = setup.calls;
        extension.number = name;
        extension.flags.set(station::TRUNK, setup.trunk);
        extension.flags.set(station::LOGIN_READY, setup.login_ready);
        self.state.extensions = at.wrapping_add(1);
        self.give_number(Target::station(at));
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
        let at = self.state.queues;
        let known = self.are_stations(stations);
        let free = self.state.free_members.iter(self.memory.members).take(stations.len()).count();
        let queue = self.memory.queues.get_mut(at as usize).ok_or(Cause::NO_ROOM)?;
        if !known {
            return Err(Cause::INVALID_PARAMETER_VALUE);
        }
        if free < stations.len() {
            return Err(Cause::NO_ROOM);
        }
        (queue.number, queue.to, queue.skills, queue.limit) = (name, to, skills, limit);
        queue.is_open = stations.is_empty();
        if stations.is_empty() {
            self.state.open.push_back(self.memory.queues, at);
        }
        for station in stations {
            self.new_member(*station, at, member::LISTED)?;
        }
        self.state.queues = at.wrapping_add(1);
        self.give_number(Target::queue(at));
        Ok(())
    }

    /// Adds a hunt group: all its stations ring at once, or one after the other.
    ///
    /// # Errors
    /// As [`station`](Exchange::station), and `no-room` for more stations than [`MAX_PARTIES`].
    pub fn hunt(&mut self, number: &str, all: bool, stations: &[u32]) -> Result<(), Cause> {
        let name = self.new_number(number)?;
        let at = self.state.groups;
        let known = self.are_stations(stations);
        let group = self.memory.groups.get_mut(at as usize).ok_or(Cause::NO_ROOM)?;
        if !known {
            return Err(Cause::INVALID_PARAMETER_VALUE);
        }
        let room = group.stations.get_mut(..stations.len()).ok_or(Cause::NO_ROOM)?;
        room.iter_mut().zip(stations).for_each(|(room, station)| *room = *station);
        (group.number, group.count, group.all) = (name, stations.len() as u8, all);
        self.state.groups = at.wrapping_add(1);
        self.give_number(Target::group(at));
        for member in stations {
            let extension = self.extension_mut(*member);
            if extension.group == NONE {
                extension.group = at;
            }
        }
        Ok(())
    }

    fn are_stations(&self, stations: &[u32]) -> bool {
        stations.iter().all(|station| *station < self.state.extensions)
    }
}
