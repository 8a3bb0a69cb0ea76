//! The memory of a station, and who owns it.
//!
//! [`StationState`], the [`Call`] records and the data bytes are plain data without pointers. [`Storage`] owns
//! all three for Rust; C and hosts that choose sizes at run time keep them where they like. A
//! [`Station`] is a view made for one use out of three borrows.

use crate::agent::Agent;
use crate::call::record::{Call, NO_SLOT, Slot};
use crate::call::table::Free;
use crate::cause::Cause;
use crate::config::{Config, Policies};
use crate::id::CallId;
use crate::request::RequestKind;
use crate::state::ForwardKind;
use crate::station::Station;

/// Bytes for the station's own texts (agent, queues, forwarding) that are enough for most.
pub const OWN_BYTES: usize = 256;

/// What a station remembers besides its calls. Opaque: it is read through [`Station`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[repr(C)]
pub struct StationState {
    /// Time of the last step.
    pub(crate) now: u64,
    /// No deadline is earlier than this; `u64::MAX`: there is none.
    pub(crate) due: u64,
    pub(crate) config: Policies,
    pub(crate) agent: Agent,
    /// Running number of the last event.
    pub(crate) sequence: u32,
    /// The link's number of the last signal that had one.
    pub(crate) heard: u32,
    /// Signals that were recognised as late or repeated.
    pub(crate) ignored: u32,
    /// When the query under way is given up.
    pub(crate) query_due: u32,
    /// Deadline of the feature request.
    pub(crate) feature_due: u32,
    pub(crate) free: Free,
    /// The two calls of a compound request that are not bound to each other.
    pub(crate) pair: [Slot; 2],
    /// A call that takes the line; [`NO_SLOT`]: the line is free.
    pub(crate) line: Slot,
    /// How many take it: more than one only where the network says so.
    pub(crate) lines: u16,
    /// Number of the last request.
    pub(crate) request: u16,
    /// Bytes of data a call.
    pub(crate) data: u16,
    /// Own bytes in use.
    pub(crate) own_used: u16,
    /// Number of the pending feature request.
    pub(crate) feature_request: u16,
    /// What it asks for.
    pub(crate) feature_wish: Wish,
    /// [`feature`] bits.
    pub(crate) features: u8,
    /// [`flag`] bits.
    pub(crate) flags: u8,
    /// Changes when what is known may be out of date.
    pub(crate) epoch: u8,
}

const _: () = assert!(size_of::<StationState>() <= 112);

/// What a feature's request asks for: the request's code (0: there is none) in bits 0 to 4, the kind of forwarding in 5 and 6,
/// and in 7 whether the feature is to be on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub(crate) struct Wish(u8);

impl Wish {
    /// None.
    pub const NONE: Self = Self(0);
    const CODE: u8 = 0x1F;
    const KIND_SHIFT: u32 = 5;
    /// The bit of a feature that is to be on.
    pub const ON: u8 = 1 << 7;

    pub const fn new(what: RequestKind, kind: ForwardKind, on: bool) -> Self {
        Self(what.code() | kind.code() << Self::KIND_SHIFT | if on { Self::ON } else { 0 })
    }

    /// Of the request's code, and of what it asks for as [`asks`](Self::asks) gives it; `None` for what is too large.
    pub const fn from_codes(code: u8, asks: u8) -> Option<Self> {
        let kind = asks & !Self::ON;
        if code > Self::CODE || kind > 3 { None } else { Some(Self(code | kind << Self::KIND_SHIFT | asks & Self::ON)) }
    }

    /// The request's code, 0 for none.
    pub const fn code(self) -> u8 {
        self.0 & Self::CODE
    }

    /// The kind of forwarding, and in bit 7 whether it is to be on.
    pub const fn asks(self) -> u8 {
        self.0 & Self::ON | self.0 >> Self::KIND_SHIFT & 3
    }

    /// The same without a request.
    pub const fn over(self) -> Self {
        Self(self.0 & !Self::CODE)
    }
}

