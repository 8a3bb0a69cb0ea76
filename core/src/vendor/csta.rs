//! CSTA (ECMA-269, ECMA-285). The two-party code is [`simple_call_state`](crate::simple_call_state).

use super::{Row, Table, Word, none, row};
use crate::state::{AgentState as A, State as S};

/// `LocalConnectionState`. Ours has the same numbers.
pub const CONNECTION: Table<S> = Table {
    name: "CSTA LocalConnectionState",
    rows: &[
        row(S::Null, &[Word::number_of("null", 0)]),
        row(S::Initiated, &[Word::number_of("initiated", 1)]),
        row(S::Alerting, &[Word::number_of("alerting", 2)]),
        row(S::Connected, &[Word::number_of("connected", 3)]),
        row(S::Held, &[Word::number_of("hold", 4)]),
        row(S::Queued, &[Word::number_of("queued", 5)]),
        row(S::Failed, &[Word::number_of("fail", 6)]),
        none(S::Unknown, "a connection that is not known has no state; CallState says unknown"),
    ],
    others: &[],
};

const NO_RESERVATION: &str = "CSTA has no reservation: the agent is ready until an ACD call involves it";

/// `AgentState`.
pub const AGENT: Table<A> = Table { name: "CSTA AgentState", rows: AGENT_ROWS, others: &[] };

const AGENT_ROWS: &[Row<A>] = &[
    row(A::LoggedOut, &[Word::number_of("agentNull", 1)]),
    row(A::NotReady, &[Word::number_of("agentNotReady", 0)]),
    row(A::Ready, &[Word::number_of("agentReady", 2)]),
    none(A::Reserved, NO_RESERVATION),
    row(A::Busy, &[Word::number_of("agentBusy", 3)]),
    row(A::WrapUp, &[Word::number_of("agentWorkingAfterCall", 4)]),
];

/// `PendingAgentState`: the same names, and not the same numbers.
pub const PENDING_AGENT: Table<A> = Table {
    name: "CSTA PendingAgentState",
    rows: &[
        row(A::LoggedOut, &[Word::number_of("agentNull", 1)]),
        row(A::NotReady, &[Word::number_of("agentNotReady", 0)]),
        row(A::Ready, &[Word::number_of("agentReady", 2)]),
        none(A::Reserved, NO_RESERVATION),
        none(A::Busy, "nobody can wish to be busy"),
        row(A::WrapUp, &[Word::number_of("agentWorkingAfterCall", 3)]),
    ],
    others: &[],
};

/// `ReqAgentState`: what Set Agent State may ask for.
pub const REQUESTED_AGENT: Table<A> = Table {
    name: "CSTA ReqAgentState",
    rows: &[
        row(A::LoggedOut, &[Word::unconfirmed_number("loggedOff", 1)]),
        row(A::NotReady, &[Word::unconfirmed_number("notReady", 2)]),
        row(A::Ready, &[Word::unconfirmed_number("ready", 3)]),
        none(A::Reserved, NO_RESERVATION),
        none(A::Busy, "busy cannot be asked for"),
        row(A::WrapUp, &[Word::unconfirmed_number("workingAfterCall", 4)]),
    ],
    others: &[(Word::unconfirmed_number("loggedOn", 0), "logging on leads to a state that the switch chooses")],
};
