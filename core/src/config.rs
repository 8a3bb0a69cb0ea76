//! What an integrator chooses for a station. Zero means the default, everywhere.

use crate::list::list;
use crate::request::RequestKind;

list! {
    /// Telephony mode (Pega Call OpenCTI): how much of the station the application takes part in.
    Mode {
        /// Everything.
        Full = 0 "full",
        /// Offered and ended calls only.
        Simple = 1 "simple",
        /// As simple, and the agent.
        SimpleAgent = 2 "simple-agent",
    }
}

list! {
    /// What becomes of a state that the agent asks for in wrap-up.
    WrapUpWish {
        /// It is applied at once.
        Apply = 0 "apply",
        /// It waits for the end of wrap-up.
        Keep = 1 "keep",
        /// It is forgotten.
        Discard = 2 "discard",
    }
}

list! {
    /// A switch's own way, off by default.
    Quirk {
        /// The caller stays `initiated` until the call is established (Cisco CTI).
        CallerInitiated = 0 "caller-initiated",
        /// After `far-cleared` the far state is `failed` (CSTA "blocked").
        FarFailed = 1 "far-failed",
        /// Digits may be sent in a held call.
        DtmfHeld = 2 "dtmf-held",
        /// The switch holds the active call by itself when another becomes active.
        AutoHoldBySwitch = 3 "auto-hold-by-switch",
        /// The switch takes the held call back by itself when the consultation ends.
        AutoRetrieveBySwitch = 4 "auto-retrieve-by-switch",
        /// Only signals move the agent.
        AgentByNetwork = 5 "agent-by-network",
    }
}

/// The default of [`Config::request_timeout`](field@Config::request_timeout), in milliseconds.
pub const REQUEST_TIMEOUT: u32 = 32_000;
/// The default of [`Config::no_answer`](field@Config::no_answer), in milliseconds.
pub const NO_ANSWER: u32 = 120_000;
/// The longest time a policy may name: 12 days. Deadlines are kept in 32 bits.
pub const LONGEST: u32 = 1 << 30;
/// [`Config::wrap_up`]: wrap-up without a limit.
pub const WRAP_UP_ALWAYS: u32 = u32::MAX;

/// Policies, capabilities and quirks of one station. Times are in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[repr(C)]
pub struct Config {
    /// How long the network has to answer a request; 0: [`REQUEST_TIMEOUT`].
    pub request_timeout: u32,
    /// How long a call may alert; 0: [`NO_ANSWER`].
    pub no_answer: u32,
    /// Alerting calls are answered after this time, whatever the [`Mode`]; 0: never.
    pub auto_answer: u32,
    /// Wrap-up ends after this time; 0: no wrap-up; [`WRAP_UP_ALWAYS`]: it has no limit.
    pub wrap_up: u32,
    /// A held call gives a `recall` event each so many; 0: never.
    pub recall: u32,
    /// Capabilities that this switch lacks: bit *n* is the [`RequestKind`] with the number *n*.
    pub without: u64,
    /// [`Quirk`]s: bit *n* is the one with the number *n*.
    pub quirks: u8,
    /// 1: an active call is not held to make way for another; the request is refused.
    pub no_auto_hold: u8,
    /// [`Mode`].
    pub mode: u8,
    /// [`WrapUpWish`].
    pub wrap_up_wish: u8,
    /// 1: an agent is `ready` after log-in, not `not-ready`.
    pub login_ready: u8,
    /// 1: an agent who did not answer stays `ready`, and is not made `not-ready`.
    pub rona_ready: u8,
    /// For later versions; 0 until then.
    pub reserved: [u8; 2],
}

impl Config {
    /// Whether a quirk is on.
    pub const fn has(&self, quirk: Quirk) -> bool {
        self.quirks & 1u8.wrapping_shl(quirk.code() as u32) != 0
    }

