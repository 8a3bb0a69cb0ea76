//! The records as plain numbers: what a program has to see that compares whole exchanges, as the proofs do. It is no
//! interface, and may change with every version.

use super::{destinations, records};

/// What is seen of a record, and what is not. The record is taken apart whole, so that a new field does not compile until it
/// is in one of the two. A record is named by its number, nobody by [`u32::MAX`]; of a list its first record is seen, of a
/// link the next one.
macro_rules! seen {
    ($module:ident $record:ident { $($field:ident $(= $value:expr)?),+ $(,)? } without { $($left_out:ident),* $(,)? }) => {
        #[allow(missing_docs)]
        #[derive(Clone, Copy, Debug)]
        #[cfg_attr(feature = "defmt", derive(defmt::Format))]
        pub struct $record { $(pub $field: u64),+ }

        impl From<&$module::$record> for $record {
            fn from(record: &$module::$record) -> Self {
                let $module::$record { $($field),+, $($left_out: _),* } = *record;
                Self { $($field: u64::from(seen!(@ $field $($value)?))),+ }
            }
        }
    };
    (@ $field:ident) => { $field };
    (@ $field:ident $value:expr) => { $value };
}

seen! { records Extension {
    connections = connections.first, active, offer, count, used, flags = flags.0, agent = agent.code(),
} without { number, capacity, queues, leaving, group } }

seen! { records Connection {
    of_call = of_call.after(), of_station = of_station.after(), generation, id = id.number(), station, call, bound, adder,
    from = from.code(), request, local = local.code(), far = far.code(), flags = flags.0,
} without { since } }

seen! { records Call {
    waiting = waiting.after(), connections = connections.first, overflow, stage = stage.code(), used, turn, parties, ringing,
    flags = flags.0,
} without { entered, generation, redirected, attempts, next } }

seen! { destinations Queue {
    waiting = waiting.first, ready = ready.first, passed = passed.first, round, is_busy,
} without { number, to, skills, entered, busy, open, limit, calls, heap_place, heap_queue, turn, is_open } }

seen! { destinations Member {
    ready = ready.after(), station, queue, round, flags = flags.0,
} without { queues } }
