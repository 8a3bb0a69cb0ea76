//! An exchange with the memory it stands in: it can be cloned and taken back.

use offhook::Cause;
use offhook::data::Data;
use offhook::exchange::{
    Call, Connection, Exchange, Extension, Group, Head, Member, Memory, Place, Post, Queue, Setup, State, StationSetup,
    plain, posts,
};

/// A queue of a system.
#[derive(Clone, Copy, Debug)]
pub struct QueueSetup {
    /// Its number.
    pub number: &'static str,
    /// The stations that it offers to, by index; none: all.
    pub stations: &'static [u32],
    /// What an agent must be able to do.
    pub skills: &'static str,
    /// After so many milliseconds, to this number.
    pub overflow: Option<(u32, &'static str)>,
}

/// A hunt group of a system.
#[derive(Clone, Copy, Debug)]
pub struct GroupSetup {
    /// Its number.
    pub number: &'static str,
    /// All its stations ring at once.
    pub all: bool,
    /// Its stations, by index.
    pub stations: &'static [u32],
}

/// How large an exchange is, and who is joined to it.
#[derive(Clone, Debug)]
pub struct Size {
    /// Number and set-up of each station.
    pub stations: Vec<(&'static str, StationSetup)>,
    /// Queues.
    pub queues: Vec<QueueSetup>,
    /// Hunt groups.
    pub groups: Vec<GroupSetup>,
    /// Bytes of data a call.
    pub data: u16,
    /// Bytes of texts a station.
    pub own: u16,
}

/// An exchange and its memory.
#[derive(Clone, Debug)]
pub struct Switch {
    extensions: Vec<Extension>,
    calls: Vec<Call>,
    connections: Vec<Connection>,
    queues: Vec<Queue>,
    groups: Vec<Group>,
    members: Vec<Member>,
    places: Vec<Place>,
    index: Vec<Head>,
    texts: Vec<u8>,
    data: Vec<u8>,
    state: State,
    /// Bytes of data a call, and of texts a station.
    size: (u16, u16),
}

/// Parties that a call may have.
const PARTIES: u8 = 8;
/// Calls that can be parked at the same time.
const PLACES: usize = 2;

impl Switch {
    /// An exchange with these stations, queues and groups.
    ///
    /// # Errors
    /// What the exchange says of a set-up that it does not take.
    pub fn new(size: &Size) -> Result<Self, Cause> {
        let stations = size.stations.len();
        let calls: usize = size.stations.iter().map(|(_, setup)| usize::from(setup.calls)).sum();
        let numbers = stations + size.queues.len() + size.groups.len() + PLACES;
        let mut extensions = vec![Extension::default(); stations];
        let mut records = vec![Call::default(); calls];
        // An offer that finds no slot has a connection for as long as it takes to turn it away.
        let mut connections = vec![Connection::default(); calls + stations];
        let mut queues = vec![Queue::default(); size.queues.len()];
        let mut groups = vec![Group::default(); size.groups.len()];
        let mut members = vec![Member::default(); size.queues.len() * stations];
        let mut places = vec![Place::default(); PLACES];
        let mut index = vec![Head::default(); 2 * numbers];
        let mut texts = vec![0; stations * usize::from(size.own)];
        let mut data = vec![0; calls * usize::from(size.data)];
        let memory = Memory {
            extensions: &mut extensions,
            calls: &mut records,
            connections: &mut connections,
            queues: &mut queues,
            groups: &mut groups,
            members: &mut members,
            places: &mut places,
            index: &mut index,
            posts: &mut vec![Post::default(); posts(PARTIES)],
            texts: &mut texts,
            data: &mut data,
        };
        let mut exchange = Exchange::new(memory, &Setup { data: size.data, own: size.own, parties: PARTIES })?;
        for (number, setup) in &size.stations {
            exchange.station(number, setup)?;
        }
        for queue in &size.queues {
            exchange.queue(queue.number, queue.stations, queue.skills, queue.overflow)?;
        }
        for group in &size.groups {
            exchange.hunt(group.number, group.all, group.stations)?;
        }
        let state = exchange.state().ok_or(Cause::NO_ROOM)?;
        let size = (size.data, size.own);
        Ok(Self {
            extensions,
            calls: records,
            connections,
            queues,
            groups,
            members,
            places,
            index,
            texts,
            data,
            state,
            size,
        })
    }

