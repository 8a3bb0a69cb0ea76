//! Genesys Engage (Workspace API, T-Server).

use super::{Phase, Source, Table, Word, none, row, table};
use crate::state::{AgentState as A, CallKind as K};

/// `Call.state`.
pub const CALL: Table<Phase> = table!(Source {
    name: "Genesys call",
    rows: &[
        row(Phase::Null.code(), &[Word::new("Released"), Word::new("Completed")]),
        row(Phase::Initiated.code(), &[Word::new("Dialing")]),
        row(Phase::Alerting.code(), &[Word::new("Ringing")]),
        row(Phase::Calling.code(), &[Word::new("Dialing")]),
        row(Phase::Connected.code(), &[Word::new("Established")]),
        row(Phase::Held.code(), &[Word::new("Held")]),
        none(Phase::Queued.code(), "a queued call is at a route point, not at the agent's number"),
        none(Phase::Failed.code(), "the call is released with a cause"),
    ],
    others: &[],
});

/// `Call.callType`.
pub const CALL_TYPE: Table<K> = table!(Source {
    name: "Genesys callType",
    rows: &[
        row(K::Inbound.code(), &[Word::new("Inbound")]),
        row(K::Outbound.code(), &[Word::new("Outbound")]),
        row(K::Internal.code(), &[Word::new("Internal")]),
        row(K::Consult.code(), &[Word::new("Consult")]),
    ],
    others: &[],
});

/// `Dn.agentState` with its `agentWorkMode`. Without the mode, `NotReady` is the plain one.
pub const AGENT: Table<A> = table!(Source {
    name: "Genesys agentState",
    rows: &[
        row(A::LoggedOut.code(), &[Word::new("LoggedOut")]),
        row(
            A::NotReady.code(),
            &[
                Word::new("NotReady").mode("AuxWork"),
                Word::new("NotReady").mode("LegalGuard"),
                Word::new("NotReady").mode("NoCallDisconnect"),
                Word::new("NotReady").mode("WalkAway"),
            ],
        ),
        row(A::Ready.code(), &[Word::new("Ready").mode("AutoIn"), Word::new("Ready").mode("ManualIn")]),
        none(A::Reserved.code(), "a ringing call is no state of the agent"),
        none(A::Busy.code(), "Ready or NotReady stays; that the agent is busy follows from the call"),
        row(A::WrapUp.code(), &[Word::new("NotReady").mode("AfterCallWork")]),
    ],
    others: &[(Word::new("LoggedIn"), "Ready or NotReady follows")],
});
