//! Avaya TSAPI, and Cisco CTI's local connection states: CSTA's numbers under other names.

use super::{Source, Table, Word, none, row, table};
use crate::state::State as S;

const NOBODY: &str = "a connection that is not known has no state";

/// `LocalConnectionState_t`.
pub const CONNECTION: Table<S> = table!(Source {
    name: "TSAPI LocalConnectionState",
    rows: &[
        row(S::Null.code(), &[Word::number_of("CS_NULL", 0).unconfirmed_name()]),
        row(S::Initiated.code(), &[Word::number_of("CS_INITIATE", 1).unconfirmed_name()]),
        row(S::Alerting.code(), &[Word::number_of("CS_ALERTING", 2).unconfirmed_name()]),
        row(S::Connected.code(), &[Word::number_of("CS_CONNECT", 3).unconfirmed_name()]),
        row(S::Held.code(), &[Word::number_of("CS_HOLD", 4).unconfirmed_name()]),
        row(S::Queued.code(), &[Word::number_of("CS_QUEUED", 5).unconfirmed_name()]),
        row(S::Failed.code(), &[Word::number_of("CS_FAIL", 6).unconfirmed_name()]),
        none(S::Unknown.code(), NOBODY),
    ],
    others: &[(Word::number_of("CS_NONE", -1).unconfirmed_name(), "nothing is said")],
});

/// `LCS_*`. A caller stays at `LCS_INITIATE` until the call is established
/// ([`Quirk::CallerInitiated`](crate::Quirk::CallerInitiated)).
pub const CISCO_CONNECTION: Table<S> = table!(Source {
    name: "Cisco LCS",
    rows: &[
        row(S::Null.code(), &[Word::number_of("LCS_NULL", 0)]),
        row(S::Initiated.code(), &[Word::number_of("LCS_INITIATE", 1)]),
        row(S::Alerting.code(), &[Word::number_of("LCS_ALERTING", 2).unconfirmed_name()]),
        row(S::Connected.code(), &[Word::number_of("LCS_CONNECT", 3).unconfirmed_name()]),
        row(S::Held.code(), &[Word::number_of("LCS_HOLD", 4).unconfirmed_name()]),
        row(S::Queued.code(), &[Word::number_of("LCS_QUEUED", 5).unconfirmed_name()]),
        row(S::Failed.code(), &[Word::number_of("LCS_FAIL", 6).unconfirmed_name()]),
        none(S::Unknown.code(), NOBODY),
    ],
    others: &[(Word::number_of("LCS_NONE", 0xFFFF), "nothing is said")],
});
