//! Random walks of larger systems, from a seed: queues, hunt groups, agents, an outside line, links that go wrong. A walk
//! that breaks a rule is made shorter before it is told.

use std::rc::Rc;

use offhook::Config;
use offhook::RequestKind as R;
use offhook::exchange::StationSetup;

use crate::rng::Rng;
use crate::system::explore::{Counterexample, tried};
use crate::system::invariants::quiet;
use crate::system::moves::{Alphabet, Mishap, Move, OFF, Wish};
use crate::system::switch::{GroupSetup, QueueSetup, Size};
use crate::system::world::{Setup, World};

/// Moves of one walk; then another system is taken.
const LENGTH: u64 = 600;

const NUMBERS: &[&str] = &["1", "2", "3", "4", "5", "6"];
const TO: &[&str] = &["1", "2", "3", "4", "5", "6", "q", "h", "9", ""];
const AT: &[&str] = &["q", "p", "1", "2", "", "h"];
const WISHES: &[R] = &[
    R::MakeCall,
    R::Dial,
    R::Answer,
    R::Answer,
    R::Reject,
    R::Deflect,
    R::Hold,
    R::Retrieve,
    R::Alternate,
    R::Consult,
    R::Reconnect,
    R::Transfer,
    R::BlindTransfer,
    R::Conference,
    R::AddParty,
    R::DropParty,
    R::Dtmf,
    R::Park,
    R::Pickup,
    R::Clear,
    R::Attach,
    R::Detach,
    R::LogIn,
    R::LogOut,
    R::Ready,
    R::Ready,
    R::NotReady,
    R::WrapUp,
    R::Forward,
    R::DoNotDisturb,
];
const MISHAPS: &[Mishap] = &[Mishap::Loss, Mishap::Repeat, Mishap::Swap, Mishap::Break, Mishap::Late];

/// A system and what it is tried with.
#[derive(Clone, Debug)]
pub struct Place {
    /// The system.
    pub setup: Rc<Setup>,
    /// What it is tried with.
    pub alphabet: Alphabet,
}

impl Place {
    /// The system of a seed.
    pub fn new(rng: &mut Rng) -> Self {
        let count = 2 + rng.below(4);
        let calls = 1 + rng.below(3) as u16;
        let trunk = rng.once_in(3);
        let station = |at: usize| StationSetup { calls, trunk: trunk && at == 0, ..StationSetup::default() };
        let stations: Vec<_> =
            NUMBERS.iter().take(count).enumerate().map(|(at, number)| (*number, station(at))).collect();
        let config = |rng: &mut Rng| Config {
            wrap_up: *rng.of(&[0, 10_000]),
            rona_ready: rng.below(2) as u8,
            auto_answer: *rng.of(&[0, 0, 0, 5_000]),
            ..Config::default()
        };
        let configs = (0..count).map(|_| config(rng)).collect();
        let overflow = rng.once_in(2).then_some((20_000, "1"));
        let queues = vec![QueueSetup { number: "q", stations: &[], skills: "", overflow }];
        let groups = vec![GroupSetup { number: "h", all: rng.once_in(2), stations: &[0, 1] }];
        let size = Size { stations, queues, groups, data: 200, own: 80 };
        let faults = *rng.of(&[0, 0, u8::MAX]);
        let delayed = faults > 0 || rng.once_in(2);
        let setup = Setup { size, configs, delayed, numbered: faults > 0, fault: None, loss: None };
        let alphabet =
            Alphabet { wishes: WISHES, to: TO, at: AT, ahead: *rng.of(&[0, 2, 8]), faults, mishaps: MISHAPS };
        Self { setup: Rc::new(setup), alphabet }
    }

