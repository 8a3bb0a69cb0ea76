//! What must hold of a system, beside what holds of each of its stations ([`crate::invariants`]).

use std::rc::Rc;

use offhook::{AgentState, CallInfo, RequestKind as R, Signal, SignalKind as K, State as S};

use crate::canon::left_of_calls;
use crate::invariants::{Broken, LIST as OF_A_STATION};
use crate::system::moves::{Alphabet, Move, Wish};
use crate::system::world::World;

/// The rules of a system, and the sentence that each checks.
pub const LIST: &[(&str, &str)] = &[
    ("Y1", "the exchange says nothing that a station calls a discrepancy"),
    ("Y2", "the exchange takes every command, and loses no signal"),
    ("Y3", "nothing goes round in circles"),
    ("Y4", "both ends agree once everything is quiet"),
    ("Y5", "every connected call has two live parties, or is being cleared"),
    ("Y6", "nobody is left on hold, or reserved, without an end to it"),
    ("Y7", "no call, slot, request or timer is left after all hang up"),
    ("Y8", "after a resync the station knows what the exchange knows"),
    ("Y9", "of two systems with one canonical form, each goes on as the other does"),
];

/// The sentence of a rule.
pub fn sentence(rule: &str) -> &'static str {
    let of_a_station = OF_A_STATION.iter().map(|(id, _, sentence)| (*id, *sentence));
    LIST.iter().copied().chain(of_a_station).find(|(id, _)| *id == rule).map_or("", |(_, sentence)| sentence)
}

type Check = Result<(), Broken>;

fn check(rule: &'static str, holds: bool, seen: impl FnOnce() -> String) -> Check {
    if holds { Ok(()) } else { Err(Broken { rule, seen: seen() }) }
}

/// What holds when nothing is on its way, and nothing went wrong.
///
/// # Errors
/// The rule that does not hold.
pub fn quiet(world: &World) -> Check {
    if !world.is_quiet() || !world.lawful {
        return Ok(());
    }
    agree(world, "Y4")?;
    for station in 0..world.seats.len() {
        reserved(world, station)?;
    }
    Ok(())
}

/// A call of a station, as the exchange knows it.
struct Leg {
    station: usize,
    /// The exchange's call.
    call: u64,
    info: CallInfo,
}

/// Every station and the exchange mean the same.
fn agree(world: &World, rule: &'static str) -> Check {
    let mut switch = (*world.switch).clone();
    let mut legs = Vec::new();
    switch.with(|exchange| {
        for (station, seat) in world.seats.iter().enumerate() {
            let at = station as u32;
            let number = world.setup.size.stations[station].0;
            for info in &seat.calls {
                let known = exchange.states(at, info.id, info.reference);
                check(rule, known == Some((info.local, info.far)), || {
                    let is = (info.local.name(), info.far.name());
                    format!("station {number}: call {} is {is:?}, at the exchange {known:?}", info.id.number())
                })?;
                legs.push(Leg { station, call: exchange.call_of(at, info.id, info.reference), info: *info });
            }
            // A call that the station gave up, and the exchange did not, may leave another one no slot.
            let full = !world.lawful && seat.calls.len() == usize::from(world.setup.size.stations[station].1.calls);
            check(rule, exchange.count(at) == seat.calls.len() || full, || {
                format!("station {number} has {} calls, at the exchange {}", seat.calls.len(), exchange.count(at))
            })?;
        }
        check(rule, !legs.is_empty() || exchange.is_idle() || !world.lawful, || {
            "no station has a call, and the exchange is not idle".to_owned()
        })
    })?;
    if world.lawful { legs.iter().try_for_each(|leg| parties(world, leg, &legs)) } else { Ok(()) }
}

/// Y5 and Y6: a call has the far end that it says it has.
fn parties(world: &World, leg: &Leg, legs: &[Leg]) -> Check {
    let others = || legs.iter().filter(|other| other.call == leg.call && other.station != leg.station);
    let takes_part = |other: &&Leg| matches!(other.info.local, S::Connected | S::Held);
    let there = others().filter(takes_part).count();
    let alerted = others().any(|other| other.info.local == S::Alerting);
    let (number, info) = (world.setup.size.stations[leg.station].0, &leg.info);
    let seen = || {
        let (id, is) = (info.id.number(), (info.local.name(), info.far.name()));
        format!("station {number}: call {id} is {is:?} with {} parties, and {there} others take part", info.parties)
    };
    if !matches!(info.local, S::Connected | S::Held) {
        return Ok(());
    }
    match info.far {
        S::Connected | S::Held => {
            check("Y5", there == 1 && info.parties == 2, seen)?;
            let held = others().filter(takes_part).any(|other| other.info.local == S::Held);
            check("Y6", held == (info.far == S::Held), seen)
        }
        S::Unknown => check("Y5", there >= 2 && usize::from(info.parties) == there + 1, seen),
        S::Alerting => check("Y5", there == 0 && alerted, seen),
        // On its way to somewhere, or given up: the party knows, and may hang up.
        S::Queued | S::Failed => check("Y5", there == 0, seen),
        S::Null | S::Initiated => check("Y5", false, seen),
    }
}