    /// Uses the exchange.
    ///
    /// # Panics
    /// When signals are left that were not taken.
    pub fn with<T>(&mut self, what: impl FnOnce(&mut Exchange<'_>) -> T) -> T {
        let mut waiting = [Post::default(); posts(PARTIES)];
        let memory = Memory {
            extensions: &mut self.extensions,
            calls: &mut self.calls,
            connections: &mut self.connections,
            queues: &mut self.queues,
            groups: &mut self.groups,
            members: &mut self.members,
            places: &mut self.places,
            index: &mut self.index,
            posts: &mut waiting,
            texts: &mut self.texts,
            data: &mut self.data,
        };
        let mut exchange = Exchange::over(memory, &self.state);
        let result = what(&mut exchange);
        self.state = exchange.state().expect("every signal is taken before the exchange is put aside");
        result
    }

    /// A station, as plain numbers.
    pub fn extension(&self, at: usize) -> plain::Extension {
        (&self.extensions[at]).into()
    }

    /// A connection, as plain numbers.
    pub fn connection(&self, at: u64) -> plain::Connection {
        (&self.connections[at as usize]).into()
    }

    /// A call, as plain numbers.
    pub fn call(&self, at: u64) -> plain::Call {
        (&self.calls[at as usize]).into()
    }

    /// The queues, as plain numbers.
    pub fn queues(&self) -> impl Iterator<Item = plain::Queue> + '_ {
        self.queues.iter().map(plain::Queue::from)
    }

    /// A membership, as plain numbers.
    pub fn member(&self, at: u64) -> plain::Member {
        (&self.members[at as usize]).into()
    }

    /// How many memberships and calls there can be.
    pub fn counts(&self) -> (u64, u64) {
        (self.members.len() as u64, self.calls.len() as u64)
    }

    /// Which connection of a station a reference means, while it is there.
    pub fn named(&self, station: usize, reference: u64) -> Option<u64> {
        let at = reference & u64::from(u32::MAX);
        let leg: plain::Connection = self.connections.get(at as usize)?.into();
        (leg.generation == reference >> 32 && leg.station == station as u64).then_some(at)
    }

    /// A station's connections, in order.
    pub fn connections_of(&self, station: usize) -> impl Iterator<Item = u64> + '_ {
        list(self.extension(station).connections, |at| self.connection(at).of_station)
    }

    /// A call's connections, in order.
    pub fn connections_of_call(&self, call: u64) -> impl Iterator<Item = u64> + '_ {
        list(self.call(call).connections, |at| self.connection(at).of_call)
    }

    /// A list of waiting calls, in order.
    pub fn waiting(&self, first: u64) -> impl Iterator<Item = u64> + '_ {
        list(first, |at| self.call(at).waiting)
    }

    /// A list of ready agents, in order.
    pub fn ready(&self, first: u64) -> impl Iterator<Item = u64> + '_ {
        list(first, |at| self.member(at).ready)
    }

    /// The data of a call.
    pub fn data(&self, call: u64) -> Data<'_> {
        let begin = call as usize * usize::from(self.size.0);
        Data::new(&self.data[begin..begin + self.call(call).used as usize])
    }

    /// The texts of a station.
    pub fn own(&self, station: usize) -> Data<'_> {
        let begin = station * usize::from(self.size.1);
        Data::new(&self.texts[begin..begin + self.extension(station).used as usize])
    }
}

/// The records of a list.
fn list(first: u64, next: impl Fn(u64) -> u64) -> impl Iterator<Item = u64> {
    let record = |at: u64| Some(at).filter(|at| *at != u64::from(u32::MAX));
    std::iter::successors(record(first), move |at| record(next(*at)))
}
