//! Amazon Connect Streams. It has names and no numbers.

use super::{Phase, Table, Word, none, row};
use crate::state::AgentState as A;

/// `ConnectionStateType`.
pub const CONNECTION: Table<Phase> = Table {
    name: "Connect connection",
    rows: &[
        row(Phase::Null, &[Word::new("disconnected"), Word::new("init")]),
        row(Phase::Initiated, &[Word::new("connecting")]),
        row(Phase::Alerting, &[Word::new("connecting")]),
        row(Phase::Calling, &[Word::new("connecting")]),
        row(Phase::Connected, &[Word::new("connected"), Word::new("silent_monitor"), Word::new("barge")]),
        row(Phase::Held, &[Word::new("hold")]),
        none(Phase::Queued, "a queued contact has no connection of the agent"),
        none(Phase::Failed, "the contact says it: error or missed"),
    ],
    others: &[],
};

/// `ContactStateType`. A voice contact is accepted while it is `connecting`, any other while it is `incoming`.
pub const CONTACT: Table<Phase> = Table {
    name: "Connect contact",
    rows: &[
        row(Phase::Null, &[Word::new("ended"), Word::new("missed"), Word::new("rejected")]),
        row(Phase::Initiated, &[Word::new("connecting")]),
        row(Phase::Alerting, &[Word::new("connecting"), Word::new("incoming")]),
        row(Phase::Calling, &[Word::new("connecting")]),
        row(Phase::Connected, &[Word::new("connected")]),
        none(Phase::Held, "the contact stays connected; its connection is on hold"),
        none(Phase::Queued, "a queued contact is not the agent's yet"),
        row(Phase::Failed, &[Word::new("error")]),
    ],
    others: &[
        (Word::new("init"), "nothing has happened yet"),
        (Word::new("pending"), "a callback before it is offered"),
        (Word::new("paused"), "a task, no call"),
    ],
};

const AN_ERROR: &str = "what went wrong, and no state of the agent";

/// `AgentStateType`, and the names of the states that Connect sets itself.
pub const AGENT: Table<A> = Table {
    name: "Connect agent",
    rows: &[
        row(A::LoggedOut, &[Word::new("offline")]),
        row(A::NotReady, &[Word::new("not_routable")]),
        row(A::Ready, &[Word::new("routable")]),
        none(A::Reserved, "an offered contact is no state of the agent"),
        row(
            A::Busy,
            &[
                Word::new("Busy"),
                Word::new("CallingCustomer"),
                Word::new("Dialing"),
                Word::new("Joining"),
                Word::new("PendingAvailable").next(A::Ready),
                Word::new("PendingBusy").next(A::NotReady),
            ],
        ),
        row(A::WrapUp, &[Word::new("AfterCallWork")]),
    ],
    others: &[
        (Word::new("init"), "nothing is known yet"),
        (Word::new("Init"), "nothing is known yet"),
        (Word::new("system"), "the name of the state says which"),
        (Word::new("error"), AN_ERROR),
        (Word::new("Error"), AN_ERROR),
        (Word::new("Default"), AN_ERROR),
        (Word::new("AgentHungUp"), AN_ERROR),
        (Word::new("BadAddressAgent"), AN_ERROR),
        (Word::new("BadAddressCustomer"), AN_ERROR),
        (Word::new("FailedConnectAgent"), AN_ERROR),
        (Word::new("FailedConnectCustomer"), AN_ERROR),
        (Word::new("InvalidLocale"), AN_ERROR),
        (Word::new("LineEngagedAgent"), AN_ERROR),
        (Word::new("LineEngagedCustomer"), AN_ERROR),
        (Word::new("MissedCallAgent"), AN_ERROR),
        (Word::new("MissedCallCustomer"), AN_ERROR),
        (Word::new("MultipleCcpWindows"), AN_ERROR),
        (Word::new("RealtimeCommunicationError"), AN_ERROR),
    ],
};
