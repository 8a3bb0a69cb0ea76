//! Genesys Engage (Workspace API, T-Server).

use super::{Phase, Table, Word, none, row};
use crate::state::{AgentState as A, CallKind as K};

/// `Call.state`.
pub const CALL: Table<Phase> = Table {
    name: "Genesys call",
    rows: &[
        row(Phase::Null, &[Word::new("Released"), Word::new("Completed")]),
        row(Phase::Initiated, &[Word::new("Dialing")]),
        row(Phase::Alerting, &[Word::new("Ringing")]),
        row(Phase::Calling, &[Word::new("Dialing")]),
        row(Phase::Connected, &[Word::new("Established")]),
        row(Phase::Held, &[Word::new("Held")]),
        none(Phase::Queued, "a queued call is at a route point, not at the agent's number"),
        none(Phase::Failed, "the call is released with a cause"),
    ],
    others: &[],
};

/// `Call.callType`.
pub const CALL_TYPE: Table<K> = Table {
    name: "Genesys callType",
    rows: &[
        row(K::Inbound, &[Word::new("Inbound")]),
        row(K::Outbound, &[Word::new("Outbound")]),
        row(K::Internal, &[Word::new("Internal")]),
        row(K::Consult, &[Word::new("Consult")]),
    ],
    others: &[],
};

/// `Dn.agentState` with its `agentWorkMode`. Without the mode, `NotReady` is the plain one.
pub const AGENT: Table<A> = Table {
    name: "Genesys agentState",
    rows: &[
        row(A::LoggedOut, &[Word::new("LoggedOut")]),
        row(
            A::NotReady,
            &[
                Word::new("NotReady").mode("AuxWork"),
                Word::new("NotReady").mode("LegalGuard"),
                Word::new("NotReady").mode("NoCallDisconnect"),
                Word::new("NotReady").mode("WalkAway"),
            ],
        ),
        row(A::Ready, &[Word::new("Ready").mode("AutoIn"), Word::new("Ready").mode("ManualIn")]),
        none(A::Reserved, "a ringing call is no state of the agent"),
        none(A::Busy, "Ready or NotReady stays; that the agent is busy follows from the call"),
        row(A::WrapUp, &[Word::new("NotReady").mode("AfterCallWork")]),
    ],
    others: &[(Word::new("LoggedIn"), "Ready or NotReady follows")],
};
