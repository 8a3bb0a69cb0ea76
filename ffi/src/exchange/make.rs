//! Making an exchange, its stations, queues and hunt groups.

use core::ffi::c_char;

use offhook_core::Cause;
use offhook_core::exchange::{
    Call, Connection, Exchange as Switch, Extension, Group, Head, Member, PARTIES, Place, Post, Queue, Setup,
    StationSetup, posts,
};

use crate::args::{self, text};
use crate::input::switch;
use crate::status::{OFFHOOK_DONE, OFFHOOK_MISUSE_CODE, OFFHOOK_MISUSE_NULL, OFFHOOK_REFUSED, Status};
use crate::storage::{Exchange, Plan, open_exchange};

/// Bytes of a block for an exchange as such, with calls of up to 8 parties.
pub const OFFHOOK_EXCHANGE_BASE_SIZE: usize = 11008;
/// Bytes of a block for a station; its own texts are not counted.
pub const OFFHOOK_EXCHANGE_STATION_SIZE: usize = 144;
/// Bytes of a block for a call; its data and connections are not counted.
pub const OFFHOOK_EXCHANGE_CALL_SIZE: usize = 56;
/// Bytes of a block for a connection.
pub const OFFHOOK_EXCHANGE_CONNECTION_SIZE: usize = 64;
/// Bytes of a block for a signal on its way.
pub const OFFHOOK_EXCHANGE_POST_SIZE: usize = 56;
/// Bytes of a block for a queue.
pub const OFFHOOK_EXCHANGE_QUEUE_SIZE: usize = 220;
/// Bytes of a block for a hunt group.
pub const OFFHOOK_EXCHANGE_GROUP_SIZE: usize = 192;
/// Bytes of a block for a station's place in a queue.
pub const OFFHOOK_EXCHANGE_MEMBER_SIZE: usize = 32;
/// Bytes of a block for a park place.
pub const OFFHOOK_EXCHANGE_PLACE_SIZE: usize = 68;
/// Bytes of texts a station, and connections a call, where the configuration says 0.
pub const OFFHOOK_EXCHANGE_OWN_SIZE: usize = 64;
/// Connections a call, where the configuration says 0.
pub const OFFHOOK_EXCHANGE_CONNECTIONS: usize = 4;
/// `flags` of a station: an outside line.
pub const OFFHOOK_STATION_TRUNK: u8 = 1;
/// `flags` of a station: its agent is `ready` after log-in, as `offhook_config.login_ready` says.
pub const OFFHOOK_STATION_LOGIN_READY: u8 = 2;

/// What alignment may take, in all.
const SLACK: usize = 128;
/// A number's places in the index: twice as many as numbers make for short searches.
const INDEX: usize = 2 * size_of::<Head>();

const _: () = {
    let base = size_of::<Switch<'static>>() + size_of::<Head>() + posts(PARTIES) * size_of::<Post>() + SLACK;
    assert!(base <= OFFHOOK_EXCHANGE_BASE_SIZE);
    assert!(size_of::<Extension>() + INDEX <= OFFHOOK_EXCHANGE_STATION_SIZE);
    assert!(size_of::<Call>() <= OFFHOOK_EXCHANGE_CALL_SIZE);
    assert!(size_of::<Connection>() <= OFFHOOK_EXCHANGE_CONNECTION_SIZE);
    assert!(size_of::<Post>() <= OFFHOOK_EXCHANGE_POST_SIZE);
    assert!(size_of::<Queue>() + INDEX <= OFFHOOK_EXCHANGE_QUEUE_SIZE);
    assert!(size_of::<Group>() + INDEX <= OFFHOOK_EXCHANGE_GROUP_SIZE);
    assert!(size_of::<Member>() <= OFFHOOK_EXCHANGE_MEMBER_SIZE);
    assert!(size_of::<Place>() + INDEX <= OFFHOOK_EXCHANGE_PLACE_SIZE);
};

