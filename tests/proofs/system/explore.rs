//! Every state that a small system can reach: breadth first, on the code that runs, each step judged.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use crate::aside;
use crate::explore::Found;
use crate::invariants::Broken;
use crate::system::canon::{Blur, Canon};
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
    /// Of so many states one is tried with the dear rules: all hang up, the links are taken up again, …; of so many that had the
    /// form of a known one, one goes on as that does.
    pub aside: usize,
    /// What makes forms wrong, where a test wants to see that found.
    pub blur: Option<Blur>,
}

/// A state on the edge of what is known.
struct Node {
    world: World,
    /// Mishaps that may still come.
    faults: u8,
    /// Its place in the list of ways.
    way: u32,
    form: u128,
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

/// What is known so far.
struct Known<'p> {
    plan: &'p Plan,
    canon: Canon,
    /// Every form, and the state that had it first.
    forms: HashMap<u128, u32>,
    /// How each state was reached.
    ways: Vec<Way>,
    /// What each state leads to, in one number, once it was looked at.
    leads: Vec<u64>,
    /// States that had the form of one that was known, and which, to be looked at as well: each goes on as the other one does.
    twins: Vec<(Node, u32)>,
    again: usize,
    steps: u64,
}

/// A state that another one leads to, and its form.
struct Next {
    what: Move,
    world: World,
    faults: u8,
    form: u128,
}

/// Explores. `seen` is told after every depth what is known so far.
///
/// # Errors
/// The rule that does not hold, and the shortest way there.
pub fn explore(plan: &Plan, mut seen: impl FnMut(Found)) -> Result<Found, Counterexample> {
    let (mut known, first) = Known::new(plan)?;
    let mut edge = vec![first];
    let mut found = Found { states: 1, steps: 0, depth: 0, complete: false };
    while !edge.is_empty() && plan.depth.is_none_or(|depth| found.depth < depth) {
        let twins = std::mem::take(&mut known.twins);
        let mut next = Vec::new();
        for node in edge {
            known.look(node, &mut next)?;
        }
        for (twin, of) in twins {
            known.compare(twin, of)?;
        }
        found.complete = next.is_empty();
        found.depth += u32::from(!found.complete);
        (found.states, found.steps) = (known.forms.len(), known.steps);
        edge = next;
        seen(found);
    }
    for (twin, of) in std::mem::take(&mut known.twins) {
        known.compare(twin, of)?;
    }
    found.complete = edge.is_empty();
    Ok(found)
}

impl<'p> Known<'p> {
    fn new(plan: &'p Plan) -> Result<(Self, Node), Counterexample> {
        let mut first = first(plan)?;
        let mut canon = Canon::new(alike(&plan.setup), plan.alphabet.names_parties());
        canon.blur = plan.blur;
        first.form = canon.of(&first.world, u64::from(first.faults));
        let forms = HashMap::from([(first.form, 0)]);
        let ways = vec![(0, Move::Time(0))];
        let (leads, twins) = (vec![0], Vec::new());
        Ok((Self { plan, canon, forms, ways, leads, twins, again: 0, steps: 0 }, first))
    }

    /// Everything that a state leads to, and that in one number.
    fn next(&mut self, node: &mut Node) -> Result<(Vec<Next>, u64), Counterexample> {
        let alphabet = &self.plan.alphabet;
        let (mut next, mut leads) = (Vec::new(), Vec::new());
        let mut moves = VecDeque::from(alphabet.moves(&mut node.world, node.faults));
        while let Some(what) = moves.pop_front() {
            let mut world = node.world.clone();
            world.tied = false;
            let told = alphabet.make(&mut world, what).and_then(|()| quiet(&world));
            told.map_err(|broken| self.counterexample(node.way, Some(what), broken))?;
            if world.tied {
                // Stations that change places are not told apart: so neither of them always comes first.
                moves.extend(what.in_other_orders(world.seats.len()));
            }
            let faults = node.faults - u8::from(what.is_mishap());
            let form = self.canon.of(&world, u64::from(faults));
            let said = world.said - node.world.said;
            // A deadline that is not needed any more passes, and that is all.
            if said > 0 || form != node.form {
                leads.push(form as u64 ^ said.wrapping_mul(0x9E37_79B9_7F4A_7C15));
            }
            next.push(Next { what, world, faults, form });
        }
        leads.sort_unstable();
        leads.dedup();
        Ok((next, leads.into_iter().fold(1, u64::wrapping_add)))
    }

    /// Looks where a state leads to; what was not known goes to the edge.
    fn look(&mut self, mut node: Node, edge: &mut Vec<Node>) -> Result<(), Counterexample> {
        let (next, leads) = self.next(&mut node)?;
        self.steps += next.len() as u64;
        self.leads[node.way as usize] = leads;
        for Next { what, world, faults, form } in next {
            let first = match self.forms.entry(form) {
                Entry::Occupied(known) => Some(*known.get()),
                Entry::Vacant(place) => {
                    place.insert(self.ways.len() as u32);
                    None
                }
            };
            self.again += usize::from(first.is_some());
            if first.is_some() && !self.again.is_multiple_of(self.plan.aside) {
                continue;
            }
            let way = self.ways.len() as u32;
            self.ways.push((node.way, what));
            self.leads.push(0);
            let node = Node { world, faults, way, form };
            if let Some(first) = first {
                self.twins.push((node, first));
                continue;
            }
            if self.forms.len().is_multiple_of(self.plan.aside) {
                tried(&node.world).map_err(|broken| self.counterexample(way, None, broken))?;
            }
            edge.push(node);
        }
        Ok(())
    }

    /// Y9: of two states with one form, each goes on as the other one does.
    fn compare(&mut self, mut twin: Node, of: u32) -> Result<(), Counterexample> {
        let (_, leads) = self.next(&mut twin)?;
        if matches!(self.leads[of as usize], 0) || self.leads[of as usize] == leads {
            return Ok(());
        }
        let seen = format!("the same form as after {:?}", self.moves(of, None));
        Err(self.counterexample(twin.way, None, Broken { rule: "Y9", seen }))
    }

    fn counterexample(&self, way: u32, last: Option<Move>, broken: Broken) -> Counterexample {
        Counterexample { broken, moves: self.moves(way, last) }
    }

    /// The way to a state, and one move more.
    fn moves(&self, mut way: u32, last: Option<Move>) -> Vec<Move> {
        let mut moves: Vec<Move> = last.into_iter().collect();
        while way != 0 {
            let (from, what) = self.ways[way as usize];
            moves.push(what);
            way = from;
        }
        moves.extend(self.plan.begin.iter().rev());
        moves.reverse();
        moves
    }
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
    Ok(Node { world, faults: plan.alphabet.faults, way: 0, form: 0 })
}

/// Orders of the stations that make no difference: those in which stations with the same set-up change places. Where
/// the order of extension decides who is told first, there is one.
fn alike(setup: &Setup) -> Vec<Vec<usize>> {
    let count = setup.configs.len();
    let own: Vec<usize> = (0..count).collect();
    let open = setup.size.queues.iter().all(|queue| queue.stations.is_empty());
    let symmetric = setup.delayed && open && setup.size.groups.is_empty();
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
