//! What an exchange remembers: plain records in the caller's slices, tied by numbers.

use super::links::{Links, List, NONE, Node};
use super::memory::MAX_PARTIES;
use super::number::{Number, Target};
use crate::id::CallId;
use crate::state::{AgentState, State};

/// The lists, by number.
pub(super) mod lists {
    /// A call's connections; the free connections.
    pub const OF_CALL: u8 = 0;
    /// A station's connections.
    pub const OF_STATION: u8 = 1;
    /// A queue's waiting calls; the free calls.
    pub const WAITING: u8 = 2;
    /// A queue's calls by the time they entered.
    pub const ENTERED: u8 = 3;
    /// A queue's ready agents; the free memberships.
    pub const READY: u8 = 4;
    /// A station's memberships.
    pub const QUEUES: u8 = 5;
    /// Queues that may have something to offer.
    pub const BUSY: u8 = 6;
    /// Open queues: no station is listed.
    pub const OPEN: u8 = 7;
    /// Stations that were unplugged, and whose calls are being ended.
    pub const LEAVING: u8 = 8;
}

macro_rules! nodes {
    ($($record:ident . $field:ident in $list:ident),+ $(,)?) => {
        $(impl Node<{ lists::$list }> for $record {
            fn links(&self) -> &Links { &self.$field }
            fn links_mut(&mut self) -> &mut Links { &mut self.$field }
        })+
    };
}

nodes! {
    Connection.of_call in OF_CALL,
    Connection.of_station in OF_STATION,
    Call.waiting in WAITING,
    Call.entered in ENTERED,
    Member.ready in READY,
    Member.queues in QUEUES,
    Queue.busy in BUSY,
    Queue.open in OPEN,
    Extension.leaving in LEAVING,
}

/// A station as the exchange knows it.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
pub struct Extension {
    // What every call needs stands in one cache line.
    pub(super) number: Number,
    pub(super) connections: List<{ lists::OF_STATION }>,
    /// The connection that takes the line, or [`NONE`].
    pub(super) active: u32,
    /// Calls that it has room for.
    pub(super) capacity: u16,
    /// Calls that it has.
    pub(super) count: u16,
    pub(super) flags: u16,
    /// Bytes of its texts in use.
    pub(super) used: u16,
    pub(super) queues: List<{ lists::QUEUES }>,
    pub(super) leaving: Links,
    /// The connection by which a queue offers the agent a call, or [`NONE`].
    pub(super) offer: u32,
    /// The first hunt group that the station is in, or [`NONE`].
    pub(super) group: u32,
    pub(super) agent: AgentState,
}

impl Default for Extension {
    fn default() -> Self {
        Self {
            number: Number::EMPTY,
            connections: List::EMPTY,
            queues: List::EMPTY,
            leaving: Links::EMPTY,
            active: NONE,
            offer: NONE,
            group: NONE,
            capacity: 0,
            count: 0,
            used: 0,
            flags: 0,
            agent: AgentState::LoggedOut,
        }
    }
}

/// Bits of [`Extension::flags`].
pub(super) mod station {
    /// An outside line.
    pub const TRUNK: u16 = 1;
    /// Not reachable.
    pub const UNPLUGGED: u16 = 1 << 1;
    /// The agent is ready after log-in.
    pub const LOGIN_READY: u16 = 1 << 2;
    /// In the list of unplugged stations that still have calls.
    pub const LEAVING: u16 = 1 << 3;
    /// Forwarding of the kind 0; the other kinds follow.
    pub const FORWARD: u16 = 1 << 4;
    /// Do-not-disturb.
    pub const DO_NOT_DISTURB: u16 = 1 << 7;
}

/// One connection of one station to one call.
#[derive(Clone, Copy, Debug)]
pub struct Connection {
    pub(super) of_call: Links,
    pub(super) of_station: Links,
    /// When it came to be.
    pub(super) since: u64,
    /// Grows with each use of the record.
    pub(super) generation: u32,
    /// The station's own id, where the station made it.
    pub(super) id: CallId,
    pub(super) station: u32,
    pub(super) call: u32,
    /// The other connection of a consultation.
    pub(super) bound: u32,
    /// The connection that asked for this party.
    pub(super) adder: u32,
    /// The party that the station was told of when it was offered the call.
    pub(super) from: Target,
    /// The number of that request.
    pub(super) request: u16,
    pub(super) local: State,
    pub(super) far: State,
    pub(super) flags: u8,
}

impl Connection {
    pub(super) const EMPTY: Self = Self {
        of_call: Links::EMPTY,
        of_station: Links::EMPTY,
        since: 0,
        generation: 0,
        id: CallId::NONE,
        station: NONE,
        call: NONE,
        bound: NONE,
        adder: NONE,
        from: Target::NONE,
        request: 0,
        local: State::Null,
        far: State::Null,
        flags: 0,
    };

    pub(super) const fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// Whether it takes the station's line.
    pub(super) const fn takes_line(&self) -> bool {
        matches!(self.local, State::Connected) && !matches!(self.far, State::Failed)
    }
}

impl Default for Connection {
    fn default() -> Self {
        Self::EMPTY
    }
}

/// Bits of [`Connection::flags`].
pub(super) mod leg {
    /// The station takes part in the call: it made, or answered it.
    pub const IN: u8 = 1;
    /// It is the consultation's own call, and not the primary.
    pub const CONSULT: u8 = 1 << 1;
    /// Offered by a queue.
    pub const ACD: u8 = 1 << 2;
    /// The station was told of it.
    pub const TOLD: u8 = 1 << 3;
    /// It came from the other one of two calls that become one.
    pub const MOVED: u8 = 1 << 4;
    /// The station was told another party than the one it dialled.
    pub const NAMED: u8 = 1 << 5;
}

