//! A random walk through each machine, in time. Machines lie too close for time to judge; what is printed are ratios of
//! one run.

use std::hint::black_box;
use std::time::Instant;

use crate::line;
use crate::peers::nested::Nested;
use crate::peers::rust_fsm::RustFsm;
use crate::peers::smlang::Smlang;
use crate::peers::statig::Statig;
use crate::peers::table::Table;
use crate::peers::{EVENTS, Event, Machine, run};

const WALK: usize = 65_536;
const ROUNDS: u64 = 21;

/// Events that only look random. Another round, another walk: a processor learns one that it is shown again.
fn events(round: u64) -> Vec<Event> {
    let mut dice = (round + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let roll = |_| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        EVENTS[(dice >> 32) as usize % EVENTS.len()]
    };
    (0..WALK).map(roll).collect()
}

/// Seconds that a machine takes for these events.
type Walk = fn(&[Event]) -> f64;

fn walk<M: Machine>(events: &[Event]) -> f64 {
    let mut machine = M::default();
    let start = Instant::now();
    run(&mut machine, black_box(events));
    black_box(machine.look());
    start.elapsed().as_secs_f64()
}

/// Times each machine in turn, round after round, and prints the best of each.
pub fn times() {
    let machines: [(&str, Walk); 5] = [
        ("nested", walk::<Nested>),
        ("table", walk::<Table>),
        ("smlang", walk::<Smlang>),
        ("rust-fsm", walk::<RustFsm>),
        ("statig", walk::<Statig>),
    ];
    let mut best = [f64::INFINITY; 5];
    for round in 0..ROUNDS {
        let events = events(round);
        for ((_, walk), best) in machines.iter().zip(&mut best) {
            *best = best.min(walk(&events));
        }
    }
    line("walk-nested", best[0] * 1e9 / WALK as f64, "ns", None);
    for ((name, _), time) in machines.iter().zip(best).skip(1) {
        line(&format!("walk-{name}"), time / best[0], "ratio", None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::peers::{Context, LIFE, State};

    fn end_of<M: Machine>(events: &[Event]) -> (State, Context) {
        let mut machine = M::default();
        run(&mut machine, events);
        machine.look()
    }

    /// The machines do the same work, or their figures say nothing.
    #[test]
    fn the_machines_agree() {
        let walk = events(0);
        for upto in (0..walk.len()).step_by(97).chain([walk.len()]) {
            let events = &walk[..upto];
            let floor = end_of::<Nested>(events);
            assert_eq!(end_of::<Table>(events), floor, "{upto}");
            assert_eq!(end_of::<Smlang>(events), floor, "{upto}");
            assert_eq!(end_of::<RustFsm>(events), floor, "{upto}");
            assert_eq!(end_of::<Statig>(events), floor, "{upto}");
        }
    }

    #[test]
    fn a_life_is_from_null_to_null() {
        let (state, context) = end_of::<Nested>(&LIFE);
        assert_eq!((state, context.moved, context.refused), (State::Null, LIFE.len() as u32, 0));
    }
}
