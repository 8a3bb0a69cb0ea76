//! The memory of an exchange, and what is on its way out of it.

use super::destinations::{Group, Member, Place, Queue};
use super::links::NONE;
use super::number::Target;
use super::records::{Call, Connection, Extension, empty};
use crate::cause::Cause;
use crate::id::Which;
use crate::signal::SignalKind;

/// The most parties that a call can have, and the most stations of a hunt group.
pub const MAX_PARTIES: usize = 32;
/// Parties of a call where the integrator names no number.
pub const PARTIES: u8 = 8;

/// The memory of an exchange, the caller's own.
#[derive(Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Memory<'m> {
    /// One a station.
    pub extensions: &'m mut [Extension],
    /// One a call.
    pub calls: &'m mut [Call],
    /// One a station and call.
    pub connections: &'m mut [Connection],
    /// One a queue.
    pub queues: &'m mut [Queue],
    /// One a hunt group.
    pub groups: &'m mut [Group],
    /// One a station listed in a queue, and one an agent logged in to a queue that lists none.
    pub members: &'m mut [Member],
    /// One a parked call.
    pub places: &'m mut [Place],
    /// One a number and one more; twice as many make for short searches.
    pub index: &'m mut [Head],
    /// At least [`posts`].
    pub posts: &'m mut [Post],
    /// [`Setup::own`](super::Setup::own) bytes a station.
    pub texts: &'m mut [u8],
    /// [`Setup::data`](super::Setup::data) bytes a call.
    pub data: &'m mut [u8],
}

/// Posts that one command may lead to, with so many parties a call at most.
pub const fn posts(parties: u8) -> usize {
    // Two conferences become one, and each party hears of each new one; or all of a hunt group stop ringing, and all of another
    // begin to, with the call's data.
    let parties = parties as usize;
    let each = parties.saturating_mul(parties).wrapping_div(2);
    each.saturating_add(parties.saturating_mul(6)).saturating_add(MAX_PARTIES.saturating_mul(3))
}

/// Posts that one thing may lead to which was left for later: all of a hunt group begin to ring, and every party hears of it.
pub(super) const fn posts_of_later(parties: u8) -> usize {
    (parties as usize).saturating_mul(6).saturating_add(MAX_PARTIES.saturating_mul(2))
}

empty! { Head, Post }

/// A place of the index of numbers.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Head {
    pub(super) target: Target,
    pub(super) hash: u32,
}

impl Head {
    /// The record that nothing uses, as its default.
    pub const EMPTY: Self = Self { target: Target::NONE, hash: 0 };
}

/// A signal on its way to a station.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Post {
    /// How it names the call.
    pub(super) which: Which,
    /// The other call of the pair.
    pub(super) with: Which,
    pub(super) station: u32,
    /// The connection it is about.
    pub(super) connection: u32,
    pub(super) call: u32,
    /// A station or place that it speaks of.
    pub(super) about: Target,
    pub(super) cause: Cause,
    pub(super) request: u16,
    pub(super) what: SignalKind,
    pub(super) detail: Detail,
    /// Features: on or off; of forwarding, the kind.
    pub(super) state: u8,
}

impl Post {
    /// The record that nothing uses, as its default.
    pub const EMPTY: Self = Self {
        which: Which::NONE,
        with: Which::NONE,
        station: NONE,
        connection: NONE,
        call: NONE,
        about: Target::NONE,
        cause: Cause::NONE,
        request: 0,
        what: SignalKind::Accepted,
        detail: Detail::Plain,
        state: 0,
    };
}

/// What a signal says beside its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub(super) enum Detail {
    /// Nothing.
    Plain,
    /// The numbers of an offer.
    Offer,
    /// The number of the party that is there now, or that came or went.
    Party,
    /// All parties.
    Parties,
    /// The call's data.
    Data,
    /// The entries that have just changed.
    Changed,
    /// All of a station's connections are listed, from this one on.
    List,
}