    /// With this quirk on.
    #[must_use]
    pub const fn with(mut self, quirk: Quirk) -> Self {
        self.quirks |= 1u8.wrapping_shl(quirk.code() as u32);
        self
    }

    /// Whether the switch can do this.
    pub const fn can(&self, what: RequestKind) -> bool {
        self.without & 1u64.wrapping_shl(what.code() as u32) == 0
    }

    /// Without this capability.
    #[must_use]
    pub const fn without(mut self, what: RequestKind) -> Self {
        self.without |= 1u64.wrapping_shl(what.code() as u32);
        self
    }
}

/// A configuration as a station keeps it: what is yes or no is a bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub(crate) struct Policies {
    pub request_timeout: u32,
    pub no_answer: u32,
    pub auto_answer: u32,
    pub wrap_up: u32,
    pub recall: u32,
    /// The low half: what has a higher number is in no version that a switch could lack.
    pub without: u32,
    pub quirks: u8,
    pub mode: u8,
    pub wrap_up_wish: u8,
    /// [`way`] bits.
    pub ways: u8,
}

/// Bits of [`Policies::ways`].
pub(crate) mod way {
    /// `no_auto_hold`.
    pub const NO_AUTO_HOLD: u8 = 1;
    /// `login_ready`.
    pub const LOGIN_READY: u8 = 1 << 1;
    /// `rona_ready`.
    pub const RONA_READY: u8 = 1 << 2;
}

impl Policies {
    /// Of a configuration that is in its ranges.
    pub const fn of(config: &Config) -> Self {
        let Config { request_timeout, no_answer, auto_answer, wrap_up, recall, quirks, mode, wrap_up_wish, .. } =
            *config;
        let ways = config.no_auto_hold | config.login_ready << 1 | config.rona_ready << 2;
        let without = config.without as u32;
        Self { request_timeout, no_answer, auto_answer, wrap_up, recall, without, quirks, mode, wrap_up_wish, ways }
    }

    /// As it was chosen.
    pub const fn config(&self) -> Config {
        let Self { request_timeout, no_answer, auto_answer, wrap_up, recall, quirks, mode, wrap_up_wish, .. } = *self;
        Config {
            request_timeout,
            no_answer,
            auto_answer,
            wrap_up,
            recall,
            without: self.without as u64,
            quirks,
            no_auto_hold: self.goes(way::NO_AUTO_HOLD) as u8,
            mode,
            wrap_up_wish,
            login_ready: self.goes(way::LOGIN_READY) as u8,
            rona_ready: self.goes(way::RONA_READY) as u8,
            reserved: [0; 2],
        }
    }

    /// Whether a [`way`] was chosen.
    pub const fn goes(&self, way: u8) -> bool {
        self.ways & way != 0
    }

    /// Whether a quirk is on.
    pub const fn has(&self, quirk: Quirk) -> bool {
        self.quirks & 1u8.wrapping_shl(quirk.code() as u32) != 0
    }

    /// Whether the switch can do this, which is a request of this version.
    pub const fn can(&self, what: RequestKind) -> bool {
        self.without & 1u32.wrapping_shl(what.code() as u32) == 0
    }

    /// The request time-out that holds.
    pub const fn request_timeout(&self) -> u32 {
        if self.request_timeout == 0 { REQUEST_TIMEOUT } else { self.request_timeout }
    }

    /// The no-answer limit that holds.
    pub const fn no_answer(&self) -> u32 {
        if self.no_answer == 0 { NO_ANSWER } else { self.no_answer }
    }

    /// Whether every one is in its range.
    pub fn sound(&self) -> bool {
        let times = [self.request_timeout, self.no_answer, self.auto_answer, self.recall];
        times.iter().all(|time| *time <= LONGEST)
            && (self.wrap_up <= LONGEST || self.wrap_up == WRAP_UP_ALWAYS)
            && Mode::from_code(self.mode).is_some()
            && WrapUpWish::from_code(self.wrap_up_wish).is_some()
            && self.quirks < 1 << 6
    }
}
