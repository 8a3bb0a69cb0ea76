//! The explorer: all executions of two sides, as far as they differ in what somebody can see.
//!
//! A side is a function without state of its own, so what it does follows from what its loads gave. To go one access on, it is run
//! again from its beginning with the results it had, and stopped at the first access that has none. No threads, no clock.

use std::cell::RefCell;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use crate::atomic::Ordering;

/// One access to a shared word.
#[derive(Clone, Copy, Debug)]
pub struct Access {
    /// The word's address.
    pub word: usize,
    /// Its first value.
    pub initial: u32,
    /// What is stored; `None` is a load.
    pub store: Option<u32>,
    /// The ordering.
    pub order: Ordering,
}

/// How much was explored.
#[derive(Clone, Copy, Debug, Default)]
pub struct Explored {
    /// Different states on the way.
    pub states: usize,
    /// Different ends.
    pub ends: usize,
}

const WORDS: usize = 8;
/// By word: the oldest store that a side may still see.
type View = [u8; WORDS];

#[derive(Clone, PartialEq, Eq, Hash)]
struct Stored {
    value: u32,
    /// The side that stored it; the first value is nobody's.
    by: Option<usize>,
    /// What whoever acquires it sees from then on.
    carries: Option<View>,
}

#[derive(Clone, Default, PartialEq, Eq, Hash)]
struct State {
    /// By word: all its stores, in their order.
    memory: Vec<Vec<Stored>>,
    views: [View; 2],
    /// By side: what its accesses gave so far.
    results: [Vec<u32>; 2],
}

/// What an access does: gives what was explored before, stops there, or goes through to memory.
enum Mode {
    Again { results: Vec<u32>, at: usize, next: Option<Access> },
    After(State),
}

thread_local! {
    static MODE: RefCell<Option<Mode>> = const { RefCell::new(None) };
    /// Addresses of the words, by their number.
    static KNOWN: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

struct Stopped;

/// The door of [`atomic`](crate::atomic).
pub(crate) fn access(access: Access) -> u32 {
    let given = MODE.with_borrow_mut(|mode| match mode.as_mut().expect("words are accessed within `explore`") {
        Mode::Again { results, at, next } => {
            let given = results.get(*at).copied();
            *at += 1;
            if given.is_none() {
                *next = Some(access);
            }
            given
        }
        Mode::After(state) => {
            let word = state.word(access);
            assert!(access.order != Ordering::SeqCst, "not modelled");
            if let Some(value) = access.store {
                state.memory[word].push(Stored { value, by: None, carries: None });
            }
            Some(state.memory[word].last().unwrap().value)
        }
    });
    given.unwrap_or_else(|| resume_unwind(Box::new(Stopped)))
}

/// Runs `sides` in every way that there is; `after` is run at the end of each, when both are done, and sees all stores.
pub fn explore<A, B>(sides: (impl Fn() -> A, impl Fn() -> B), after: impl Fn(A, B)) -> Explored {
    KNOWN.with_borrow_mut(Vec::clear);
    let mut explored = Explored::default();
    let mut seen = HashSet::new();
    let mut open = vec![State::default()];
    while let Some(mut state) = open.pop() {
        if !seen.insert(state.clone()) {
            continue;
        }
        explored.states += 1;
        let (first, second) = (run(&sides.0, &state.results[0]), run(&sides.1, &state.results[1]));
        for (side, next) in [(0, first.as_ref().err()), (1, second.as_ref().err())] {
            open.extend(next.iter().flat_map(|access| state.outcomes(side, **access)));
        }
        if let (Ok(first), Ok(second)) = (first, second) {
            explored.ends += 1;
            MODE.set(Some(Mode::After(state)));
            after(first, second);
        }
    }
    explored
}

/// A side with the results that it had: what it comes to, or its next access.
fn run<T>(side: impl Fn() -> T, results: &[u32]) -> Result<T, Access> {
    MODE.set(Some(Mode::Again { results: results.to_vec(), at: 0, next: None }));
    let end = catch_unwind(AssertUnwindSafe(side));
    let Some(Mode::Again { next, .. }) = MODE.take() else { unreachable!() };
    match (end, next) {
        (Ok(value), None) => Ok(value),
        (Err(_), Some(access)) => Err(access),
        (Err(panic), None) => resume_unwind(panic),
        (Ok(_), Some(_)) => unreachable!("a side goes no further than its next access"),
    }
}

impl State {
    /// The number of a word, which is in memory from now on.
    fn word(&mut self, access: Access) -> usize {
        let number = KNOWN.with_borrow_mut(|known| {
            known.iter().position(|word| *word == access.word).unwrap_or_else(|| {
                known.push(access.word);
                known.len() - 1
            })
        });
        assert!(number < WORDS, "more than {WORDS} words");
        if self.memory.len() <= number {
            self.memory.resize(number + 1, Vec::new());
        }
        if self.memory[number].is_empty() {
            self.memory[number].push(Stored { value: access.initial, by: None, carries: None });
        }
        number
    }

    /// The states that an access of this side can lead to.
    fn outcomes(&mut self, side: usize, access: Access) -> Vec<Self> {
        let word = self.word(access);
        let visible = match access.store {
            // It becomes the newest store.
            Some(_) => self.memory[word].len()..self.memory[word].len() + 1,
            None => self.views[side][word].into()..self.memory[word].len(),
        };
        visible.map(|at| self.after(side, word, at, access)).collect()
    }

    /// The state in which this side has read, or made, the store at this place.
    fn after(&self, side: usize, word: usize, at: usize, access: Access) -> Self {
        let mut next = self.clone();
        next.views[side][word] = at as u8;
        match access.store {
            None => {
                let stored = &self.memory[word][at];
                if let (Ordering::Acquire, Some(carried)) = (access.order, stored.carries) {
                    let view = &mut next.views[side];
                    for (mine, theirs) in view.iter_mut().zip(carried) {
                        *mine = theirs.max(*mine);
                    }
                }
                next.results[side].push(stored.value);
            }
            Some(value) => {
                let writers = &self.memory[word];
                assert!(writers.iter().all(|stored| stored.by.is_none_or(|by| by == side)), "a word has one writer");
                let carries = (access.order == Ordering::Release).then_some(next.views[side]);
                next.memory[word].push(Stored { value, by: Some(side), carries });
                next.results[side].push(0);
            }
        }
        next
    }
}
