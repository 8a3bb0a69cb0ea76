//! How far a call is: what most vendors have one word for, and CSTA two states.

use crate::list::list;
use crate::state::State;

list! {
    /// Where a call is, seen from this station, by both of its states.
    Phase {
        /// No call.
        Null = 0 "null",
        /// Service is asked for: off hook, prompted or dialling.
        Initiated = 1 "initiated",
        /// It is presented here.
        Alerting = 2 "alerting",
        /// Placed by this station; nobody has answered yet.
        Calling = 3 "calling",
        /// Both take part.
        Connected = 4 "connected",
        /// Held by this station.
        Held = 5 "held",
        /// It waits in a queue, or at a park place.
        Queued = 6 "queued",
        /// The attempt was given up, here or at the far end.
        Failed = 7 "failed",
    }
}

impl Phase {
    /// The phase of these states. Every pair has one.
    pub const fn of(local: State, far: State) -> Self {
        match (local, far) {
            (State::Null, _) => Self::Null,
            (State::Initiated, _) => Self::Initiated,
            (State::Alerting, _) => Self::Alerting,
            (State::Held, _) => Self::Held,
            (State::Queued, _) => Self::Queued,
            (State::Failed, _) | (State::Connected, State::Failed) => Self::Failed,
            (State::Connected, State::Null | State::Initiated | State::Alerting | State::Queued) => Self::Calling,
            (State::Connected, State::Connected | State::Held | State::Unknown) | (State::Unknown, _) => {
                Self::Connected
            }
        }
    }

    /// The local state, and the far one where the phase says it.
    pub const fn states(self) -> (State, Option<State>) {
        match self {
            Self::Null => (State::Null, Some(State::Null)),
            Self::Initiated => (State::Initiated, Some(State::Null)),
            Self::Alerting => (State::Alerting, Some(State::Connected)),
            Self::Calling => (State::Connected, Some(State::Alerting)),
            Self::Connected => (State::Connected, Some(State::Connected)),
            Self::Held => (State::Held, None),
            Self::Queued => (State::Queued, None),
            Self::Failed => (State::Failed, None),
        }
    }

    /// Whether a call that this station placed, or one that came to it, can be there.
    pub(super) const fn of_placed(self, placed: bool) -> bool {
        match self {
            Self::Initiated | Self::Calling => placed,
            Self::Alerting => !placed,
            Self::Null | Self::Connected | Self::Held | Self::Queued | Self::Failed => true,
        }
    }
}