/// Where a call is that has not come to anybody, or is on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Stage {
    /// With its parties.
    #[default]
    None,
    /// In this queue.
    Queued(u32),
    /// Offered to this group; the place of the member that is next.
    Hunting(u32, u8),
    /// At this park place.
    Parked(u32),
}

/// A call: a set of connections.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    pub(super) waiting: Links,
    pub(super) entered: Links,
    pub(super) connections: List<{ lists::OF_CALL }>,
    /// When its time in the queue is over.
    pub(super) overflow: u64,
    /// Grows with each use of the record.
    pub(super) generation: u32,
    pub(super) stage: Stage,
    /// Who sent it on last.
    pub(super) redirected: Target,
    /// Bytes of data in use.
    pub(super) used: u16,
    /// Connections that take part.
    pub(super) parties: u8,
    /// Connections that are alerting.
    pub(super) ringing: u8,
    /// Offers so far.
    pub(super) attempts: u8,
    pub(super) flags: u8,
}

impl Call {
    pub(super) const EMPTY: Self = Self {
        waiting: Links::EMPTY,
        entered: Links::EMPTY,
        connections: List::EMPTY,
        overflow: 0,
        generation: 0,
        stage: Stage::None,
        redirected: Target::NONE,
        used: 0,
        parties: 0,
        ringing: 0,
        attempts: 0,
        flags: 0,
    };

    pub(super) const fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    pub(super) fn set(&mut self, flag: u8, on: bool) {
        if on {
            self.flags |= flag;
        } else {
            self.flags &= !flag;
        }
    }
}

impl Default for Call {
    fn default() -> Self {
        Self::EMPTY
    }
}

/// Bits of [`Call::flags`].
pub(super) mod call {
    /// In use.
    pub const LIVE: u8 = 1;
    /// The attempt was given up.
    pub const FAILED: u8 = 1 << 1;
    /// In the list of the queue's waiting calls.
    pub const WAITS: u8 = 1 << 2;
    /// In the list of the queue's calls by time.
    pub const TIMED: u8 = 1 << 3;
    /// Its time in the queue is over.
    pub const OVERDUE: u8 = 1 << 4;
}

/// A queue.
#[derive(Clone, Copy, Debug)]
pub struct Queue {
    pub(super) number: Number,
    /// Where calls go whose time is over.
    pub(super) to: Number,
    /// What an agent must be able to do, separated by commas.
    pub(super) skills: Number,
    pub(super) waiting: List<{ lists::WAITING }>,
    pub(super) entered: List<{ lists::ENTERED }>,
    /// Ready agents who have not been offered a call in this round, the longest ready first.
    pub(super) ready: List<{ lists::READY }>,
    /// Ready agents who have.
    pub(super) passed: List<{ lists::READY }>,
    pub(super) busy: Links,
    pub(super) open: Links,
    /// Milliseconds until overflow; 0: never.
    pub(super) limit: u32,
    /// Grows when a round ends.
    pub(super) round: u32,
    /// Calls in it, waiting or being offered.
    pub(super) calls: u32,
    /// Its place in the heap of overflow times, and who stands in the heap's place of this queue's number.
    pub(super) heap_place: u32,
    pub(super) heap_queue: u32,
    pub(super) is_open: bool,
    pub(super) is_busy: bool,
}

impl Default for Queue {
    fn default() -> Self {
        Self {
            number: Number::EMPTY,
            to: Number::EMPTY,
            skills: Number::EMPTY,
            waiting: List::EMPTY,
            entered: List::EMPTY,
            ready: List::EMPTY,
            passed: List::EMPTY,
            busy: Links::EMPTY,
            open: Links::EMPTY,
            limit: 0,
            round: 0,
            calls: 0,
            heap_place: NONE,
            heap_queue: NONE,
            is_open: false,
            is_busy: false,
        }
    }
}

/// A hunt group.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    pub(super) number: Number,
    pub(super) stations: [u32; MAX_PARTIES],
    pub(super) count: u8,
    /// All ring at once.
    pub(super) all: bool,
}

impl Default for Group {
    fn default() -> Self {
        Self { number: Number::EMPTY, stations: [NONE; MAX_PARTIES], count: 0, all: false }
    }
}

/// A station's place in a queue.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    pub(super) ready: Links,
    pub(super) queues: Links,
    pub(super) station: u32,
    pub(super) queue: u32,
    /// The queue's round in which the agent was passed over; another one: not.
    pub(super) round: u32,
    pub(super) flags: u8,
}

impl Member {
    pub(super) const fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    pub(super) fn set(&mut self, flag: u8, on: bool) {
        if on {
            self.flags |= flag;
        } else {
            self.flags &= !flag;
        }
    }
}

impl Default for Member {
    fn default() -> Self {
        Self { ready: Links::EMPTY, queues: Links::EMPTY, station: NONE, queue: NONE, round: 0, flags: 0 }
    }
}

/// Bits of [`Member::flags`].
pub(super) mod member {
    /// The station is listed by the queue.
    pub const LISTED: u8 = 1;
    /// The agent is logged in.
    pub const IN: u8 = 1 << 1;
    /// In the list of ready agents, or in that of the passed ones.
    pub const READY: u8 = 1 << 2;
    /// Of the two lists, in that of the passed ones, while the round lasts.
    pub const PASSED: u8 = 1 << 3;
    /// An offer has just ended without an answer.
    pub const UNANSWERED: u8 = 1 << 4;
}

/// A park place; its number counts while a call is there.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub(super) number: Number,
    pub(super) call: u32,
    /// The place that was freed next.
    pub(super) next: u32,
}

impl Default for Place {
    fn default() -> Self {
        Self { number: Number::EMPTY, call: NONE, next: NONE }
    }
}
