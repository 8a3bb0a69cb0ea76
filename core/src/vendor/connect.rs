//! Amazon Connect Streams. It has names and no numbers.

use super::{Phase, Source, Table, Word, none, row, table};
use crate::state::AgentState as A;

/// `ConnectionStateType`.
pub const CONNECTION: Table<Phase> = table!(Source {
    name: "Connect connection",
    rows: &[
        row(Phase::Null.code(), &[Word::new("disconnected"), Word::new("init")]),
        row(Phase::Initiated.code(), &[Word::new("connecting")]),
        row(Phase::Alerting.code(), &[Word::new("connecting")]),
        row(Phase::Calling.code(), &[Word::new("connecting")]),
        row(Phase::Connected.code(), &[Word::new("connected"), Word::new("silent_monitor"), Word::new("barge")]),
        row(Phase::Held.code(), &[Word::new("hold")]),
        none(Phase::Queued.code(), "a queued contact has no connection of the agent"),
        none(Phase::Failed.code(), "the contact says it: error or missed"),
    ],
    others: &[],
});

/// `ContactStateType`. A voice contact is accepted while it is `connecting`, any other while it is `incoming`.
pub const CONTACT: Table<Phase> = table!(Source {
    name: "Connect contact",
    rows: &[
        row(Phase::Null.code(), &[Word::new("ended"), Word::new("missed"), Word::new("rejected")]),
        row(Phase::Initiated.code(), &[Word::new("connecting")]),
        row(Phase::Alerting.code(), &[Word::new("connecting"), Word::new("incoming")]),
        row(Phase::Calling.code(), &[Word::new("connecting")]),
        row(Phase::Connected.code(), &[Word::new("connected")]),
        none(Phase::Held.code(), "the contact stays connected; its connection is on hold"),
        none(Phase::Queued.code(), "a queued contact is not the agent's yet"),
        row(Phase::Failed.code(), &[Word::new("error")]),
    ],
    others: &[
        (Word::new("init"), "nothing has happened yet"),
        (Word::new("pending"), "a callback before it is offered"),
        (Word::new("paused"), "a task, no call"),
    ],
});

const AN_ERROR: &str = "what went wrong, and no state of the agent";

/// `AgentStateType`, and the names of the states that Connect sets itself.
pub const AGENT: Table<A> = table!(Source {
    name: "Connect agent",
    rows: &[
        row(A::LoggedOut.code(), &[Word::new("offline")]),
        row(A::NotReady.code(), &[Word::new("not_routable")]),
        row(A::Ready.code(), &[Word::new("routable")]),
        none(A::Reserved.code(), "an offered contact is no state of the agent"),
        row(
            A::Busy.code(),
            &[
                Word::new("Busy"),
                Word::new("CallingCustomer"),
                Word::new("Dialing"),
                Word::new("Joining"),
                Word::new("PendingAvailable").next(A::Ready),
                Word::new("PendingBusy").next(A::NotReady),
            ],
        ),
        row(A::WrapUp.code(), &[Word::new("AfterCallWork")]),
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
});
