//! Memory for an exchange, as much as a file can need.

use crate::desk::OWN;
use crate::scenario::statement::{Says, Statement};
use offhook::Cause;
use offhook::exchange::{
    Call, Connection, Exchange, Extension, Group, Head, MAX_PARTIES, Member, Memory, Place, Post, Queue, Setup, posts,
};

/// Places where a call can be parked at the same time.
const PLACES: usize = 64;

/// The memory.
#[derive(Default)]
pub struct Room {
    data_bytes: u16,
    extensions: Vec<Extension>,
    calls: Vec<Call>,
    connections: Vec<Connection>,
    queues: Vec<Queue>,
    groups: Vec<Group>,
    members: Vec<Member>,
    places: Vec<Place>,
    index: Vec<Head>,
    posts: Vec<Post>,
    texts: Vec<u8>,
    data: Vec<u8>,
}

/// How much of everything there may be.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limits {
    /// Stations.
    pub stations: usize,
    /// Calls of all stations together.
    pub calls: usize,
    /// Bytes of data of one call at a station.
    pub data: u16,
    /// Queues.
    pub queues: usize,
    /// Hunt groups.
    pub groups: usize,
}

impl Room {
    /// Enough for every station, queue and group of a file; nothing for one without an exchange.
    pub fn of(statements: &[Statement]) -> Self {
        let mut limits = Limits::default();
        let mut exchange = false;
        for statement in statements {
            match &statement.says {
                Says::Station(setup) => {
                    limits.stations += 1;
                    limits.calls += usize::from(setup.calls);
                    limits.data = limits.data.max(setup.data);
                }
                Says::Queue(_) => limits.queues += 1,
                Says::Hunt(_) => limits.groups += 1,
                Says::Exchange(_) => exchange = true,
                _ => {}
            }
        }
        if exchange { Self::new(limits) } else { Self::default() }
    }

    /// Enough for so much.
    pub fn new(limits: Limits) -> Self {
        let Limits { stations, calls, data, queues, groups } = limits;
        // What one station can hold, and the facts of the call, which stand beside it.
        let data_bytes = data.saturating_add(512);
        let most = u8::try_from(MAX_PARTIES).unwrap_or(u8::MAX);
        Self {
            data_bytes,
            extensions: vec![Extension::default(); stations],
            calls: vec![Call::default(); calls],
            // An offer that finds no slot has a connection until it is turned away.
            connections: vec![Connection::default(); calls + stations],
            queues: vec![Queue::default(); queues],
            groups: vec![Group::default(); groups],
            members: vec![Member::default(); queues * stations],
            places: vec![Place::default(); PLACES],
            index: vec![Head::default(); 2 * (stations + queues + groups + PLACES)],
            posts: vec![Post::default(); posts(most)],
            texts: vec![0; stations * usize::from(OWN)],
            data: vec![0; calls * usize::from(data_bytes)],
        }
    }

    /// An exchange in this memory.
    pub fn exchange(&mut self) -> Result<Exchange<'_>, Cause> {
        let setup = Setup { data: self.data_bytes, own: OWN, parties: 0 };
        let memory = Memory {
            extensions: &mut self.extensions,
            calls: &mut self.calls,
            connections: &mut self.connections,
            queues: &mut self.queues,
            groups: &mut self.groups,
            members: &mut self.members,
            places: &mut self.places,
            index: &mut self.index,
            posts: &mut self.posts,
            texts: &mut self.texts,
            data: &mut self.data,
        };
        Exchange::new(memory, &setup)
    }
}
