//! Microsoft TAPI 2 and 3.

use super::{Phase, Source, Table, Word, none, row, table};
use crate::state::AgentState as A;

/// `LINECALLSTATE_*` of TAPI 2. The numbers that are not confirmed follow from the doubling of the others.
pub const LINE_CALL: Table<Phase> = table!(Source {
    name: "TAPI 2 LINECALLSTATE",
    rows: &[
        row(Phase::Null.code(), &[Word::number_of("IDLE", 0x1), Word::unconfirmed_number("DISCONNECTED", 0x4000)]),
        row(Phase::Initiated.code(), &[Word::number_of("DIALING", 0x10), Word::number_of("DIALTONE", 0x8)]),
        row(Phase::Alerting.code(), &[Word::number_of("OFFERING", 0x2), Word::number_of("ACCEPTED", 0x4)]),
        row(
            Phase::Calling.code(),
            &[Word::unconfirmed_number("RINGBACK", 0x20), Word::unconfirmed_number("PROCEEDING", 0x200)],
        ),
        row(Phase::Connected.code(), &[Word::number_of("CONNECTED", 0x100), Word::number_of("CONFERENCED", 0x800)]),
        row(
            Phase::Held.code(),
            &[
                Word::unconfirmed_number("ONHOLD", 0x400),
                Word::unconfirmed_number("ONHOLDPENDCONF", 0x1000),
                Word::unconfirmed_number("ONHOLDPENDTRANSFER", 0x2000),
            ],
        ),
        none(Phase::Queued.code(), "TAPI 2 has no queue; TAPI 3 has"),
        row(Phase::Failed.code(), &[Word::number_of("BUSY", 0x40), Word::unconfirmed_number("SPECIALINFO", 0x80)]),
    ],
    others: &[(Word::unconfirmed_number("UNKNOWN", 0x8000), "nothing is said")],
});

/// `CALL_STATE` of TAPI 3.
pub const CALL: Table<Phase> = table!(Source {
    name: "TAPI 3 CALL_STATE",
    rows: &[
        row(Phase::Null.code(), &[Word::number_of("DISCONNECTED", 3), Word::number_of("IDLE", 0)]),
        row(Phase::Initiated.code(), &[Word::number_of("INPROGRESS", 1)]),
        row(Phase::Alerting.code(), &[Word::number_of("OFFERING", 4)]),
        row(Phase::Calling.code(), &[Word::number_of("INPROGRESS", 1)]),
        row(Phase::Connected.code(), &[Word::number_of("CONNECTED", 2)]),
        row(Phase::Held.code(), &[Word::number_of("HOLD", 5)]),
        row(Phase::Queued.code(), &[Word::number_of("QUEUED", 6)]),
        none(Phase::Failed.code(), "the call is disconnected with a cause"),
    ],
    others: &[],
});

/// The state of an agent session.
pub const SESSION: Table<A> = table!(Source {
    name: "TAPI 3 agent session",
    rows: &[
        row(A::LoggedOut.code(), &[Word::new("ENDED"), Word::new("RELEASED")]),
        row(A::NotReady.code(), &[Word::new("NOT_READY")]),
        row(A::Ready.code(), &[Word::new("READY")]),
        none(A::Reserved.code(), "the session is ready until the call is answered"),
        row(A::Busy.code(), &[Word::new("BUSY_ON_CALL")]),
        row(A::WrapUp.code(), &[Word::new("BUSY_WRAPUP")]),
    ],
    others: &[],
});

/// `AGENT_STATE`: the agent over all sessions.
pub const AGENT: Table<A> = table!(Source {
    name: "TAPI 3 AGENT_STATE",
    rows: &[
        none(A::LoggedOut.code(), "there is no agent then"),
        row(A::NotReady.code(), &[Word::number_of("NOT_READY", 0)]),
        row(A::Ready.code(), &[Word::number_of("READY", 1)]),
        none(A::Reserved.code(), "the agent is ready until the call is answered"),
        row(A::Busy.code(), &[Word::number_of("BUSY_ACD", 2)]),
        none(A::WrapUp.code(), "the session says it"),
    ],
    others: &[
        (Word::number_of("BUSY_INCOMING", 3), "a call that no ACD delivered makes nobody busy"),
        (Word::number_of("BUSY_OUTGOING", 4), "a call that no ACD delivered makes nobody busy"),
        (Word::number_of("UNKNOWN", 5), "nothing is said"),
    ],
});
