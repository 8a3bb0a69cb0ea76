//! CSTA (ECMA-269, ECMA-285). The two-party code is [`simple_call_state`](crate::simple_call_state).

use super::{Row, Source, Table, Word, none, row, table};
use crate::state::{AgentState as A, State as S};

/// `LocalConnectionState`. Ours has the same numbers.
pub const CONNECTION: Table<S> = table!(Source {
    name: "CSTA LocalConnectionState",
    rows: &[
        row(S::Null.code(), &[Word::number_of("null", 0)]),
        row(S::Initiated.code(), &[Word::number_of("initiated", 1)]),
        row(S::Alerting.code(), &[Word::number_of("alerting", 2)]),
        row(S::Connected.code(), &[Word::number_of("connected", 3)]),
        row(S::Held.code(), &[Word::number_of("hold", 4)]),
        row(S::Queued.code(), &[Word::number_of("queued", 5)]),
        row(S::Failed.code(), &[Word::number_of("fail", 6)]),
        none(S::Unknown.code(), "a connection that is not known has no state; CallState says unknown"),
    ],
    others: &[],
});

const NO_RESERVATION: &str = "CSTA has no reservation: the agent is ready until an ACD call involves it";

/// `AgentState`.
pub const AGENT: Table<A> = table!(Source { name: "CSTA AgentState", rows: AGENT_ROWS, others: &[] });

const AGENT_ROWS: &[Row] = &[
    row(A::LoggedOut.code(), &[Word::number_of("agentNull", 1)]),
    row(A::NotReady.code(), &[Word::number_of("agentNotReady", 0)]),
    row(A::Ready.code(), &[Word::number_of("agentReady", 2)]),
    none(A::Reserved.code(), NO_RESERVATION),
    row(A::Busy.code(), &[Word::number_of("agentBusy", 3)]),
    row(A::WrapUp.code(), &[Word::number_of("agentWorkingAfterCall", 4)]),
];

/// `PendingAgentState`: the same names, and not the same numbers.
pub const PENDING_AGENT: Table<A> = table!(Source {
    name: "CSTA PendingAgentState",
    rows: &[
        row(A::LoggedOut.code(), &[Word::number_of("agentNull", 1)]),
        row(A::NotReady.code(), &[Word::number_of("agentNotReady", 0)]),
        row(A::Ready.code(), &[Word::number_of("agentReady", 2)]),
        none(A::Reserved.code(), NO_RESERVATION),
        none(A::Busy.code(), "nobody can wish to be busy"),
        row(A::WrapUp.code(), &[Word::number_of("agentWorkingAfterCall", 3)]),
    ],
    others: &[],
});

/// `ReqAgentState`: what Set Agent State may ask for.
pub const REQUESTED_AGENT: Table<A> = table!(Source {
    name: "CSTA ReqAgentState",
    rows: &[
        row(A::LoggedOut.code(), &[Word::unconfirmed_number("loggedOff", 1)]),
        row(A::NotReady.code(), &[Word::unconfirmed_number("notReady", 2)]),
        row(A::Ready.code(), &[Word::unconfirmed_number("ready", 3)]),
        none(A::Reserved.code(), NO_RESERVATION),
        none(A::Busy.code(), "busy cannot be asked for"),
        row(A::WrapUp.code(), &[Word::unconfirmed_number("workingAfterCall", 4)]),
    ],
    others: &[(Word::unconfirmed_number("loggedOn", 0), "logging on leads to a state that the switch chooses")],
});
