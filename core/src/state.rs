//! The states of a connection and of an agent, and the words that qualify them.

use crate::list::list;

list! {
    /// State of one connection. Local state, far state and CSTA's `LocalConnectionState` share the
    /// first seven numbers (ECMA-285, `LocalConnectionState`); `unknown` is for far states only.
    State {
        /// No relationship.
        Null = 0 "null",
        /// Service is asked for: off hook, prompted or dialling.
        Initiated = 1 "initiated",
        /// The call is being presented.
        Alerting = 2 "alerting",
        /// Taking part.
        Connected = 3 "connected",
        /// Taking part, inactive.
        Held = 4 "held",
        /// Stalled on the way to a connection: a queue, a park place.
        Queued = 5 "queued",
        /// The attempt was given up: busy, blocked, no such number.
        Failed = 6 "failed",
        /// Far only: more than one far party, or none that is known.
        Unknown = 7 "unknown",
    }
}

impl State {
    /// The state of the three low bits: all eight are states.
    pub(crate) const fn from_bits(bits: u8) -> Self {
        match bits & 7 {
            0 => Self::Null,
            1 => Self::Initiated,
            2 => Self::Alerting,
            3 => Self::Connected,
            4 => Self::Held,
            5 => Self::Queued,
            6 => Self::Failed,
            _ => Self::Unknown,
        }
    }
}

list! {
    /// What a call is to this station.
    CallKind {
        /// From outside.
        Inbound = 0 "inbound",
        /// To the outside.
        Outbound = 1 "outbound",
        /// Between two stations of one exchange.
        Internal = 2 "internal",
        /// A consultation on behalf of another call.
        Consult = 3 "consult",
    }
}

list! {
    /// What a consultation may be completed with (CSTA `ConsultOptions`).
    Purpose {
        /// Transfer or conference.
        Any = 0 "any",
        /// Transfer only.
        Transfer = 1 "transfer",
        /// Conference only.
        Conference = 2 "conference",
    }
}

list! {
    /// State of the agent's session at the station.
    AgentState {
        /// Nobody is logged in.
        LoggedOut = 0 "logged-out",
        /// Logged in, no ACD calls.
        NotReady = 1 "not-ready",
        /// Waits for an ACD call.
        Ready = 2 "ready",
        /// An ACD call is being offered.
        Reserved = 3 "reserved",
        /// Involved with an ACD call, also while it is held.
        Busy = 4 "busy",
        /// After-call work.
        WrapUp = 5 "wrap-up",
    }
}

list! {
    /// When calls are forwarded.
    ForwardKind {
        /// Every call.
        Immediate = 0 "immediate",
        /// When the station is busy.
        Busy = 1 "busy",
        /// When nobody answers.
        NoAnswer = 2 "no-answer",
    }
}

list! {
    /// Whether the caller's number may be shown.
    Presentation {
        /// The number may be shown.
        Shown = 0 "shown",
        /// The caller withheld it.
        Withheld = 1 "withheld",
        /// The network does not know it.
        Unavailable = 2 "unavailable",
    }
}

/// CSTA's simple call state, `far << 4 | local`, where the standard names the pair (ECMA-285
/// `SimpleCallState`), else −1.
pub const fn simple_call_state(local: State, far: State) -> i16 {
    let code = (far.code() as i16) << 4 | local.code() as i16;
    match code {
        0x00 | 0x01 | 0x03 | 0x23 | 0x24 | 0x32 | 0x33 | 0x34 | 0x42 | 0x43 | 0x53 | 0x54 | 0x63 | 0x64 | 0x60 => code,
        _ => -1,
    }
}
