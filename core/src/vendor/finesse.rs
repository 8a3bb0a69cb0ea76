//! Cisco Finesse (UCCE, UCCX).

use super::{Phase, Source, Table, Word, none, row, table};
use crate::state::AgentState as A;

/// States of a dialog's participant.
pub const PARTICIPANT: Table<Phase> = table!(Source {
    name: "Finesse participant",
    rows: &[
        row(Phase::Null.code(), &[Word::new("DROPPED")]),
        row(Phase::Initiated.code(), &[Word::new("INITIATING"), Word::new("INITIATED")]),
        row(Phase::Alerting.code(), &[Word::new("ALERTING")]),
        row(Phase::Calling.code(), &[Word::new("INITIATED")]),
        row(Phase::Connected.code(), &[Word::new("ACTIVE")]),
        row(Phase::Held.code(), &[Word::new("HELD")]),
        none(Phase::Queued.code(), "a queued call has no agent in its dialog yet"),
        row(Phase::Failed.code(), &[Word::new("FAILED")]),
    ],
    others: &[
        (Word::new("WRAP_UP"), "the call is over; the agent's state says wrap-up"),
        (Word::new("ACCEPTED"), "a preview was accepted; its call comes later"),
    ],
});

/// States of the dialog as a whole.
pub const DIALOG: Table<Phase> = table!(Source {
    name: "Finesse dialog",
    rows: &[
        row(Phase::Null.code(), &[Word::new("DROPPED")]),
        row(Phase::Initiated.code(), &[Word::new("INITIATING"), Word::new("INITIATED")]),
        row(Phase::Alerting.code(), &[Word::new("ALERTING")]),
        row(Phase::Calling.code(), &[Word::new("INITIATED")]),
        row(Phase::Connected.code(), &[Word::new("ACTIVE")]),
        none(Phase::Held.code(), "the dialog stays ACTIVE; its participant is HELD"),
        none(Phase::Queued.code(), "a queued call has no dialog yet"),
        row(Phase::Failed.code(), &[Word::new("FAILED")]),
    ],
    others: &[(Word::new("ACCEPTED"), "a preview was accepted; its call comes later")],
});

/// States of the agent, with the numbers of the CTI server.
pub const AGENT: Table<A> = table!(Source {
    name: "Finesse agent",
    rows: &[
        row(A::LoggedOut.code(), &[Word::unconfirmed_number("LOGOUT", 1)]),
        row(A::NotReady.code(), &[Word::unconfirmed_number("NOT_READY", 2)]),
        row(A::Ready.code(), &[Word::unconfirmed_number("READY", 3)]),
        row(
            A::Reserved.code(),
            &[
                Word::number_of("RESERVED", 8),
                Word::unconfirmed_number("RESERVED_OUTBOUND", 15),
                Word::unconfirmed_number("RESERVED_OUTBOUND_PREVIEW", 16),
            ],
        ),
        row(A::Busy.code(), &[Word::unconfirmed_number("TALKING", 4), Word::unconfirmed_number("HOLD", 10)]),
        row(
            A::WrapUp.code(),
            &[
                Word::unconfirmed_number("WORK", 5).next(A::NotReady),
                // Wrap-up that ends in ready. UCCX does not have it.
                Word::unconfirmed_number("WORK_READY", 6).next(A::Ready),
            ],
        ),
    ],
    others: &[
        (Word::unconfirmed_number("LOGIN", 0), "an action; NOT_READY follows"),
        (Word::number_of("BUSY_OTHER", 7), "busy with work of another kind; the state at this station is not said"),
        (Word::unconfirmed_number("UNKNOWN", 9), "nothing is said"),
        (Word::unconfirmed_number("ACTIVE", 11).unconfirmed_name(), "a task, no call"),
        (Word::unconfirmed_number("PAUSED", 12).unconfirmed_name(), "a task, no call"),
        (Word::unconfirmed_number("INTERRUPTED", 13).unconfirmed_name(), "a task, no call"),
    ],
});
