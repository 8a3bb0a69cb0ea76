//! The ringer: how it rings as a function of the state, and whether it sounds as a function of that and the time.

use crate::call::record::Call;
use crate::cause::Cause;
use crate::list::list;
use crate::state::{CallKind, State};
use crate::station::Station;

list! {
    /// How the phone rings.
    Ring {
        /// Not at all.
        Silent = 0 "silent",
        /// A call of the same exchange.
        Internal = 1 "internal",
        /// A call from outside.
        External = 2 "external",
        /// A call that comes back: recall.
        Recall = 3 "recall",
        /// A call while another is active: a short tone in the ear, not the ringer.
        Waiting = 4 "waiting",
    }
}

/// Milliseconds of sound and of silence, in turns, over and over; 0 ends the list. offhook's own choice after what PBXs do: one long
/// ring for inside (1 s on, 4 s off), two for outside, three short ones for a recall.
pub static CADENCES: [(Ring, [u16; 6]); 5] = [
    (Ring::Silent, [0; 6]),
    (Ring::Internal, [1_000, 4_000, 0, 0, 0, 0]),
    (Ring::External, [400, 200, 400, 4_000, 0, 0]),
    (Ring::Recall, [200, 200, 200, 200, 200, 4_000]),
    (Ring::Waiting, [200, 4_800, 0, 0, 0, 0]),
];

/// Cause number 27 of CSTA's event causes: recall.
const RECALL: Cause = Cause(27);

/// How the phone rings: for the call that is offered longest.
pub fn of(station: &Station<'_>) -> Ring {
    let Some(call) = offered(station) else { return Ring::Silent };
    let talks = station.records().any(|call| matches!(call.local(), State::Initiated | State::Connected));
    match call.kind() {
        _ if talks => Ring::Waiting,
        _ if call.cause.get() == RECALL => Ring::Recall,
        CallKind::Internal | CallKind::Consult => Ring::Internal,
        CallKind::Inbound | CallKind::Outbound => Ring::External,
    }
}

/// Whether it sounds at this time (ms): the cadence begins with the call.
pub fn sounds(station: &Station<'_>, now: u64) -> bool {
    offered(station).is_some_and(|call| of(station).phase(now.saturating_sub(call.started.get())).0)
}

/// When that may change next, in milliseconds.
pub fn changes(station: &Station<'_>, now: u64) -> Option<u64> {
    let call = offered(station)?;
    let (_, left) = of(station).phase(now.saturating_sub(call.started.get()));
    (left != 0).then(|| now.saturating_add(left))
}

impl Ring {
    /// Whether it sounds so many milliseconds after it began, and for how long it goes on so; 0: for ever.
    pub fn phase(self, after: u64) -> (bool, u64) {
        let cadence = CADENCES.iter().find(|(ring, _)| *ring == self).map_or([0; 6], |(_, cadence)| *cadence);
        let period = cadence.iter().map(|part| u64::from(*part)).sum::<u64>();
        let Some(mut at) = after.checked_rem(period) else { return (false, 0) };
        let mut on = true;
        for part in cadence {
            let part = u64::from(part);
            if at < part {
                return (on, part.saturating_sub(at));
            }
            at = at.saturating_sub(part);
            on = !on;
        }
        (false, 0)
    }
}

fn offered<'s>(station: &'s Station<'_>) -> Option<&'s Call> {
    station.records().filter(|call| call.local() == State::Alerting).min_by_key(|call| call.started.get())
}
