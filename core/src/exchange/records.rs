//! What an exchange remembers of stations and calls: plain records in the caller's slices, tied by numbers.

use super::flags::Flags;
use super::links::{Links, List, NONE, Node};
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

/// Records that can be in lists, and by which field.
macro_rules! nodes {
    ($($record:ident . $field:ident in $list:ident),+ $(,)?) => {
        $(impl Node<{ lists::$list }> for $record {
            fn links(&self) -> &Links { &self.$field }
            fn links_mut(&mut self) -> &mut Links { &mut self.$field }
        })+
    };
}

pub(super) use nodes;

nodes! {
    Connection.of_call in OF_CALL,
    Connection.of_station in OF_STATION,
    Call.waiting in WAITING,
    Call.entered in ENTERED,
    Extension.leaving in LEAVING,
}

/// Records whose default is the empty one.
macro_rules! empty {
    ($($record:ident),+) => {
        $(impl Default for $record {
            fn default() -> Self { Self::EMPTY }
        })+
    };
}
pub(super) use empty;

empty! { Extension, Connection, Call }

/// A station as the exchange knows it.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
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
    pub(super) flags: Flags,
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

impl Extension {
    /// The record that nothing uses, as its default.
    pub const EMPTY: Self = Self {
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
        flags: Flags::NONE,
        agent: AgentState::LoggedOut,
    };
}

/// Bits of [`Extension::flags`].
pub(super) mod station {
    /// An outside line.
    pub const TRUNK: u8 = 1;
    /// Not reachable.
    pub const UNPLUGGED: u8 = 1 << 1;
    /// The agent is ready after log-in.
    pub const LOGIN_READY: u8 = 1 << 2;
    /// In the list of unplugged stations that still have calls.
    pub const LEAVING: u8 = 1 << 3;
    /// Forwarding of the kind 0; the other kinds follow.
    pub const FORWARD: u8 = 1 << 4;
    /// Do-not-disturb.
    pub const DO_NOT_DISTURB: u8 = 1 << 7;
}

/// One connection of one station to one call.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
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
    /// The connection that asked for this party; this one itself where that is gone.
    pub(super) adder: u32,
    /// The party that the station was told of when it was offered the call.
    pub(super) from: Target,
    /// The number of that request.
    pub(super) request: u16,
    pub(super) local: State,
    pub(super) far: State,
    pub(super) flags: Flags,
}

impl Connection {
    /// The record that nothing uses, as its default.
    pub const EMPTY: Self = Self {
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
        flags: Flags::NONE,
    };

    /// Whether its local state is one of these (see [`bit`]).
    pub(super) const fn is(&self, states: u8) -> bool {
        bit(self.local) & states != 0
    }

    /// Whether it takes the station's line.
    pub(super) const fn takes_line(&self) -> bool {
        matches!(self.local, State::Connected) && !matches!(self.far, State::Failed)
    }
}

/// A state as one bit of a set.
pub(super) const fn bit(state: State) -> u8 {
    1 << (state.code() & 7)
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
    /// The station fetched the call, and did not place it.
    pub const FETCHED: u8 = 1 << 6;
}

/// A call: a set of connections.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Call {
    pub(super) waiting: Links,
    pub(super) entered: Links,
    pub(super) connections: List<{ lists::OF_CALL }>,
    /// When its time in the queue is over.
    pub(super) overflow: u64,
    /// Grows with each use of the record.
    pub(super) generation: u32,
    /// The queue, group or place where it is while it has not come to anybody.
    pub(super) stage: Target,
    /// Who sent it on last.
    pub(super) redirected: Target,
    /// Bytes of data in use.
    pub(super) used: u16,
    /// Which of the calls that entered the queue in the same ms it was.
    pub(super) turn: u16,
    /// Connections that take part.
    pub(super) parties: u8,
    /// Connections that are alerting.
    pub(super) ringing: u8,
    /// Offers so far.
    pub(super) attempts: u8,
    /// In a group: the place of the member that is next.
    pub(super) next: u8,
    pub(super) flags: Flags,
}

impl Call {
    /// The record that nothing uses, as its default.
    pub const EMPTY: Self = Self {
        waiting: Links::EMPTY,
        entered: Links::EMPTY,
        connections: List::EMPTY,
        overflow: 0,
        generation: 0,
        stage: Target::NONE,
        redirected: Target::NONE,
        used: 0,
        turn: 0,
        parties: 0,
        ringing: 0,
        attempts: 0,
        next: 0,
        flags: Flags::NONE,
    };

    /// Whether this call entered the queue before the other one.
    pub(super) fn came_before(&self, other: &Self) -> bool {
        let turns = other.turn.wrapping_sub(self.turn).cast_signed();
        self.overflow < other.overflow || self.overflow == other.overflow && turns > 0
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
    /// All that is said of a call in a queue.
    pub const IN_QUEUE: u8 = WAITS | TIMED | OVERDUE;
}