/// What an integrator chooses for an exchange. Zero it, set `struct_size`, then what is meant.
#[derive(Clone, Copy, Default)]
#[repr(C)]
pub struct ExchangeConfig {
    /// `sizeof(struct offhook_exchange_config)` of the header that the caller was built with.
    pub struct_size: u32,
    /// Stations, outside lines among them.
    pub stations: u32,
    /// Calls at a time.
    pub calls: u32,
    /// Connections at a time, one for each station in a call or alerting for it; 0: four a call.
    pub connections: u32,
    /// Queues.
    pub queues: u32,
    /// Hunt groups.
    pub groups: u32,
    /// One for each station that a queue lists, and one for each agent logged in to a queue that lists none.
    pub members: u32,
    /// Calls that are parked at a time.
    pub places: u32,
    /// Bytes of data a call, the dialled number among them.
    pub data: u16,
    /// Bytes a station for where it forwards to; 0: 64.
    pub own: u16,
    /// The most parties of a call, up to 32; 0: 8.
    pub parties: u8,
    /// 0.
    pub reserved: [u8; 3],
}

impl ExchangeConfig {
    fn parties(&self) -> u8 {
        if self.parties == 0 { PARTIES } else { self.parties }
    }

    fn own(&self) -> u16 {
        if self.own == 0 { OFFHOOK_EXCHANGE_OWN_SIZE as u16 } else { self.own }
    }

    fn plan(&self) -> Plan {
        let (stations, calls) = (self.stations as usize, self.calls as usize);
        let (queues, groups, places) = (self.queues as usize, self.groups as usize, self.places as usize);
        let connections = match self.connections {
            0 => calls.saturating_mul(OFFHOOK_EXCHANGE_CONNECTIONS),
            connections => connections as usize,
        };
        let numbers = stations.saturating_add(queues).saturating_add(groups).saturating_add(places);
        Plan {
            stations,
            calls,
            connections,
            queues,
            groups,
            members: self.members as usize,
            places,
            index: numbers.saturating_mul(2).saturating_add(1),
            posts: posts(self.parties()),
            texts: stations.saturating_mul(self.own() as usize),
            data: calls.saturating_mul(self.data as usize),
        }
    }

    /// The bytes of a block: more than that is not needed, wherever the block begins.
    fn size(&self) -> usize {
        let plan = self.plan();
        let usual = posts(PARTIES).saturating_mul(OFFHOOK_EXCHANGE_POST_SIZE);
        [
            (1, OFFHOOK_EXCHANGE_BASE_SIZE.saturating_sub(usual)),
            (plan.posts, OFFHOOK_EXCHANGE_POST_SIZE),
            (plan.stations, OFFHOOK_EXCHANGE_STATION_SIZE),
            (plan.calls, OFFHOOK_EXCHANGE_CALL_SIZE),
            (plan.connections, OFFHOOK_EXCHANGE_CONNECTION_SIZE),
            (plan.queues, OFFHOOK_EXCHANGE_QUEUE_SIZE),
            (plan.groups, OFFHOOK_EXCHANGE_GROUP_SIZE),
            (plan.members, OFFHOOK_EXCHANGE_MEMBER_SIZE),
            (plan.places, OFFHOOK_EXCHANGE_PLACE_SIZE),
            (plan.texts, 1),
            (plan.data, 1),
        ]
        .iter()
        .fold(0, |sum: usize, (count, each)| sum.saturating_add(count.saturating_mul(*each)))
    }
}

/// The bytes of `struct offhook_exchange` that this library needs.
///
/// *Returns* the size.
/// *Ownership* nothing.
/// *ISR* yes.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_exchange_size() -> usize {
    size_of::<Exchange>()
}

/// The bytes of a block for this configuration. With the defaults, `OFFHOOK_EXCHANGE_BLOCK_SIZE(stations, calls, data)` and
/// `OFFHOOK_EXCHANGE_QUEUE_SIZE` and its like for each queue, group, member and place are the same.
///
/// *Returns* done; misuse.
/// *Ownership* nothing is kept.
/// *ISR* yes.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_exchange_block_size(config: Option<&ExchangeConfig>, size: Option<&mut usize>) -> Status {
    Status::of((|| {
        let config = args::versioned(Some(config.ok_or(OFFHOOK_MISUSE_NULL)?))?;
        *size.ok_or(OFFHOOK_MISUSE_NULL)? = config.size();
        Ok(OFFHOOK_DONE)
    })())
}

