//! Pega Call OpenCTI. Its guide shows some names by example and lists no others.

use super::{Phase, Table, Word, none, row};
use crate::state::{AgentState as A, CallKind as K};

const NOT_SHOWN: &str = "the guide shows no name for it";

/// `pyCallState`.
pub const CALL: Table<Phase> = Table {
    name: "Pega pyCallState",
    rows: &[
        row(Phase::Null, &[Word::new("released").unconfirmed_name()]),
        none(Phase::Initiated, NOT_SHOWN),
        row(Phase::Alerting, &[Word::new("alerting").unconfirmed_name()]),
        none(Phase::Calling, NOT_SHOWN),
        row(Phase::Connected, &[Word::new("active").unconfirmed_name(), Word::new("retrieved")]),
        row(Phase::Held, &[Word::new("hold")]),
        none(Phase::Queued, NOT_SHOWN),
        none(Phase::Failed, NOT_SHOWN),
    ],
    others: &[],
};

/// `pyEventName` of a call's event.
pub const EVENT: Table<Phase> = Table {
    name: "Pega pyEventName",
    rows: &[
        none(Phase::Null, NOT_SHOWN),
        none(Phase::Initiated, NOT_SHOWN),
        row(Phase::Alerting, &[Word::new("Offering")]),
        none(Phase::Calling, NOT_SHOWN),
        none(Phase::Connected, NOT_SHOWN),
        none(Phase::Held, NOT_SHOWN),
        none(Phase::Queued, NOT_SHOWN),
        none(Phase::Failed, NOT_SHOWN),
    ],
    others: &[],
};

/// `pyCallType`. A transferred call is a `CONSULT`, too.
pub const CALL_TYPE: Table<K> = Table {
    name: "Pega pyCallType",
    rows: &[
        row(K::Inbound, &[Word::new("INBOUND")]),
        row(K::Outbound, &[Word::new("OUTBOUND")]),
        row(K::Internal, &[Word::new("INTERNAL")]),
        row(K::Consult, &[Word::new("CONSULT")]),
    ],
    others: &[],
};

/// States of the agent. After-call work is asked for with `SetAgentNotReady` and its work mode.
pub const AGENT: Table<A> = Table {
    name: "Pega agent",
    rows: &[
        row(A::LoggedOut, &[Word::new("Logout")]),
        row(A::NotReady, &[Word::new("Unavailable")]),
        row(A::Ready, &[Word::new("Available")]),
        none(A::Reserved, "an offered call is an event of the call"),
        row(A::Busy, &[Word::new("Busy")]),
        row(A::WrapUp, &[Word::new("After Call Work").mode("AFTER_CALL_WORK")]),
    ],
    others: &[(Word::new("Login"), "Available or Unavailable follows")],
};