    fn next(&self, world: &mut World, rng: &mut Rng) -> Option<Move> {
        let on_the_way = world.on_the_way() > 0;
        if !on_the_way && rng.once_in(8) {
            return Some(Move::Wait(*rng.of(&[1, 500, 6_000, 12_000])));
        }
        let moves = self.alphabet.moves(world, if rng.once_in(10) { self.alphabet.faults } else { 0 });
        // What is on its way comes first, mostly; time and features are seldom.
        let arrivals: Vec<Move> = moves.iter().copied().filter(|what| matches!(what, Move::Arrive(_))).collect();
        if !arrivals.is_empty() && !rng.once_in(3) {
            return rng.any(&arrivals);
        }
        let what = rng.any(&moves)?;
        let seldom = match what {
            Move::Time(_) => 3,
            Move::Wish(Wish { what: R::Forward | R::DoNotDisturb, word, .. }) if word != OFF => 6,
            Move::Wish(Wish { what: R::LogOut | R::NotReady, .. }) => 3,
            _ => 1,
        };
        if rng.once_in(seldom) { Some(what) } else { self.alphabet.moves(world, 0).first().copied() }
    }

    /// Makes these moves, each judged; those that cannot be made are left out.
    ///
    /// # Errors
    /// The rule that does not hold, and the moves up to there.
    pub fn replay(&self, moves: &[Move]) -> Result<(), Counterexample> {
        let mut world = World::new(&self.setup);
        for (at, what) in moves.iter().enumerate() {
            if self.alphabet.can(&world, *what) {
                let told = self.alphabet.make(&mut world, *what).and_then(|()| quiet(&world));
                told.map_err(|broken| Counterexample { broken, moves: moves[..=at].to_vec() })?;
            }
        }
        tried(&world).map_err(|broken| Counterexample { broken, moves: moves.to_vec() })
    }

    /// Leaves out of the moves what the same rule does not need to be broken.
    pub fn shorter(&self, found: Counterexample) -> Counterexample {
        let mut least = found;
        let mut size = least.moves.len().div_ceil(2);
        while size > 0 {
            let mut at = 0;
            let before = least.moves.len();
            while at < least.moves.len() {
                let end = (at + size).min(least.moves.len());
                let fewer: Vec<Move> = least.moves[..at].iter().chain(&least.moves[end..]).copied().collect();
                match self.replay(&fewer) {
                    Err(broken) if broken.broken.rule == least.broken.rule => least = broken,
                    _ => at = end,
                }
            }
            if size > 1 || least.moves.len() == before {
                size /= 2;
            }
        }
        self.possible(least)
    }

    /// Without the moves that could not be made.
    fn possible(&self, found: Counterexample) -> Counterexample {
        let mut world = World::new(&self.setup);
        let mut moves = Vec::new();
        for what in &found.moves {
            if self.alphabet.can(&world, *what) {
                moves.push(*what);
                let _ = self.alphabet.make(&mut world, *what);
            }
        }
        Counterexample { moves, ..found }
    }
}

/// Makes so many moves. `seen` is told after every walk how many were made.
///
/// # Errors
/// The first rule that does not hold, with the seed of its walk, as a scenario.
pub fn walk(seed: u64, moves: u64, mut seen: impl FnMut(u64)) -> Result<(), String> {
    let mut made = 0;
    let mut walks = 0;
    while made < moves {
        let seed = seed.wrapping_add(walks);
        made += one(seed, LENGTH.min(moves - made))?;
        walks += 1;
        seen(made);
    }
    Ok(())
}

/// One walk. Gives the moves made.
fn one(seed: u64, length: u64) -> Result<u64, String> {
    let mut rng = Rng::new(seed);
    let place = Place::new(&mut rng);
    let mut world = World::new(&place.setup);
    let mut moves = Vec::new();
    let mut result = Ok(());
    for _ in 0..length {
        let Some(what) = place.next(&mut world, &mut rng) else { continue };
        moves.push(what);
        result = place.alphabet.make(&mut world, what).and_then(|()| quiet(&world));
        if result.is_ok() && rng.once_in(50) {
            result = tried(&world);
        }
        if result.is_err() {
            break;
        }
    }
    let told = result.and_then(|()| tried(&world)).map_err(|broken| Counterexample { broken, moves });
    told.map(|()| length).map_err(|found| {
        let name = format!("walk of seed {seed}");
        place.shorter(found).show(&name, &place.setup, &place.alphabet)
    })
}
