//! Lamps: a mode as a function of the state, and light as a function of the mode and the time.
//!
//! ```text
//!   line        no call: off · offered: flutter · dialling, connected: steady · held, queued: wink · failed: broken flutter
//!   message     steady while messages wait
//!   mute        steady while the microphone is mute
//!   agent       ready: steady · reserved: flutter · busy: steady · wrap-up: wink · else off
//!   log-in      logged in: steady · to be logged out after the call: wink
//!   ready, not-ready, wrap-up
//!               in this state: steady · to be in it after the call: wink
//! ```

use super::{Panel, agent};
use crate::call::record::CallInfo;
use crate::list::list;
use crate::request::RequestKind as R;
use crate::state::{AgentState, ForwardKind, State};
use crate::station::Station;

list! {
    /// How a lamp is lit: CSTA's `LampMode` and its numbers (ECMA-285, physical-device-feature).
    LampMode {
        /// Flutter with pauses.
        BrokenFlutter = 0 "broken-flutter",
        /// Fast on and off.
        Flutter = 1 "flutter",
        /// Off.
        Off = 2 "off",
        /// On.
        Steady = 3 "steady",
        /// Slow on and off.
        Wink = 4 "wink",
    }
}

list! {
    /// A lamp of the panel.
    Lamp {
        /// Beside a line key.
        Line = 1 "line",
        /// Message waiting.
        Message = 2 "message",
        /// Mute.
        Mute = 3 "mute",
        /// The agent's.
        Agent = 4 "agent",
        /// Beside the agent's key for logging in.
        LogIn = 5 "log-in",
        /// Beside the agent's key ready.
        Ready = 6 "ready",
        /// Beside the agent's key not-ready.
        NotReady = 7 "not-ready",
        /// Beside the agent's key wrap-up.
        WrapUp = 8 "wrap-up",
    }
}

/// Milliseconds of one bit of a pattern.
const BEAT: u64 = 125;

/// Light in the 16 beats of two seconds, from the lowest bit on. CSTA names the modes and gives no times; that wink is slow, flutter
/// fast and broken flutter both at once is TAPI's reading (`PHONELAMPMODE`), the times are offhook's own.
const PATTERNS: [(LampMode, u16); 5] = [
    (LampMode::BrokenFlutter, 0b0000_0000_0101_0101),
    (LampMode::Flutter, 0b0101_0101_0101_0101),
    (LampMode::Off, 0),
    (LampMode::Steady, u16::MAX),
    (LampMode::Wink, 0b0000_1111_0000_1111),
];

impl LampMode {
    /// Whether a lamp in this mode is lit at this time (ms). All lamps of a mode blink together.
    pub fn lit(self, now: u64) -> bool {
        let beat = now.wrapping_div(BEAT).wrapping_rem(16) as u32;
        self.pattern().wrapping_shr(beat) & 1 != 0
    }

    /// When its light may change next, in milliseconds.
    pub fn changes(self, now: u64) -> Option<u64> {
        let rests = self.pattern() == 0 || self.pattern() == u16::MAX;
        (!rests).then(|| now.wrapping_div(BEAT).saturating_add(1).saturating_mul(BEAT))
    }

    fn pattern(self) -> u16 {
        PATTERNS.iter().find(|(mode, _)| *mode == self).map_or(0, |(_, pattern)| *pattern)
    }
}

/// The lamp of a line with this call, or with none.
pub fn of_call(call: Option<&CallInfo>) -> LampMode {
    let Some(call) = call else { return LampMode::Off };
    match call.local {
        State::Null | State::Unknown => LampMode::Off,
        State::Alerting => LampMode::Flutter,
        State::Held | State::Queued => LampMode::Wink,
        _ if super::situation::is_over(call) => LampMode::BrokenFlutter,
        State::Initiated | State::Connected | State::Failed => LampMode::Steady,
    }
}

/// The lamp of the agent's key.
pub const fn of_agent(state: AgentState) -> LampMode {
    match state {
        AgentState::LoggedOut | AgentState::NotReady => LampMode::Off,
        AgentState::Ready | AgentState::Busy => LampMode::Steady,
        AgentState::Reserved => LampMode::Flutter,
        AgentState::WrapUp => LampMode::Wink,
    }
}

impl Panel {
    /// How a lamp is lit now; `line` counts for line lamps, from 0.
    pub fn lamp(&self, station: &Station<'_>, lamp: Lamp, line: u8) -> LampMode {
        let feature = |what| {
            let on = station.feature(what, ForwardKind::Immediate);
            if on { LampMode::Steady } else { LampMode::Off }
        };
        match lamp {
            Lamp::Line => of_call(station.call(self.line(line)).as_ref()),
            Lamp::Message => feature(R::MessageWaiting),
            Lamp::Mute => feature(R::Mute),
            Lamp::Agent => of_agent(station.agent().state),
            Lamp::LogIn | Lamp::Ready | Lamp::NotReady | Lamp::WrapUp => agent::of_key(&station.agent(), lamp),
        }
    }
}