/// Makes an exchange without stations.
///
/// *Returns* done; refused: `why` has the cause (more than 32 parties, fewer than 2, more records than can be counted);
/// misuse. `why` may be `NULL`.
/// *Ownership* storage and block are the caller's memory, in use until the caller gives the exchange up; neither may be
/// moved or touched meanwhile. Nothing needs to be released.
/// *ISR* no.
/// *Bound* linear in the block.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_exchange_make(
    exchange: Option<&mut Exchange>,
    exchange_len: usize,
    block: *mut u8,
    block_len: usize,
    config: Option<&ExchangeConfig>,
    why: Option<&mut u16>,
) -> Status {
    Status::of((|| {
        let exchange = exchange.ok_or(OFFHOOK_MISUSE_NULL)?;
        let config: ExchangeConfig = args::versioned(Some(config.ok_or(OFFHOOK_MISUSE_NULL)?))?;
        if config.reserved != [0; 3] {
            return Err(OFFHOOK_MISUSE_CODE);
        }
        let setup = Setup { data: config.data, own: config.own(), parties: config.parties() };
        exchange.make(exchange_len, block, block_len, &config.plan(), &setup)?.map_err(|cause| refused(cause, why))?;
        Ok(OFFHOOK_DONE)
    })())
}

/// Adds a station with room for `calls` calls. Stations are numbered from 0, in the order in which they come; `flags` are
/// `OFFHOOK_STATION_*`.
///
/// *Returns* done: `station` is its number here; refused: `why` has the cause (the number is taken, empty or longer than 43
/// bytes, or every record is in use); misuse. `station` and `why` may be `NULL`.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the number.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_exchange_station(
    exchange: Option<&mut Exchange>,
    number: *const c_char,
    number_len: usize,
    calls: u16,
    flags: u8,
    station: Option<&mut u32>,
    why: Option<&mut u16>,
) -> Status {
    Status::of((|| {
        let exchange = open_exchange(exchange)?;
        if flags & !(OFFHOOK_STATION_TRUNK | OFFHOOK_STATION_LOGIN_READY) != 0 {
            return Err(OFFHOOK_MISUSE_CODE);
        }
        let trunk = flags & OFFHOOK_STATION_TRUNK != 0;
        let setup = StationSetup { calls, trunk, login_ready: flags & OFFHOOK_STATION_LOGIN_READY != 0 };
        let added = exchange.station(text(number, number_len)?, &setup).map_err(|cause| refused(cause, why))?;
        if let Some(station) = station {
            *station = added;
        }
        Ok(OFFHOOK_DONE)
    })())
}

/// Adds a queue, which is dialled like a station. It offers the longest-waiting call to the agent ready longest, among these
/// stations, or all where none is listed. An agent needs the skills, which commas separate. A call that waits longer than
/// `overflow` ms goes on to the number `to`; 0: never.
///
/// *Returns* done; refused: `why` has the cause (as `offhook_exchange_station`; no such station; too few members); misuse.
/// `why` may be `NULL`.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the texts and the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_exchange_queue(
    exchange: Option<&mut Exchange>,
    number: *const c_char,
    number_len: usize,
    stations: *const u32,
    stations_len: usize,
    skills: *const c_char,
    skills_len: usize,
    overflow: u32,
    to: *const c_char,
    to_len: usize,
    why: Option<&mut u16>,
) -> Status {
    Status::of((|| {
        let exchange = open_exchange(exchange)?;
        let (number, stations) = (text(number, number_len)?, args::numbers(stations, stations_len)?);
        let (skills, to) = (text(skills, skills_len)?, text(to, to_len)?);
        let overflow = (overflow != 0).then_some((overflow, to));
        exchange.queue(number, stations, skills, overflow).map_err(|cause| refused(cause, why))?;
        Ok(OFFHOOK_DONE)
    })())
}

/// Adds a hunt group, which is dialled like a station: its stations ring all at once (`all` is 1), or one after the other.
///
/// *Returns* done; refused: `why` has the cause (as `offhook_exchange_station`; no such station; more than 32); misuse.
/// `why` may be `NULL`.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the number and the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_exchange_hunt(
    exchange: Option<&mut Exchange>,
    number: *const c_char,
    number_len: usize,
    all: u8,
    stations: *const u32,
    stations_len: usize,
    why: Option<&mut u16>,
) -> Status {
    Status::of((|| {
        let exchange = open_exchange(exchange)?;
        let (number, stations) = (text(number, number_len)?, args::numbers(stations, stations_len)?);
        exchange.hunt(number, switch(all)?, stations).map_err(|cause| refused(cause, why))?;
        Ok(OFFHOOK_DONE)
    })())
}

fn refused(cause: Cause, why: Option<&mut u16>) -> Status {
    if let Some(why) = why {
        *why = cause.0;
    }
    OFFHOOK_REFUSED
}
