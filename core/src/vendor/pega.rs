//! Pega Call OpenCTI. Its guide shows some names by example and lists no others.

use super::{Phase, Source, Table, Word, none, row, table};
use crate::state::{AgentState as A, CallKind as K};

const NOT_SHOWN: &str = "the guide shows no name for it";

/// `pyCallState`.
pub const CALL: Table<Phase> = table!(Source {
    name: "Pega pyCallState",
    rows: &[
        row(Phase::Null.code(), &[Word::new("released").unconfirmed_name()]),
        none(Phase::Initiated.code(), NOT_SHOWN),
        row(Phase::Alerting.code(), &[Word::new("alerting").unconfirmed_name()]),
        none(Phase::Calling.code(), NOT_SHOWN),
        row(Phase::Connected.code(), &[Word::new("active").unconfirmed_name(), Word::new("retrieved")]),
        row(Phase::Held.code(), &[Word::new("hold")]),
        none(Phase::Queued.code(), NOT_SHOWN),
        none(Phase::Failed.code(), NOT_SHOWN),
    ],
    others: &[],
});

/// `pyEventName` of a call's event.
pub const EVENT: Table<Phase> = table!(Source {
    name: "Pega pyEventName",
    rows: &[
        none(Phase::Null.code(), NOT_SHOWN),
        none(Phase::Initiated.code(), NOT_SHOWN),
        row(Phase::Alerting.code(), &[Word::new("Offering")]),
        none(Phase::Calling.code(), NOT_SHOWN),
        none(Phase::Connected.code(), NOT_SHOWN),
        none(Phase::Held.code(), NOT_SHOWN),
        none(Phase::Queued.code(), NOT_SHOWN),
        none(Phase::Failed.code(), NOT_SHOWN),
    ],
    others: &[],
});

/// `pyCallType`. A transferred call is a `CONSULT`, too.
pub const CALL_TYPE: Table<K> = table!(Source {
    name: "Pega pyCallType",
    rows: &[
        row(K::Inbound.code(), &[Word::new("INBOUND")]),
        row(K::Outbound.code(), &[Word::new("OUTBOUND")]),
        row(K::Internal.code(), &[Word::new("INTERNAL")]),
        row(K::Consult.code(), &[Word::new("CONSULT")]),
    ],
    others: &[],
});

/// States of the agent. After-call work is asked for with `SetAgentNotReady` and its work mode.
pub const AGENT: Table<A> = table!(Source {
    name: "Pega agent",
    rows: &[
        row(A::LoggedOut.code(), &[Word::new("Logout")]),
        row(A::NotReady.code(), &[Word::new("Unavailable")]),
        row(A::Ready.code(), &[Word::new("Available")]),
        none(A::Reserved.code(), "an offered call is an event of the call"),
        row(A::Busy.code(), &[Word::new("Busy")]),
        row(A::WrapUp.code(), &[Word::new("After Call Work").mode("AFTER_CALL_WORK")]),
    ],
    others: &[(Word::new("Login"), "Available or Unavailable follows")],
});