/// Bits of [`StationState::flags`].
pub(crate) mod flag {
    /// The link is lost.
    pub const DOWN: u8 = 1;
    /// A resync is asked for.
    pub const ASKED: u8 = 1 << 1;
    /// A resync is being received.
    pub const RESYNC: u8 = 1 << 2;
    /// Stale calls are being ended, one a step.
    pub const SWEEP: u8 = 1 << 3;
    /// A query is under way.
    pub const QUERY: u8 = 1 << 4;
    /// A gap in the link's numbering is still to be told.
    pub const GAP: u8 = 1 << 5;
    /// `actions` is still to be told.
    pub const ACTIONS: u8 = 1 << 6;
    /// The agent's `due` counts.
    pub const TIMED: u8 = 1 << 7;
}

/// Bits of [`StationState::features`].
pub(crate) mod feature {
    /// Forwarding of the kind 0; the other kinds follow.
    pub const FORWARD: u8 = 1;
    /// Do-not-disturb.
    pub const DO_NOT_DISTURB: u8 = 1 << 3;
    /// Message waiting.
    pub const MESSAGE_WAITING: u8 = 1 << 4;
    /// Mute.
    pub const MUTE: u8 = 1 << 5;
}

impl StationState {
    /// An idle station with these calls: `data` bytes of attached data each.
    ///
    /// # Errors
    /// `invalid-parameter-value` for a policy out of range or more than [`CallId::MAX_SLOTS`] calls.
    pub fn new(config: &Config, calls: &mut [Call], data: u16) -> Result<Self, Cause> {
        let yes_or_no = config.no_auto_hold | config.login_ready | config.rona_ready <= 1 && config.reserved == [0; 2];
        let policies = Policies::of(config);
        if !(yes_or_no && policies.sound()) || calls.len() > CallId::MAX_SLOTS {
            return Err(Cause::INVALID_PARAMETER_VALUE);
        }
        Ok(Self {
            config: policies,
            now: 0,
            due: u64::MAX,
            agent: Agent::default(),
            sequence: 0,
            heard: 0,
            ignored: 0,
            query_due: 0,
            feature_due: 0,
            free: Free::all(calls),
            pair: [NO_SLOT; 2],
            line: NO_SLOT,
            lines: 0,
            request: 0,
            data,
            own_used: 0,
            feature_request: 0,
            feature_wish: Wish::NONE,
            features: 0,
            flags: 0,
            epoch: 0,
        })
    }

    /// Bytes of attached data a call.
    pub const fn data(&self) -> u16 {
        self.data
    }

    pub(crate) const fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    pub(crate) fn set(&mut self, flag: u8, on: bool) {
        if on {
            self.flags |= flag;
        } else {
            self.flags &= !flag;
        }
    }
}

/// Bytes that `calls` calls with `data` bytes each, and `own` bytes of the station, take.
pub const fn block_size(calls: usize, data: u16, own: u16) -> usize {
    (own as usize).saturating_add(calls.saturating_mul(data as usize))
}

/// A station's memory, owned: `CALLS` calls with `DATA` bytes of attached data each, and `OWN` bytes for
/// the station's own texts.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Storage<const CALLS: usize, const DATA: usize, const OWN: usize = OWN_BYTES> {
    state: StationState,
    calls: [Call; CALLS],
    own: [u8; OWN],
    data: [[u8; DATA]; CALLS],
}

impl<const CALLS: usize, const DATA: usize, const OWN: usize> Storage<CALLS, DATA, OWN> {
    const FITS: () = assert!(DATA <= u16::MAX as usize && OWN <= u16::MAX as usize && CALLS <= CallId::MAX_SLOTS);

    /// An idle station.
    ///
    /// # Errors
    /// `invalid-parameter-value` for a policy out of range.
    pub fn new(config: &Config) -> Result<Self, Cause> {
        let () = Self::FITS;
        let mut calls = [const { Call::EMPTY }; CALLS];
        let state = StationState::new(config, &mut calls, DATA as u16)?;
        Ok(Self { state, calls, own: [0; OWN], data: [[0; DATA]; CALLS] })
    }

    /// The station, for one use or for many.
    pub fn station(&mut self) -> Station<'_> {
        Station::new(&mut self.state, &mut self.calls, &mut self.own, self.data.as_flattened_mut())
    }
}
