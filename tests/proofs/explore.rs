//! Every state that a station with few calls can reach, on the code that runs, each step judged.
//!
//! A state is known by its canonical form ([`crate::canon`]); what is kept of it is a number of 128 bits, and how it
//! was reached. Time is an input, too: any deadline that counts may be the next one, whatever the clock says. So more is
//! tried than any policy's times allow, and no order of deadlines is part of a state.
//!
//! Where one unlawful thing may be said anywhere, all that is lawful is tried first: a state that is known before
//! it need not be tried again after it.

use std::collections::{HashSet, VecDeque};
use std::hash::{BuildHasherDefault, Hasher};

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
    depth: u32,
    /// Its place in the list of ways.
    way: u32,
}

/// How a state was reached: from which, and by which of its inputs.
type Way = (u32, u16);

/// Forms are as good as random: no need to mix them once more.
#[derive(Default)]
pub struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u128(&mut self, form: u128) {
        self.0 = form as u64;
    }
}

/// Forms that are known.
pub type Forms = HashSet<u128, BuildHasherDefault<Mixed>>;

/// So many states are told about at once.
const NEWS: usize = 100_000;

/// The search.
struct Search<'p> {
    plan: &'p Plan,
    canon: Canon,
    known: Forms,
    ways: Vec<Way>,
    /// What is still to be tried: before the one unlawful thing, and after it.
    edges: [VecDeque<Node>; 2],
    found: Found,
}

/// Explores. `seen` is told now and then what is known so far.
///
/// # Errors
/// The rule that does not hold, and a way there.
pub fn explore(plan: &Plan, mut seen: impl FnMut(Found)) -> Result<Found, String> {
    let mut search = Search {
        plan,
        canon: Canon::new(plan.inputs.sees()),
        known: Forms::default(),
        ways: vec![(0, 0)],
        edges: [VecDeque::new(), VecDeque::new()],
        found: Found { states: 1, steps: 0, depth: 0, complete: true },
    };
    let mut first = first(plan).map_err(|broken| broken.to_string())?;
    let form = search.canon.of(&mut first.rig);
    search.known.insert(form);
    search.edges[0].push_back(first);
    let mut told = 0;
    for spent in [false, true] {
        while let Some(node) = search.edges[usize::from(spent)].pop_front() {
            if plan.depth.is_some_and(|depth| node.depth >= depth) {
                search.found.complete = false;
                continue;
            }
            search.expand(node, spent)?;
            if search.known.len() / NEWS > told {
                told = search.known.len() / NEWS;
                seen(Found { complete: false, ..search.news() });
            }
        }
    }
    Ok(search.news())
}

impl Search<'_> {
    fn news(&self) -> Found {
        Found { states: self.known.len(), ..self.found }
    }

    /// Tries every input in a state.
    fn expand(&mut self, mut node: Node, spent: bool) -> Result<(), String> {
        let plan = self.plan;
        // Dear rules: one state in seven.
        if node.way.is_multiple_of(7) {
            let asides = aside::restored(&mut node.rig)
                .and_then(|()| aside::allowed(&node.rig, node.now))
                .and_then(|()| aside::clears_commute(&node.rig, node.now));
            asides.map_err(|broken| self.tell(node.way, None, &broken))?;
        }
        for (at, letter) in plan.inputs.letters(&mut node.rig, node.now, spent).into_iter().enumerate() {
            self.found.steps += 1;
            let (mut rig, mut checker) = (letter.rig(&node.rig), node.checker.clone());
            let unlawful = spent || letter.unlawful;
            checker.lawful = !unlawful && plan.inputs.network != Network::Hostile;
            let told = checker.step(&mut rig, letter.now, &letter.input);
            let told = told.map_err(|broken| self.tell(node.way, Some(&letter), &broken))?;
            // What was refused has changed nothing: that is one of the rules.
            let Ok(told) = told else { continue };
            // Nor has what was ignored; only of the link things change of which nobody is told.
            if told.outputs.is_empty() && !plan.inputs.link && rig.same_calls(&node.rig) {
                continue;
            }
            let form = self.canon.of(&mut rig);
            if self.known.contains(&form) || unlawful && !self.known.insert(!form) {
                continue;
            }
            if !unlawful {
                self.known.insert(form);
            }
            if let Input::Signal(signal) = &letter.input {
                let repeated = aside::repeated(&rig, &mut self.canon, letter.now, signal, &told);
                repeated.map_err(|broken| self.tell(node.way, Some(&letter), &broken))?;
            }
            self.ways.push((node.way, at as u16));
            let (way, depth) = ((self.ways.len() - 1) as u32, node.depth + 1);
            self.found.depth = self.found.depth.max(depth);
            self.edges[usize::from(unlawful)].push_back(Node { rig, checker, now: letter.now, depth, way });
        }
        Ok(())
    }

    /// The way to a broken rule, from the first state on.
    fn tell(&self, mut way: u32, last: Option<&Letter>, broken: &Broken) -> String {
        let plan = self.plan;
        let mut choices = Vec::new();
        while way != 0 {
            let (from, at) = self.ways[way as usize];
            choices.push(at);
            way = from;
        }
        let mut text = format!("{}: {broken}\n  a way there:\n", plan.name);
        for input in &plan.begin {
            text += &format!("    0 {}\n", show(input));
        }
        let Ok(mut node) = first(plan) else { return text };
        let mut spent = false;
        for at in choices.into_iter().rev() {
            let letter = plan.inputs.letters(&mut node.rig, node.now, spent).swap_remove(usize::from(at));
            node.rig = letter.rig(&node.rig);
            let _ = node.rig.step(letter.now, &letter.input);
            (node.now, spent) = (letter.now, spent || letter.unlawful);
            text += &format!("    {} {}\n", letter.now, show(&letter.input));
        }
        last.map_or(text.clone(), |letter| format!("{text}    {} {}\n", letter.now, show(&letter.input)))
    }
}

fn first(plan: &Plan) -> Result<Node, Broken> {
    assert_eq!(plan.config.auto_answer, 0, "its deadline is not one of its own, and cannot be chosen");
    let mut rig = Rig::new(&plan.config, plan.sizes);
    rig.fault = plan.fault;
    let mut checker = Checker::new(&plan.config, false);
    for input in &plan.begin {
        checker.step(&mut rig, 0, input)?.ok();
    }
    Ok(Node { rig, checker, now: 0, depth: 0, way: 0 })
}

impl core::fmt::Display for Found {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let end = if self.complete { ", nothing new is left" } else { "" };
        write!(f, "{} states, {} steps, depth {}{end}", self.states, self.steps, self.depth)
    }
}
