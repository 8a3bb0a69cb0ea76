//! Every state that a station with few calls can reach: breadth first, on the code that runs, each step judged.
//!
//! A state is known by its canonical form ([`crate::canon`]); what is kept of it is a number of 128 bits, and how it
//! was reached. Time is one more input: the next deadline comes.

use std::collections::HashSet;

use offhook::{Config, Input};

use crate::alphabet::{Inputs, Letter, Network};
use crate::aside;
use crate::canon::Canon;
use crate::invariants::{Broken, Checker};
use crate::rig::{Fault, Rig, Sizes, show};

/// What is explored.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its name.
    pub name: &'static str,
    /// The station's configuration.
    pub config: Config,
    /// Its sizes.
    pub sizes: Sizes,
    /// Which inputs there are.
    pub inputs: Inputs,
    /// Inputs that stand before the first state.
    pub begin: Vec<Input<'static>>,
    /// Steps from the first state; `None`: until nothing new is found.
    pub depth: Option<u32>,
    /// How the station mishears, where a test wants to see that found.
    pub fault: Option<Fault>,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Different states.
    pub states: usize,
    /// Steps taken.
    pub steps: u64,
    /// Steps from the first state to the last that was new.
    pub depth: u32,
    /// Nothing new is left.
    pub complete: bool,
}

/// A state on the edge of what is known.
struct Node {
    rig: Rig,
    checker: Checker,
    now: u64,
    /// The one unlawful signal was heard.
    spent: bool,
    /// Its place in the list of ways.
    way: u32,
}

/// The search has so many threads, which meet after so many states.
const THREADS: usize = 2;
const CHUNK: usize = 8_192;

/// How a state was reached: from which, and by which of its inputs.
type Way = (u32, u16);

/// Explores. `seen` is told after every depth what is known so far.
///
/// # Errors
/// The rule that does not hold, and the shortest way there.
pub fn explore(plan: &Plan, mut seen: impl FnMut(Found)) -> Result<Found, String> {
    let mut canon = Canon::default();
    let mut known: HashSet<u128> = HashSet::new();
    let mut ways: Vec<Way> = vec![(0, 0)];
    let mut edge = vec![first(plan).map_err(|broken| broken.to_string())?];
    known.insert(canon.of(&mut edge[0].rig));
    let mut found = Found { states: 1, steps: 0, depth: 0, complete: false };
    while !edge.is_empty() && plan.depth.is_none_or(|depth| found.depth < depth) {
        let mut next = Vec::new();
        for chunk in edge.chunks_mut(CHUNK) {
            let each = chunk.len().div_ceil(THREADS);
            let tried: Vec<Result<Tried, String>> = std::thread::scope(|scope| {
                let work = |nodes| {
                    let (known, ways) = (&known, &ways);
                    scope.spawn(move || try_all(plan, nodes, known, ways))
                };
                let threads: Vec<_> = chunk.chunks_mut(each).map(work).collect();
                threads.into_iter().map(|thread| thread.join().expect("a thread of the search")).collect()
            });
            for tried in tried {
                let tried = tried?;
                found.steps += tried.steps;
                for (form, mut node, at) in tried.new {
                    if known.insert(form) {
                        ways.push((node.way, at));
                        node.way = (ways.len() - 1) as u32;
                        next.push(node);
                    }
                }
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

/// What the states of one part of the edge lead to.
#[derive(Default)]
struct Tried {
    steps: u64,
    /// Forms that were not known, the state, and by which input it is reached from the state named by its way.
    new: Vec<(u128, Node, u16)>,
}

/// Tries every input in every one of these states.
fn try_all(plan: &Plan, nodes: &mut [Node], known: &HashSet<u128>, ways: &[Way]) -> Result<Tried, String> {
    let mut canon = Canon::default();
    let mut tried = Tried::default();
    let mut here: HashSet<u128> = HashSet::new();
    for node in nodes {
        // Dear rules: one state in seven.
        if node.way % 7 == 0 {
            aside::allowed(&node.rig, node.now).map_err(|broken| tell(plan, ways, node.way, None, &broken))?;
            aside::clears_commute(&node.rig, node.now).map_err(|broken| tell(plan, ways, node.way, None, &broken))?;
        }
        for (at, letter) in plan.inputs.letters(&mut node.rig, node.now, node.spent).into_iter().enumerate() {
            tried.steps += 1;
            let (mut rig, mut checker) = (node.rig.clone(), node.checker.clone());
            checker.lawful = !(node.spent || letter.unlawful) && plan.inputs.network != Network::Hostile;
            let told = checker.step(&mut rig, letter.now, &letter.input);
            let told = told.map_err(|broken| tell(plan, ways, node.way, Some(&letter), &broken))?;
            let spent = node.spent || letter.unlawful;
            let form = canon.of(&mut rig) ^ u128::from(spent);
            if known.contains(&form) || !here.insert(form) {
                continue;
            }
            if let (Input::Signal(signal), Ok(told)) = (&letter.input, &told) {
                let repeated = aside::repeated(&rig, &mut canon, letter.now, signal, told);
                repeated.map_err(|broken| tell(plan, ways, node.way, Some(&letter), &broken))?;
            }
            aside::restored(&rig).map_err(|broken| tell(plan, ways, node.way, Some(&letter), &broken))?;
            tried.new.push((form, Node { rig, checker, now: letter.now, spent, way: node.way }, at as u16));
        }
    }
    Ok(tried)
}

fn first(plan: &Plan) -> Result<Node, Broken> {
    let mut rig = Rig::new(&plan.config, plan.sizes);
    rig.fault = plan.fault;
    let mut checker = Checker::new(&plan.config, false);
    for input in &plan.begin {
        checker.step(&mut rig, 0, input)?.ok();
    }
    Ok(Node { rig, checker, now: 0, spent: false, way: 0 })
}

/// The way to a broken rule, from the first state on.
fn tell(plan: &Plan, ways: &[Way], mut way: u32, last: Option<&Letter>, broken: &Broken) -> String {
    let mut choices = Vec::new();
    while way != 0 {
        let (from, at) = ways[way as usize];
        choices.push(at);
        way = from;
    }
    let mut text = format!("{}: {broken}\n  the shortest way there:\n", plan.name);
    for input in &plan.begin {
        text += &format!("    0 {}\n", show(input));
    }
    if let Ok(mut node) = first(plan) {
        for at in choices.into_iter().rev() {
            let letter = plan.inputs.letters(&mut node.rig, node.now, node.spent).swap_remove(usize::from(at));
            let _ = node.rig.step(letter.now, &letter.input);
            (node.now, node.spent) = (letter.now, node.spent || letter.unlawful);
            text += &format!("    {} {}\n", letter.now, show(&letter.input));
        }
    }
    last.map_or(text.clone(), |letter| format!("{text}    {} {}\n", letter.now, show(&letter.input)))
}

impl core::fmt::Display for Found {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let end = if self.complete { ", nothing new is left" } else { "" };
        write!(f, "{} states, {} steps, depth {}{end}", self.states, self.steps, self.depth)
    }
}
