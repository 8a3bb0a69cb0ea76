//! Every state that a small system can reach: breadth first, on the code that runs, each step judged.

use std::collections::HashSet;
use std::rc::Rc;

use crate::aside;
use crate::explore::Found;
use crate::invariants::Broken;
use crate::system::canon::Canon;
use crate::system::invariants::{healed, hung_up, quiet, sentence};
use crate::system::moves::{Alphabet, Move};
use crate::system::scn;
use crate::system::world::{Setup, World};

/// What is explored.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its name.
    pub name: &'static str,
    /// The system.
    pub setup: Rc<Setup>,
    /// What it is tried with.
    pub alphabet: Alphabet,
    /// What stands before the first state.
    pub begin: Vec<Move>,
    /// Steps from the first state; `None`: until nothing new is found.
    pub depth: Option<u32>,
    /// Of so many states one is tried with the dear rules: all hang up, the links are taken up again, …
    pub aside: usize,
}

/// A state on the edge of what is known.
struct Node {
    world: World,
    /// Mishaps that may still come.
    faults: u8,
    /// Its place in the list of ways.
    way: u32,
}

/// How a state was reached: from which, and how.
type Way = (u32, Move);

/// A rule that does not hold, and how that was reached.
#[derive(Clone, Debug)]
pub struct Counterexample {
    /// The rule, and what was seen.
    pub broken: Broken,
    /// What happened, the last of it included.
    pub moves: Vec<Move>,
}

/// Explores. `seen` is told after every depth what is known so far.
///
/// # Errors
/// The rule that does not hold, and the shortest way there.
pub fn explore(plan: &Plan, mut seen: impl FnMut(Found)) -> Result<Found, Counterexample> {
    let mut canon = Canon::default();
    let alike = alike(&plan.setup);
    let mut known: HashSet<u128> = HashSet::new();
    let mut ways: Vec<Way> = vec![(0, Move::Time)];
    let first = first(plan)?;
    known.insert(canon.of(&first.world, &alike, u64::from(first.faults)));
    let mut edge = vec![first];
    let mut found = Found { states: 1, steps: 0, depth: 0, complete: false };
    while !edge.is_empty() && plan.depth.is_none_or(|depth| found.depth < depth) {
        let mut next = Vec::new();
        for node in &mut edge {
            for what in plan.alphabet.moves(&mut node.world, node.faults) {
                found.steps += 1;
                let mut world = node.world.clone();
                let told = plan.alphabet.make(&mut world, what).and_then(|()| quiet(&world));
                told.map_err(|broken| counterexample(plan, &ways, node.way, Some(what), broken))?;
                let faults = node.faults - u8::from(what.is_mishap());
                if !known.insert(canon.of(&world, &alike, u64::from(faults))) {
                    continue;
                }
                ways.push((node.way, what));
                let way = (ways.len() - 1) as u32;
                if known.len().is_multiple_of(plan.aside) {
                    tried(&world).map_err(|broken| counterexample(plan, &ways, way, None, broken))?;
                }
                next.push(Node { world, faults, way });
            }
        }
        found.complete = next.is_empty();
        found.depth += u32::from(!found.complete);
        found.states = known.len();
        edge = next;
        seen(found);
    }
    found.complete = edge.is_empty();
    Ok(found)
}

/// The rules that are tried on a copy.
///
/// # Errors
/// The rule that does not hold.
pub fn tried(world: &World) -> Result<(), Broken> {
    for seat in &world.seats {
        aside::restored(&mut seat.rig.clone())?;
        aside::allowed(&seat.rig, world.now)?;
    }
    hung_up(world)?;
    healed(world)
}

/// The first state of a plan.
fn first(plan: &Plan) -> Result<Node, Counterexample> {
    let mut world = World::new(&plan.setup);
    for (at, what) in plan.begin.iter().enumerate() {
        let made = plan.alphabet.make(&mut world, *what);
        made.map_err(|broken| Counterexample { broken, moves: plan.begin[..=at].to_vec() })?;
    }
    Ok(Node { world, faults: plan.alphabet.faults, way: 0 })
}

/// Orders of the stations that make no difference: those in which stations with the same set-up change places. Where
/// the order of extension decides who is told first, there is one.
fn alike(setup: &Setup) -> Vec<Vec<usize>> {
    let count = setup.configs.len();
    let own: Vec<usize> = (0..count).collect();
    let symmetric = setup.delayed && setup.size.queues.is_empty() && setup.size.groups.is_empty();
    if !symmetric {
        return vec![own];
    }
    let same = |one: usize, other: usize| {
        setup.configs[one] == setup.configs[other] && setup.size.stations[one].1 == setup.size.stations[other].1
    };
    let mut orders = vec![Vec::new()];
    for _ in 0..count {
        let longer = |order: &Vec<usize>| {
            let place = order.len();
            let free = own.iter().copied().filter(|at| !order.contains(at) && same(*at, place));
            free.map(|at| order.iter().copied().chain([at]).collect()).collect::<Vec<Vec<usize>>>()
        };
        orders = orders.iter().flat_map(longer).collect();
    }
    orders
}

fn counterexample(plan: &Plan, ways: &[Way], mut way: u32, last: Option<Move>, broken: Broken) -> Counterexample {
    let mut moves: Vec<Move> = last.into_iter().collect();
    while way != 0 {
        let (from, what) = ways[way as usize];
        moves.push(what);
        way = from;
    }
    moves.extend(plan.begin.iter().rev());
    moves.reverse();
    Counterexample { broken, moves }
}

impl Counterexample {
    /// The rule, what was seen, and the way there as a scenario.
    pub fn show(&self, name: &str, setup: &Rc<Setup>, alphabet: &Alphabet) -> String {
        let Broken { rule, seen } = &self.broken;
        let seen: String = seen.lines().map(|line| format!("#   {line}\n")).collect();
        let head = format!(
            "# {name}: {rule} ({}) does not hold before what still waits is delivered:\n{seen}",
            sentence(rule)
        );
        head + &scn::write(setup, alphabet, &self.moves)
    }
}
