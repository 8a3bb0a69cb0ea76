//! What an exchange remembers of the numbers that are no station: queues, hunt groups and park places.

use super::flags::Flags;
use super::links::{Links, List, NONE, Node};
use super::memory::MAX_PARTIES;
use super::number::Number;
use super::records::{empty, lists, nodes};

nodes! {
    Member.ready in READY,
    Member.queues in QUEUES,
    Queue.busy in BUSY,
    Queue.open in OPEN,
}

empty! { Queue, Group, Member, Place }

/// A queue.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
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
    /// Calls that entered it so far.
    pub(super) turn: u16,
    pub(super) is_open: bool,
    pub(super) is_busy: bool,
}

impl Queue {
    /// The record that nothing uses, as its default.
    pub const EMPTY: Self = Self {
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
        turn: 0,
        is_open: false,
        is_busy: false,
    };
}

/// A hunt group.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Group {
    pub(super) number: Number,
    pub(super) stations: [u32; MAX_PARTIES],
    pub(super) count: u8,
    /// All ring at once.
    pub(super) all: bool,
}

impl Group {
    /// The record that nothing uses, as its default.
    pub const EMPTY: Self = Self { number: Number::EMPTY, stations: [NONE; MAX_PARTIES], count: 0, all: false };
}

/// A station's place in a queue.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Member {
    pub(super) ready: Links,
    pub(super) queues: Links,
    pub(super) station: u32,
    pub(super) queue: u32,
    /// The queue's round in which the agent was passed over; another one: not.
    pub(super) round: u32,
    pub(super) flags: Flags,
}

impl Member {
    /// The record that nothing uses, as its default.
    pub const EMPTY: Self =
        Self { ready: Links::EMPTY, queues: Links::EMPTY, station: NONE, queue: NONE, round: 0, flags: Flags::NONE };
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
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Place {
    pub(super) number: Number,
    pub(super) call: u32,
    /// The place that was freed next.
    pub(super) next: u32,
}

impl Place {
    /// The record that nothing uses, as its default.
    pub const EMPTY: Self = Self { number: Number::EMPTY, call: NONE, next: NONE };
}