/// Y6: who is reserved is so by a call that alerts, and only for so long.
fn reserved(world: &World, station: usize) -> Check {
    let seat = &world.seats[station];
    let state = seat.rig.clone().station().agent().state;
    let offered = seat.calls.iter().any(|call| call.acd && call.local == S::Alerting);
    let number = world.setup.size.stations[station].0;
    check("Y6", state != AgentState::Reserved || offered && seat.due.is_some(), || {
        format!("the agent of station {number} is reserved, and nothing alerts: {:?}", seat.calls)
    })
}

/// Y8: tried aside. Every link is taken up once more; then everybody knows what is so.
///
/// # Errors
/// What is not so.
pub fn healed(world: &World) -> Check {
    let mut world = world.clone();
    world.lawful = false;
    let mut setup = (*world.setup).clone();
    (setup.delayed, setup.loss, setup.fault) = (false, None, None);
    world.setup = Rc::new(setup);
    for station in 0..world.seats.len() {
        world.links[station].waiting.clear();
        world.links[station].down = false;
    }
    // What one station does when it hears the truth may be news for another.
    for _ in 0..2 {
        for station in 0..world.seats.len() {
            world.tell(station, &Signal::new(K::LinkDown))?;
            world.tell(station, &Signal::new(K::LinkUp))?;
        }
    }
    agree(&world, "Y8")
}

/// Y7: tried aside. All hang up what they have, what waits runs out, and nothing is left.
///
/// # Errors
/// What is left.
pub fn hung_up(world: &World) -> Check {
    // The calls that a user placed while the link was lost come back one after the other, each where there is room for it.
    const ROUNDS: usize = 24;
    let mut world = world.clone();
    let alphabet = Alphabet { wishes: &[], to: &[], at: &[], ahead: 0, faults: 0, mishaps: &[] };
    let mut rounds = 0;
    let mut sure = world.lawful;
    while rounds < ROUNDS && !(sure && world.is_quiet() && world.seats.iter().all(|seat| seat.calls.is_empty())) {
        sure |= rounds > 2;
        rounds += 1;
        let again = !world.lawful && rounds > 1;
        for station in 0..world.seats.len() {
            let at = station as u8;
            if world.links[station].down {
                alphabet.make(&mut world, Move::Up(at))?;
            }
            hang_up(&mut world, station, &alphabet)?;
            while !world.links[station].waiting.is_empty() {
                alphabet.make(&mut world, Move::Arrive(at))?;
            }
        }
        if again {
            // Whoever was lost on the way is known to be when the links are taken up again.
            for station in 0..world.seats.len() {
                alphabet.make(&mut world, Move::Down(station as u8))?;
            }
        }
    }
    run_out(&mut world, &alphabet)?;
    let seen = |station: usize, what: String| format!("station {}: {what}", world.setup.size.stations[station].0);
    for (station, seat) in world.seats.iter().enumerate() {
        check("Y7", seat.calls.is_empty(), || seen(station, format!("left: {:?}", seat.calls)))?;
        let left = left_of_calls(&mut seat.rig.clone());
        check("Y7", left.is_empty(), || seen(station, format!("left: {left:?}")))?;
    }
    let mut switch = (*world.switch).clone();
    let idle = switch.with(|exchange| exchange.is_idle() && exchange.deadline().is_none());
    check("Y7", idle, || "the exchange is not idle".to_owned())
}

fn hang_up(world: &mut World, station: usize, alphabet: &Alphabet) -> Check {
    let calls: Vec<CallInfo> = world.seats[station].calls.clone();
    for call in calls {
        let id = call.id;
        let allowed = world.seats[station].rig.clone().station().allowed(R::Clear, id).is_ok();
        if allowed && world.seats[station].calls.iter().any(|call| call.id == id) {
            let wish = Wish { station: station as u8, what: R::Clear, slot: id.slot() as u8, word: 0 };
            alphabet.make(world, Move::Wish(wish))?;
        }
    }
    Ok(())
}

/// Time passes until nothing is due, everything arriving at once.
fn run_out(world: &mut World, alphabet: &Alphabet) -> Check {
    const DEADLINES: usize = 200;
    for _ in 0..DEADLINES {
        for station in 0..world.seats.len() {
            while !world.links[station].waiting.is_empty() {
                alphabet.make(world, Move::Arrive(station as u8))?;
            }
        }
        let Some(due) = world.deadline() else { return Ok(()) };
        world.at(due.max(world.now))?;
    }
    check("Y7", false, || "deadlines pass and pass, and nobody has a call".to_owned())
}
